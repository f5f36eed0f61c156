"""Word files: what Word shows of runs, lists, tables, changes and boxes."""

from __future__ import annotations

import pytest
from docx import Document
from portal_pages import REPORTS, TABLE, TABLE_TITLE, of_plain_text
from reading import read, set_aside, shown, told
from word_files import NAMES, listed, numbering, of_lines, of_xml, saved, table, with_parts

PIECES = {
    "runs that cut a number": (
        "<w:r><w:t>新增3</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>000</w:t></w:r><w:r><w:t>个</w:t></w:r>",
        "新增3000个",
    ),
    "deletion": ("<w:r><w:t>新增</w:t></w:r><w:del><w:r><w:delText>2000</w:delText></w:r></w:del><w:r><w:t>个</w:t></w:r>", "新增个"),
    "insertion": ("<w:r><w:t>新增</w:t></w:r><w:ins><w:r><w:t>3000</w:t></w:r></w:ins><w:r><w:t>个</w:t></w:r>", "新增3000个"),
    "moved words": (
        "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo><w:r><w:t>增</w:t></w:r>",
        "新增",
    ),
    "hidden words": ("<w:r><w:t>新增</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>9999个</w:t></w:r>", "新增"),
    "not hidden": ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>新增</w:t></w:r>', "新增"),
    "tab and spaces": ('<w:r><w:tab/><w:t xml:space="preserve">新增 </w:t><w:tab/><w:t>3000个</w:t></w:r>', "新增  3000个"),
    "field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE 12 </w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>新增3000个</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "新增3000个",
    ),
    "simple field": ('<w:fldSimple w:instr=" REF x "><w:r><w:t>新增3000个</w:t></w:r></w:fldSimple>', "新增3000个"),
    "link": ('<w:hyperlink w:anchor="a"><w:r><w:t>区教育局</w:t></w:r></w:hyperlink><w:r><w:t>新增</w:t></w:r>', "区教育局新增"),
    "smart tag": ('<w:smartTag w:element="chmetcnv"><w:r><w:t>8.5</w:t></w:r></w:smartTag><w:r><w:t>公里</w:t></w:r>', "8.5公里"),
    "content control": ("<w:sdt><w:sdtContent><w:r><w:t>新增3000个</w:t></w:r></w:sdtContent></w:sdt>", "新增3000个"),
    "reading aid": (
        "<w:r><w:ruby><w:rt><w:r><w:t>xue</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>学</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "学",
    ),
    "hyphen that does not break": ("<w:r><w:t>010</w:t><w:noBreakHyphen/><w:t>60000000</w:t></w:r>", "010-60000000"),
    "markup as words": ("<w:r><w:t>&lt;b&gt;新增&lt;/b&gt;</w:t></w:r>", "<b>新增</b>"),
}


@pytest.mark.parametrize(("runs", "line"), PIECES.values(), ids=PIECES)
def test_a_paragraph_shows_what_word_shows(runs, line):
    assert shown(read(of_xml(f"<w:p>{runs}</w:p>"), "a.docx")) == [line]


def test_line_breaks_part_lines():
    markup = "<w:p><w:r><w:t>一行</w:t><w:br/><w:t>二行</w:t><w:cr/><w:t>三行</w:t><w:br w:type='page'/><w:t>四行</w:t></w:r></w:p>"
    assert shown(read(of_xml(markup), "a.docx")) == ["一行", "二行", "三行", "四行"]


