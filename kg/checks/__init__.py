"""Store → report: what breaks the model, in words, with the source of the offending fact.

In: a store (and the texts of its sources). Out: findings. Not its job: mending anything.
"""

from kg.checks.quotes import check_quotes
from kg.checks.report import Finding, Report, Severity
from kg.checks.running import check

__all__ = ["Finding", "Report", "Severity", "check", "check_quotes"]
