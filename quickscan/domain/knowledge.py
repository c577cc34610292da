"""What the field knows: causes, channels, process steps, evidence, measures and words, all kept as data."""

from collections.abc import Iterable
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints

from quickscan.domain.advice import Recommendation
from quickscan.domain.base import Cited, Id, Noun, QuestionId, Share, Text
from quickscan.domain.documents import DocumentKind
from quickscan.domain.provenance import Provenance
from quickscan.domain.valuation import Valuation


class Cause(Noun):
    """One of the nine causes of lead loss."""

    id: Id
    """The name used in commands and files, such as poor_follow_up."""
    code: Annotated[str, StringConstraints(pattern=r"^C[1-9]$")]
    """The number on the deck, C1 to C9."""
    name: Text
    """The full name."""
    short_name: Text
    """One or two words, for charts."""
    step: Id
    """The process step where it loses leads."""
    cap: Share
    """The share of sales it loses at most, alone and at full severity."""
    deck_mechanism: Text
    """How it loses leads in the deck calibration."""
    evidence_mechanism: Text
    """How it loses leads in the evidence calibration."""
    provenance: Provenance
    """Where the cap comes from."""


class Channel(Noun):
    """A way on which prospects get in touch."""

    id: Id
    """The name used in files, such as fair."""
    name: Text
    """The name shown."""
    deck: bool
    """Whether it is one of the seven channels of the deck."""
    aliases: tuple[str, ...] = ()
    """How exports call it, in small letters."""


class ProcessStep(Noun):
    """A step on a lead's way from inquiry to sale."""

    id: Id
    """The name used in files."""
    name: Text
    """The name shown."""
    description: Text
    """What happens there."""
    provenance: Provenance
    """Where the step is described."""


class SuccessFactor(Noun):
    """What a good lead process has in common with other good ones."""

    id: Id
    """The name used in files."""
    number: Annotated[int, Field(ge=1)]
    """Its number on the deck."""
    name: Text
    """The factor in one sentence."""
    steps: tuple[Id, ...]
    """The process steps it concerns."""
    causes: tuple[Id, ...]
    """The causes it works against."""
    provenance: Provenance
    """Where it is named."""


class Benefit(Noun):
    """What a company gains from lead management."""

    id: Id
    """The name used in files."""
    number: Annotated[int, Field(ge=1)]
    """Its number on the deck."""
    name: Text
    """The benefit in one sentence."""
    provenance: Provenance
    """Where it is named."""


class Evidence(Noun):
    """One published finding."""

    id: Annotated[str, StringConstraints(pattern=r"^E[1-9][0-9]*$")]
    """Its number in the evidence table, E1 and up."""
    topic: Id
    """What it is about, such as response_speed."""
    finding: Text
    """The finding in one or two sentences."""
    year: int | None
    """The year of publication, or of the data; none where unknown."""
    sample: Cited | None
    """Who was asked or measured; none where unknown."""
    url: str | None
    """Where it was read, as noted; none where unknown."""
    provenance: Provenance
    """The source, how it was read, and its trust grade."""


class Kpi(Noun):
    """A figure that lead managers steer by."""

    id: Id
    """The name used in files."""
    name: Text
    """The name shown."""
    definition: Text
    """How it is counted."""
    unit: Id
    """The unit, such as hours or percent."""
    orientation: Text
    """A value for orientation, or who must be asked."""
    better: Literal["higher", "lower", "depends"]
    """Which direction is good."""
    usual: tuple[Share, Share] | None = None
    """For a share: where it usually lies, from and to; none where nobody says."""
    target: Text | None = None
    """What to aim at where nobody set anything else; none where only the client can say so."""
    asked: tuple[QuestionId, ...] = ()
    """Questions whose answers say what it is today."""
    simulated: Literal["response_time", "lead_to_sale", "cost_per_sale", "loss_rate"] | None = None
    """The figure of a simulated year that says what it is today."""
    provenance: Provenance
    """Where the orientation and the target come from."""


class Term(Noun):
    """A word of the field in both languages."""

    id: Id
    """The name used in files."""
    word: Text
    """The word."""
    meaning: Text
    """What it means, in one sentence."""