@pytest.mark.parametrize(
    ("form", "pattern", "numbers"),
    [
        ("decimal", "%1.", ["1.", "2.", "10."]),
        ("decimal", "第%1项", ["第1项", "第2项", "第10项"]),
        ("decimalZero", "%1.", ["01.", "02.", "10."]),
        ("chineseCounting", "%1、", ["一、", "二、", "十、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（十）"]),
        ("japaneseCounting", "%1、", ["一、", "二、", "十、"]),
        ("ideographTraditional", "%1.", ["甲.", "乙.", "癸."]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、", "拾、"]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "⑩"]),
        ("decimalEnclosedParen", "%1", ["⑴", "⑵", "⑽"]),
        ("upperLetter", "%1.", ["A.", "B.", "J."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(x)"]),
        ("bullet", "•", ["", "", ""]),
    ],
)
def test_list_numbers_are_those_that_word_computes(form, pattern, numbers):
    document = Document()
    (number,) = numbering(document, (form, pattern))
    for n in range(1, 11):
        listed(document.add_paragraph(f"项目{n}"), number)
    lines = shown(read(saved(document), "a.docx"))
    assert [lines[i] for i in (0, 1, 9)] == [f"{mark}项目{n}" for mark, n in zip(numbers, (1, 2, 10), strict=True)]


def test_deeper_levels_begin_again_under_each_item_and_may_show_both_numbers():
    document = Document()
    (number,) = numbering(document, ("chineseCounting", "%1、"), ("decimal", "%2."), ("decimal", "%2.%3"))
    for level, words in ((0, "教育"), (1, "学位"), (2, "小学"), (2, "初中"), (1, "托位"), (0, "养老"), (1, "床位"), (2, "新建")):
        listed(document.add_paragraph(words), number, level)
    expected = ["一、教育", "1.学位", "1.1小学", "1.2初中", "2.托位", "二、养老", "1.床位", "1.1新建"]
    assert shown(read(saved(document), "a.docx")) == expected


def test_a_list_goes_on_behind_other_paragraphs_and_restarts_where_told():
    document = Document()
    first, again = numbering(document, ("decimal", "%1."), restart=True)
    for number, words in ((first, "甲"), (None, "说明"), (first, "乙"), (again, "丙"), (again, "丁")):
        paragraph = document.add_paragraph(words)
        if number:
            listed(paragraph, number)
    assert shown(read(saved(document), "a.docx")) == ["1.甲", "说明", "2.乙", "1.丙", "2.丁"]


def test_a_style_numbers_its_paragraphs_and_one_of_them_may_opt_out():
    document = Document()
    for words in ("甲", "乙"):
        document.add_paragraph(words, style="List Number")
    listed(document.add_paragraph("丙", style="List Number"), "0")
    document.add_paragraph("丁", style="List Number")
    assert shown(read(saved(document), "a.docx")) == ["1. 甲", "2. 乙", "丙", "3. 丁"]


def test_empty_paragraphs_of_a_list_count_and_show_their_number_in_a_table_only():
    document = Document()
    (number,) = numbering(document, ("decimal", "%1"))
    for words in ("甲", "", "丙"):
        listed(document.add_paragraph(words), number)
    made = table(document, [["序号", "项目"], ["", "学位"], ["", "床位"]])
    (column,) = numbering(document, ("decimal", "%1"))
    for row in (1, 2):
        listed(made.cell(row, 0).paragraphs[0], column)
    assert shown(read(saved(document), "a.docx")) == ["1甲", "3丙", [["序号", "项目"], ["1", "学位"], ["2", "床位"]]]


def test_merged_cells_stand_once():
    document = Document()
    made = table(document, [["序号", "目标", "", "单位"], ["", "计划", "完成", ""], ["1", "30", "32", "个"], ["", "40", "41", "个"]])
    made.cell(0, 1).merge(made.cell(0, 2))
    made.cell(0, 0).merge(made.cell(1, 0))
    made.cell(0, 3).merge(made.cell(1, 3))
    made.cell(2, 0).merge(made.cell(3, 0))
    expected = [["序号", "目标", "^", "单位"], ["^", "计划", "完成", "^"], ["1", "30", "32", "个"], ["^", "40", "41", "个"]]
    assert shown(read(saved(document), "a.docx")) == [expected]


def test_a_title_row_is_a_paragraph_before_its_table():
    document = Document()
    made = table(document, [["完成情况表", "", ""], ["序号", "项目", "完成"], ["1", "学位", "3000个"]])
    made.cell(0, 0).merge(made.cell(0, 2))
    assert shown(read(saved(document), "a.docx")) == ["完成情况表", [["序号", "项目", "完成"], ["1", "学位", "3000个"]]]


def test_old_merges_deleted_rows_and_wrapped_rows():
    def row(*cells: str, merges: tuple[str, ...] = ("", "", ""), deleted: str = "") -> str:
        made = (f"<w:tc><w:tcPr>{m}</w:tcPr><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c, m in zip(cells, merges, strict=True))
        return f"<w:tr><w:trPr>{deleted}</w:trPr>{''.join(made)}</w:tr>"

    rows = [
        row("甲", "", "乙", merges=('<w:hMerge w:val="restart"/>', "<w:hMerge/>", "")),
        row("删", "去", "行", deleted="<w:del/>"),
        f"<w:sdt><w:sdtContent>{row('1', '2', '3')}</w:sdtContent></w:sdt>",
    ]
    assert shown(read(of_xml(f"<w:tbl>{''.join(rows)}</w:tbl>"), "a.docx")) == [[["甲", "^", "乙"], ["1", "2", "3"]]]


def test_a_frame_around_paragraphs_is_no_table_and_a_table_in_a_cell_is_words_of_the_cell():
    document = Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "1.新增学位3000个。"
    outer = table(document, [["项目", "明细"], ["学位", ""]])
    inner = outer.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "小学", "2000个"
    assert shown(read(saved(document), "a.docx")) == ["1.新增学位3000个。", [["项目", "明细"], ["学位", "小学\n2000个"]]]


def test_headers_footers_and_notes_are_set_aside():
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "清河区人民政府文件"
    section.footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("新增学位3000个。")
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2"><w:p><w:r><w:t>数据截至12月底。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    read_document = read(with_parts({"word/footnotes.xml": notes}, of=saved(document)), "a.docx")
    assert shown(read_document) == ["新增学位3000个。"]
    assert set_aside(read_document) == ["清河区人民政府文件", "— 1 —", "数据截至12月底。"]


def test_text_boxes_are_read_once_where_they_hang():
    content = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>".format("清河区民生实事")
    new = f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
    anchor = f"<w:p><w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r></w:p>"
    alone = f"<w:p><w:r><w:t>新增学位</w:t></w:r><w:r><w:pict><v:textbox>{content}</v:textbox></w:pict></w:r></w:p>"
    assert shown(read(of_xml(anchor + alone), "a.docx")) == ["清河区民生实事", "新增学位", "清河区民生实事"]


def test_title_styles_and_core_properties_name_the_document():
    document = Document()
    document.add_heading("清河区民生实事", 0)
    document.add_paragraph("新增学位3000个。")
    assert read(saved(document), "a.docx").metadata["title"] == "清河区民生实事"
    other = Document()
    other.core_properties.title = "民生实事"
    other.add_paragraph("新增学位3000个。")
    assert read(saved(other), "a.docx").metadata["title"] == "民生实事"


def test_a_file_that_points_to_missing_parts_is_read():
    relation = '<Relationship Id="rId99" Type="http://x/image" Target="media/NULL"/></Relationships>'
    made = with_parts({"word/styles.xml": None, "word/numbering.xml": None}, of=of_lines(["新增学位3000个。"]))
    rels = "word/_rels/document.xml.rels"
    assert shown(read(with_parts({rels: relation}, of=made), "a.docx")) == ["新增学位3000个。"]


def _cut(lines: list[str]) -> bytes:
    document = Document()
    for line in lines:
        paragraph = document.add_paragraph()
        for i in range(0, len(line), 3):
            paragraph.add_run(line[i : i + 3])
    return saved(document)


def _soft_breaks(lines: list[str]) -> bytes:
    document = Document()
    document.add_paragraph(lines[0])
    paragraph = document.add_paragraph()
    for line in lines[1:]:
        paragraph.add_run(f"　　{line}").add_break()
    return saved(document)


def _in_a_frame(lines: list[str]) -> bytes:
    document = Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    return saved(document)


@pytest.mark.parametrize("made", [of_lines, _cut, _soft_breaks, _in_a_frame])
@pytest.mark.parametrize("report", REPORTS)
def test_a_word_file_is_the_report_of_its_text(report, made):
    assert told(made(REPORTS[report]), "a.docx") == of_plain_text(report)


def test_a_numbered_word_file_is_the_report_of_its_text():
    document = Document()
    (number,) = numbering(document, ("decimal", "%1."))
    for line in REPORTS["short"]:
        mark, _, words = line.partition(".")
        if mark.isdigit():
            listed(document.add_paragraph(words), number)
        else:
            document.add_paragraph(line)
    assert told(saved(document), "a.docx") == of_plain_text("short")


def test_a_table_whose_numbers_are_a_list_is_the_report_of_its_text():
    document = Document()
    document.add_paragraph(TABLE_TITLE)
    made = table(document, [[row[0] if r == 0 else "", *row[1:]] for r, row in enumerate(TABLE)])
    (number,) = numbering(document, ("decimal", "%1"))
    for r in range(1, len(TABLE)):
        listed(made.cell(r, 0).paragraphs[0], number)
    assert told(saved(document), "a.docx") == of_plain_text("table")
