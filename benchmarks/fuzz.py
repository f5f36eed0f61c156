"""Mutated reports by the thousand against the parser's invariants: no crash, no hang, spans equal quotes, nothing vanishes, same input same output.

``python benchmarks/fuzz.py [--documents 20000] [--seed 1]`` prints progress, the slowest document and, where an invariant breaks, the seed and the text.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "parser"))

from test_invariants import REPORTS, WORDS, check  # noqa: E402

SLOW_SECONDS = 10.0


def mutated(seed: int) -> str:
    """A labelled report, cut, doubled, shuffled and strewn with words of the grammar."""
    chance = random.Random(seed)
    text = chance.choice(REPORTS)
    if len(text) > 3000:
        start = chance.randrange(len(text) - 2000)
        text = text[start : start + 2000]
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(text) + 1), chance.randint(0, 40)
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:at] + text[at + length :]
        elif kind == 1:
            text = text[:at] + "".join(chance.choices(WORDS, k=chance.randint(1, 6))) + text[at:]
        elif kind == 2:
            text = text[: at + length] + text[at:]
        elif kind == 3:
            lines = text.split("\n")
            chance.shuffle(lines)
            text = "\n".join(lines)
        elif kind == 4:
            text = text[:at] + chr(chance.choice((0x20, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x2028, 0xFF0C, 0x4E00, 0x7C, 0x9))) + text[at:]
        else:
            other = chance.choice(REPORTS)
            begin = chance.randrange(len(other))
            text = text[:at] + other[begin : begin + 5 * length] + text[at:]
        text = text or "1."
    return text


def tried(seeds: range) -> list[tuple[int, float, str]]:
    """Seed, seconds and what broke (empty: nothing) of each document."""
    found = []
    for seed in seeds:
        began = time.perf_counter()
        try:
            check(mutated(seed))
            broken = ""
        except Exception as error:  # whatever it is, it is the finding
            broken = f"{type(error).__name__}: {error}"
        found.append((seed, time.perf_counter() - began, broken))
    return found


def main() -> int:
    """Run; exit 1 where a document crashed the parser, took too long or broke an invariant."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--documents", type=int, default=20_000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    step = 250
    parts = [range(s, min(s + step, options.seed + options.documents)) for s in range(options.seed, options.seed + options.documents, step)]
    done, slowest, broken = 0, (0.0, 0), []
    with ProcessPoolExecutor() as pool:
        for found in pool.map(tried, parts):
            done += len(found)
            slowest = max(slowest, *((seconds, seed) for seed, seconds, _ in found))
            broken += [(seed, why) for seed, _, why in found if why]
            if done % 2000 == 0:
                print(f"{done} documents, {len(broken)} broken, slowest {slowest[0]:.2f} s (seed {slowest[1]})", flush=True)
    for seed, why in broken[:10]:
        print(f"seed {seed}: {why[:300]}\n{mutated(seed)!r}", file=sys.stderr)
    print(f"{done} documents, {len(broken)} broken, slowest {slowest[0]:.2f} s (seed {slowest[1]})")
    return 1 if broken or slowest[0] > SLOW_SECONDS else 0


if __name__ == "__main__":
    raise SystemExit(main())
