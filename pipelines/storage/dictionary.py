"""The data dictionary: what each table and column of a release means, from the models' own descriptions, as rows and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

_HAN = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_ROOMS = {"dim": "Dimensions", "report": "Dimensions", "fct": "Facts and bridges", "bridge": "Facts and bridges", "rpt": "Views for people"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A table (``column_name`` is None, ``position`` 0) or a column of one.

    ``meaning_en`` and ``meaning_zh`` are the whole comment. Of a table ``grain`` is what one row is and ``usage`` what to heed, ``example`` a query. Of a
    column ``key_role`` is primary or foreign, ``refers_to`` the table of a foreign key, ``null_means`` why it may be null (None: it never is).
    """

    table_name: str
    column_name: str | None
    position: int
    meaning_en: str
    meaning_zh: str
    grain: str | None = None
    usage: str | None = None
    example: str | None = None
    data_type: str | None = None
    key_role: str | None = None
    refers_to: str | None = None
    accepted_values: str | None = None
    unit: str | None = None
    null_means: str | None = None


COMMENTS = {
    "table_name": "Table or view of marts. marts中的表或视图。",
    "column_name": "Column; null in the row that describes the table. 列名；描述表本身的行为空。",
    "position": "Place of the column in the table, from 1; 0 for the table. 列在表中的位置，自1起；表本身为0。",
    "meaning_en": "What it means, in English. 英文含义。",
    "meaning_zh": "What it means, in Chinese. 中文含义。",
    "grain": "What one row of the table is; null for columns. 表的一行代表什么；列为空。",
    "usage": "What to heed when counting or adding up; null where nothing special. 计数或相加时的注意事项；无特别说明时为空。",
    "example": "A query that shows the table; null where there is none. 示例查询；没有时为空。",
    "data_type": "Type of the column; null for tables. 列的类型；表为空。",
    "key_role": "primary or foreign; null where it is no key. 主键（primary）或外键（foreign）；不是键时为空。",
    "refers_to": "Table that a foreign key leads to; null elsewhere. 外键所指的表；其他为空。",
    "accepted_values": "The values that it may have, comma separated; null where they are not a fixed list. 允许的取值；不是固定清单时为空。",
    "unit": "What its numbers count or measure; null where it holds no measure. 数值的单位；非数值时为空。",
    "null_means": "Why it may be null; null where it never is. 为空的含义；从不为空时为空。",
}
assert list(COMMENTS) == [f.name for f in fields(Entry)]


def _languages(description: str) -> tuple[str, str]:
    """English and Chinese of a description: the Chinese is what follows the last English sentence."""
    words = " ".join(description.split())
    places = [m.end() for m in re.finditer(r"\. (?=\S)", words)]
    # Chinese terms may stand inside the English (8.3万户 is 83000), English names inside the Chinese.
    place = max(places, key=lambda p: _share(words[p:]) - _share(words[:p]), default=len(words))
    return words[:place].strip(), words[place:].strip()


def _share(text: str) -> float:
    return len(_HAN.findall(text)) / max(1, len(text))


def entries(manifest: Mapping[str, Any]) -> list[Entry]:
    """Every table and column of schema marts in dbt's manifest, tables in alphabetical order, columns in theirs."""
    found: list[Entry] = []
    tests = _tests(manifest)
    models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model" and n["schema"].endswith("marts")]
    for model in sorted(models, key=lambda n: str(n["name"])):
        english, chinese = _languages(model["description"])
        grain, _, usage = english.partition(". ")
        example = (model["config"].get("meta") or {}).get("example")
        found.append(
            Entry(model["name"], None, 0, english, chinese, grain.rstrip(".") + ".", usage or None, (example or "").strip() or None)
        )
        for position, column in enumerate(model["columns"].values(), 1):
            found.append(_column(model["name"], position, column, tests.get((model["unique_id"], column["name"]), {})))
    return found


def _tests(manifest: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Generic tests by model and column: name to arguments."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and node.get("test_metadata") and node.get("column_name"):
            of = found.setdefault((node["attached_node"], node["column_name"]), {})
            of[node["test_metadata"]["name"]] = node["test_metadata"]["kwargs"]
    return found


def _column(table: str, position: int, column: Mapping[str, Any], tests: Mapping[str, Any]) -> Entry:
    english, chinese = _languages(column["description"])
    refers = re.search(r"ref\('(\w+)'\)", str(tests["relationships"]["to"])) if "relationships" in tests else None
    values = tests.get("accepted_values", {}).get("values")
    return Entry(
        table,
        column["name"],
        position,
        english,
        chinese,
        data_type=column["data_type"],
        key_role="primary" if "unique" in tests and column["name"].endswith("_key") else "foreign" if refers else None,
        refers_to=refers[1] if refers else None,
        accepted_values=", ".join(map(str, values)) if values else None,
        unit=(column.get("config", {}).get("meta") or {}).get("unit"),
        null_means="; ".join(s.rstrip(".;") for s in _SENTENCE.split(english) if re.search(r"\bnull\b", s, re.IGNORECASE)) or None,
    )


def markdown(found: Sequence[Entry], answer: Callable[[str], str]) -> str:
    """The dictionary as a document, each example with what ``answer`` gives for it. Table cells escape bars."""
    lines = [
        "# Data dictionary 数据字典",
        "",
        "Generated from the models by `make docs`; the same words are the comments in the database, and rows of `meta.dictionary`. Columns that are not said to",
        "be null never are. 由模型生成；数据库注释与`meta.dictionary`内容相同。未注明可为空的列从不为空。",
    ]
    tables = [e for e in found if e.column_name is None]
    for room in dict.fromkeys(_ROOMS.values()):
        here = [t for t in tables if _ROOMS.get(t.table_name.split("_")[0]) == room]
        lines += ["", f"## {room}"] if here else []
        for table in here:
            lines += _section(table, [e for e in found if e.table_name == table.table_name and e.column_name], answer)
    return "\n".join(lines) + "\n"


def _section(table: Entry, columns: Sequence[Entry], answer: Callable[[str], str]) -> list[str]:
    keys = [c.column_name for c in columns if c.key_role == "primary"]
    lines = ["", f"### {table.table_name}", "", f"**Grain:** {table.grain}" + (f" **Key:** `{keys[0]}`." if keys else "")]
    lines += [f"**Heed:** {table.usage}"] if table.usage else []
    lines += ["", table.meaning_zh, "", "| column | type | meaning | 含义 |", "| --- | --- | --- | --- |"]
    for column in columns:
        notes = [column.meaning_en]
        notes += [f"Unit: {column.unit}."] if column.unit else []
        notes += [f"One of: {column.accepted_values}."] if column.accepted_values else []
        notes += [f"→ `{column.refers_to}`"] if column.refers_to else []
        cells = [f"`{column.column_name}`", column.data_type or "", " ".join(notes), column.meaning_zh]
        lines.append("| " + " | ".join(c.replace("|", "\\|").replace("<", "&lt;") for c in cells) + " |")
    if table.example:
        lines += ["", "```sql", table.example, "```", "", "```text", answer(table.example), "```"]
    return lines
