"""The half-year report as everybody asks for it: reading only, nothing is written."""

from storage.report.report_draft import report

__all__ = ["report"]
