"""What holds for any text whatever: spans equal quotes, nothing vanishes, same input same output, no crash."""

import itertools
import string
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reports import ReportRefused, parse_report, to_label_format
from pipelines.reports.coverage import coverage
from pipelines.reports.text import compact, plain_of

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
REPORTS = [p.read_text("utf-8") for p in sorted(GOLDEN.glob("*/*.txt")) if "gb18030" not in p.name and "utf16" not in p.name]
WORDS = [
    "1.",
    "2、",
    "(一)",
    "一、",
    "一是",
    "①",
    "3",
    "新增",
    "建成",
    "完成",
    "学位",
    "3000个",
    "8.3",
    "万户",
    "100%",
    "不少于",
    "超过",
    "余",
    "其中",
    "共计",
    "、",
    "，",
    "。",
    "；",
    "：",
    "(",
    ")",
    "|",
    "\n",
    "\n\n",
    "完成情况：",
    "牵头单位：",
    "责任单位：",
    "完成时限：",
    "2024年12月底",
    "区教委",
    "各街道办事处",
    "占年度任务的101%",
    "65岁以上",
    "每季度",
    "两处",
    "“",
    "”",
    "2.5",
    "12345热线",
    "亿",
    "已",
    "上半年",
    "-",
    "—",
    "\u3000",
    "\t",
    "個",
    "學",
    "％",
    "３",
    " ",
    "(1)",
    "第一件",
    "●",
    "【任务】",
    "【",
    "】",
    "序号",
    "项目名称",
    "完成情况",
    "责任单位",
    "截至6月底",
    "分别",
    "年初计划",
    "目前",
    "下一步",
    "2023年",
    "2024年民生实事项目",
    "附件1",
    "PART 01",
    "(责任单位:区教委)",
    "由区教委牵头，区财政局配合。",
    "×",
    "→",
    "30%-50%",
    "1.5-2",
    "由3.5米拓宽至6米",
    "另",
    "剩余2处",
    "│",
    "┌──┬──┐",
    "項(xiàng)目",
]
PIECES = st.sampled_from(WORDS)


def parsed(text):
    try:
        return parse_report(text.encode(), filename="report.txt", year=2024)
    except ReportRefused:
        return None


def ink(text):
    """The text without what takes no room on the page and without the borders of cells."""
    return compact(text, plain_of(text), 0, len(text)).surface.replace(" ", "").replace("|", "")


def check(text):
    report = parsed(text)
    if report is None:
        return
    for item in report.items:
        for part in (*item.quantities, *item.other_numerals):
            assert report.text[part.char_start : part.char_end] == part.quote
            assert part.text in (item.commitment if part.field == "commitment" else item.completion)
        for department in item.departments:
            standing = iter(ink(report.text[department.char_start : department.char_end]))
            assert all(c in standing for c in ink(department.name)), "in this order, with at most a page number or a border between"
        ids = [q.id for q in item.quantities]
        assert len(ids) == len(set(ids))
        assert all(q.matches in ids for q in item.quantities if q.matches)
        for field in ("commitment", "completion"):
            spans = sorted((p.char_start, p.char_end) for p in (*item.quantities, *item.other_numerals) if p.field == field)
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans)), "two numerals share characters"
    left = sum(r.char_end - r.char_start for r in report.residue)
    assert report.covered_characters + left == report.character_count == len(report.text)
    unresolved = sum(i.kind == "unresolved_numeral" for i in report.issues)
    assert report.resolved_numeral_count + unresolved == report.numeral_count
    assert to_label_format(parsed(text)) == to_label_format(report)
    covered_digits(report)


def covered_digits(report):
    """Each Arabic digit of a commitment or completion stands in a quantity, a declared numeral or an issue."""
    for item in report.items:
        unresolved = [i for i in report.issues if i.item == item.position and i.kind == "unresolved_numeral"]
        if unresolved:  # an issue does not say in which field it stands
            continue
        for field, words in (("commitment", item.commitment), ("completion", item.completion)):
            stated = sum(
                sum(c.isdigit() and c.isascii() for c in plain_of(p.text))
                for p in (*item.quantities, *item.other_numerals)
                if p.field == field
            )
            assert stated == sum(c.isdigit() and c.isascii() for c in plain_of(words or "")), (field, words)


@pytest.mark.parametrize("text", REPORTS, ids=range(len(REPORTS)))
def test_labelled_reports(text):
    check(text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=60).map("".join))
def test_generated_documents(text):
    check(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(REPORTS), st.data())
