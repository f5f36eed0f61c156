"""A spreadsheet's number as a person sees it: 1.1 in the format 0% is 110%."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

# Quoted text, escaped character, padding, fill, [colour] or [$¥-804], a placeholder, %, or any other character.
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]\-]*)[^\]]*\]|\[[^\]]*\]|([0#?]+(?:,[0#?]+)*(?:\.[0#?]*)?,*|\.[0#?]+)|(General|@)|(.)', re.DOTALL
)
_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午)|(.)', re.IGNORECASE | re.DOTALL)
_GENERAL_DIGITS = 11


def shown_value(value: object, number_format: str) -> str:
    """The text of a cell. Numbers are rounded half up, as spreadsheets do."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float, Decimal)):
        try:
            return _shown_number(Decimal(repr(value) if isinstance(value, float) else value), number_format)
        except InvalidOperation:  # infinities
            return str(value)
    if isinstance(value, (datetime, date, time)):
        return _shown_date(value, number_format)
    return "" if value is None else str(value)


def _general(value: Decimal) -> str:
    rounded = value.normalize()
    if len(rounded.as_tuple().digits) > _GENERAL_DIGITS:  # 0.30000000000000004 shows as 0.3
        places = max(_GENERAL_DIGITS - 1 - max(value.adjusted(), 0), 0)
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()
    return f"{rounded:f}"


def _section(value: Decimal, number_format: str) -> tuple[str, Decimal]:
    """Formats have up to three parts: positive, negative, zero. The negative one writes its own sign."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if value < 0 and len(parts) > 1:
        return parts[1], -value
    if value == 0 and len(parts) > 2:
        return parts[2], value
    return parts[0], value


def _shown_number(value: Decimal, number_format: str) -> str:
    part, amount = _section(value, number_format or "General")
    tokens = list(_TOKEN.finditer(part))
    if any(t.group(6) in ("E", "/") for t in tokens if t.group(6)):  # 1.2E+05, 1/2: no count is written so
        return _general(value)
    scaled = amount * 100 ** sum(t.group(6) == "%" for t in tokens)
    written, done = "", False
    for token in tokens:
        quoted, escaped, currency, digits, general, other = token.groups()
        if digits is not None:
            if not done:
                written += _digits(scaled, digits)
            done = True
        elif general is not None:
            written += _general(scaled)
            done = True
        else:
            written += quoted or escaped or currency or other or ""
    return written.strip() if done else written.strip() or _general(value)


def _digits(value: Decimal, pattern: str) -> str:
    thousands = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    value = value.scaleb(-3 * thousands)
    whole, _, fraction = pattern.partition(".")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if fraction:
        optional = len(fraction) - len(fraction.rstrip("#?"))
        for _ in range(optional):
            if text.endswith("0"):
                text = text[:-1]
        text = text.rstrip(".")
    least = whole.count("0")
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    head, dot, tail = text.partition(".")
    if least == 0 and head == "0" and not dot:
        return sign
    return sign + head.zfill(least) + dot + tail


def _shown_date(value: datetime | date | time, number_format: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if not re.search("[ymd]", number_format, re.IGNORECASE):
        return value.strftime("%Y-%m-%d")
    if re.search(r"\[\$-F800\]|^m/d/yy", number_format, re.IGNORECASE) or "mmm" in number_format.lower():
        return f"{value.year}-{value.month}-{value.day}"
    part = number_format.split(";", maxsplit=1)[0]
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    written, after_hour = "", False
    for token in _DATE_TOKEN.finditer(part):
        quoted, escaped, code, other = token.groups()
        if code:
            letter = code[0].lower()
            number = {"y": moment.year if len(code) > 2 else moment.year % 100, "d": moment.day, "h": moment.hour, "s": moment.second}.get(
                letter, moment.minute if after_hour else moment.month
            )
            after_hour = letter == "h" or (letter == "s" and after_hour)
            written += f"{number:02}" if len(code) == 2 else str(number)
        else:
            written += quoted or escaped or other or ""
    return written.strip()
