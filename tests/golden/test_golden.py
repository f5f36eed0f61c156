"""The parser against hand-labelled reports. A folder without documents, or a label without its document, fails."""

import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import evaluate
import score

from pipelines.reports import parse_report, to_label_format

# The least that each folder must reach; raise them as the parser gets better, never lower one to pass.
FLOORS = {
    "dongcheng": {
        "item_f1": 1.0, "qty_f1": 0.99, "role": 0.99, "comparator": 0.99, "lead": 0.99, "support": 0.99, "deadline": 0.99,
        "pair_f1": 0.97, "text_exact": 0.98, "indicator": 0.85, "kind": 1.0, "year": 1.0, "period": 1.0,
    },
    "regions": {"item_f1": 0.97, "qty_f1": 0.97, "comparator": 0.97, "lead": 0.97, "role": 0.96, "pair_f1": 0.93, "text_exact": 0.97},
    "formats": {"item_f1": 0.98, "qty_f1": 0.98, "role": 0.97, "pair_f1": 0.95, "comparator": 0.98, "lead": 0.98, "deadline": 0.98},
    "constructed": {
        "item_f1": 0.995, "qty_f1": 0.99, "role": 0.99, "comparator": 0.99, "lead": 0.98, "support": 0.97, "deadline": 0.99, "pair_f1": 0.98,
        "kind": 0.99, "year": 0.99, "period": 0.99, "indicator": 0.85,
    },
}  # fmt: skip
FULL_WIDTH = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）", "%": "％"})


@pytest.fixture(scope="module", params=sorted(FLOORS))
def folder(request):
    total, rows = evaluate.evaluate(HERE / request.param)
    assert rows, f"no labelled report in {request.param}"
    return request.param, score.figures(total), total


def test_figures_reach_their_floor(folder):
    name, figures, total = folder
    short = {k: (figures[k], floor) for k, floor in FLOORS[name].items() if figures[k] is None or figures[k] < floor}
    assert not short, f"{name}: {short}\n{json.dumps({k: v[:5] for k, v in total.misses.items()}, ensure_ascii=False, indent=1)}"


def test_first_report_is_read_whole():
    total, rows = score.Tally(), evaluate.evaluate(HERE / "dongcheng")[1]
    figures = rows["dongcheng-2023-2024"]
    for name in (
        "item_f1",
        "kind",
        "year",
        "text_exact",
        "deadline",
        "lead",
        "support",
        "qty_f1",
        "comparator",
        "period",
        "role",
        "pair_f1",
    ):
        assert figures[name] == 1.0, name
    assert figures["indicator"] >= 0.85
    assert total.misses == {}
    report = parse_report((HERE / "dongcheng" / "dongcheng-2023-2024.txt").read_bytes(), filename="report.txt")
    assert (report.residue, report.issues) == ((), ())
    assert [(s.kind, s.year, s.stated_count) for s in report.sections] == [("delivery", 2023, 24), ("plan", 2024, None)]


def widened(text: str) -> str:
    """All , : ; ( ) % outside numbers in full width."""
    return "".join(
        c if c == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit() else c.translate(FULL_WIDTH)
        for i, c in enumerate(text)
    )


def test_full_width_punctuation_reads_the_same():
    plain, wide = score.Tally(), score.Tally()
    for name, gold, document in evaluate.labelled(HERE / "regions"):
        text = document.read_text("utf-8")
        hints = {"filename": "report.txt", "year": score.report_year(gold), "jurisdiction": gold["report"].get("jurisdiction")}
        score.score_document(name, gold, to_label_format(parse_report(text.encode(), **hints)), plain)
        score.score_document(name, gold, to_label_format(parse_report(widened(text).encode(), **hints)), wide)
    a, b = score.figures(plain), score.figures(wide)
    for figure in ("item_f1", "qty_f1", "role", "comparator", "lead", "pair_f1"):
        assert abs(a[figure] - b[figure]) <= 0.01, figure


def test_every_labelled_report_has_its_document():
    folders = [p for p in HERE.iterdir() if p.is_dir() and any(p.glob("*.gold.json"))]
    assert len(folders) >= len(FLOORS)
    for path in folders:
        assert list(evaluate.labelled(path))
