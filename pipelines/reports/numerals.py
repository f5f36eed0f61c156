"""What a numeral is worth: Arabic digits with separators, Chinese numerals, multipliers. Exact decimals only."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0, "兩": 2, "廿": 20, "卅": 30}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}


def arabic(digits: str, multiplier: str = "") -> Decimal:
    """``digits`` (thousands separators and inner spaces allowed) times the Chinese multiplier: ("8.3", "万") is 83000."""
    return Decimal(digits.replace(",", "").replace(" ", "")) * MULTIPLIERS[multiplier]


def chinese(numeral: str) -> Decimal | None:
    """A Chinese numeral: 十五 is 15, 两百三十五 is 235, 一万二 is 12000, 二〇二三 is 2023. None where the characters make no number."""
    if not numeral or any(c not in _DIGITS and c not in _SMALL and c not in _LARGE for c in numeral):
        return None
    if len(numeral) > 1 and all(_DIGITS.get(c, 10) < 10 for c in numeral):
        return Decimal("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    last = 1
    for c in numeral:
        if c in _DIGITS:
            digit = _DIGITS[c]
            if digit >= 20:  # 廿三
                section, digit = section + digit, 0
                last = 1
        elif c in _SMALL:
            section += (digit or 1) * _SMALL[c]
            digit, last = 0, _SMALL[c]
        else:
            total = (total + section + digit or 1) * _LARGE[c]
            section, digit, last = 0, 0, _LARGE[c]
    if digit:  # 一万二 is 12000, 二百五 is 250, but 一百零五 is 105
        section += digit * (last // 10 if last > 10 and numeral[-2] not in "零〇○" else 1)
    return Decimal(total + section)


def whole(numeral: str) -> int | None:
    """A whole number as lists bear it, in digits or Chinese characters: 8 and 八. None where the characters make no number."""
    value = int(numeral) if numeral.isdigit() else chinese(numeral)
    return int(value) if value is not None else None