def test_mutated_documents(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(PIECES) + text[at + cut :]
    check(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_plain_text_keeps_its_length(text):
    assert len(plain_of(text)) == len(text)
    joined = compact(text, plain_of(text), 0, len(text))
    assert len(joined.surface) == len(joined.plain) == len(joined.offsets)
    assert all(text[o] == c for o, c in zip(joined.offsets, joined.surface, strict=True) if c != " ")


@given(
    st.text(alphabet=string.ascii_letters + " \n学校", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6)
)
def test_covered_and_residue_are_all(text, spans):
    found = coverage(text, [(min(s), max(s)) for s in spans])
    assert found.covered + sum(r.char_end - r.char_start for r in found.residue) == found.total == len(text)


N = 5_000
NOISE_SECONDS = 0.1
HOSTILE = {
    "digits": lambda n: "1." + "9" * 10 * n,
    "brackets": lambda n: "(" * 2 * n + ")" * 2 * n,
    "brackets with labels": lambda n: "1.新建学校" + "(牵头单位：区教委)" * n,
    "open brackets with labels": lambda n: "1.新建学校" + "(牵头单位：" * n,
    "commas": lambda n: "、" * 10 * n,
    "blanks": lambda n: " " * 10 * n,
    "labels": lambda n: "1.新建" + "牵头单位：" * 2 * n,
    "labels between blanks": lambda n: "1.新建" + "　牵头单位　区教委" * n,
    "framed labels": lambda n: "1.新建" + "【牵头单位】" * n,
    "quotes": lambda n: "“" * 5 * n,
    "marks": lambda n: "1、" * 3 * n,
    "Chinese marks": lambda n: "二、三" * 3 * n,
    "one by one": lambda n: "1.新建学校5所。" + "一是建成；二是建成；三是建成；" * n,
    "bars": lambda n: "|" * 10 * n,
    "a cell a line": lambda n: "序号|项目|完成情况|\n" + "1|" * 3 * n,
    "tabs": lambda n: "序号\t项目\t完成情况\n" + "1\t新建学校5所\t" * n,
    "names of columns": lambda n: "序号项目名称完成情况牵头单位" * n + "\n1.新建学校5所。",
    "headers": lambda n: "项目名称\n完成情况\n" * n + "1.新建学校5所。",
    "models": lambda n: "599B、" * 2 * n,
    "Chinese numerals": lambda n: "一" * 10 * n,
    "items": lambda n: "".join(f"{i}.新建学校{i}所。\n" for i in range(1, n)),
    "bullets": lambda n: "".join(f"●新建学校{i}所。\n" for i in range(1, n)),
    "paragraphs": lambda n: "".join(f"新建学校{i}所，增加学位{i}个。\n" for i in range(1, n)),
    "sections": lambda n: "".join(f"{2000 + i % 90}年民生实事项目完成情况\n新建学校{i}所。\n" for i in range(n // 2)),
    "categories": lambda n: "一、教育保障\n1.新建学校5所。\n" * n,
    "unfinished lines": lambda n: "1.新建学校5所\n" + "为居民提供优质的养老托育服务和\n" * n,
    "one sentence": lambda n: "1." + "新建学校5所，" * n,
    "one chain": lambda n: "2024年10件民生实事分别是：" + "新建学校5所；" * n,
    "all in one paragraph": lambda n: "新建学校5所，增加学位6个。" * n,
    "verbs": lambda n: "1.新建学校5所。" + "由区教委牵头，区财政局配合。" * n,
    "departments": lambda n: "1.新建学校5所。\n牵头单位：" + "区教委、" * n,
    "dates": lambda n: "1.新建学校5所，于" + "2024年12月31日、" * n,
    "ranges": lambda n: "1.新建学校" + "5-6-" * n + "所",
    "buttons": lambda n: "1.新建学校5所。\n" + "打印 关闭 " * n,
    "readings": lambda n: "1.新建學(xué)校" * n,
    "respectively": lambda n: "1.甲、乙分别" + "5所、6所，丙、丁分别" * n,
}


@pytest.mark.parametrize("text_of", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_length_and_not_with_its_square(text_of):
    """Four times the text takes about four times the time; a quadratic step takes sixteen. What is too short to measure passes."""
    seconds = []
    for n in (N, 4 * N):
        text = text_of(n)
        began = time.perf_counter()
        parsed(text)
        seconds.append(time.perf_counter() - began)
    assert seconds[1] < 10 * max(seconds[0], NOISE_SECONDS)
