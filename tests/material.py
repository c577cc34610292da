"""The project's own data as tests use it, with small processes and engagements built on it: tests read data here only."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from quickscan.domain.calibration import DeckCalibration, EvidenceCalibration
from quickscan.domain.engagement import Answer, Client, Engagement, QuestionnaireCopy, Respondent, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import Dealers, LeadProcess, ProcessChannel
from quickscan.domain.process_parts import ArrivalPattern, DayHours, OpeningHours, Spread
from quickscan.domain.questionnaire import Questionnaire

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = OpeningHours(**{day: DayHours(opens=0, closes=24) for day in OpeningHours.model_fields})
"""Day and night, all week."""
FLAT = ArrivalPattern(id="flat", weekdays=(1,) * 7, hours=(1,) * 24)
"""Inquiries at a constant rate."""
AT_ONCE = Spread(median=1e-6, p90=1e-6)


def _read(path: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: dict[str, Any] = yaml.load((ROOT / path).read_text(encoding="utf-8"), loader)
    return content


@cache
def knowledge() -> Knowledge:
    """All the field's knowledge."""
    parts = [_read(str(path.relative_to(ROOT))) for path in sorted((ROOT / "questionnaires" / "knowledge").glob("*.yaml"))]
    return Knowledge.model_validate({name: content for part in parts for name, content in part.items()})


@cache
def questionnaire() -> Questionnaire:
    """The full questionnaire."""
    return Questionnaire.model_validate(_read("questionnaires/lead_management.yaml"))


@cache
def deck() -> DeckCalibration:
    """The deck calibration."""
    return DeckCalibration.model_validate(_read("simulations/calibrations/deck.yaml"))


@cache
def evidence() -> EvidenceCalibration:
    """The evidence calibration, not yet scaled for a process."""
    return EvidenceCalibration.model_validate(_read("simulations/calibrations/evidence.yaml"))


@cache
def car_dealers() -> LeadProcess:
    """The car maker with dealers."""
    return LeadProcess.model_validate(_read("simulations/car_dealers.yaml"))


def uniform(severity: float) -> dict[str, float]:
    """All nine causes at one severity."""
    return dict.fromkeys(knowledge().cause_ids, severity)


def with_channels(process: LeadProcess, change: Callable[[ProcessChannel], Mapping[str, object]]) -> LeadProcess:
    """The process with some values of every channel replaced."""
    return process.model_copy(
        update={"channels": tuple(channel.model_copy(update=dict(change(channel))) for channel in process.channels)}
    )


def scaled(process: LeadProcess, factor: float) -> LeadProcess:
    """The process with all volumes multiplied."""
    return with_channels(process, lambda channel: {"leads_per_year": factor * channel.leads_per_year})


def with_dealers(process: LeadProcess, **changes: object) -> LeadProcess:
    """The process with its outlets changed."""
    return process.model_copy(update={"dealers": process.dealers.model_copy(update=changes)})


def with_call_centre(process: LeadProcess, **changes: object) -> LeadProcess:
    """The process with its call centre changed."""
    return process.model_copy(update={"call_centre": process.call_centre.model_copy(update=changes)})


def plain(process: LeadProcess) -> LeadProcess:
    """The process without anything that a small one may leave out: no kinds of inquiries, no batches, no stages, no regions."""
    left_out = {
        name: field.get_default(call_default_factory=True)
        for name, field in LeadProcess.model_fields.items()
        if not field.is_required() and name != "contribution_per_sale_eur"
    }
    needed = [name for name, field in ProcessChannel.model_fields.items() if field.is_required()]
    channels = tuple(ProcessChannel(**{name: getattr(channel, name) for name in needed}) for channel in process.channels)
    dealers = {name: field.default for name, field in Dealers.model_fields.items() if not field.is_required()}
    return with_dealers(process.model_copy(update={**left_out, "channels": channels}), **dealers)


def one_queue(leads_per_year: float) -> LeadProcess:
    """A constant stream of one channel without delays, so that a lead waits for people only: day and night, one attempt each."""
    process = plain(car_dealers())
    channel = process.channels[0].model_copy(update={"leads_per_year": leads_per_year, "pattern": FLAT.id})
    process = process.model_copy(
        update={
            "arrival_patterns": (FLAT,),
            "month_weights": (1.0,) * 12,
            "channels": (channel,),
            "assignment_delay_hours": AT_ONCE,
            "sales_cycle_days": AT_ONCE,
        }
    )
    process = with_call_centre(process, opening_hours=ALWAYS)
    return with_dealers(
        process, opening_hours=ALWAYS, reaction_hours=AT_ONCE, contact_minutes=AT_ONCE, attempt_shares=(1.0,),
        outlets=1, sellers=1000,
    )  # fmt: skip


RESPONDENTS = (
    Respondent(id="head", label="Vertriebsleitung", role="sales_head", side="head_office"),
    Respondent(id="dealer", label="Händler Nord", role="dealer", side="field"),
    Respondent(id="export", label="CRM-Export", role="it", side="head_office", kind="data"),
)


def said(question: str, value: Value, respondent: str = "head", **more: Any) -> Answer:
    """An answer with a value."""
    return Answer(question=question, respondent=respondent, value=value, **more)


def engagement(answers: Iterable[Answer] = (), asked: Questionnaire | None = None) -> Engagement:
    """An engagement at a fictional client with these answers."""
    return Engagement(
        id="beispiel",
        title="Quick-Scan",
        client=Client(name="Beispiel Motoren AG", industry="Automobil"),
        respondents=RESPONDENTS,
        answers=tuple(answers),
        questionnaire=_copy(asked or questionnaire()),
    )


def _copy(asked: Questionnaire) -> QuestionnaireCopy:
    """A copy with its fingerprint; taking it is slow, so it is kept for the questionnaire that all tests share."""
    if asked is questionnaire():
        return _shared_copy()
    return QuestionnaireCopy.of(asked)


@cache
def _shared_copy() -> QuestionnaireCopy:
    return QuestionnaireCopy.of(questionnaire())
