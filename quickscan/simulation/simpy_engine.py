"""The reference engine: a lead's way from inquiry to sale, to be read from top to bottom.

What chance decides about a lead was drawn beforehand (fates.py, streams); here leads wait, are worked on, and move on. All times
are whole milliseconds. Whatever several leads share (people, open leads, turns) is read and changed in one wake-up: first a
person is given back, then is decided, then is asked for the next.
"""

from collections.abc import Generator
from typing import Any

from simpy.events import Event

from quickscan.domain.calibration import GATE_PLACES
from quickscan.simulation.calendar import Calendar, finish, is_open, next_batch
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.decisions import choose_outlet, loses_lead, next_outlet, sale_chance, takes_lead
from quickscan.simulation.diary import Diary
from quickscan.simulation.jit import with_attributes
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.ordered_environment import OrderedEnvironment, People
from quickscan.simulation.records import CALLER_GONE, DONE, IGNORED, NOT_REACHED, STOPPED, Journeys
from quickscan.simulation.streams.deal import Streams
from quickscan.simulation.trace import Transition

Life = Generator[Event, Any, None]
CONTACT = "attempt"
"""The work that tries to reach a prospect."""
Part = Generator[Event, Any, bool]
"""A part of a lead's way; tells whether the way goes on."""

CAPTURE, HANDED_TO_QUALIFICATION, QUALIFICATION, RIPENESS, HANDED_TO_DISTRIBUTION, HANDED_TO_DEALER, ACCEPTANCE, FOLLOW_UP = (
    GATE_PLACES.index(place)
    for place in (
        "capture", "handed_to_qualification", "qualification", "ripeness", "handed_to_distribution", "handed_to_dealer",
        "acceptance", "follow_up",
    )
)  # fmt: skip


def run_simpy(model: CompiledModel, streams: Streams) -> Journeys:
    """Run one replication and follow every lead to its end, also past the last day on which leads come in."""
    return Replication(model, streams, Diary(streams)).run()


