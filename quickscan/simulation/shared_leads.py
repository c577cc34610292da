"""Leads that several models share: the same people with the same draws, so that models can be compared lead by lead."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.arrivals import LAYER_BITS
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision
from quickscan.simulation.leads import NOBODY, Leads, deal_leads


def shared_leads(models: Sequence[CompiledModel], seed: int, replication: int) -> list[Leads]:
    """For each model the leads of a replication; models whose channels bring the same people at the same times share them."""
    groups: dict[object, list[CompiledModel]] = {}
    for model in models:
        groups.setdefault(_people(model), []).append(model)
    dealt = {people: deal_leads(widest(group), seed, replication) for people, group in groups.items()}
    return [dealt[_people(model)] for model in models]


def widest(models: Sequence[CompiledModel]) -> CompiledModel:
    """A model that attracts everybody whom any of these could attract. Their channels must bring the same people."""
    most = np.max([np.maximum(model.inflow.harmed, model.inflow.unharmed) for model in models], axis=0)
    return replace(models[0], inflow=replace(models[0].inflow, unharmed=most))


def could_come(model: CompiledModel, leads: Leads) -> NDArray[np.bool_]:
    """Who of these leads could come in this model, with or without its causes; the others belong to wider ones."""
    inflow = model.inflow
    most = np.maximum(inflow.harmed, inflow.unharmed)[leads.channel]
    layer = leads.word >> LAYER_BITS
    own = leads.parent == NOBODY
    if np.all(layer[own] + 1 <= most[own]):
        return np.ones(len(own), dtype=np.bool_)
    there = ~own | (layer + leads.draw(Decision.ATTRACTED) < most)
    return np.asarray(there & (own | there[leads.parent]))


def _people(model: CompiledModel) -> object:
    """What decides who comes when, apart from volumes that are thinned or multiplied."""
    existing = model.process.existing_customers if model.harm.waiting_costs_sales else None
    inflow = model.inflow
    return (
        inflow.leads_per_year.tobytes(), inflow.hourly_weight.tobytes(),
        existing and (existing.channel, existing.buys_again_share, existing.won_back_share),
    )  # fmt: skip
