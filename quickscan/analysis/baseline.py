"""The client's own lead process: the template with every number that the answers set."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quickscan.analysis.closing import Survival, with_closing_rates_today, with_inquiries_today, with_sales_today
from quickscan.analysis.response import with_response_today
from quickscan.domain.calibration import Calibration, DeckCalibration
from quickscan.domain.engagement import Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.interview.path import Course

MONTHS = 12
ROUNDS_BY_EVIDENCE = 4
"""After these, sales and inquiries stay within the noise of their simulation."""
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")

Entries = Mapping[str, float]
"""The numbers that set a parameter: by field of the answer, or by channel."""
Setter = Callable[[LeadProcess, Entries, Survival], LeadProcess]


@dataclass(frozen=True)
class Baseline:
    """The client's process as it is today."""

    process: LeadProcess
    sources: dict[str, tuple[str, ...]]
    """For each parameter set from answers: the questions it came from."""


def fit_process(
    template: LeadProcess, course: Course, calibration: Calibration, knowledge: Knowledge, severity: Mapping[str, float]
) -> Baseline:
    """Put the answers into the template. Raises ScanError where they cannot all be true.

    Closing rates are chosen so that the simulation sells what the client sells today at today's severities.
    """
    entries, sources = _entries(course)
    process = _with_answers(template, entries, Survival(calibration, knowledge, severity, template))
    if not isinstance(calibration, DeckCalibration):
        # By evidence what is sold hangs on everything else, so it is fitted again to a process that is nearly the client's.
        for _ in range(ROUNDS_BY_EVIDENCE):
            process = _with_answers(template, entries, Survival(calibration, knowledge, severity, process))
    return Baseline(process, {name: tuple(dict.fromkeys(sources[name])) for name in SETTERS if name in entries})


def stated_response_hours(course: Course) -> float | None:
    """The median response time that answers state, in hours; none where nobody says."""
    entries, _ = _entries(course)
    return entries["dl.t_first_h"].get("median") if "dl.t_first_h" in entries else None


def _with_answers(template: LeadProcess, entries: Mapping[str, Entries], survival: Survival) -> LeadProcess:
    process = template
    for parameter, setter in SETTERS.items():
        if parameter in entries:
            process = setter(process, entries[parameter], survival)
    return process


def _entries(course: Course) -> tuple[dict[str, dict[str, float]], dict[str, list[str]]]:
    """All numbers that answers give for parameters, and from which questions."""
    entries: dict[str, dict[str, float]] = defaultdict(dict)
    sources: dict[str, list[str]] = defaultdict(list)
    for _, question in course.questions:
        value = course.value(question.id)
        for sets in question.sets if value is not None else ():
            numbers = _numbers(value, sets.field)
            if numbers:
                entries[sets.parameter].update(numbers)
                sources[sets.parameter].append(question.id)
    return entries, sources


def _numbers(value: Value | None, field: str | None) -> dict[str, float]:
    entries = value if isinstance(value, dict) else {"value": value}
    return {
        name: float(entry)
        for name, entry in entries.items()
        if isinstance(entry, int | float) and (field is None or name == field)
    }


def _volume(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return with_inquiries_today(process, {name: MONTHS * monthly for name, monthly in entries.items()}, survival)


def _cost(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    paid_for = survival.paid_for(process)
    channels = tuple(
        channel.model_copy(update={"cost_per_lead_eur": entries[channel.channel] / (channel.leads_per_year * share)})
        if channel.channel in entries and channel.leads_per_year * share > 0
        else channel
        for channel, share in zip(process.channels, paid_for.tolist(), strict=True)
    )
    return process.model_copy(update={"channels": channels})


def _close(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return with_closing_rates_today(process, {name: percent / 100.0 for name, percent in entries.items()}, survival)


def _sales(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return with_sales_today(process, entries["sales"], survival) if "sales" in entries else process


def _margin(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return process.model_copy(update={"contribution_per_sale_eur": entries["value"]})


def _outlets(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    outlets = max(1, round(entries["outlets"]))
    return _with_dealers(process, outlets=outlets, sellers=max(outlets, process.dealers.sellers))


def _sellers(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return _with_dealers(process, sellers=max(process.dealers.outlets, round(entries["sellers"])))


def _response(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return with_response_today(process, _spread(process.dealers.reaction_hours, entries), survival)


def _agents(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return _with_call_centre(process, agents=max(1, round(entries["agents"])))


def _hours(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    """Hours on working days; what the template says about weekends stays."""
    before = process.call_centre.opening_hours
    first = before.monday or DayHours(opens=8, closes=18)
    opens, closes = entries.get("opens_at", first.opens), entries.get("closes_at", first.closes)
    if opens >= closes:
        return process
    days = dict.fromkeys(WORKDAYS, DayHours(opens=opens, closes=closes))
    return _with_call_centre(process, opening_hours=OpeningHours(**{**dict(before), **days}))


def _handling(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return _with_call_centre(process, handling_minutes=_spread(process.call_centre.handling_minutes, entries))


def _assignment(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return process.model_copy(update={"assignment_delay_hours": _spread(process.assignment_delay_hours, entries)})


def _cycle(process: LeadProcess, entries: Entries, survival: Survival) -> LeadProcess:
    return process.model_copy(update={"sales_cycle_days": _spread(process.sales_cycle_days, entries)})


def _spread(before: Spread, entries: Entries) -> Spread:
    """A spread from median and p90; one alone keeps the template's ratio of the two. Zero means: at once."""
    ratio = before.p90 / before.median
    median = entries.get("median", entries.get("value"))
    p90 = entries.get("p90")
    median = median if median is not None else (p90 or 0.0) / ratio
    median = max(median, SHORTEST)
    return Spread(median=median, p90=max(p90 if p90 is not None else median * ratio, median))


SHORTEST = 1e-3
"""The shortest median, in the unit of the question; a lognormal duration cannot be 0."""


def _with_dealers(process: LeadProcess, **changes: object) -> LeadProcess:
    return process.model_copy(update={"dealers": process.dealers.model_copy(update=changes)})


def _with_call_centre(process: LeadProcess, **changes: object) -> LeadProcess:
    return process.model_copy(update={"call_centre": process.call_centre.model_copy(update=changes)})


SETTERS: dict[str, Setter] = {
    "dl.n": _outlets,
    "dl.reps": _sellers,
    "cc.agents": _agents,
    "cc.hours": _hours,
    "cc.handle_min": _handling,
    "rt.delay_h": _assignment,
    "cl.cycle": _cycle,
    "cl.margin": _margin,
    "ch.volume": _volume,
    "dl.t_first_h": _response,
    "ch.cost": _cost,
    "cl.sales": _sales,
    "cl.close": _close,
}
"""What each parameter changes in the process, in the order applied: volumes before costs, everything before a lead is worked
before the response time, sales in all before sales by channel."""
