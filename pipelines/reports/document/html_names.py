"""What class names, ids and styles say about an element: hidden, part of the page's frame, or the article itself."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib import resources

_HIDING_STYLE = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)")
_WORD = re.compile(r"[a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAME = 300
_SIMPLE = re.compile(r"\s*([.#])([\w-]+)\s*")


@cache
def page_marks(kind: str) -> tuple[str, ...]:
    """The marks of one kind from page_marks.tsv."""
    text = resources.files(__package__).joinpath("page_marks.tsv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(r["mark"] for r in rows if r["kind"] == kind)


def identity(attributes: dict[str, str | None]) -> str:
    """Class and id of an element as one string, in its own spelling."""
    return " ".join(v[:_LONGEST_NAME] for k in ("class", "id", "role") if (v := attributes.get(k)))


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
    opened: list[str] = []
    start = ""
    for piece in re.split(r"([{}])", _without_comments(styles)):
        if piece == "{":
            opened.append(start)
        elif piece == "}":
            selectors = opened.pop() if opened else ""
            if not opened and "display:none" in start.replace(" ", "").lower():
                found.update(m.group(1) + m.group(2) for s in selectors.split(",") if (m := _SIMPLE.fullmatch(s)))
        start = piece.rpartition(";")[2] if piece not in "{}" and not opened else piece
    return frozenset(found)


def _without_comments(styles: str) -> str:
    kept, at = [], 0
    while (begin := styles.find("/*", at)) >= 0:
        kept.append(styles[at:begin])
        at = styles.find("*/", begin + 2) + 2
        if at == 1:
            return "".join(kept)
    return "".join([*kept, styles[at:]])


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
