"""What class names, ids and styles say about an element: hidden, part of the page's frame, or the article itself."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources

_HIDING_STYLE = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,400})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"\s*([.#])([\w-]+)\s*")


@cache
def page_marks(kind: str) -> tuple[str, ...]:
    """The marks of one kind from page_marks.tsv."""
    text = resources.files(__package__).joinpath("page_marks.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(r["mark"] for r in rows if r["kind"] == kind)


def identity(attributes: dict[str, str | None]) -> str:
    """Class and id of an element as one string, in its own spelling."""
    return " ".join(v for k in ("class", "id", "role") if (v := attributes.get(k)))


def is_hidden(attributes: dict[str, str | None], hiding: frozenset[str]) -> bool:
    """Whether nobody sees the element. An article hidden until a script shows it (WeChat's js_content) counts as seen."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("type") == "hidden":
        return True
    style = attributes.get("style")
    if style and _HIDING_STYLE.search(style.replace(" ", "").lower()):
        return not is_article_name(identity(attributes))
    if hiding:
        names = {f".{c}" for c in (attributes.get("class") or "").split()} | {f"#{attributes.get('id')}"}
        return not hiding.isdisjoint(names) and not is_article_name(identity(attributes))
    return False


def names_that_hide(styles: str) -> frozenset[str]:
    """Single classes and ids for which a page's own style sheet says display:none. Rules inside @media do not count."""
    if "none" not in styles:
        return frozenset()
    found: set[str] = set()
    for selectors, body in _RULE.findall(_without_conditions(_COMMENT.sub("", styles))):
        if "display:none" in body.replace(" ", "").lower():
            found.update(m.group(1) + m.group(2) for s in selectors.split(",") if (m := _SIMPLE.fullmatch(s)))
    return frozenset(found)


def _without_conditions(styles: str) -> str:
    kept, depth, start = [], 0, 0
    for match in re.finditer(r"@media[^{}]*\{|[{}]", styles):
        mark = match.group()
        if depth == 0 and mark.startswith("@"):
            kept.append(styles[start : match.start()])
            depth = 1
        elif depth:
            depth += -1 if mark == "}" else 1
            if depth == 0:
                start = match.end()
    return "".join([*kept, "" if depth else styles[start:]])


@lru_cache(4096)
def is_article_name(names: str) -> bool:
    """Whether a class or id is one that content systems give to the article: TRS_Editor, UCAPCONTENT, zoom, js_content."""
    known = page_marks("article")
    plain = [re.sub(r"[^a-z]", "", word.lower()) for word in names.split()]
    return any(word in known for word in plain)


@lru_cache(4096)
def is_frame_name(names: str) -> bool:
    """Whether a class or id names part of the page's frame: nav, crumb, share, footer, related."""
    known = page_marks("frame")
    words = [w for name in names.split() for w in _WORD.findall(_CAMEL.sub(" ", name).lower())]
    return any(w in known for w in words)
