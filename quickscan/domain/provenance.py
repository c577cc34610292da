"""Where a number or a statement comes from, and how far it can be trusted."""

from typing import Literal

from quickscan.domain.base import Cited, Noun

Basis = Literal["deck", "source_seen", "source_secondary", "remembered", "computed", "judgement", "ask_client"]
"""deck: the consulting deck; source_seen: read in the source named; source_secondary: read in another source that quotes it;
remembered: not found again, never to be cited; computed: from other numbers; judgement: our own assumption; ask_client: only the
client knows."""

TrustGrade = Literal["A", "A-", "B", "B-", "C+", "C", "D", "unusable"]
"""A: peer-reviewed or official; B: named study with method; C: vendor or secondary; D: rule of thumb; unusable: no number."""


class Provenance(Noun):
    """Where a piece of the field's knowledge comes from."""

    basis: Basis
    """How we know it."""
    source: Cited
    """The deck page, the study with year and sample, or the reasoning; one plain text where both languages read the same."""
    trust: TrustGrade | None = None
    """How far it can be trusted; none where a grade makes no sense."""
    evidence: tuple[str, ...] = ()
    """Entries of the evidence table that support it, such as "E3"."""
