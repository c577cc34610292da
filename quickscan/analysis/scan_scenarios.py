"""The scenarios that the report shows: each calibration by itself, with the numbers of `quickscan compare`."""

from collections.abc import Callable

from quickscan.analysis.compare import Change, compare
from quickscan.analysis.own_scenarios import catalogue_with
from quickscan.analysis.scan import ScanSettings, fit
from quickscan.domain.calibration import Calibration
from quickscan.domain.comparison import CalibratedComparison
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scan import Scan
from quickscan.domain.scenario import Catalogue, OwnScenario, ScenarioCalibration

CALIBRATIONS: tuple[ScenarioCalibration, ...] = ("evidence", "deck")
Calibrate = Callable[[ScenarioCalibration], Calibration]
"""Gives a calibration, by evidence with the scales of the process."""


def with_scenarios(scan: Scan, template: LeadProcess, calibrate: Calibrate, shipped: Catalogue, settings: ScanSettings) -> Scan:
    """The scan with the scenarios chosen for the report. A scenario that cannot be is named, and hinders no other one."""
    engagement, knowledge = scan.engagement, scan.knowledge
    chosen = {name: [one for one in engagement.scenarios if one.in_report and one.calibration == name] for name in CALIBRATIONS}
    groups = [
        _compared(engagement, knowledge, template, calibrate(name), name, scenarios, shipped, settings)
        for name, scenarios in chosen.items()
        if scenarios
    ]
    return scan.model_copy(update={"scenarios": tuple(groups)})


def _compared(
    engagement: Engagement,
    knowledge: Knowledge,
    template: LeadProcess,
    calibration: Calibration,
    name: ScenarioCalibration,
    scenarios: list[OwnScenario],
    shipped: Catalogue,
    settings: ScanSettings,
) -> CalibratedComparison:
    as_is = fit(engagement, knowledge, template, calibration).as_is
    catalogue = catalogue_with(shipped, engagement.scenarios)
    changes, left_out = [], []
    for scenario in scenarios:
        try:
            change = Change.of(scenario, catalogue)
            as_is.changed(change.overrides)
        except ScanError:
            left_out.append(scenario.name)
        else:
            changes.append(change)
    found = compare(as_is, changes, settings.plan, settings.run)
    return CalibratedComparison(calibration=name, comparison=found, left_out=tuple(left_out))
