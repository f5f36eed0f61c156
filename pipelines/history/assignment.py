"""The best one-to-one assignment: pairs whose scores add up to the most, no row or column used twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Scores = Mapping[tuple[int, int], float]


def best_pairs(scores: Scores) -> list[tuple[int, int]]:
    """Pairs (row, column) of the greatest total among those scored; unscored pairs are never made. Ties fall to the lower numbers.

    Rows that share no column are solved apart, so a year of many promises costs little more than its contested few.
    """
    chosen: list[tuple[int, int]] = []
    for island in _islands(scores):
        chosen += _hungarian({pair: scores[pair] for pair in island})
    return sorted(chosen)


def _islands(scores: Scores) -> list[list[tuple[int, int]]]:
    by_row: dict[int, list[int]] = defaultdict(list)
    by_column: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(scores):
        by_row[row].append(column)
        by_column[column].append(row)
    seen: set[int] = set()
    islands = []
    for start in sorted(by_row):
        if start in seen:
            continue
        members, queue = {start}, [start]
        while queue:
            for column in by_row[queue.pop()]:
                fresh = [r for r in by_column[column] if r not in members]
                members.update(fresh)
                queue += fresh
        seen |= members
        islands.append([(r, c) for r in sorted(members) for c in by_row[r]])
    return islands


def _hungarian(scores: Scores) -> list[tuple[int, int]]:
    """Shortest augmenting paths with potentials; a pair without a score costs nothing and is dropped from the answer."""
    rows = sorted({r for r, _ in scores})
    columns = sorted({c for _, c in scores})
    if len(rows) == 1:
        row, column = max(scores, key=lambda p: (scores[p], -p[1]))
        return [(row, column)]
    size = max(len(rows), len(columns))
    cost = [[-scores.get((r, c), 0.0) for c in columns] + [0.0] * (size - len(columns)) for r in rows] + [[0.0] * size] * (size - len(rows))
    row_of = [0] * (size + 1)  # 1-based: row_of[column], 0 is free
    u, v = [0.0] * (size + 1), [0.0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        column = 0
        least = [float("inf")] * (size + 1)
        came_from = [0] * (size + 1)
        used = [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            current, step, following = row_of[column], float("inf"), 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                reduced = cost[current - 1][j - 1] - u[current] - v[j]
                if reduced < least[j]:
                    least[j], came_from[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(size + 1):
                if used[j]:
                    u[row_of[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            row_of[column], column = row_of[came_from[column]], came_from[column]
    pairs = [(rows[row_of[j] - 1], columns[j - 1]) for j in range(1, len(columns) + 1) if row_of[j] <= len(rows)]
    return sorted(pair for pair in pairs if pair in scores)
