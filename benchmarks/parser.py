"""How fast the parser is, against one plain scan of the same text in the same run: the whole, stage by stage, longer reports, hostile inputs.

``python benchmarks/parser.py [report …]`` prints what it measured; without arguments it measures every report in raw/. Times are the
best of several rounds, since machines are noisy; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from pipelines.reports import ReportRefused, candidates, columns, likeness, parse_report, parser, vocabulary, wording

MOST_SCANS = 40
MOST_GROWTH = 24  # for 16 times the items
ROOT = Path(__file__).resolve().parent.parent

# The stages in the order of the flow, each where the one before it calls it.
STAGES: tuple[tuple[ModuleType, str], ...] = (
    (parser, "read_document"),
    (parser, "plain_of"),
    (parser, "candidates"),
    (candidates, "physical_lines"),
    (candidates, "without_furniture"),
    (candidates, "without_tables"),
    (candidates, "rejoined"),
    (candidates, "outline"),
    (candidates, "labelled"),
    (candidates, "divided"),
    (parser, "measures"),
    (parser, "matched"),
    (parser, "coverage"),
)
# What is remembered of one text within a parse: forgotten before each round, or the second would measure the first.
REMEMBERED = (wording.reports_result, likeness._grams, columns._role)
INSIDE_CANDIDATES = frozenset(name for module, name in STAGES if module is candidates)

HOSTILE: dict[str, str] = {
    "200,000 digits": "1.新建学校" + "9" * 200_000 + "所。\n",
    "200,000 brackets": "1.新建学校" + "(" * 100_000 + ")" * 100_000 + "5所。\n",
    "200,000 、": "1.新建学校5所。\n责任单位:" + "、" * 200_000 + "\n",
    "200,000 blanks": "1.新建学校" + " " * 200_000 + "5所。\n",
    "100,000 labels": "1.新建学校5所。\n" + "责任单位:" * 100_000 + "\n",
    "200,000 |": "1.新建学校5所。\n" + "|" * 200_000 + "\n",
    "20,000 items": "".join(f"{i}.新建学校{i}所。\n" for i in range(1, 20_001)),
    "20,000 unfinished lines": "1.新建学校5所\n" + "为居民群众提供优质的养老托育服务和\n" * 20_000,
    "20,000 clauses": "1." + "新建学校5所;" * 20_000 + "\n",
    "20,000 years": "".join(f"{2000 + i % 90}年民生实事项目完成情况\n新建学校{i}所。\n" for i in range(20_000)),
    "20,000 《": "1.新建学校5所。" + "《" * 20_000 + "\n",
}


def best(call: Callable[[], object], rounds: int) -> float:
    """The shortest of several runs, in seconds."""
    shortest = float("inf")
    for _ in range(rounds):
        for remembered in REMEMBERED:
            remembered.cache_clear()
        began = time.perf_counter()
        call()
        shortest = min(shortest, time.perf_counter() - began)
    return shortest


def scan_of(text: str) -> Callable[[], object]:
    """One plain scan: every number with the measure word behind it."""
    pattern = re.compile(rf"\d+(?:\.\d+)?[万亿]?(?:{vocabulary.alternation(list(vocabulary.units()))})")
    return lambda: sum(1 for _ in pattern.finditer(text))


@contextmanager
def watched(times: dict[str, float]) -> Iterator[None]:
    """The stages with a stopwatch around each."""
    originals = [getattr(module, name) for module, name in STAGES]

    def timed(name: str, stage: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            began = time.perf_counter()
            try:
                return stage(*args, **options)
            finally:
                times[name] = times.get(name, 0.0) + time.perf_counter() - began

        return call

    for (module, name), stage in zip(STAGES, originals, strict=True):
        setattr(module, name, timed(name, stage))
    try:
        yield
    finally:
        for (module, name), stage in zip(STAGES, originals, strict=True):
            setattr(module, name, stage)


def measure(path: Path, rounds: int) -> float:
    """Print one report's figures; the ratio of the parser to the scan."""
    data = path.read_bytes()

    def parse() -> object:
        return parse_report(data, filename=path.name)

    text = parse_report(data, filename=path.name).text
    whole, scan = best(parse, rounds), best(scan_of(text), rounds)
    print(f"{path.name}: {len(text)} characters, {whole * 1e3:.1f} ms, {whole / scan:.0f} times a scan of {scan * 1e3:.2f} ms")
    fastest: dict[str, float] = {}
    for _ in range(rounds):
        times: dict[str, float] = {}
        with watched(times):
            parse()
        fastest = min((fastest or times, times), key=lambda t: sum(t.values()))
    for name, seconds in fastest.items():
        print(f"    {'  ' if name in INSIDE_CANDIDATES else ''}{name:<{18 if name in INSIDE_CANDIDATES else 20}} {seconds * 1e3:6.2f} ms")
    return whole / scan


def longer(count: int) -> bytes:
    """A report of ``count`` items with promise, result and departments."""
    items = "".join(
        f"{i}.新建幼儿园{i % 90 + 10}所,新增学位{i % 700 + 300}个。\n完成情况:已建成幼儿园{i % 90 + 10}所,新增学位{i % 700 + 310}个,完成率100%。\n"
        f"主责单位:区教委\n协办单位:区住房城市建设委、各街道\n"
        for i in range(1, count + 1)
    )
    return f"某区2024年民生实事项目完成情况\n{items}".encode()


def growth(rounds: int) -> float:
    """Print how time grows with the number of items; the factor for 16 times as many."""
    small, large = longer(60), longer(960)
    short = best(lambda: parse_report(small, filename="a.txt"), rounds)
    long = best(lambda: parse_report(large, filename="a.txt"), max(3, rounds // 5))
    print(f"60 items {short * 1e3:.1f} ms, 960 items {long * 1e3:.1f} ms: {long / short:.1f} times the time for 16 times the items")
    return long / short


def hostile() -> None:
    """Print how long each hostile input takes. A step that is quadratic in it would take hours."""
    for name, text in HOSTILE.items():
        began = time.perf_counter()
        try:
            found = f"{len(parse_report(text.encode(), filename='a.txt', year=2024).items)} items"
        except ReportRefused as refused:
            found = f"refused ({refused.code})"
        print(f"    {name:<24} {time.perf_counter() - began:6.2f} s   {found}")


def main() -> int:
    """Measure; exit 1 where a bound is broken."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("reports", nargs="*", type=Path)
    arguments.add_argument("--rounds", type=int, default=20)
    options = arguments.parse_args()
    reports = options.reports or sorted(p for p in (ROOT / "raw").rglob("*") if p.suffix in (".txt", ".html", ".docx", ".pdf", ".xlsx"))
    broken = []
    for path in reports:
        if measure(path, options.rounds) > MOST_SCANS:
            broken.append(f"{path.name} takes more than {MOST_SCANS} scans")
    if growth(options.rounds) > MOST_GROWTH:
        broken.append(f"16 times the items take more than {MOST_GROWTH} times the time")
    hostile()
    for line in broken:
        print(line, file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
