"""What the page of the levers is about: an engagement in a calibration, the scenario it starts from, and where levers stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from quickscan.analysis.compare import Change
from quickscan.analysis.lever_positions import Position, positions
from quickscan.analysis.own_scenarios import catalogue_with, one_of
from quickscan.analysis.scenario_levers import LEVERS, Settings, Today, flattened, moved_levers, settings_of
from quickscan.domain.scenario import Lever, Override, OwnScenario
from quickscan.files.surroundings import shipped_catalogue
from quickscan.simulation.overrides import named
from quickscan.web.pages.scenarios.shared import playable
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName


@dataclass(frozen=True)
class Subject:
    """What the levers move."""

    engagement_id: str
    """The engagement."""
    calibration: CalibrationName
    """The calibration."""
    scenario_id: str | None = None
    """The scenario that the page starts from; none where it starts from today."""
    token: str | None = None
    """The link it is seen through; none for who works on the engagement."""

    def as_data(self) -> dict[str, Any]:
        """As it travels to the browser and back; who came by a link gets to know no engagement."""
        if self.token is not None:
            return {"name": self.token, "token": self.token, "scenario": self.scenario_id}
        return {"name": self.engagement_id, "calibration": self.calibration, "scenario": self.scenario_id}

    @classmethod
    def of(cls, data: Mapping[str, Any], services: Services) -> "Subject":
        """Back from the browser. Raises ScanError for a link behind which nothing may be moved any more."""
        if data.get("token"):
            share = playable(services, data["token"])
            scenario = data["scenario"] if data["scenario"] in share.scenarios else None
            return cls(share.engagement_id, share.calibration, scenario, share.token)
        return cls(data["name"], "deck" if data["calibration"] == "deck" else "evidence", data["scenario"])


@dataclass(frozen=True)
class Start:
    """Where the page of a subject begins."""

    today: Today
    """The process as it is."""
    scenario: OwnScenario | None
    """The scenario it starts from."""
    settings: Settings
    """Where that puts the levers."""
    others: tuple[Override, ...]
    """What it changes besides, which no lever shows."""
    levers: tuple[Lever, ...]
    """What any client could change."""

    @cached_property
    def found(self) -> tuple[Position, ...]:
        """All levers of this client; looked for only where they are shown, as it takes longer than all the rest."""
        return positions(self.levers, self.today, self.settings)


def start_of(services: Services, subject: Subject) -> Start:
    """Where the page begins. Raises ScanError where the engagement or the scenario is gone, or answers cannot all be true."""
    simulations = services.simulations
    today = simulations.levers_today(subject.engagement_id, subject.calibration)
    scenario: OwnScenario | None = None
    settings: Settings = {}
    others: tuple[Override, ...] = ()
    if subject.scenario_id is not None:
        own = services.store.get(subject.engagement_id).scenarios
        scenario = one_of(own, subject.scenario_id)
        whole = flattened(scenario, catalogue_with(shipped_catalogue(), own))
        settings, others = settings_of(simulations.levers, today.process, today.severity, whole)
    return Start(today, scenario, settings, others, simulations.levers)


def change_of(services: Services, subject: Subject, settings: Settings) -> Change | None:
    """What levers at these settings change, with what the scenario changes besides; none where nothing is changed.

    Raises ScanError for settings that cannot be, and where the engagement or the scenario is gone.
    """
    start = start_of(services, subject)
    moved = moved_levers(services.simulations.levers, settings, start.today)
    overrides = [*(lever.at(settings[lever.id]) for lever in moved), *start.others]
    return Change("levers", LEVERS, named(LEVERS.en, overrides)) if overrides else None
