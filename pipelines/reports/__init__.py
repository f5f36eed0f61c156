"""The parser: a livelihood report as bytes in, typed records with their places out. Pure functions; no warehouse, no scheduler."""

from pipelines.reports.document.model import Document, ReportRefused
from pipelines.reports.label_format import to_label_format
from pipelines.reports.model import ParsedReport
from pipelines.reports.parser import parse_document, parse_report

__all__ = ["Document", "ParsedReport", "ReportRefused", "parse_document", "parse_report", "to_label_format"]


def __getattr__(name: str) -> str:
    if name == "PARSER_VERSION":
        from pipelines.reports.version import parser_version

        return parser_version()
    raise AttributeError(name)
