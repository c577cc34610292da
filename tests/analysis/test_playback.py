"""A week of the process lead by lead: it tells what the records of the same simulated year tell, for every process."""

from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.playback import MOST_LEADS, WEEKS, week_of
from quickscan.analysis.playback_story import moment, story
from quickscan.domain.calibration import OUTCOMES, Calibration
from quickscan.domain.playback import ENDS, NONE, QUEUE_EVERY_MINUTES, WEEK_MINUTES, Playback
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Override
from quickscan.files.catalogue import shipped_process, shipped_process_ids
from quickscan.files.read import read_process
from quickscan.simulation.calendar import DAY_MS, MINUTE_MS, WEEK_MS
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.records import NONE as NO_RECORD
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Plan, replicate
from quickscan.simulation.tracing import trace
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_dealers

PLAN = Plan(seed=3, replications=2)
GENERATION = 0
CALIBRATIONS: dict[str, Callable[[], Calibration]] = {"deck": deck, "evidence": evidence}


@cache
def as_is(process: str = "car_dealers", calibration: str = "evidence", scale: float = 0.3) -> AsIs:
    return AsIs(scaled(read_process(shipped_process(process)), scale), uniform(0.5), CALIBRATIONS[calibration](), knowledge())


@cache
def played(process: str = "car_dealers", calibration: str = "evidence", week: int = 20, scale: float = 0.3) -> Playback:
    return week_of(as_is(process, calibration, scale), PLAN, week)


def names_of(found: Playback) -> set[tuple[str, int]]:
    """Channel and number of the leads shown."""
    return {(found.channels[channel].id, number) for channel, number in zip(found.leads.channel, found.leads.number, strict=True)}


