"""Staging rows of all years in, resolved rows out: the one place that strings the stages of history together."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.history.attainment import attainments
from pipelines.history.domains import domain_of
from pipelines.history.metrics import conformed_metrics
from pipelines.history.model import Resolved, Rows, Statement, statements
from pipelines.history.next_targets import next_targets
from pipelines.history.offices import Offices, offices
from pipelines.history.overrides import References, decisions
from pipelines.history.pairing import Doubt
from pipelines.history.programmes import programmes
from pipelines.history.projects import Project, projects
from pipelines.history.succession import Link, successions
from pipelines.history.titles import title
from pipelines.history.units import conformed
from pipelines.reports.keys import key

Record = dict[str, object]


def resolve(rows: Rows, references: References | None = None) -> Resolved:
    """The resolved tables of all years, each row with the columns of RESOLVED_TABLES, ordered by key.

    ``rows`` are the staging tables (name to rows, values as Python types). Only current, parsed reports count. Raises HistoryError where
    a reviewed override no longer applies.
    """
    references = references or References.packaged()
    said = statements(rows)
    reviewed = decisions(references, said)
    bodies = offices(said, references)
    found, doubts = projects(said, bodies.leads, reviewed.verdict)
    links, doubtful_links = successions(found, bodies.leads, reviewed)
    runs = programmes(found, links)
    domains = {p.key: domain_of(p.promise) for p in found}
    measured = _measured(found, references, links)
    return {
        "projects": [_project_row(p, runs.of[p.key], domains[p.key]) for p in found],
        "project_items": _sorted([_item_row(p, s, decides) for p in found for s, decides in p.own], "project_key", "item_key"),
        "attainments": measured["attainments"],
        "target_succession": measured["target_succession"],
        "attainment_quantities": measured["attainment_quantities"],
        "quantity_metrics": measured["quantity_metrics"],
        "succession": _sorted([_link_row(link) for link in links], "from_project_key", "to_project_key"),
        "programmes": runs.rows,
        "departments": bodies.departments,
        "department_names": bodies.names,
        "review_candidates": _candidates(doubts, doubtful_links, bodies),
    }


def _sorted(rows: Sequence[Record], *columns: str) -> list[Record]:
    return sorted(rows, key=lambda r: tuple(str(r[c]) for c in columns))


def _project_row(project: Project, programme_key: str, domain: str) -> Record:
    plan, delivery = project.plan, project.delivery
    return {
        "project_key": project.key,
        "natural_key": f"{project.jurisdiction}|{project.year}|{project.natural_key}",
        "jurisdiction_code": project.jurisdiction,
        "year": project.year,
        "programme_key": programme_key,
        "domain_code": domain,
        "plan_report_key": plan.report.key if plan else None,
        "plan_item_key": plan.key if plan else None,
        "plan_item_no": plan.item_no if plan else None,
        "delivery_report_key": delivery.report.key if delivery else None,
        "delivery_item_key": delivery.key if delivery else None,
        "delivery_item_no": delivery.item_no if delivery else None,
        "match_score": project.score,
        "match_reason": project.reason,
        "title": title(project),
    }


def _item_row(project: Project, statement: Statement, decides: bool) -> Record:
    return {
        "project_key": project.key,
        "item_key": statement.key,
        "report_key": statement.report.key,
        "statement": statement.kind,
        "is_deciding": decides,
    }


def _link_row(link: Link) -> Record:
    return {
        "from_project_key": link.earlier.key,
        "to_project_key": link.later.key,
        "score": link.score,
        "reason": link.reason,
        "is_reviewed": link.is_reviewed,
    }


def _measured(found: Sequence[Project], references: References, links: Sequence[Link]) -> dict[str, list[Record]]:
    """Attainments, the quantities they rest on, and the metric of every quantity. What answers a target is counted under the target's
    metric."""
    named = conformed_metrics(found, references)
    rows: list[Record] = []
    resting: list[Record] = []
    metric_by_quantity: dict[str, tuple[str, str]] = {}
    attained = {p.key: [(key(p.key, f"t{n}"), a) for n, a in enumerate(attainments(p), 1)] for p in found}
    for project in found:
        for attainment_key, a in attained[project.key]:
            of_target = named[a.judge.key]
            rows.append(
                {
                    "attainment_key": attainment_key,
                    "project_key": project.key,
                    "metric_key": key(*of_target),
                    "planned_quantity_key": a.planned.key if a.planned else None,
                    "reported_quantity_key": a.reported.key if a.reported else None,
                    "actual_value": a.actual,
                    "actual_unit": a.judge.unit if a.actual is not None else None,
                    "basis": a.basis,
                    "stated_ratio": a.ratio_in_percent,
                }
            )
            for quantity, role, is_part in a.rests_on():
                resting.append({"attainment_key": attainment_key, "quantity_key": quantity.key, "role": role, "is_part": is_part})
                # One thing in one unit: 公里 and 米 of one promise are two metrics of one name, a rate is one of its own.
                metric_by_quantity.setdefault(quantity.key, (of_target[0], conformed(quantity.unit)))
        for statement, _ in project.own:
            for quantity in statement.quantities:
                metric_by_quantity.setdefault(quantity.key, named[quantity.key])
    return {
        "attainments": rows,
        "target_succession": [{"attainment_key": a, "next_attainment_key": b} for a, b in sorted(next_targets(links, attained).items())],
        "attainment_quantities": _sorted(resting, "attainment_key", "role", "quantity_key"),
        "quantity_metrics": [_metric_row(q, *metric_by_quantity[q]) for q in sorted(metric_by_quantity)],
    }


def _metric_row(quantity_key: str, name: str, unit: str) -> Record:
    return {
        "quantity_key": quantity_key,
        "metric_key": key(name, unit),
        "metric_name": name,
        "unit": unit,
        "domain_code": domain_of(name),
    }


def _candidates(doubts: Sequence[Doubt], links: Sequence[Link], bodies: Offices) -> list[Record]:
    rows: list[Record] = []

    def add(kind: str, keys: tuple[str, str], judged: tuple[float, str], texts: tuple[str, str]) -> None:
        sides = {
            "left_key": keys[0],
            "right_key": keys[1],
            "score": judged[0],
            "reason": judged[1],
            "left_text": texts[0],
            "right_text": texts[1],
        }
        rows.append({"kind": kind} | sides)

    for d in doubts:
        left, right = d.left, d.right
        texts = left.commitment or left.completion, right.commitment or right.completion
        add("plan_delivery", (left.key, right.key), (d.score, d.reason), texts)
    for k in links:
        add("succession", (k.earlier.key, k.later.key), (k.score, k.reason), (k.earlier.promise, k.later.promise))
    for code, unknown, known in bodies.near:
        add("department", (key(code, unknown), key(code, known)), (0.5, "one character apart"), (unknown, known))
    return _sorted(rows, "kind", "left_key", "right_key")
