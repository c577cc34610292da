"""The simplified model in Ciw: a network of queues through which every lead has its route from the start."""

import random

import ciw

from tests.benchmarks.simplified import Numbers, Told

CALL_CENTRE, REACTION, SPACING, CYCLE, FIRST_OUTLET = range(1, 6)
"""Nodes; waiting without people is a node with servers without end."""


class UntilTheEnd(ciw.dists.Distribution):  # type: ignore[misc]  # Ciw has no types
    """Exponential times between inquiries, up to the end of the year."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers, self.now_hours = numbers, 0.0

    def sample(self, t: float | None = None, ind: object = None) -> float:
        gap_hours = random.expovariate(self.numbers.leads_per_hour)
        self.now_hours += gap_hours
        return gap_hours if self.now_hours < self.numbers.horizon_hours else float("inf")


class Routes:
    """Where leads go, and what became of them."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.outlets = range(FIRST_OUTLET, FIRST_OUTLET + numbers.outlets)

    def route(self, individual: ciw.Individual, simulation: ciw.Simulation) -> list[int]:
        """After the call centre: reaction, attempts at an outlet until one succeeds, and the sales cycle if one did."""
        reached = random.betavariate(self.numbers.contact_a, self.numbers.contact_b)
        outlet = random.choice(self.outlets)
        route = [REACTION, outlet]
        for _ in range(self.numbers.attempts - 1):
            if random.random() < reached:
                return [*route, CYCLE]
            route += [SPACING, outlet]
        return [*route, CYCLE] if random.random() < reached else route


def run(numbers: Numbers, seed: int) -> Told:
    """One year in Ciw; the sale is decided from the records, at the end."""
    ciw.seed(seed)
    simulation = ciw.Simulation(_network(numbers))
    simulation.simulate_until_max_time(float("inf"))
    told = [_told(numbers, individual) for individual in simulation.nodes[-1].all_individuals]
    return Told(len(told), sum(won for won, _, _ in told), sum(tried for _, tried, _ in told), sum(wait for _, _, wait in told))


def _network(numbers: Numbers) -> ciw.network.Network:
    def lognormal(duration: object) -> ciw.dists.Lognormal:
        return ciw.dists.Lognormal(duration.mu, duration.sigma)

    waits = [lognormal(numbers.reaction), ciw.dists.Deterministic(numbers.spacing_hours), lognormal(numbers.cycle)]
    outlets = [lognormal(numbers.contact)] * numbers.outlets
    nodes = 1 + len(waits) + numbers.outlets
    return ciw.create_network(
        arrival_distributions=[UntilTheEnd(numbers), *[None] * (nodes - 1)],
        service_distributions=[lognormal(numbers.handling), *waits, *outlets],
        number_of_servers=[numbers.agents, *[float("inf")] * len(waits), *[1] * numbers.outlets],
        routing=ciw.routing.ProcessBased(Routes(numbers).route),
    )


def _told(numbers: Numbers, individual: ciw.Individual) -> tuple[bool, int, float]:
    """Won, attempts made, and hours from coming in to the first of them."""
    records = individual.data_records
    attempts = [record for record in records if record.node >= FIRST_OUTLET]
    waited_hours = attempts[0].service_start_date - records[0].arrival_date
    won = records[-1].node == CYCLE and random.random() < numbers.chance(waited_hours)
    return won, len(attempts), waited_hours
