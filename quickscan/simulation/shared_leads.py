"""Leads that several models share: the same people with the same draws, so that models can be compared lead by lead."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.leads import NOBODY, Leads, deal_leads

FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Dealt:
    """Leads dealt before, for a model that attracts all of them."""

    model: CompiledModel
    leads: Leads

    def has_all_of(self, model: CompiledModel) -> bool:
        """Whether everybody is among them who could come in another model whose channels bring the same people."""
        return bool(np.all(_most(model) <= self.leads.most))


def shared_leads(models: Sequence[CompiledModel], seed: int, replication: int, dealt_before: Sequence[Dealt] = ()) -> list[Leads]:
    """For each model the leads of a replication; models whose channels bring the same people at the same times share them.

    Of leads dealt before, the fewest among whom everybody is who is needed are taken, and of equally many the first.
    """
    groups: dict[object, list[CompiledModel]] = {}
    for model in models:
        groups.setdefault(_people(model), []).append(model)
    dealt = {people: _deal(widest(group), seed, replication, _like(people, dealt_before)) for people, group in groups.items()}
    return [dealt[_people(model)] for model in models]


def _like(people: object, before: Sequence[Dealt]) -> list[Dealt]:
    """Those dealt before of the same people; where nobody came, nothing was made that could be brought along."""
    return [dealt for dealt in before if len(dealt.leads.channel) and _people(dealt.model) == people]


def _deal(model: CompiledModel, seed: int, replication: int, before: Sequence[Dealt]) -> Leads:
    like = [dealt.leads for dealt in before if dealt.has_all_of(model)]
    if like:
        return min(like, key=lambda leads: len(leads.channel)).anew()
    dealt = deal_leads(model, seed, replication)
    return dealt.anew(CarriedOver(before[0].leads, dealt)) if before else dealt


class CarriedOver(Mapping[Hashable, NDArray[Any]]):
    """What was made of the draws of leads who are also among others, each column brought into the order of those when it is asked
    for: most never are. Both have who is among both in the same order."""

    def __init__(self, old: Leads, new: Leads) -> None:
        """Columns of the old leads, for the new ones."""
        among_both = _among(new, old.most)
        self._columns = old.before
        self._only_new = np.flatnonzero(~among_both)
        self._source = np.zeros(len(among_both), dtype=np.intp)
        self._source[among_both] = np.flatnonzero(_among(old, new.most))

    def __getitem__(self, name: Hashable) -> NDArray[Any]:
        column = np.take(self._columns[name], self._source, axis=-1)
        column[..., self._only_new] = 0
        return column

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def widest(models: Sequence[CompiledModel]) -> CompiledModel:
    """A model that attracts everybody whom any of these could attract. Their channels must bring the same people."""
    most = np.max([_most(model) for model in models], axis=0)
    return replace(models[0], inflow=replace(models[0].inflow, unharmed=most))


def could_come(model: CompiledModel, leads: Leads) -> Flags:
    """Who of these leads could come in this model, with or without its causes; the others belong to wider ones."""
    return _among(leads, _most(model))


def _among(leads: Leads, most: FloatArray) -> Flags:
    """Who of these leads is still there if channels bring no more than such multiples of their normal volumes."""
    if np.all(leads.most <= most):
        return np.ones(len(leads.channel), dtype=np.bool_)
    there = leads.attracted(most)
    child = np.flatnonzero(leads.parent != NOBODY)
    there[child] = there[leads.parent[child]]
    return there


def _most(model: CompiledModel) -> FloatArray:
    """The most that a channel brings, with or without causes, as a multiple of its normal volume."""
    return np.maximum(model.inflow.harmed, model.inflow.unharmed)


def _people(model: CompiledModel) -> object:
    """What decides who comes when, apart from volumes that are thinned or multiplied."""
    existing = model.process.existing_customers if model.harm.waiting_costs_sales else None
    return model.inflow.rates, existing and (existing.channel, existing.buys_again_share, existing.won_back_share)
