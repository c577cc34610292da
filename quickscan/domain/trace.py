"""Where figures come from: each one with its rule, the figures it is made of, and the answers, sources and judgements behind."""

from typing import Literal

from pydantic import AwareDatetime

from quickscan.domain.base import Noun, Text
from quickscan.domain.engagement import AnswerBasis, Confidence, Status
from quickscan.domain.provenance import Basis, TrustGrade

Unit = Literal[
    "share",
    "points",
    "severity",
    "level",
    "count",
    "number",
    "eur",
    "hours",
    "months",
    "person_days",
    "years",
    "words",
    "setting",
]
"""share: 0 to 1, shown in percent; points: share of the loss rate, shown in percentage points; severity: 0 to 1; level: 0 to 4;
count: things a year; number: any other; words: no number at all; setting: a whole number that was set."""

GroundKind = Literal[
    "answer", "measurement", "ruling", "source", "cap", "judgement", "template", "decision", "simulation", "nothing_known"
]
"""What a chain ends at. answer: somebody said so; measurement: counted in data; ruling: decided between answers; source:
published, or the consulting deck; cap: the most a cause can lose; judgement: our own assumption; template: the process that the
engagement starts from; decision: of the consultant about measures, limits or scenarios; simulation: how the year was simulated;
nothing_known: no answer yet."""


class Witness(Noun):
    """One record of an answer, with all that says how far it can be trusted."""

    question: str
    """The question's id."""
    code: str
    """Its short code."""
    title: Text
    """Its title."""
    respondent: str
    """The respondent's id in the engagement."""
    label: str
    """What to call them: the role, not the person."""
    role: Text
    """Their role."""
    kind: Literal["person", "data"]
    """Whether it is a person or a data export."""
    name: str | None
    """The person's name; only where names were asked for."""
    status: Status
    """What became of the question."""
    value: Text | None
    """The answer in words."""
    basis: AnswerBasis
    """How it is known."""
    confidence: Confidence
    """How sure it is, 1 to 3."""
    asked_at: AwareDatetime | None
    """When it was asked."""
    interviewer: str | None
    """Who asked."""
    questionnaire: str
    """The questionnaire and its version at the time, such as "lead_management 1.0"."""
    hash: str
    """The fingerprint of that questionnaire."""
    revision: int
    """Which of the respondent's records."""
    supersedes: int | None
    """The record it replaced."""
    change_reason: str | None
    """Why it was changed."""
    files: tuple[str, ...]
    """Documents that prove it."""


class Published(Noun):
    """An entry of the evidence table."""

    id: str
    """Its number, such as E3."""
    finding: Text
    """What was found."""
    source: Text
    """Where it was published."""
    year: int | None
    """The year; none where unknown."""
    url: str | None
    """Where it was read; none where unknown."""


class Ground(Noun):
    """Something a chain ends at."""

    kind: GroundKind
    """What sort of thing it is."""
    words: Text
    """It, in a sentence."""
    witness: Witness | None = None
    """The record, where it is an answer or a measurement."""
    by: str | None = None
    """Who decided, where somebody did."""
    at: AwareDatetime | None = None
    """When."""
    basis: Basis | None = None
    """How a source is known."""
    trust: TrustGrade | None = None
    """How far a source can be trusted."""
    published: tuple[Published, ...] = ()
    """The published findings that support it."""


class TracedFigure(Noun):
    """A figure and what it comes from."""

    id: str
    """Its name in commands and addresses, such as cause.poor_follow_up.severity."""
    name: Text
    """What it is."""
    value: Text
    """It, in words."""
    number: float | None
    """It, unrounded; none where it is no number."""
    half_width: float | None
    """Half the width of its 95 % interval, where it is the mean of simulated years."""
    unit: Unit
    """What it is counted in."""
    rule: Text
    """How it is made, in a sentence."""
    inputs: tuple[str, ...]
    """The figures it is made of, by id."""
    grounds: tuple[Ground, ...]
    """What it rests on directly."""


class Trace(Noun):
    """Figures of one scan with where they come from."""

    engagement: str
    """The engagement."""
    questionnaire: str
    """Its questionnaire and version."""
    hash: str
    """The fingerprint of the questionnaire."""
    version: str | None
    """The version of the program that simulated; none where nothing was simulated."""
    calibration: str | None
    """How the causes acted in the simulation."""
    seed: int | None
    """The seed of the simulation."""
    replications: int | None
    """The years simulated."""
    names_shown: bool
    """Whether people's names stand in it."""
    figures: tuple[TracedFigure, ...]
    """The figures, each after those that are made of it."""

    def figure(self, figure_id: str) -> TracedFigure:
        """The figure of that id. Raises KeyError where there is none."""
        for figure in self.figures:
            if figure.id == figure_id:
                return figure
        raise KeyError(figure_id)
