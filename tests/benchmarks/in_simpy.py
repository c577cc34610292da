"""The simplified model in plain SimPy, as its documentation teaches it: one process per lead, draws from `random`."""

import random
from collections.abc import Generator
from typing import Any

import simpy

from tests.benchmarks.simplified import Numbers, Told

Life = Generator[simpy.Event, Any, None]


class Year:
    """One run."""

    def __init__(self, numbers: Numbers, seed: int) -> None:
        self.numbers, self.chance, self.env = numbers, random.Random(seed), simpy.Environment()
        self.agents = simpy.Resource(self.env, numbers.agents)
        self.sellers = [simpy.Resource(self.env, 1) for _ in range(numbers.outlets)]
        self.leads = self.won = self.attempts = 0
        self.response_hours = 0.0

    def run(self) -> Told:
        self.env.process(self.inquiries())
        self.env.run()
        return Told(self.leads, self.won, self.attempts, self.response_hours)

    def inquiries(self) -> Life:
        while True:
            yield self.env.timeout(self.chance.expovariate(self.numbers.leads_per_hour))
            if self.env.now >= self.numbers.horizon_hours:
                return
            self.leads += 1
            self.env.process(self.lead())

    def lead(self) -> Life:
        numbers, chance, came_in = self.numbers, self.chance, self.env.now
        with self.agents.request() as agent:
            yield agent
            yield self.env.timeout(chance.lognormvariate(numbers.handling.mu, numbers.handling.sigma))
        sellers = chance.choice(self.sellers)
        yield self.env.timeout(chance.lognormvariate(numbers.reaction.mu, numbers.reaction.sigma))
        reached = chance.betavariate(numbers.contact_a, numbers.contact_b)
        for attempt in range(numbers.attempts):
            if attempt > 0:
                yield self.env.timeout(numbers.spacing_hours)
            with sellers.request() as seller:
                yield seller
                if attempt == 0:
                    waited = self.env.now - came_in
                    self.response_hours += waited
                self.attempts += 1
                yield self.env.timeout(chance.lognormvariate(numbers.contact.mu, numbers.contact.sigma))
            if chance.random() < reached:
                yield self.env.timeout(chance.lognormvariate(numbers.cycle.mu, numbers.cycle.sigma))
                self.won += chance.random() < numbers.chance(waited)
                return


def run(numbers: Numbers, seed: int) -> Told:
    """One year in plain SimPy."""
    return Year(numbers, seed).run()
