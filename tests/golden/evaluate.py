"""Figures of the parser on the labelled reports, per document and in total, with the misses.

    python tests/golden/evaluate.py [DIR ...] [--show N]

DIR holds pairs of NAME.gold.json and the document itself; default: every folder of labelled reports beside this file. The figures and what
they mean are those of score.py; this runs the parser in process, so that all folders take seconds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import score

from pipelines.reports import ReportRefused, parse_report, to_label_format


def labelled(folder: Path) -> Iterator[tuple[str, dict[str, Any], Path]]:
    """Name, labels and document of each labelled report in a folder. A document without its pair is an error."""
    for gold_file in sorted(folder.glob("*.gold.json")):
        name = gold_file.name.removesuffix(".gold.json")
        documents = [p for p in folder.glob(f"{name}.*") if not p.name.endswith(".json")]
        if len(documents) != 1:
            raise FileNotFoundError(f"{gold_file}: expected one document beside it, found {len(documents)}")
        yield name, json.loads(gold_file.read_text("utf-8")), documents[0]


def predicted(gold: dict[str, Any], document: Path) -> dict[str, Any]:
    """What the parser makes of a document, given the hints that the command line would be given."""
    report = parse_report(
        document.read_bytes(), filename=document.name, year=score.report_year(gold), jurisdiction=gold["report"].get("jurisdiction")
    )
    return to_label_format(report)


def evaluate(folder: Path) -> tuple[score.Tally, dict[str, dict[str, Any]]]:
    """The tally of all documents of a folder, and the figures of each."""
    total, rows = score.Tally(), {}
    for name, gold, document in labelled(folder):
        try:
            pred = predicted(gold, document)
        except ReportRefused as refusal:
            print(f"REFUSED {name}: {refusal}", file=sys.stderr)
            pred = {"items": []}
        alone = score.Tally()
        for tally in (total, alone):
            score.score_document(name, gold, pred, tally)
        rows[name] = score.figures(alone)
    return total, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=5, help="misses of each sort to print (default 5)")
    args = parser.parse_args()
    for folder in args.folders or sorted(p for p in HERE.iterdir() if any(p.glob("*.gold.json"))):
        total, rows = evaluate(folder)
        print(f"\n{folder.name}")
        for name, row in rows.items():
            role = "-" if row["role"] is None else f"{row['role']:.3f}"
            print(f"  {name:34} items {row['item_f1']:.3f}  quantities {row['qty_f1']:.3f}  role {role}  pairs {row['pair_f1']:.3f}")
        for sort, cases in total.misses.items():
            for case in cases[: args.show]:
                print(f"  {sort}: {case}")
        print("  total " + "  ".join(f"{k}={v}" for k, v in score.figures(total).items()))


if __name__ == "__main__":
    main()
