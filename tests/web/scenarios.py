"""Scenarios for tests of pages: in the store, with two simulated years each."""

from dataclasses import replace

import pytest

from quickscan.domain.base import Text
from quickscan.domain.engagement import Engagement
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.web import simulations
from quickscan.web.services import Services
from tests.web.conftest import NOW


def own(name: str, *overrides: Override, **more: object) -> OwnScenario:
    words = Text(de=name, en=name)
    fields = {"id": name.lower(), "name": words, "description": words, "overrides": overrides, **more}
    return OwnScenario.model_validate(fields)


SIX = own(
    "Sechs",
    Override(path="dealers.attempt_shares", value=[0, 0, 0, 0, 0, 1]),
    Override(path="follow_up.least_attempts", value=6),
    cost_per_year_eur=40000,
)
SLOW = own("Langsam", Override(path="dealers.reaction_hours", value=40.0))
SAME = own("Gleich", Override(path="dealers.sellers", times=1.0))
DECK = own("Obergrenzen", Override(path="severity.poor_follow_up", times=0.5), calibration="deck")
ALL = (SIX, SLOW, SAME, DECK)


def stock(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch, *scenarios: OwnScenario) -> Services:
    """The services with the example and scenarios of its own."""
    monkeypatch.setattr(simulations, "PLAN", replace(simulations.PLAN, replications=2))
    services.store.add(example.model_copy(update={"scenarios": scenarios}), now=NOW)
    return services
