"""What is to be mended in an engagement before its report is written."""

from typing import Literal, get_args

from quickscan.domain.base import Noun, Text
from quickscan.domain.result import Assessment

QualityLevel = Literal["error", "warning", "remark"]
"""error: the report would say something wrong; warning: it would stand on weak ground; remark: it could be better."""
LEVELS: tuple[QualityLevel, ...] = get_args(QualityLevel)

QualityKind = Literal[
    "contradiction",
    "overlooked",
    "one_sided",
    "nothing_known",
    "little_known",
    "key_unanswered",
    "one_voice",
    "not_measured",
    "implausible",
    "review",
    "deferred",
    "no_reason",
    "documents",
]


class QualityPoint(Noun):
    """One thing to be mended."""

    level: QualityLevel
    """How bad it is."""
    kind: QualityKind
    """What sort of thing it is."""
    what: Text
    """What is amiss."""
    why: Text
    """Why it matters for the report."""
    remedy: Text
    """What to do."""
    questions: tuple[str, ...] = ()
    """The questions where it can be mended."""
    respondents: tuple[str, ...] = ()
    """The respondents it is about."""
    causes: tuple[str, ...] = ()
    """The causes it touches."""
    documents: tuple[str, ...] = ()
    """The documents it is about."""
    weight: float = 0.0
    """Points of loss rate behind it, for sorting."""


class Quality(Noun):
    """All that is to be mended, the worst first."""

    points: tuple[QualityPoint, ...]
    """Everything found."""

    def of(self, level: QualityLevel) -> tuple[QualityPoint, ...]:
        """What was found of one level."""
        return tuple(point for point in self.points if point.level == level)


class CheckedAssessment(Assessment):
    """What the answers say, with what is to be mended before it is reported."""

    quality: tuple[QualityPoint, ...]
    """All that is to be mended, the worst first."""
