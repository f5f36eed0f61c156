"""What single lines of a page say of the page: its description, its tools, its counters, headings of what is not the article."""

from __future__ import annotations

import re
from functools import cache

from pipelines.reports.document.html_names import page_marks

_GAP = re.compile(r"[\s:：|　/·>»()（）【】\[\]]+")
_COUNTER = re.compile(r"[\s【\[]*(?P<name>[^\d\s:：]{1,6})\s*[:：]?\s*[\[（(]?\s*[\d,]{1,11}\s*(?:次|人次)?\s*[\]）)]?[\s】\]]*")
_PAGE = re.compile(r"\d{1,4}|[共第]\d{1,4}页|[<>«»‹›…]+|\.\.\.")
_STEP = re.compile(r"[>»›/\\＞]")
_BRACKETED = re.compile(r"\s*[【\[]([^】\]:：]{2,12})[】\]]")
_LONGEST = 200


@cache
def _words(*kinds: str) -> frozenset[str]:
    return frozenset(w for kind in kinds for w in page_marks(kind))


@cache
def _labels() -> re.Pattern[str]:
    """A label with its colon, not the end of a longer one (项目名称：); spans put behind one another leave no space before it."""
    return re.compile(rf"(?<![一-鿿])({'|'.join(sorted(_words('info'), key=len, reverse=True))})\s*[:：]")


def label_of(words: str) -> str:
    """What stands before the first colon, or in brackets at the head, without spaces: 索 引 号： is 索引号."""
    bracketed = _BRACKETED.match(words)
    head = bracketed[1] if bracketed else re.split(r"[:：]", words, maxsplit=1)[0] if len(words) < 120 else ""
    return re.sub(r"[\s　\[\]【】]+", "", head)


def is_info_label(words: str) -> bool:
    """Whether a line is nothing but a label of the page's description."""
    return _GAP.sub("", words) in _words("info")


def describes_page(label: str) -> bool:
    """Whether a label is one of the page's description: 索引号, 发布机构."""
    return label in _words("info")


def is_page_label(label: str) -> bool:
    """Whether a label speaks of the page, its tools or its neighbours in any way."""
    return label in _words("info", "aside", "tool", "crumb")


def is_aside(words: str) -> bool:
    """Whether a line is the heading of what surrounds an article, alone or with its title: 相关链接：, 上一篇：没有了."""
    return _GAP.sub("", words) in _words("aside") or label_of(words) in _words("aside")


def begins_below(words: str) -> bool:
    """Whether a line is the first of something below an article: 免责声明, a chat robot's greeting, readers' comments."""
    return words.lstrip(" 　*※【[（(").startswith(page_marks("below"))


def is_info_line(words: str) -> bool:
    """Whether a line is the page's alone.

    发布日期：… 来源：… 字号：大 中 小 (two labels or more), 【打印本页】【关闭窗口】 (nothing but tools), 点赞 12, 1 2 3 下一页,
    当前位置：首页 > 政务公开.
    """
    if len(words) > _LONGEST:
        return False
    if len({m[1] for m in _labels().finditer(words)}) >= 2:
        return True
    pieces = [p for p in _GAP.split(words) if p]
    found = {p for p in pieces if p in _words("info")}
    if len(found) >= 2 and len(found) * 2 >= len(pieces):
        return True
    if len(pieces) >= 2 and all(p in _words("info", "aside", "tool") for p in pieces):
        return True
    if label_of(words) in _words("crumb") and _STEP.search(words):
        return True
    counter = _COUNTER.fullmatch(words)
    if counter and counter["name"] in _words("counter"):
        return True
    pages = [p in _words("pager") for p in pieces]
    return any(pages) and all(is_word or _PAGE.fullmatch(p) for p, is_word in zip(pieces, pages, strict=True))
