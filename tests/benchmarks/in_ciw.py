"""The simplified model in Ciw: a network of queues through which every lead has its route from the start.

Its time grows with the nodes and with those who wait in them, so the sales cycle, after which nobody is needed, is left out.
"""

import random

import ciw

from quickscan.simulation.compile import Lognormal
from tests.benchmarks.simplified import Numbers, Told

REACTION, SPACING, FIRST_OUTLET = 2, 3, 4
"""Nodes after the call centre; waiting for nobody is a node with servers without end."""


class UntilTheEnd(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw ships no types
    """Exponential times between inquiries, up to the end of the year."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers, self.now_hours = numbers, 0.0

    def sample(self, t: float | None = None, ind: object = None) -> float:
        gap_hours = random.expovariate(self.numbers.leads_per_hour)
        self.now_hours += gap_hours
        return gap_hours if self.now_hours < self.numbers.horizon_hours else float("inf")


def run(numbers: Numbers, seed: int) -> Told:
    """One year in Ciw; the sale is decided from the records, at the end."""
    ciw.seed(seed)
    simulation = ciw.Simulation(_network(numbers))
    simulation.simulate_until_max_time(float("inf"))
    told = [_told(numbers, individual) for individual in simulation.nodes[-1].all_individuals]
    return Told(len(told), sum(won for won, _, _ in told), sum(tried for _, tried, _ in told), sum(wait for _, _, wait in told))


def _network(numbers: Numbers) -> ciw.network.Network:
    outlets = range(FIRST_OUTLET, FIRST_OUTLET + numbers.outlets)

    def route(individual: ciw.Individual, simulation: ciw.Simulation) -> list[int]:
        """After the call centre: the reaction, and attempts at an outlet until one succeeds."""
        chance, outlet, places = random.betavariate(numbers.contact_a, numbers.contact_b), random.choice(outlets), [REACTION]
        for attempt in range(numbers.attempts):
            places += [SPACING, outlet] if attempt else [outlet]
            individual.reached = random.random() < chance
            if individual.reached:
                break
        return places

    return ciw.create_network(
        arrival_distributions=[UntilTheEnd(numbers), *[None] * (2 + numbers.outlets)],
        service_distributions=[
            _lognormal(numbers.handling), _lognormal(numbers.reaction), ciw.dists.Deterministic(numbers.spacing_hours),
            *[_lognormal(numbers.contact)] * numbers.outlets,
        ],
        number_of_servers=[numbers.agents, float("inf"), float("inf"), *[1] * numbers.outlets],
        routing=ciw.routing.ProcessBased(route),
    )  # fmt: skip


def _lognormal(duration: Lognormal) -> ciw.dists.Lognormal:
    return ciw.dists.Lognormal(duration.mu, duration.sigma)


def _told(numbers: Numbers, individual: ciw.Individual) -> tuple[bool, int, float]:
    """Won, attempts made, and hours from coming in to the first of them."""
    attempts = [record for record in individual.data_records if record.node >= FIRST_OUTLET]
    waited_hours = attempts[0].service_start_date - individual.data_records[0].arrival_date
    return individual.reached and random.random() < numbers.chance(waited_hours), len(attempts), waited_hours
