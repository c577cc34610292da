"""All that chance decides about the leads of one replication, drawn and turned into times once for every engine.

Engines never draw and never transform: numpy and the math module differ in the last bit now and then, and two engines that agree
lead for lead cannot afford that.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from quickscan.simulation.compile import CompiledModel, Lognormal
from quickscan.simulation.draws import Decision
from quickscan.simulation.leads import Fates, FloatArray, IntArray, Leads, deal_leads, decide_fates, draw_gates


@dataclass(frozen=True)
class Streams:
    """Leads, their fates and their times; one array entry per lead."""

    leads: Leads
    fates: Fates
    outlet: IntArray
    """The outlet in whose territory it is."""
    handling_ms: IntArray
    assignment_delay_ms: IntArray
    reaction_ms: IntArray
    attempts: IntArray
    """Contact attempts it gets."""
    contact_ms: IntArray
    """Lead x attempt: work for one attempt."""
    sales_cycle_ms: IntArray


def deal_streams(model: CompiledModel, seed: int, replication: int) -> Streams:
    """The streams of one replication."""
    leads = deal_leads(model, seed, replication)
    most_attempts = len(model.attempt_thresholds)
    return Streams(
        leads=leads,
        fates=decide_fates(model, leads, draw_gates(model, leads)),
        outlet=(leads.draw(Decision.OUTLET) * len(model.sellers_by_outlet)).astype(np.int64),
        handling_ms=_lognormal_ms(leads.draw(Decision.HANDLING_TIME), model.handling),
        assignment_delay_ms=_lognormal_ms(leads.draw(Decision.ASSIGNMENT_DELAY), model.assignment_delay),
        reaction_ms=_lognormal_ms(leads.draw(Decision.REACTION_TIME), model.reaction),
        attempts=_attempts(leads.draw(Decision.ATTEMPTS), model),
        contact_ms=np.stack([_contact_ms(model, leads, attempt) for attempt in range(most_attempts)], axis=1),
        sales_cycle_ms=_lognormal_ms(leads.draw(Decision.SALES_CYCLE), model.sales_cycle),
    )


def _contact_ms(model: CompiledModel, leads: Leads, attempt: int) -> IntArray:
    return _lognormal_ms(leads.draw(Decision.CONTACT_TIME + attempt), model.contact)


def _attempts(draws: FloatArray, model: CompiledModel) -> IntArray:
    found = np.searchsorted(model.attempt_thresholds, draws, side="right") + 1
    return np.asarray(np.minimum(found, len(model.attempt_thresholds)), dtype=np.int64)


def _lognormal_ms(draws: FloatArray, duration: Lognormal) -> IntArray:
    """Durations of at least one millisecond."""
    return np.asarray(np.exp(duration.mu + duration.sigma * ndtri(draws)), dtype=np.int64) + 1
