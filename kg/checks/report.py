"""What a check finds, and all of it together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.records import Iri

Words = Mapping[str, str]


class Severity(StrEnum):
    """A violation fails the build; a warning says that sources disagree or say little."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class SaidBy:
    """A source that says what was found fault with."""

    iri: Iri
    title: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which check found it, on what, what is wrong and how to mend it, and who says so.

    `check` is the name of a shape, a query or a check of ours; `focus` the node (or the text of a
    blank one); `path` and `value` the property and value at fault, where there is one; `message`
    and `mend` are in every language served, `mend` empty where the message says it all.
    """

    check: str
    severity: Severity
    focus: str
    message: Words
    mend: Words
    path: str | None = None
    value: str | None = None
    sources: tuple[SaidBy, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, violations first, in an order that never changes; `checks` names all that ran."""

    findings: tuple[Finding, ...]
    checks: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing found is a violation."""
        return all(finding.severity is not Severity.VIOLATION for finding in self.findings)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in Severity}


def in_order(finding: Finding) -> tuple[bool, str, str, str, str]:
    """The sort key of a finding: violations first, then by check and by what it is about."""
    warning = finding.severity is Severity.WARNING
    return warning, finding.check, finding.focus, finding.path or "", finding.value or ""
