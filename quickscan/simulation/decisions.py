"""What engines decide while leads move: which outlet, whether it takes the lead up, and the chance of a sale.

Each formula is one function that both engines call, on plain numbers and arrays.
"""

from quickscan.simulation.jit import njit, njit_apart
from quickscan.simulation.rules import LOAD_BALANCED, PERFORMANCE_BASED, ROUND_ROBIN, Outlets


@njit_apart
def choose_outlet(policy: int, outlets: Outlets, home: int) -> int:
    """The outlet that gets a lead: by home, in turn (which moves on), by load, or by performance for its load.

    Equal outlets are taken in the order of their numbers.
    """
    first, after = outlets[home].first, outlets[home].after
    if policy == ROUND_ROBIN:
        chosen = first + outlets[first].turn % (after - first)
        outlets[first].turn += 1
        return int(chosen)
    if policy == LOAD_BALANCED:
        best = first
        for outlet in range(first + 1, after):  # open leads per seller, compared without dividing
            mine, theirs = max(outlets[outlet].sellers, 1), max(outlets[best].sellers, 1)
            if outlets[outlet].open_leads * theirs < outlets[best].open_leads * mine:
                best = outlet
        return int(best)
    if policy == PERFORMANCE_BASED:
        best, most = first, -1.0
        for outlet in range(first, after):
            worth = outlets[outlet].skill / (1.0 + outlets[outlet].open_leads / max(outlets[outlet].sellers, 1))
            if worth > most:
                best, most = outlet, worth
        return int(best)
    return int(home)


@njit
def next_outlet(outlets: Outlets, outlet: int) -> int:
    """The outlet that gets a lead after this one did not take it up: the next of the region, or of all where it is alone."""
    first, after = outlets[outlet].first, outlets[outlet].after
    if after - first == 1:
        return int((outlet + 1) % len(outlets))
    return int(first + (outlet - first + 1) % (after - first))


@njit
def takes_lead(outlets: Outlets, outlet: int, draw: float) -> bool:
    """The outlet gets a lead. Tells whether it will take it up: experience and open leads change the share it ignores."""
    load = outlets[outlet].open_leads / max(outlets[outlet].sellers, 1)
    outlets[outlet].open_leads += 1
    return bool(draw >= outlets[outlet].ignored_share * max(0.0, 1.0 + outlets[outlet].load_effect * load))


@njit
def loses_lead(outlets: Outlets, outlet: int) -> None:
    """The outlet has one open lead less."""
    outlets[outlet].open_leads -= 1


@njit
def sale_chance(chance: float, skill: float, waited_ms: int, tau_ms: float, beta: float) -> float:
    """The chance of a sale after a prospect waited for an answer: chance x skill x (1 + t / tau) ^ -beta, at most 1."""
    if beta == 0.0:
        return min(1.0, chance * skill)
    return float(min(1.0, chance * skill * (1.0 + waited_ms / tau_ms) ** -beta))
