"""Numerals in a sentence: value, measure word, bound, period, or what else they are."""

from decimal import Decimal

import pytest

from pipelines.reports import numerals, vocabulary
from pipelines.reports.text import plain_of
from pipelines.reports.tokens import declared_spans, tokens


def read(text):
    plain = plain_of(text)
    return [
        (plain[t.start : t.end], t.kind) if t.kind != "quantity" else (plain[t.start : t.end], t.value, t.unit, t.comparator, t.period)
        for t in tokens(plain)
    ]


D = Decimal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增学位3000个。", [("3000个", D(3000), "个", "eq", None)]),
        ("不少于800人", [("800人", D(800), "人", "ge", None)]),
        ("更换8.3万户", [("8.3万户", D(83000), "户", "eq", None)]),
        ("11万余户", [("11万余户", D(110000), "户", "approx", None)]),
        ("10余万人", [("10余万人", D(100000), "人", "approx", None)]),
        ("资金1.8亿元", [("1.8亿元", D(180000000), "元", "eq", None)]),
        ("合格率不低于98.5%", [("98.5%", D("98.5"), "%", "ge", None)]),
        ("每季度开展不少于1次", [("1次", D(1), "次", "ge", "quarter")]),
        ("签约1,346张", [("1,346张", D(1346), "张", "eq", None)]),
        ("新增车位５２０个", [("520个", D(520), "个", "eq", None)]),
        ("新签约1600张", [("1600张", D(1600), "张", "eq", None)]),
        ("惠及约3.1万人次", [("3.1万人次", D(31000), "人次", "approx", None)]),
        ("控制在16900人以内", [("16900人", D(16900), "人", "le", None)]),
        ("失业率4.5%以内", [("4.5%", D("4.5"), "%", "le", None)]),
        ("超3.5万户", [("3.5万户", D(35000), "户", "gt", None)]),
        ("100名以上校长教师", [("100名", D(100), "名", "ge", None)]),
        ("近4成项目", [("4成", D(4), "成", "approx", None)]),
        ("两处机构", [("两处", D(2), "处", "eq", None)]),
        ("网点十五家", [("十五家", D(15), "家", "eq", None)]),
        ("免费体检一次。", [("一次", D(1), "次", "eq", None)]),
        ("1793套(间)", [("1793套(间)", D(1793), "套(间)", "eq", None)]),
        ("55.75万人(户)次", [("55.75万人(户)次", D(557500), "人(户)次", "eq", None)]),
        ("按1500元/人发放", [("1500元/人", D(1500), "元/人", "eq", None)]),
        ("41.04万 平方米", [("41.04万 平方米", D(410400), "平方米", "eq", None)]),
        ("提高0.1个百分点", [("0.1个百分点", D("0.1"), "个百分点", "eq", None)]),
        ("百分之九十五", [("百分之九十五", D(95), "%", "eq", None)]),
        ("20個以上項目", [("20个", D(20), "个", "ge", None)]),
    ],
)
def test_quantity(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("65岁以上老人", [("65岁以上", "age")]),
        ("开设2-3岁托班", [("2-3岁", "age")]),
        ("前100名的小区", [("前100名", "rank")]),
        ("对12345市民服务热线", [("12345", "hotline")]),
        ("监督电话0535-8246306", None),
        ("2022年9月23日调度", [("2022年9月23日", "date")]),
        ("2013—2017年", [("2013-2017年", "date")]),
        ("1~4月进展", [("1~4月", "date")]),
        ("2023届毕业生", [("2023届", "date")]),
        ("第1批箱房", [("第1批", "ordinal")]),
        ("3人制篮球场", [("3人制", "name")]),
        ("5G基站", [("5G", "name")]),
        ("引进500强", [("500强", "name")]),
        ("日处理400吨", [("日处理400吨", "capacity")]),
        ("20户以上自然村", [("20户以上", "grade")]),
        ("10亿元以上项目", [("10亿元以上", "grade")]),
        ("连续三年增长", [("连续三年", "duration")]),
        ("一体化推进", [("一体化", "name")]),
        ("一刻钟便民生活圈", [("一刻钟", "name")]),
        ("乘3号线", [("3号线", "name")]),
    ],
)
def test_numeral_that_counts_nothing(text, expected):
    if expected is None:
        assert all(kind != "quantity" for _, kind, *_ in read(text))
    else:
        assert read(text) == expected


def test_range_keeps_both_ends():
    (token,) = tokens("建设2-3个")
    assert (token.value, token.value_high, token.unit) == (D(2), D(3), "个")
    (token,) = tokens("增长7%~7.5%")
    assert (token.value, token.value_high, token.unit) == (D(7), D("7.5"), "%")


def test_unknown_measure_word_is_said():
    (token,) = tokens("新建300囧")
    assert token.unknown_unit
    assert token.unit == ""


@pytest.mark.parametrize("entry", vocabulary.rows("declared.tsv"), ids=lambda e: e["example"])
def test_each_declared_pattern_finds_its_own_example(entry):
    plain = plain_of(entry["example"])
    assert declared_spans(plain), f"nothing in {entry['example']!r} is declared"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十五", 15),
        ("两百三十五", 235),
        ("一万二千", 12000),
        ("一万二", 12000),
        ("廿三", 23),
        ("一百零五", 105),
        ("二〇二三", 2023),
        ("三十万", 300000),
        ("两", 2),
    ],
)
def test_chinese_numerals(numeral, value):
    assert numerals.chinese(numeral) == value


def test_what_is_no_chinese_numeral():
    assert numerals.chinese("一体") is None


def test_exact_decimals():
    assert tokens("16.4亿元")[0].value == 1640000000


def test_vocabulary_units_are_unique_and_convert():
    entries = [r["unit"] for r in vocabulary.rows("units.csv")]
    assert len(entries) == len(set(entries))
    for unit in vocabulary.units().values():
        assert unit.factor > 0
        assert unit.base_unit in vocabulary.units() or unit.base_unit in {u.canonical for u in vocabulary.units().values()}
