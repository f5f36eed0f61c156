"""Workbooks: what a sheet shows, as titles, tables and notes."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from portal_pages import TABLE, TABLE_TITLE, of_plain_text
from reading import read, refusal, set_aside, shown, told
from sheet_files import book, of_xml, saved

from pipelines.reports.document.number_format import shown_value

ROWS = [["序号", "项目", "完成"], [1, "学位", 3000], [2, "床位", 820]]
SHOWN = [["序号", "项目", "完成"], ["1", "学位", "3000"], ["2", "床位", "820"]]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3000, "General", "3000"),
        (3000.0, "General", "3000"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678901234, "General", "12345678901234"),
        (1.1, "0%", "110%"),
        (1.0325, "0.00%", "103.25%"),
        (0.575, "0.0%", "57.5%"),
        (1.005, "0.00", "1.01"),
        (12350, "#,##0", "12,350"),
        (12350.5, "#,##0.00", "12,350.50"),
        (0, "#,##0", "0"),
        (8.5, "0.##", "8.5"),
        (8, "0.##", "8"),
        (5, "000", "005"),
        (-3, "0;(0)", "(3)"),
        (0, '0;-0;"无"', "无"),
        (16400000, '0.0,,"百万"', "16.4百万"),
        (3260, '0"个"', "3260个"),
        (3260, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "3,260"),
        (98.7, "0.0_);[Red](0.0)", "98.7"),
        (16.4, "[$¥-804]0.00", "¥16.40"),
        (120000, "0.00E+00", "120000"),
        (True, "General", "TRUE"),
        ("3000", "@", "3000"),
        (None, "General", ""),
        (date(2025, 1, 15), "yyyy/m/d", "2025/1/15"),
        (datetime(2025, 1, 15, 9, 5), 'yyyy"年"m"月"d"日"', "2025年1月15日"),
        (datetime(2025, 1, 15, 9, 5), "yyyy-mm-dd hh:mm", "2025-01-15 09:05"),
        (date(2025, 12, 31), "[$-F800]dddd, mmmm dd, yyyy", "2025-12-31"),
        (date(2025, 12, 31), "General", "2025-12-31"),
        (time(9, 5), "h:mm", "09:05:00"),
        (Decimal("2.50"), "General", "2.5"),
        (float("inf"), "0", "inf"),
    ],
)
def test_a_value_reads_as_the_sheet_shows_it(value, form, text):
    assert shown_value(value, form) == text


def test_a_sheet_is_its_title_and_its_table():
    document = read(saved(book(ROWS, "清河区民生实事")), "a.xlsx")
    assert shown(document) == ["清河区民生实事", SHOWN]
    assert document.metadata["title"] == "清河区民生实事"


def test_cells_keep_the_format_that_they_show():
    made = book([*ROWS[:2], [2, "床位", 1.1]])
    made.active["C2"].number_format, made.active["C3"].number_format = "#,##0", "0%"
    assert shown(read(saved(made), "a.xlsx")) == [[SHOWN[0], ["1", "学位", "3,000"], ["2", "床位", "110%"]]]


def test_lines_around_the_table_are_paragraphs():
    made = book(ROWS, "清河区民生实事", at=2)
    made.active["A1"], made.active["A8"], made.active["A9"] = "附件1", "注：数据截至2024年12月31日。", "填报单位：区政府督查室"
    found = ["附件1", "清河区民生实事", SHOWN, "注：数据截至2024年12月31日。", "填报单位：区政府督查室"]
    assert shown(read(saved(made), "a.xlsx")) == found


def test_merged_cells_and_two_header_rows():
    made = book([["序号", "目标", None, "单位"], [None, "计划", "完成", None], [1, 30, 32, "个"], [None, 40, 41, "个"]])
    for place in ("A1:A2", "B1:C1", "D1:D2", "A3:A4"):
        made.active.merge_cells(place)
    expected = [["序号", "目标", "^", "单位"], ["^", "计划", "完成", "^"], ["1", "30", "32", "个"], ["^", "40", "41", "个"]]
    assert shown(read(saved(made), "a.xlsx")) == [expected]


def test_empty_rows_and_columns_are_not_drawn_and_a_second_title_begins_a_second_table():
    made = book([])
    for place, value in {
        "B2": "第一批",
        "B4": "序号",
        "D4": "项目",
        "B5": 1,
        "D5": "学位",
        "B8": "第二批",
        "B9": "序号",
        "D9": "项目",
    }.items():
        made.active[place] = value
    made.active["B10"], made.active["D10"] = 2, "床位"
    expected = ["第一批", [["序号", "项目"], ["1", "学位"]], "第二批", [["序号", "项目"], ["2", "床位"]]]
    assert shown(read(saved(made), "a.xlsx")) == expected


def test_hidden_sheets_are_left_out_and_hidden_rows_and_columns_set_aside():
    made = book([["序号", "项目", "内部", "完成"], [1, "学位", "催", 3000], [9, "草稿", "x", 1], [2, "床位", "好", 820]])
    made.active.column_dimensions["C"].hidden = True
    made.active.row_dimensions[3].hidden = True
    made.create_sheet("草稿").sheet_state = "hidden"
    made["草稿"]["A1"] = "9999个"
    document = read(saved(made), "a.xlsx")
    assert shown(document) == [SHOWN]
    assert set_aside(document) == ["内部", "催", "9", "草稿", "x", "1", "好"]
    assert "9999" not in document.text


def test_each_sheet_follows_the_one_before_it():
    made = book(ROWS, "教育")
    other = made.create_sheet("养老情况")
    for r, row in enumerate([["养老"], *ROWS], 1):
        for c, value in enumerate(row, 1):
            other.cell(r, c, value)
    document = read(saved(made), "a.xlsx")
    assert shown(document) == ["教育", SHOWN, "养老", SHOWN]
    assert set_aside(document) == ["养老情况"]


def test_the_tab_is_the_title_of_a_sheet_without_one():
    made = book(ROWS)
    made.active.title = "2024年民生实事"
    assert shown(read(saved(made), "a.xlsx")) == ["2024年民生实事", SHOWN]
    made.active.title = "Sheet 3"
    assert shown(read(saved(made), "a.xlsx")) == [SHOWN]


def test_a_formula_shows_its_stored_value_and_is_refused_without_one():
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f>{}</c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>4</v></c></row>'
    assert shown(read(of_xml(row.format("<v>2</v>")), "a.xlsx")) == [[["1", "2"], ["2", "4"]]]
    refused = refusal(of_xml(row.format("")), "a.xlsx")
    assert (refused.code, refused.place) == ("unsupported_format", "xl/worksheets/sheet1.xml, cell B1")


def test_a_cell_of_several_lines_and_of_markup_stays_one_cell():
    made = book([["序号", "项目"], [1, "学位\n托位"], [2, "<script>alert(1)</script>=1+1"]])
    assert shown(read(saved(made), "a.xlsx")) == [[["序号", "项目"], ["1", "学位\n托位"], ["2", "<script>alert(1)</script>=1+1"]]]


@pytest.mark.parametrize("number", [int, float, str])
def test_a_workbook_is_the_report_of_its_text(number):
    made = book([TABLE[0], *([number(row[0]), *row[1:]] for row in TABLE[1:])], TABLE_TITLE)
    assert told(saved(made), "a.xlsx") == of_plain_text("table")
