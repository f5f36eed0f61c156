"""The elements of HTML by what they do to the lines of a page."""

from __future__ import annotations

# fmt: off
# Shows nothing, or nothing that belongs to the text (rt: reading aid above a word).
UNSEEN = frozenset((
    "head", "script", "style", "template", "noscript", "iframe", "object", "embed", "applet", "canvas", "svg", "audio", "video", "map",
    "datalist", "noframes", "-comment", "!doctype", "rt", "rp",
))

# Begins and ends a line.
BLOCKS = frozenset((
    "html", "body", "address", "article", "aside", "blockquote", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li",
    "legend", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "select", "summary", "table",
    "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "xmp",
))

# Has no end tag.
NEVER_OPEN = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr",
))

# May leave out its end tag, and is ended by the next of its sort.
ENDS_ITSELF = frozenset((
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "optgroup", "tbody", "thead", "tfoot", "html", "head", "body", "colgroup",
))
# fmt: on
