"""The simplified model in salabim, without its monitors and in its faster mode, in which processes yield."""

import random
from collections.abc import Generator
from typing import Any

import salabim as sim

from tests.benchmarks.simplified import Numbers, Told

Life = Generator[Any, Any, None]


class Year(sim.Environment):  # type: ignore[misc]  # salabim ships no types
    """One run."""

    def begin(self, numbers: Numbers, seed: int) -> None:
        self.numbers, self.chance = numbers, random.Random(seed)
        self.agents = sim.Resource("agents", numbers.agents, monitor=False)
        self.sellers = [sim.Resource("seller.", 1, monitor=False) for _ in range(numbers.outlets)]
        self.leads = self.won = self.attempts = 0
        self.response_hours = 0.0
        Inquiries()


class Inquiries(sim.Component):  # type: ignore[misc]  # salabim ships no types
    """Where leads come from."""

    def process(self) -> Life:
        year = self.env
        while True:
            yield self.hold(year.chance.expovariate(year.numbers.leads_per_hour))
            if year.now() >= year.numbers.horizon_hours:
                return
            year.leads += 1
            Lead()


class Lead(sim.Component):  # type: ignore[misc]  # salabim ships no types
    """A lead on its way."""

    def process(self) -> Life:
        year, came_in = self.env, self.env.now()
        numbers, chance = year.numbers, year.chance
        yield self.request(year.agents)
        yield self.hold(chance.lognormvariate(numbers.handling.mu, numbers.handling.sigma))
        self.release()
        seller = chance.choice(year.sellers)
        yield self.hold(chance.lognormvariate(numbers.reaction.mu, numbers.reaction.sigma))
        reached = chance.betavariate(numbers.contact_a, numbers.contact_b)
        for attempt in range(numbers.attempts):
            if attempt > 0:
                yield self.hold(numbers.spacing_hours)
            yield self.request(seller)
            if attempt == 0:
                waited = year.now() - came_in
                year.response_hours += waited
            year.attempts += 1
            yield self.hold(chance.lognormvariate(numbers.contact.mu, numbers.contact.sigma))
            self.release()
            if chance.random() < reached:
                yield self.hold(chance.lognormvariate(numbers.cycle.mu, numbers.cycle.sigma))
                year.won += chance.random() < numbers.chance(waited)
                return


def run(numbers: Numbers, seed: int) -> Told:
    """One year in salabim."""
    sim.yieldless(False)
    year = Year(trace=False)
    year.begin(numbers, seed)
    year.run()
    return Told(year.leads, year.won, year.attempts, year.response_hours)
