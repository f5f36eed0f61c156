"""PDF files: lines of print to paragraphs, ruled tables, what runs along on every page."""

from __future__ import annotations

import pytest
from portal_pages import REPORTS, TABLE, TABLE_TITLE, of_plain_text
from print_files import HEIGHT, WIDTH, centred, grid, lines_of, pdf, prose, rule, words
from reading import read, set_aside, shown, told

from pipelines.reports.document.pdf_glyphs import as_seen

EDGES = [50, 80, 155, 260, 430, 550]
LONG = [
    "清河区2024年度重要民生实事项目完成情况",
    "1.新增中小学学位3000个，新建改扩建普惠性幼儿园6所，改造老旧小区15个，惠及居民12350户，加装电梯86部，新增停车泊位2218个。",
    "2.新建口袋公园12处，更新健身设施65套，建成绿道8.8公里。",
    "3.城镇新增就业2.03万人，开展职业技能培训7235人次，帮扶困难人员就业1200人，为适龄妇女提供免费筛查5.46万人次，合格率98.7%。",
    "4.新建养老助餐点24个。",
]


@pytest.mark.parametrize(("indent", "gap"), [(2, 0), (0, 10), (2, 10), (0, 0)])
def test_lines_that_layout_cut_are_one_paragraph(indent, gap):
    assert shown(read(prose(LONG, indent=indent, gap=gap), "a.pdf")) == LONG


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("layout", [{}, {"indent": 0, "gap": 8}, {"indent": 0}, {"size": 10, "running": "清河区人民政府办公室"}])
def test_a_printed_report_is_the_report_of_its_text(report, layout):
    assert told(prose(REPORTS[report], **layout), "a.pdf") == of_plain_text(report)


def test_running_headers_and_page_numbers_are_set_aside_and_paragraphs_cross_pages():
    report = [LONG[0], *(line for n in range(8) for line in LONG[1:])]
    document = read(prose(report, size=18, running="清河区人民政府文件", numbers="第 {} 页 共 3 页"), "a.pdf")
    assert shown(document) == report
    pages = sum(x.startswith("第") for x in set_aside(document))
    assert pages >= 3
    assert set_aside(document).count("清河区人民政府文件") == pages


def test_a_watermark_at_any_angle_is_set_aside():
    mark = "".join(words(150 + 60 * i, 500 - 60 * i, c, 50, "0.7071 0.7071 -0.7071 0.7071") for i, c in enumerate("清河区政府"))
    upright = words(560, 300, "机密", 12, "0 1 -1 0")
    document = read(pdf([words(80, 100, "新增学位3000个，改造小区15个。") + mark + upright]), "a.pdf")
    assert shown(document) == ["新增学位3000个，改造小区15个。"]
    assert sorted("".join(set_aside(document))) == sorted("清河区政府机密")


def test_letters_printed_twice_for_weight_are_read_once():
    line = "新增学位3000个，改造小区15个。"
    assert shown(read(pdf([words(80, 100, line) + words(80.3, 100, line)]), "a.pdf")) == [line]


def test_radicals_that_stand_for_characters_are_read_as_these():
    assert as_seen("⺠⽣实事⼀、⻔⼾建设3000⼾") == "民生实事一、门户建设3000户"


def test_a_title_of_two_lines_is_one():
    page = centred(80, "清河区2024年度重要民生", 22) + centred(112, "实事项目完成情况", 22)
    page += words(80, 160, "1.新增学位3000个，改造小区15个。") + words(80, 180, "2.新建养老助餐点24个，改造小区15个。")
    document = read(pdf([page]), "a.pdf")
    assert shown(document)[0] == LONG[0]
    assert document.metadata["title"] == LONG[0]


def test_headings_in_larger_type_stay_apart():
    page = words(80, 80, "一、教育", 16) + words(80, 110, "（一）学位", 16) + words(80, 140, "新增学位3000个，改造小区15个。")
    assert shown(read(pdf([page]), "a.pdf"))[:2] == ["一、教育", "（一）学位"]


def test_a_ruled_table_is_a_table():
    document = read(pdf([centred(60, TABLE_TITLE, 16) + grid(TABLE, EDGES, 100)]), "a.pdf")
    assert shown(document) == [TABLE_TITLE, TABLE]
    assert told(pdf([centred(60, TABLE_TITLE, 16) + grid(TABLE, EDGES, 100)]), "a.pdf") == of_plain_text("table")


def test_a_table_without_uprights_is_a_table():
    assert shown(read(pdf([centred(60, TABLE_TITLE, 16) + grid(TABLE, EDGES, 100, uprights=False)]), "a.pdf")) == [TABLE_TITLE, TABLE]