class Replication:
    """One run of leads with its call centre, its outlets and what becomes of each lead."""

    def __init__(self, model: CompiledModel, streams: Streams, diary: Diary) -> None:
        self.model, self.streams, self.diary = model, streams, diary
        self.rules, self.settings, self.env = model.rules, model.rules.settings, OrderedEnvironment(initial_time=0)
        self.outlets = with_attributes(model.rules.outlets.copy())
        self.skill = self.outlets["skill"].tolist()
        self.stages = [stage.id for stage in model.process.sales_stages] or ["sale"]
        self.agents = People(self.env, self.settings.agents)
        self.sellers = [People(self.env, number) if number else None for number in model.rules.sellers.tolist()]

    def run(self, until_ms: int | None = None) -> Journeys:
        """All leads, from the first inquiry until nothing happens any more, or until just before a time (above 0)."""
        source = self.env.start(self._inquiries(), 0)
        self.source = source
        self.env.run(until_ms)
        return self.diary.journeys()

    def _inquiries(self) -> Life:
        """Leads come in, one after the other."""
        created_ms = self.diary.created_ms
        for lead in self.streams.leads.arrivals.tolist():
            self.source.order = lead  # type: ignore[attr-defined]  # see OrderedEnvironment.start
            yield self.env.timeout(created_ms[lead] - self.env.now)
            self.env.start(self._life(lead), lead)

    def _life(self, lead: int) -> Life:
        """From the inquiry to the end, whatever it is."""
        self._note(lead, "inquiry")
        for part in (self._capture, self._qualification, self._hand_over, self._pursuit):
            if not (yield from part(lead)):
                return

    def _capture(self, lead: int) -> Part:
        """The inquiry gets into the system: nobody may answer the telephone, lists wait, scattered media lose."""
        diary = self.diary
        if self._stops(lead, CAPTURE):
            return False
        if diary.telephones[lead] and not diary.caught[lead] and not self._somebody_answers():
            self._note(lead, "call_not_answered")
            if diary.gone[lead]:
                return self._end(lead, CALLER_GONE)
            yield from self._wait(diary.call_again_ms[lead])
        yield from self._wait(diary.capture_ms[lead])
        self._note(lead, "capture")
        return not self._stops(lead, HANDED_TO_QUALIFICATION)

    def _qualification(self, lead: int) -> Part:
        """An agent finds out what the prospect needs; who is not ready to buy yet comes back later, or never."""
        diary = self.diary
        yield from self._qualify(lead, diary.handling_ms[lead])
        if self._stops(lead, RIPENESS):
            return False
        if diary.ripening_ms[lead]:
            self._note(lead, "nurture", "start")
            yield from self._wait(diary.ripening_ms[lead])
            self._note(lead, "nurture")
            diary.interest_ms[lead] = int(self.env.now)
            yield from self._qualify(lead, diary.handling_again_ms[lead])
        return True

    def _qualify(self, lead: int, work_ms: int) -> Life:
        if not self.settings.direct:
            yield from self._work(self.agents, self.rules.call_centre, lead, work_ms, "qualification")
            self.diary.call_centre_work_ms[lead] += work_ms

    def _hand_over(self, lead: int) -> Part:
        """From the marketing to the sales system, and until it is assigned."""
        diary, rules = self.diary, self.rules
        if self._stops(lead, HANDED_TO_DISTRIBUTION):
            return False
        yield from self._wait_for_batch(rules.transfer_batch_ms)
        yield from self._wait(diary.transfer_ms[lead])
        self._note(lead, "hand_over")
        yield from self._wait_for_batch(rules.batch_ms)
        yield from self._wait(diary.assignment_ms[lead])
        if self._stops(lead, HANDED_TO_DEALER):
            return False
        yield from self._wait(diary.orphan_ms[lead])
        if diary.wrong_outlet[lead] != NOBODY:
            diary.dealer[lead] = diary.wrong_outlet[lead]
            yield from self._wait(diary.correction_ms[lead])
        return True

    def _pursuit(self, lead: int) -> Part:
        """An outlet follows it up; a lead given up may come back once more through nurture."""
        diary = self.diary
        for pursuit in range(diary.pursuits):
            outlet = self._choose(lead)
            if self._stops(lead, ACCEPTANCE):
                return False
            if pursuit == 0:
                yield from self._wait(diary.stuck_ms[lead])
            outlet = yield from self._acceptance(lead, outlet, pursuit)
            if outlet == NOBODY:
                return self._end(lead, IGNORED)
            reached = yield from self._contact(lead, outlet, pursuit)
            if self._stops(lead, FOLLOW_UP):
                return self._leave(outlet)
            if reached:
                yield from self._sale(lead, outlet)
                return self._leave(outlet)
            self._leave(outlet)
            if pursuit > 0 or not diary.recycled_ms[lead]:
                return self._end(lead, NOT_REACHED)
            self._note(lead, "nurture", "start")
            yield from self._wait(diary.recycled_ms[lead])
            self._note(lead, "nurture")
        return False

    def _choose(self, lead: int) -> int:
        outlet = choose_outlet(self.settings.policy, self.outlets, self.diary.outlet[lead])
        self.diary.dealer[lead] = outlet
        self._note(lead, "assignment")
        return outlet

    def _acceptance(self, lead: int, outlet: int, pursuit: int) -> Generator[Event, Any, int]:
        """The outlet turns to it sooner, later or never; after a deadline the next one gets it. Tells who has it, or NOBODY."""
        settings = self.settings
        for number in range(settings.rounds):
            column = pursuit * settings.rounds + number
            reaction_ms = self.diary.reaction_ms[lead][column]
            taken = takes_lead(self.outlets, outlet, self.diary.ignored[lead][column])
            self.diary.dealer[lead] = outlet
            if number + 1 == settings.rounds or (taken and reaction_ms <= settings.reassign_ms):
                break
            yield from self._wait(settings.reassign_ms)
            self._leave(outlet)
            outlet = next_outlet(self.outlets, outlet)
            self._note(lead, "reassignment")
        if not taken:
            self._leave(outlet)
            return NOBODY
        yield from self._wait(reaction_ms)
        self._note(lead, "reaction")
        return outlet

    def _contact(self, lead: int, outlet: int, pursuit: int) -> Part:
        """Attempts to reach the prospect; every one takes a seller's time. Tells whether one succeeded."""
        diary = self.diary
        first_column = pursuit * diary.attempts_a_pursuit
        for attempt in range(diary.attempts_planned[lead][pursuit]):
            if attempt > 0:
                yield from self._wait(self.settings.spacing_ms)
            work_ms = diary.contact_ms[lead][first_column + attempt]
            yield from self._work(self.sellers[outlet], self.rules.dealers, lead, work_ms, CONTACT)
            diary.attempts[lead] += 1
            diary.seller_work_ms[lead] += work_ms
            if attempt + 1 == diary.reached_at[lead][pursuit]:
                return True
        return False

    def _sale(self, lead: int, outlet: int) -> Life:
        """The sales stages, and the decision at the end."""
        diary, settings = self.diary, self.settings
        for stage in range(diary.stages_entered[lead]):
            work_ms = diary.stage_work_ms[lead][stage]
            if work_ms:
                yield from self._work(self.sellers[outlet], self.rules.dealers, lead, work_ms, self.stages[stage])
                diary.seller_work_ms[lead] += work_ms
            yield from self._wait(diary.stage_ms[lead][stage])
            self._note(lead, f"{self.stages[stage]}_decided")
        diary.chance[lead] = sale_chance(
            diary.chance_at_end[lead], self.skill[outlet], diary.response_ms[lead], settings.tau_ms, settings.beta
        )
        self._end(lead, DONE)

    def _work(self, people: People | None, calendar: Calendar, lead: int, work_ms: int, what: str) -> Life:
        """Wait for somebody, and for the work to be done in opening hours. Where nobody is, it never is."""
        if people is None:
            yield self.env.event()
            return
        request = people.request(priority=0 if self.diary.first[lead] else 1)
        yield request
        now = int(self.env.now)
        self._note(lead, what, "start")
        if what == CONTACT:
            self.diary.note_response(lead, finish(calendar, now, 1) - 1)
        yield self.env.timeout(finish(calendar, now, work_ms) - now)
        people.give_back(request)
        self._note(lead, what)

    def _wait(self, time_ms: int) -> Life:
        if time_ms:
            yield self.env.timeout(time_ms)

    def _wait_for_batch(self, clock_times_ms: Any) -> Life:
        """Until the next clock time on a working day; not at all where there are no such times."""
        now = int(self.env.now)
        if len(clock_times_ms):
            yield from self._wait(next_batch(self.rules.call_centre, clock_times_ms, now) - now)

    def _note(self, lead: int, step: str, transition: Transition = "complete") -> None:
        self.diary.happens(lead, step, transition, int(self.env.now))

    def _somebody_answers(self) -> bool:
        return self.agents.count < self.agents.capacity and is_open(self.rules.call_centre, int(self.env.now))

    def _leave(self, outlet: int) -> bool:
        """The outlet has one open lead less. Tells that the lead's way with it does not go on."""
        loses_lead(self.outlets, outlet)
        return False

    def _stops(self, lead: int, place: int) -> bool:
        """Whether its fate stops the lead here or before; then its way ends now."""
        if self.diary.exit_at[lead] > place:
            return False
        self._end(lead, STOPPED)
        return True

    def _end(self, lead: int, how: int) -> bool:
        """Its way ends; it may bring another lead later. Tells that it does not go on."""
        child = self.diary.end(lead, how, int(self.env.now))
        if child != NOBODY:
            self.env.start(self._child(child), child)
        return False

    def _child(self, lead: int) -> Life:
        yield from self._wait(self.diary.child_ms[lead])
        self.diary.comes_in(lead, int(self.env.now))
        yield from self._life(lead)
