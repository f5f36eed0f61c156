"""What a page says about itself: title, day of publication, publisher."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TITLE_META = ("articletitle", "og:title", "twitter:title", "title", "dc.title")
_DATE_META = (
    "pubdate",
    "publishdate",
    "publish_date",
    "article:published_time",
    "og:release_date",
    "dc.date",
    "date",
    "firstpublishedtime",
)
_PUBLISHER_META = ("contentsource", "source", "dc.publisher", "og:article:author", "og:site_name", "sitename", "author")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_SAID_DAY = re.compile(r"(?:发布|发文|公开|成文|生成|更新)(?:日期|时间)\s*[：:]?\s*((?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})")
_SAID_SOURCE = re.compile(r"(?:信息|文章|稿件)?来源\s*[：:]\s*([^\s：:|【\[]{2,40})")
_LONGEST = 300
_SITE = re.compile(r"[_|｜]|\s+[-–—]+\s*|\s*[-–—]+\s+|-(?=[^-]*(?:网|政府|平台|门户|公众号)[^-]*$)")


def page_metadata(meta: Mapping[str, str], title_tag: str, headings: list[str], furniture: str) -> dict[str, str]:
    """Title, published_on and publisher, as far as stated: first by the page's meta tags, then by what it shows.

    ``meta`` has lower-case names, ``headings`` are the h1, ``furniture`` the text around the article.
    """
    title = _first(meta, _TITLE_META) or (_short(headings[0]) if len(headings) == 1 else "") or _without_site(_short(title_tag))
    day = _day(_first(meta, _DATE_META)) or _day(m.group(1) if (m := _SAID_DAY.search(furniture)) else "")
    source = (
        _first(meta, _PUBLISHER_META[:3])
        or (m.group(1) if (m := _SAID_SOURCE.search(furniture)) else "")
        or _first(meta, _PUBLISHER_META[3:])
    )
    found = {"title": title, "published_on": day, "publisher": source}
    return {k: v for k, v in found.items() if v}


def _first(meta: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((v for n in names if (v := _short(meta.get(n, "")))), "")


def _short(words: str) -> str:
    """White space collapsed; no title is longer than what is left."""
    return " ".join(words.split())[:_LONGEST]


def _without_site(title: str) -> str:
    """某区民生实事_政务公开_某区人民政府 is 某区民生实事."""
    return _SITE.split(title.strip(), maxsplit=1)[0].strip() or title.strip()


def _day(words: str) -> str:
    match = _DAY.search(words)
    if not match:
        return ""
    year, month, day = (int(g) for g in match.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
