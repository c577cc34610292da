"""Levers that cannot hurt anybody where nobody queues: each from 0, as bad as it gets here, to 1, as good as it gets."""

from collections.abc import Callable
from typing import Any

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from tests.material import with_call_centre, with_channels, with_dealers
from tests.theory.one_channel import with_part

Lever = Callable[[LeadProcess, float], LeadProcess]


def _of_part(part: str, **values: Callable[[float], Any]) -> Lever:
    """Values of one part of the process, by help."""
    return lambda process, given: with_part(process, part, **{name: of(given) for name, of in values.items()})


def _of_channels(**values: Callable[[float], Any]) -> Lever:
    """Values of every channel, by help."""
    return lambda process, given: with_channels(process, lambda _: {name: of(given) for name, of in values.items()})


def _for_callers(**values: Callable[[float], Any]) -> Lever:
    """Values of the call centre, by help, where everybody telephones, also when it is closed."""
    change = _of_part("call_centre", **values)
    return lambda process, given: change(with_channels(process, lambda _: {"inbound_call": True}), given)


def _shorter(most: float) -> Callable[[float], Spread]:
    """A duration that help makes a hundred times shorter, as uneven as before."""
    return lambda given: Spread(median=most * 100**-given, p90=5 * most * 100**-given)


def _assigned_sooner(process: LeadProcess, given: float) -> LeadProcess:
    return process.model_copy(update={"assignment_delay_hours": _shorter(20.0)(given)})


def _fewer_delays(process: LeadProcess, given: float) -> LeadProcess:
    return process.model_copy(update={"delays_factor": 1.0 - given})


def _offers_followed_up(process: LeadProcess, given: float) -> LeadProcess:
    stages = tuple(stage.model_copy(update={"followed_up_share": given}) for stage in process.sales_stages)
    return process.model_copy(update={"sales_stages": stages})


def _milder_without_follow_up(process: LeadProcess, given: float) -> LeadProcess:
    stages = tuple(
        stage.model_copy(update={"followed_up_share": 0.4, "without_follow_up_factor": given}) for stage in process.sales_stages
    )
    return process.model_copy(update={"sales_stages": stages})


def _longer_hours(given: float) -> OpeningHours:
    """From two hours on weekdays to almost all of the week; where all is open day and night already, it is less than before."""
    weekdays = DayHours(opens=11 - 10 * given, closes=13 + 10 * given)
    days = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), weekdays)
    return OpeningHours(**days, **({"saturday": DayHours(opens=12 - 10 * given, closes=12 + 10 * given)} if given > 0.5 else {}))


def _outlets_open_longer(process: LeadProcess, given: float) -> LeadProcess:
    """Only where outlets close at all: unripe leads that come back may hit another hour."""
    closes = process.dealers.opening_hours.sunday is None
    return with_dealers(process, opening_hours=_longer_hours(given)) if closes else process


def _agents_there_longer(process: LeadProcess, given: float) -> LeadProcess:
    closes = process.call_centre.opening_hours.sunday is None
    return with_call_centre(process, opening_hours=_longer_hours(given)) if closes else process


def _lists_more_often(process: LeadProcess, given: float) -> LeadProcess:
    """Every 28, 14, 7 days or every day, each a multiple of the next; then by itself."""
    ways = [{"capture": "in_batches", "capture_every_days": days} for days in (28, 14, 7, 1)] + [{"capture": "automatic"}]
    return with_channels(process, lambda _: ways[min(int(given * len(ways)), len(ways) - 1)])


def _linked(process: LeadProcess, given: float) -> LeadProcess:
    """Batches at ten, then also at other hours, then an interface."""
    hours = (10.0, 16.0, 13.0, 8.0, 19.0)
    ways = [{"link": "batches", "batch_hours": hours[:number]} for number in (1, 2, 3, 5)] + [{"link": "interface"}]
    return with_part(process, "hand_over", **ways[min(int(given * len(ways)), len(ways) - 1)])


AT_REST: dict[str, Lever] = {
    "consent": _of_channels(consent_share=lambda given: given),
    "returns with a programme": _of_part("nurture", returns_with_programme_share=lambda given: 0.5 + given / 2),
}
HELP: dict[str, Lever] = AT_REST | {
    "volume": _of_channels(volume_factor=lambda given: 0.5 + 2 * given),
    "good addresses": _of_channels(bad_address_share=lambda given: 1.0 - given),
    "closing rates": _of_channels(potential_closing_rate=lambda given: 0.3 * given),
    "lists more often": _lists_more_often,
    "mended addresses": _of_part("validation", addresses_mended_share=lambda given: given),
    "overflow": _for_callers(overflow_share=lambda given: given),
    "callers who try again": _for_callers(failed_call_gone_share=lambda given: 1.0 - given),
    "called again sooner": _for_callers(call_again_hours=_shorter(100.0)),
    "handling": _of_part("call_centre", handling_minutes=_shorter(300.0)),
    "agents there longer": _agents_there_longer,
    "returns alone": _of_part("nurture", returns_alone_share=lambda given: given),
    "recycled": _of_part("nurture", recycled_share=lambda given: given),
    "linked systems": _linked,
    "fewer delays": _fewer_delays,
    "assigned sooner": _assigned_sooner,
    "misrouted not lost": _of_part("routing", misrouted_lost_share=lambda given: 1.0 - given),
    "corrected sooner": _of_part("routing", correction_hours_mean=lambda given: 200.0 * 100**-given),
    "reviews": _of_part("acceptance", review_every_days=lambda given: 50.0 * 100**-given),
    "response standard": _of_part("acceptance", response_standard_hours=lambda given: 100.0 * 1000**-given),
    "standard kept": _of_part("acceptance", response_standard_hours=lambda _: 0.2, standard_kept_share=lambda given: given),
    "fast reaction": _of_part("acceptance", fast_reaction_hours=_shorter(2.0)),
    "slow reaction": _of_part("dealers", reaction_hours=_shorter(300.0)),
    "outlets open longer": _outlets_open_longer,
    "least attempts": _of_part("follow_up", least_attempts=lambda given: 1 + int(5 * given)),
    "offers followed up": _offers_followed_up,
    "milder without follow-up": _milder_without_follow_up,
}