def test_merged_cells_wrapped_cells_and_a_title_row():
    rows = [
        ["完成情况表", "<", "<"],
        ["序号", "目标", "<"],
        ["^", "计划", "完成"],
        ["1", "新建长者\n食堂18个", "已建成\n19个"],
        ["^", "新增床位", "820张"],
    ]
    expected = [["序号", "目标", "^"], ["^", "计划", "完成"], ["1", "新建长者食堂18个", "已建成19个"], ["^", "新增床位", "820张"]]
    assert shown(read(pdf([grid(rows, [60, 120, 260, 400], 100)]), "a.pdf")) == ["完成情况表", expected]


@pytest.mark.parametrize("head_again", [True, False])
def test_a_table_over_two_pages_is_one(head_again):
    first = centred(60, TABLE_TITLE, 16) + grid(TABLE[:3], EDGES, HEIGHT - 180)
    second = grid(TABLE[:1] * head_again + TABLE[3:], EDGES, 80)
    document = read(pdf([first, second]), "a.pdf")
    assert shown(document) == [TABLE_TITLE, TABLE]
    assert set_aside(document) == (TABLE[0] if head_again else [])


def test_a_row_cut_by_the_page_is_one_row():
    first = grid([["序号", "项目", "完成情况"], ["1", "学位", "新增公办\n学位2650个，"]], [60, 120, 260, 400], HEIGHT - 160)
    second = grid([["", "", "新增托位90个。"], ["2", "床位", "新增床位820张。"]], [60, 120, 260, 400], 80)
    expected = [["序号", "项目", "完成情况"], ["1", "学位", "新增公办学位2650个，新增托位90个。"], ["2", "床位", "新增床位820张。"]]
    assert shown(read(pdf([first, second]), "a.pdf")) == [expected]


def test_lines_between_two_tables_keep_their_place():
    rows = [["序号", "项目"], ["1", "学位"]]
    page = grid(rows, [60, 120, 260], 80) + words(60, 180, "养老方面另有以下各项。") + grid(rows, [60, 120, 260], 220)
    assert shown(read(pdf([page]), "a.pdf")) == [rows, "养老方面另有以下各项。", rows]


def test_a_line_under_the_head_and_a_frame_are_no_tables():
    frame = rule(50, 50, 545, 50) + rule(50, 800, 545, 800) + rule(50, 50, 50, 800) + rule(545, 50, 545, 800)
    assert shown(read(pdf([frame + words(80, 100, "新增学位3000个，改造小区15个。")]), "a.pdf")) == ["新增学位3000个，改造小区15个。"]


def test_a_page_without_text_among_others_is_told():
    image = b"/XObject<</I 8 0 R>>"
    pixel = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0\nendstream"
    scan = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"
    pages = [words(80, 100, "新增学位3000个，改造小区15个。"), words(80, 100, "新建养老助餐点24个，加装电梯86部。"), scan]
    document = read(pdf(pages, {8: pixel}, image), "a.pdf")
    assert document.metadata["pages_without_text"] == "3"


def test_a_letter_on_the_border_of_two_cells_stands_in_one():
    """The 7 of 114.7 was read in both cells, which made the next one 7%."""
    row = ["1", "新增停车泊位1720个，完成率114.7%", "区城市管理局"]
    page = grid([["序号", "完成情况", "单位"], row], [60, 95, 95 + 3 + 9 * 15.8, 400], 100)
    (rows,) = shown(read(pdf([page]), "a.pdf"))
    assert "".join(rows[1]) == "".join(row)


def test_words_beside_the_cells_of_a_ragged_table_are_not_lost():
    page = grid([["序号", "项目"], ["1", "学位"]], [60, 120, 260], 100) + grid([["单位"]], [260, 360], 100)
    lines = shown(read(pdf([page + words(270, 150, "另注三点")]), "a.pdf"))
    assert "另注三点" in str(lines)


def in_two_columns(lines: list[str], size: float = 11) -> list[str]:
    """Pages of two columns, the title across both on the first one, as gazettes print them."""
    pages, page, x, y, top = [], centred(70, lines[0], 18), 50.0, 110.0, 110.0
    for paragraph in lines[1:]:
        for i, line in enumerate(lines_of(paragraph, 21 * size, size)):
            if y > 420:
                x, y = (x + 260, top) if x < 100 else (50.0, 70.0)
                if x < 100:
                    pages.append(page)
                    page, top = "", 70.0
            page += words(x + (2 * size if i == 0 else 0), y, line, size)
            y += 18
    return [*pages, page]


@pytest.mark.parametrize("report", ["results", "plan"])
def test_two_columns_are_read_one_after_the_other(report):
    assert told(pdf(in_two_columns(REPORTS[report])), "a.pdf") == of_plain_text(report)


def test_columns_of_a_table_without_rules_are_read_across():
    """Its cells are not full lines."""
    page = "".join(words(80, 80 + 20 * i, f"{i}.新增学位", 12) + words(340, 80 + 20 * i, f"完成{i}00个", 12) for i in range(1, 25))
    assert shown(read(pdf([page]), "a.pdf"))[:2] == ["1.新增学位 完成100个", "2.新增学位 完成200个"]