class Parameter(Noun):
    """A quantity of the lead process that answers can set, with its default where the client does not know."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*(\.[a-z0-9_]+)?$")]
    """The name used in the questionnaire, such as dl.t_first_h."""
    name: Text
    """The name shown."""
    unit: Id
    """The unit."""
    default: float | None
    """The value where nobody knows; none where the client must be asked."""
    distribution: Cited | None
    """The distribution in words, where a single value is not enough."""
    low: float | None
    """The lower end for sensitivity."""
    high: float | None
    """The upper end for sensitivity."""
    provenance: Provenance
    """Where the default comes from."""


class Role(Noun):
    """A role of people who are interviewed."""

    id: Id
    """The name used in files, such as dealer."""
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    """Two letters, as on the interview sheet."""
    name: Text
    """The name shown."""


def _as_number(key: object) -> object:
    return int(key) if isinstance(key, str) and key in ("1", "2", "3") else key


Sureness = Annotated[Literal[1, 2, 3], BeforeValidator(_as_number)]
"""A confidence as a key; JSON knows words only as keys."""


class AssessmentRules(Noun):
    """How answers become scores and intervals. Every number here is a judgement that can be edited."""

    severity_exponent: Annotated[float, Field(gt=0.0)]
    """Severity = (1 - maturity / 4) to this power."""
    level_doubt: dict[Sureness, float]
    """By how many levels an answer of confidence 1, 2 or 3 may be off."""
    measured_doubt_share: dict[Sureness, float]
    """By what share of itself a measured loss of confidence 1, 2 or 3 may be off."""
    unknown_severity: Share
    """The severity assumed, and labelled as assumed, for a cause about which nothing is known."""
    interval_share: Annotated[float, Field(gt=0.0, lt=1.0)]
    """The share of cases that the interval of the loss estimate covers."""
    contradiction_levels: Annotated[float, Field(gt=0.0)]
    """From how many levels apart two answers to a maturity question contradict each other."""
    contradiction_points: Annotated[float, Field(gt=0.0)]
    """From how many percentage points apart two percentages contradict each other."""
    contradiction_ratio: Annotated[float, Field(gt=1.0)]
    """From what ratio two other numbers contradict each other."""
    weak_area_level: float
    """An area whose maturity is at or below this level is a finding."""
    weak_answer_level: float
    """A maturity answer at or below this level is a finding."""
    provenance: Provenance
    """Why these numbers."""


Named = TypeVar("Named", DocumentKind, Kpi, Cause, Channel, Role, Recommendation)


class Knowledge(Noun):
    """All the field's knowledge, as read from the knowledge folder."""

    causes: tuple[Cause, ...]
    """The nine causes, in the order C1 to C9."""
    channels: tuple[Channel, ...]
    """The channels, in the order shown."""
    process_steps: tuple[ProcessStep, ...]
    """The steps, in the order a lead takes."""
    success_factors: tuple[SuccessFactor, ...]
    """The success factors."""
    benefits: tuple[Benefit, ...]
    """The benefits."""
    evidence: tuple[Evidence, ...]
    """The evidence table."""
    kpis: tuple[Kpi, ...]
    """The KPI definitions."""
    glossary: tuple[Term, ...]
    """The words."""
    parameters: tuple[Parameter, ...]
    """The parameters of the lead process with their defaults."""
    roles: tuple[Role, ...]
    """The roles interviewed."""
    documents: tuple[DocumentKind, ...]
    """The documents asked for, in the order of the checklist."""
    recommendations: tuple[Recommendation, ...]
    """The library of recommendations, in the order of the process."""
    rules: AssessmentRules
    """How answers become scores."""
    valuation: Valuation
    """How measures are valued and put in order."""

    def kpi(self, kpi_id: str) -> Kpi:
        """The figure of that id. Raises KeyError where there is none."""
        return _by_id(self.kpis, kpi_id)

    def cause(self, cause_id: str) -> Cause:
        """The cause of that id. Raises KeyError where there is none."""
        return _by_id(self.causes, cause_id)

    def channel(self, channel_id: str) -> Channel:
        """The channel of that id. Raises KeyError where there is none."""
        return _by_id(self.channels, channel_id)

    def role(self, role_id: str) -> Role:
        """The role of that id. Raises KeyError where there is none."""
        return _by_id(self.roles, role_id)

    def document(self, document_id: str) -> DocumentKind:
        """The document of the checklist of that id. Raises KeyError where there is none."""
        return _by_id(self.documents, document_id)

    def recommendation(self, recommendation_id: str) -> Recommendation:
        """The recommendation of that id. Raises KeyError where there is none."""
        return _by_id(self.recommendations, recommendation_id)

    @property
    def row_names(self) -> dict[str, Text]:
        """The names of all that can be a row of a table: channels and process steps, by id."""
        return {channel.id: channel.name for channel in self.channels} | {step.id: step.name for step in self.process_steps}

    @property
    def cause_ids(self) -> tuple[str, ...]:
        """The ids of the causes, C1 to C9."""
        return tuple(cause.id for cause in self.causes)

    @property
    def caps(self) -> dict[str, float]:
        """Cause id to cap."""
        return {cause.id: cause.cap for cause in self.causes}


def _by_id(things: Iterable[Named], wanted: str) -> Named:
    for thing in things:
        if thing.id == wanted:
            return thing
    raise KeyError(wanted)