def start_of(process: LeadProcess, week: int) -> int:
    return (process.warm_up_days // 7 + week - 1) * WEEK_MS


def outcomes_in(records: LeadRecords, start_ms: int) -> Counter[str]:
    """How many leads ended in a week, by outcome: those that came in at all."""
    here = (records.end_ms >= start_ms) & (records.end_ms < start_ms + WEEK_MS)
    here &= (records.created_ms != NO_RECORD) & (records.place != GENERATION)
    return Counter(OUTCOMES[outcome] for outcome in records.outcome[here].tolist())


@pytest.mark.parametrize("week", [1, 20, WEEKS])
@pytest.mark.parametrize("calibration", sorted(CALIBRATIONS))
@pytest.mark.parametrize("process", shipped_process_ids())
def test_a_week_counts_what_the_records_of_the_year_count(process: str, calibration: str, week: int) -> None:
    subject, found = as_is(process, calibration), played(process, calibration, week)
    records, start_ms = replicate(subject.case(), PLAN, 0), start_of(subject.process, week)
    came = (records.created_ms != NO_RECORD) & (records.place != GENERATION)
    counts, ended = found.counts, outcomes_in(records, start_ms)
    assert counts.created == (came & (records.created_ms >= start_ms) & (records.created_ms < start_ms + WEEK_MS)).sum() > 0
    gone = (records.end_ms != NO_RECORD) & (records.end_ms < start_ms)
    assert counts.at_start == (came & (records.created_ms < start_ms) & ~gone).sum() > 0
    assert (counts.won, counts.lost, counts.no_sale) == (ended["won"], ended["lost"], ended["natural"])
    assert counts.present == counts.won + counts.lost + counts.no_sale + counts.stay
    lost = records.with_outcome("lost") & came & (records.end_ms >= start_ms) & (records.end_ms < start_ms + WEEK_MS)
    causes = Counter(subject.knowledge.cause_ids[cause] for cause in records.cause[lost].tolist())
    assert found.counts.lost_by_cause == causes
    assert [sum(column) for column in zip(*found.days, strict=True)] == [counts.created, counts.won, counts.lost, counts.no_sale]
    tuesday = (records.created_ms >= start_ms + DAY_MS) & (records.created_ms < start_ms + 2 * DAY_MS)
    assert found.days[1][0] == (came & tuesday).sum()
    assert Counter(subject.knowledge.cause_ids[cause] for _, cause in found.losses) == causes


@pytest.mark.parametrize("calibration", sorted(CALIBRATIONS))
@pytest.mark.parametrize("process", shipped_process_ids())
def test_ways_are_in_order_and_begin_with_the_inquiry(process: str, calibration: str) -> None:
    found = played(process, calibration)
    ends = {place for place, station in enumerate(found.stations) if station.id in ENDS}
    for lead, way in enumerate(found.leads.way):
        minutes = [step[0] for step in way]
        assert minutes == sorted(minutes)
        assert minutes[-1] < WEEK_MINUTES
        assert found.kinds[way[0][2]].id == "inquiry"
        assert [step[2] for step in way].count(way[0][2]) == 1
        assert not ends & {step[1] for step in way[:-1]}
        end, outcome = found.leads.ends[lead], found.leads.outcome[lead]
        ended_here = end is not None and end < WEEK_MINUTES
        assert (way[-1][1] in ends) == ended_here
        if ended_here:
            assert (way[-1][0], way[-1][1]) == (end, outcome)
            assert minutes[-1] >= 0
    begins = [way[0][0] for way in found.leads.way]
    assert begins == sorted(begins)
    assert found.share_shown == 1.0


def test_ways_hold_every_event_of_the_year_s_log_until_the_week_ends() -> None:
    """The engine stops at the end of the week, and yet tells what it tells of the whole year."""
    subject, found = as_is(), played()
    start_ms = start_of(subject.process, found.week)
    known: dict[tuple[str, int], list[tuple[int, str]]] = {name: [] for name in names_of(found)}
    for event in trace(subject.case(), PLAN, 0):
        if (event.channel, event.index) in known and event.time_ms < start_ms + WEEK_MS and event.transition == "complete":
            minute = (event.time_ms - start_ms) // MINUTE_MS
            known[event.channel, event.index].append((minute, event.step))
    for lead, way in enumerate(found.leads.way):
        name = found.channels[found.leads.channel[lead]].id, found.leads.number[lead]
        done = [(step[0], found.kinds[step[2]].id) for step in way if not found.kinds[step[2]].id.endswith((".start", ".again"))]
        assert [minute for minute, _ in done] == [minute for minute, _ in known[name]]
        for (_, kind), (_, step) in zip(done, known[name], strict=True):
            assert kind.split(".")[0] == step.removesuffix("_decided")


def test_work_begins_when_somebody_is_there() -> None:
    found = played()
    checked = 0
    for way in found.leads.way:
        for minute, _, kind, _ in way:
            step = found.kinds[kind].id
            if step.endswith(".start") and not step.startswith("nurture"):
                hours = found.hours["call_centre" if step.startswith("qualification") else "dealers"]
                opens, closes = hours[minute // (24 * 60) % 7]
                assert opens <= minute % (24 * 60) < closes, (step, minute)
                checked += 1
    assert checked > 100


def test_who_is_reached_goes_on_to_the_talks_and_who_is_not_is_tried_again_or_given_up() -> None:
    found = played()
    kinds = [kind.id for kind in found.kinds]
    after: dict[str, set[str]] = {"attempt.reached": set(), "attempt.missed": set()}
    for way in found.leads.way:
        for step, following in pairwise(way):
            if kinds[step[2]] in after:
                after[kinds[step[2]]].add(kinds[following[2]])
    assert after["attempt.missed"] <= {"attempt.start", "nurture.again", "won", "lost", "natural"}
    assert "attempt.start" in after["attempt.missed"]
    assert "won" not in after["attempt.missed"]
    assert "attempt.start" not in after["attempt.reached"]
    assert after["attempt.reached"] & {f"{stage.id}.decided" for stage in car_dealers().sales_stages}


@pytest.mark.parametrize("process", shipped_process_ids())
def test_queues_count_the_leads_that_are_there(process: str) -> None:
    found = played(process)
    assert found.shown == found.counts.present
    for count in (0, 1, 144, 500, WEEK_MINUTES // QUEUE_EVERY_MINUTES):
        now = count * QUEUE_EVERY_MINUTES
        at: Counter[str] = Counter()
        for way in found.leads.way:
            passed = [step for step in way if step[0] <= now]
            if passed:
                at[found.stations[passed[-1][1]].id] += 1
        assert at == Counter({name: queue[count] for name, queue in found.queues.items() if queue[count]}), count
    last = {name: queue[-1] for name, queue in found.queues.items()}
    counts = found.counts
    assert (last["won"], last["lost"], last["no_sale"]) == (counts.won, counts.lost, counts.no_sale)
    assert sum(last.values()) == counts.present
    assert {len(queue) for queue in found.queues.values()} == {WEEK_MINUTES // QUEUE_EVERY_MINUTES + 1}


def test_of_too_many_leads_a_sample_is_shown_and_its_share_said() -> None:
    whole = played(scale=1.0)
    assert whole.counts.present > MOST_LEADS == whole.shown == len(whole.leads.way)
    assert whole.share_shown == MOST_LEADS / whole.counts.present
    assert whole == week_of(as_is(scale=1.0), PLAN, 20)
    names = names_of(whole)
    assert len(names) == MOST_LEADS
    other = week_of(as_is(scale=1.0), Plan(seed=4, replications=2), 20)
    assert names != names_of(other)
    created = sum(way[0][0] >= 0 for way in whole.leads.way) / whole.shown
    assert abs(created - whole.counts.created / whole.counts.present) < 0.06
    assert len(whole.model_dump_json()) < 250_000


def test_who_is_shown_in_one_week_is_shown_in_the_next() -> None:
    first, second = played(scale=1.0), played(scale=1.0, week=21)
    shown, then = (set(zip(week.leads.channel, week.leads.number, strict=True)) for week in (first, second))
    stays = {
        (channel, number)
        for channel, number, end in zip(first.leads.channel, first.leads.number, first.leads.ends, strict=True)
        if end is None or end >= WEEK_MINUTES
    }
    assert shown & then == stays & then
    assert len(stays & then) > 0.9 * len(stays)


def test_without_sellers_nobody_is_called_and_everybody_stays() -> None:
    subject = as_is()
    alone = AsIs(with_dealers(subject.process, sellers=0), subject.severity, subject.calibration, subject.knowledge)
    found = week_of(alone, PLAN, 30)
    assert found.counts.won == 0
    assert found.queues["dealers"][-1] > found.queues["dealers"][0] > played().queues["dealers"][0]
    assert "attempt.start" not in {found.kinds[step[2]].id for way in found.leads.way for step in way}
    never = [lead for lead, end in enumerate(found.leads.ends) if end is None]
    assert never
    assert {found.leads.outcome[lead] for lead in never} == {NONE}
    assert story(found, never[0])[-1][1].de.startswith("Ende der Woche, ist bei: ")


def test_a_scenario_s_overrides_are_shown() -> None:
    direct = (
        NamedOverride("scenario direct", Override(path="qualification.place", value="direct")),
        NamedOverride("scenario direct", Override(path="qualification.direct_minutes", value={"median": 5, "p90": 9})),
    )
    found = week_of(as_is().changed(direct), PLAN, 20)
    assert "call_centre" not in {station.id for station in found.stations}
    assert "call_centre" not in found.queues
    assert not any(found.kinds[step[2]].id.startswith("qualification") for way in found.leads.way for step in way)
    assert found.counts != played().counts
    assert len(names_of(found) & names_of(played())) > found.counts.created // 2


@pytest.mark.parametrize("week", [0, -1, 53])
def test_a_week_outside_the_year_is_refused(week: int) -> None:
    with pytest.raises(ScanError, match="give a number from 1 to 52"):
        week_of(as_is(), PLAN, week)


def test_a_process_without_inquiries_is_refused() -> None:
    with pytest.raises(ScanError, match="no inquiry comes in"):
        week_of(as_is(scale=0.0), PLAN, 1)


def test_months_follow_the_weeks() -> None:
    assert [played(week=week).month for week in (1, 20, WEEKS)] == [1, 5, 12]


def test_a_story_is_told_from_the_inquiry_to_the_end() -> None:
    found = played()
    last = found.leads.outcome.index(found.stations.index(next(s for s in found.stations if s.id == "lost")))
    told = story(found, last)
    assert told[0][1].de == f"{moment(told[0][0]).de} Anfrage über den Kanal {found.channels[found.leads.channel[last]].name.de}"
    assert "lost: " in told[-1][1].en
    minutes = [minute for minute, _ in told]
    assert minutes == sorted(minutes)
    assert not [text for lead in range(found.shown) for _, text in story(found, lead) if "{" in text.de + text.en]


def test_every_lead_of_the_week_has_its_story() -> None:
    found = played()
    for lead, end in enumerate(found.leads.ends):
        told = story(found, lead)
        more = 0 if end is not None and end < WEEK_MINUTES else 1 if end is None else 2
        assert len(told) == len(found.leads.way[lead]) + more


@pytest.mark.parametrize(
    ("minute", "german", "english"),
    [
        (0, "Montag 0:00", "Monday 0:00"),
        (24 * 60 + 14 * 60 + 3, "Dienstag 14:03", "Tuesday 14:03"),
        (WEEK_MINUTES - 1, "Sonntag 23:59", "Sunday 23:59"),
        (-1, "In der Woche davor, Sonntag 23:59", "The week before, Sunday 23:59"),
        (WEEK_MINUTES, "In der Woche darauf, Montag 0:00", "The week after, Monday 0:00"),
        (-3 * WEEK_MINUTES, "3 Wochen davor, Montag 0:00", "3 weeks before, Monday 0:00"),
        (4 * WEEK_MINUTES + 60, "4 Wochen danach, Montag 1:00", "4 weeks later, Monday 1:00"),
    ],
)
def test_moments_are_told_as_people_say_them(minute: int, german: str, english: str) -> None:
    assert moment(minute).de == german
    assert moment(minute).en == english


def test_stations_keep_the_names_of_the_trade() -> None:
    names = {process: [station.name.de for station in played(process).stations] for process in shipped_process_ids()}
    assert "Händler" in names["car_dealers"]
    assert "Agenturen" in names["insurance_agents"]
    own = AsIs(as_is().process.model_copy(update={"id": "my_own"}), uniform(0.5), evidence(), knowledge())
    assert "Standorte" in [station.name.de for station in week_of(own, PLAN, 1).stations]
