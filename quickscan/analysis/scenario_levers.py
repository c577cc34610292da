"""From levers to a scenario and back: where somebody put them, as overrides; and a scenario, as positions of the levers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from quickscan.analysis.own_scenarios import described_as, named_as
from quickscan.domain.base import Text
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Catalogue, Lever, Override, OwnScenario, Scenario, ScenarioCalibration
from quickscan.interview.ids import id_from
from quickscan.simulation.levers import lever_value
from quickscan.simulation.override_paths import Place, find
from quickscan.simulation.override_values import new_value, number_of
from quickscan.simulation.overrides import Severity, apply, changeable, named, resolve

LEVERS = Text(de="Stellhebel", en="Levers")
"""What levers that somebody moved are called together, as long as they have no name."""
Settings = Mapping[str, float | str]
"""Where levers stand, by their ids: a number, or the id of an option."""


@dataclass(frozen=True)
class Today:
    """What levers are moved away from."""

    process: LeadProcess
    """The process as it is."""
    severity: Severity
    """The severity of every cause."""
    calibration: ScenarioCalibration
    """How the causes act."""


def scenario_of(
    levers: Iterable[Lever],
    settings: Settings,
    name: str,
    description: str = "",
    *,
    today: Today,
    others: Sequence[Override] = (),
) -> OwnScenario:
    """Levers where somebody put them, as a scenario of that name; only those that differ from today are in it.

    `others` are overrides that are no position of a lever, such as those that `settings_of` gives back. Without a description the
    levers moved are named. Raises ScanError where nothing is different, and for settings and names that cannot be.
    """
    moved = moved_levers(levers, settings, today)
    overrides = (*(lever.at(settings[lever.id]) for lever in moved), *others)
    if not overrides:
        raise ScanError.of("levers", "nothing is different from today", "move at least one lever")
    called = named_as(name)
    apply(today.process, today.severity, named(called.de, overrides))
    return OwnScenario(
        id=id_from(called.de, "scenario"),
        name=called,
        description=described_as(description) if description.strip() else _changed(moved, called),
        overrides=overrides,
        calibration=today.calibration,
    )


def moved_levers(levers: Iterable[Lever], settings: Settings, today: Today) -> tuple[Lever, ...]:
    """The levers that somebody put elsewhere than today. Raises ScanError for levers there are not and values nobody has."""
    known = {lever.id: lever for lever in levers}
    unknown = [lever for lever in settings if lever not in known]
    if unknown:
        raise ScanError(Problem(lever, f"there is no lever '{lever}'", "take it out") for lever in unknown)
    return tuple(known[lever] for lever, setting in settings.items() if _differs(known[lever], setting, today))


def settings_of(
    levers: Iterable[Lever], process: LeadProcess, severity: Severity, scenario: Scenario
) -> tuple[dict[str, float | str], tuple[Override, ...]]:
    """Where a scenario puts the levers, and its overrides that are no position of any lever.

    What it is based on is left out; `flattened` puts that in.
    """
    by_path = {lever.path: lever for lever in levers}
    settings: dict[str, float | str] = {}
    others = []
    for override in scenario.overrides:
        lever = by_path.get(override.path)
        setting = _setting(lever, override, process, severity) if lever is not None else None
        if lever is None or setting is None:
            others.append(override)
        else:
            settings[lever.id] = setting
    return settings, tuple(others)


def flattened(scenario: OwnScenario, catalogue: Catalogue) -> OwnScenario:
    """The scenario with the overrides of all it is based on as its own. Raises ScanError where something is missing."""
    overrides = tuple(entry.override for entry in resolve(scenario, catalogue))
    return scenario.model_copy(update={"based_on": (), "overrides": overrides})


def _differs(lever: Lever, setting: float | str, today: Today) -> bool:
    """Whether a lever is somewhere else than today. Raises ScanError where the process has no such value."""
    now = lever_value(today.process, today.severity, lever)
    if lever.moves == "factor" and now is not None:
        now = 1.0
    if isinstance(now, float | int) and isinstance(setting, float | int):
        return not isclose(now, setting)
    return now != setting


def _setting(lever: Lever, override: Override, process: LeadProcess, severity: Severity) -> float | str | None:
    """The position of a lever that does exactly what an override does; none where there is none."""
    place = find(changeable(process, severity), lever.path)
    if not isinstance(place, Place):
        return None
    wanted = new_value(override, place)
    candidates: list[float | str] = [option.id for option in lever.options]
    if not candidates:
        candidates = _numbers(lever, override, place, wanted)
    return next((one for one in candidates if new_value(lever.at(one), place) == wanted), None)


def _numbers(lever: Lever, override: Override, place: Place, wanted: object) -> list[float | str]:
    """Numbers within the range of a lever that may do what an override does."""
    plain = number_of(wanted["median"] if isinstance(wanted, dict) and "median" in wanted else wanted)
    today = number_of(place.value)
    if lever.moves == "factor":
        ratio = plain / today if plain is not None and today else None
        numbers = [override.times, ratio]
    else:
        numbers = [plain]
    return [
        number
        for number in numbers
        if number is not None
        and lever.minimum is not None
        and lever.maximum is not None
        and lever.minimum <= number <= lever.maximum
    ]


def _changed(moved: Sequence[Lever], otherwise: Text) -> Text:
    """The levers that were moved, as a description."""
    if not moved:
        return otherwise
    titles = [lever.title for lever in moved]
    return Text(de="Geändert: " + "; ".join(t.de for t in titles), en="Changed: " + "; ".join(t.en for t in titles))
