"""The small functions: assignment, words, metrics, domains, units, keys."""

from __future__ import annotations

import itertools
from decimal import Decimal
from hashlib import md5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.history.assignment import best_pairs
from pipelines.history.domains import domain_of
from pipelines.history.metrics import metric_name
from pipelines.history.reference import rows
from pipelines.history.units import conformed, converted, convertible
from pipelines.history.words import added, corpus_of, cosine, grams, held
from pipelines.reports.keys import key

SCORES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 20), max_size=12)


def total_by_trying_all(scores: dict) -> int:
    found = sorted({r for r, _ in scores})
    columns = sorted({c for _, c in scores})
    columns += [None] * len(found)
    return max(
        (sum(scores.get(p, 0) for p in zip(found, chosen, strict=False)) for chosen in itertools.permutations(columns, len(found))),
        default=0,
    )


@settings(max_examples=60, deadline=None)
@given(SCORES)
def test_best_pairs_have_the_greatest_total(scores):
    small = {p: s for p, s in scores.items() if p[0] < 4 and p[1] < 4}
    pairs = best_pairs(small)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert sum(small[p] for p in pairs) == total_by_trying_all(small)


def test_best_total_beats_best_first():
    # Taking the best pair first would leave the second row with nothing.
    assert best_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.7}) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        ("新签约养老家庭照护床位", "新签约养老家庭照护床位"),
        ("累计签约养老家庭照护床位", "签约养老家庭照护床位"),
        ("新建、更新室外健身器材", "新建、更新室外健身器材"),
        ("更新、新建室外健身器材", "新建、更新室外健身器材"),
        ("更新或新建室外健身器材", "新建、更新室外健身器材"),
        ("建设“一刻钟便民生活圈”", "建设一刻钟便民生活圈"),
        ("建成一刻钟便民生活圈", "建设一刻钟便民生活圈"),
        ("增加中小学学位", "新增中小学学位"),
        ("新增中小学学位", "新增中小学学位"),
        ("新增中学学位", "新增中学学位"),
        ("新建并投入运营急救驿站试点", "新建并投入运营急救驿站试点"),
        ("培训", "培训"),
        ("", "未指明"),
    ],
)
def test_metric_name(indicator, name):
    assert metric_name(indicator) == name


@given(st.text(max_size=30))
def test_metric_name_is_never_empty(indicator):
    assert metric_name(indicator)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("加快普惠托育服务体系建设，支持有条件的普惠性幼儿园开设托班", "childcare"),
        ("为高龄独居老年人安装应急监护设备", "elderly"),
        ("新建公用充电桩", "convenience"),
        ("更换燃气安全型配件", "safety"),
        ("为老年人免费代写法律文书，提供法律援助", "fairness"),
        ("安置残疾人就业", "vulnerable"),
        ("招志愿者", "unclassified"),
    ],
)
def test_domain_of(text, domain):
    assert domain_of(text) == domain


def test_reference_tables_are_whole():
    known = {
        "childcare",
        "education",
        "employment",
        "health",
        "elderly",
        "housing",
        "vulnerable",
        "convenience",
        "livability",
        "diversity",
        "fairness",
        "safety",
    }
    assert {r["domain_code"] for r in rows("domains.csv")} == known
    for name, column in (
        ("domains.csv", "keyword"),
        ("departments.csv", "form"),
        ("department_changes.csv", "from"),
        ("worn_words.csv", "word"),
        ("metric_words.csv", "word"),
    ):
        listed = [r[column] for r in rows(name)]
        twice = {w for w in listed if listed.count(w) > 1}
        if name not in ("domains.csv", "worn_words.csv"):
            assert not twice, name
    forms = {r["form"]: r for r in rows("departments.csv")}
    for change in rows("department_changes.csv"):
        assert change["from"] in forms
        assert change["to"] in forms
    assert all(forms[r["canonical"]]["canonical"] == r["canonical"] for r in forms.values() if r["canonical"] in forms)


def test_units():
    assert conformed("名") == "人"
    assert conformed("公里") == "公里"
    assert convertible("公里", "米")
    assert not convertible("处", "件")
    assert converted(Decimal("1.5"), "公里", "米") == 1500


def test_words():
    texts = [grams("新增幼儿托位"), grams("新增共享停车位"), grams("新增医保药店")]
    corpus = corpus_of(texts)
    a, b = corpus.vector(grams("新增共享停车位600个")), corpus.vector(grams("挖掘停车资源，新增“共享停车位”1000个"))
    assert cosine(a, a) == pytest.approx(1)
    assert 0.5 < cosine(a, b) < 1
    assert held(a, b) == pytest.approx(1)
    assert cosine(a, corpus.vector(grams("改造老旧小区"))) == 0
    nothing = corpus.vector(grams(""))
    assert cosine(nothing, a) == held(nothing, a) == 0
    assert added(b, a, b) > 0
    assert added(a, b, a) == 0


def test_key():
    assert key("110101", 2024, "p1") == md5(b"110101|2024|p1").hexdigest()
    with pytest.raises(TypeError, match="whole numbers"):
        key(1.5)
