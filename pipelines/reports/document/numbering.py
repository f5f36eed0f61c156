"""Counting as lists show it: 一, ①, a, iv."""

from __future__ import annotations

import re

# A number that a line states for itself: 1. （一） ① 第一件, also before a year, but not the 8. of 8.5公里
OWN_NUMBER = re.compile(
    r"[\s*（(〔\[【]*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十\d]{1,3})[、.．。,，)）〕\]】:：件项条是](?!\d(?!\d{3}年))|\s*[①-⑳㈠-㈩⒈-⒛]"
)
_DIGITS = "〇一二三四五六七八九"
_ROMAN_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_NAMES = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def chinese_number(number: int) -> str:
    """一, 十, 二十三, 一百零五; numbers beyond 1 to 9,999 in Arabic digits."""
    if not 0 < number < 10_000:
        return str(number)
    words, zero = "", False
    for value, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            words += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif words and number % value:
            zero = True
    return words[1:] if words.startswith("一十") else words


def letters(number: int) -> str:
    """a, b, … z, aa, ab as HTML counts."""
    if number < 1:
        return str(number)
    word = ""
    while number:
        number, digit = divmod(number - 1, 26)
        word = chr(ord("a") + digit) + word
    return word


def roman(number: int) -> str:
    """I, II, IV; numbers beyond 1 to 3,999 in Arabic digits."""
    if not 0 < number < 4000:
        return str(number)
    word = ""
    for value, name in zip(_ROMAN_VALUES, _ROMAN_NAMES, strict=True):
        word += name * (number // value)
        number %= value
    return word


def circled(number: int) -> str:
    """① to ㊿; beyond that in brackets."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(base + number - first)
    return f"({number})"
