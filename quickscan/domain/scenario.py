"""What-if: named overrides of a lead process and of the severities of causes, and the levers people move.

Scenarios are combined by name. Two overrides of one value are a fault, never a silent order (simulation/overrides.py).
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)

from quickscan.domain.base import Id, Noun, Text
from quickscan.domain.problem import ScanError
from quickscan.domain.provenance import Provenance

ValuePath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=200)]
"""The way to a value: "dealers.sellers", "channels.web.leads_per_year" (entries of a list by their id or channel),
"severity.poor_follow_up" (the severity of a cause, 0 to 1)."""

LeverGroup = Literal[
    "capture",
    "qualification",
    "nurture",
    "hand_over",
    "routing",
    "acceptance",
    "follow_up",
    "sales",
    "people",
    "feedback",
    "marketing",
    "existing_customers",
]
"""Where on a lead's way a lever acts."""


class Override(Noun):
    """One value of the process that is different. Exactly one of value, times and plus says how."""

    path: ValuePath
    """The value, such as dealers.sellers, channels.web.leads_per_year or severity.poor_follow_up."""
    value: JsonValue = None
    """What it is instead: a number, a word, a list or a mapping; null for nothing. For a duration a single number is its
    median, and its 90th percentile moves in proportion."""
    times: Annotated[float, Field(ge=0.0)] | None = None
    """By what a number is multiplied; whole numbers are rounded. Of a duration median and 90th percentile move in proportion."""
    plus: float | None = None
    """What is added to a number; whole numbers are rounded. Of a duration it is added to the median, the 90th percentile moves
    in proportion."""

    @model_validator(mode="after")
    def _one_change(self) -> "Override":
        given = [name for name in ("value", "times", "plus") if name in self.changes()]
        if not given:
            raise ValueError("none of value, times and plus is given; add one of them")
        if len(given) > 1:
            raise ValueError(f"{' and '.join(given)} are given together; keep one of them")
        return self

    @model_serializer(mode="wrap")
    def _as_given(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only what is given, in every way of writing: a value of nothing is a value too, although it is the default."""
        given = self.changes()
        kept = {name: part for name, part in written(self).items() if name in ("path", *given)}
        return {**kept, **({"value": None} if given == {"value": None} else {})}

    def changes(self) -> dict[str, JsonValue]:
        """What is given of value, times and plus."""
        numbers: dict[str, JsonValue] = {
            name: number for name, number in (("times", self.times), ("plus", self.plus)) if number is not None
        }
        return numbers if "value" not in self.model_fields_set else {"value": self.value, **numbers}

    def touches(self, other: "Override") -> bool:
        """Whether both change the same value, or one changes a part of what the other one changes."""
        mine, others = self.path.split("."), other.path.split(".")
        return all(part == theirs for part, theirs in zip(mine, others, strict=False))


class Scenario(Noun):
    """A named set of overrides. One that is based on no other is an intervention, a building block of others."""

    id: Id
    """The name used in commands and in based_on."""
    name: Text
    """The name shown."""
    description: Text
    """What is done differently, in one or two sentences."""
    based_on: tuple[Id, ...] = ()
    """Scenarios whose overrides hold too."""
    overrides: tuple[Override, ...] = ()
    """What is different on top of them."""
    provenance: Provenance
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _changes_something(self) -> "Scenario":
        if not self.based_on and not self.overrides:
            raise ValueError(f"the scenario '{self.id}' changes nothing; give overrides or based_on")
        return self


ScenarioCalibration = Literal["deck", "evidence"]
"""The calibrations a scenario can be held against today with."""


CHOSEN = Provenance(basis="judgement", source=Text(de="Mit dem Auftraggeber gewählt", en="Chosen with the client"))
"""Where the numbers of a client's own scenario come from, unless somebody says otherwise."""


def _in_both_languages(provenance: Provenance) -> Provenance:
    """Engagements kept from before sources came in two languages hold the English words alone."""
    english = Provenance.model_validate({"basis": CHOSEN.basis, "source": CHOSEN.source.en})
    return CHOSEN if provenance == english else provenance


class OwnScenario(Scenario):
    """A scenario that a client made for itself; it travels with the engagement."""

    calibration: ScenarioCalibration = "evidence"
    """The calibration it was made with; scenarios are compared within one."""
    in_report: bool = False
    """Whether the report shows it."""
    cost_per_year_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What it costs in every year, in euros; none where that is not known."""
    one_off_cost_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What it costs once, in euros; none where that is not known."""
    made_by: str | None = None
    """Who made it."""
    made_at: AwareDatetime | None = None
    """When it was made, with time zone."""
    provenance: Annotated[Provenance, AfterValidator(_in_both_languages)] = CHOSEN
    """Where the numbers come from."""

    @property
    def first_year_cost_eur(self) -> float | None:
        """What it costs in the first year, in euros; none where no cost is known."""
        known = [cost for cost in (self.cost_per_year_eur, self.one_off_cost_eur) if cost is not None]
        return sum(known) if known else None


def same_name(one: Text, other: Text) -> bool:
    """Whether two names read the same in a language; capitals and blanks make no difference."""
    return any(_read(mine) == _read(theirs) for mine, theirs in ((one.de, other.de), (one.en, other.en)))


def _read(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


class Scenarios(Noun):
    """A file of scenarios."""

    scenarios: tuple[Scenario, ...] = Field(min_length=1)
    """The scenarios, in the order shown."""


class LeverOption(Noun):
    """One choice of a lever that is no number."""

    id: Id
    """Its name."""
    title: Text
    """The choice in a few words."""
    value: JsonValue
    """What the value of the process is then."""


class Lever(Noun):
    """Something a client can change, as everybody speaks of it: the app, a sweep, a tornado.

    It has either minimum, maximum, step and unit, or options.
    """

    id: Id
    """The name used in commands."""
    path: ValuePath
    """The value it changes; for a duration its median."""
    title: Text
    """What it is, in a few words."""
    sentence: Text
    """What it does, in the client's words."""
    group: LeverGroup
    """Where on a lead's way it acts."""
    moves: Literal["value", "factor"] = "value"
    """Whether its numbers are the value itself, or factors on today's value (1 is as today)."""
    minimum: float | None = None
    """The lowest number."""
    maximum: float | None = None
    """The highest number."""
    step: Annotated[float, Field(gt=0.0)] | None = None
    """From one number to the next on a slider."""
    unit: Text | None = None
    """The unit of its numbers; "%": they are shares, shown as percentages."""
    unit_of_one: Text | None = None
    """The unit where the number is 1, such as "hour"; none where it is the same."""
    not_set_at: Literal["minimum", "maximum"] = "maximum"
    """At which end a slider rests where nothing of the kind is set today: the end that comes nearest to it."""
    options: tuple[LeverOption, ...] = ()
    """The choices, in the order shown."""

    @model_validator(mode="after")
    def _one_sort(self) -> "Lever":
        for fault in self._faults():
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        given = {"minimum": self.minimum, "maximum": self.maximum, "step": self.step, "unit": self.unit}
        missing = [name for name, value in given.items() if value is None]
        if self.options:
            yield from _faults_of_options(self.options, [name for name in given if name not in missing], self.moves)
        elif missing:
            yield f"the lever '{self.id}' has no {' and no '.join(missing)}; add it, or give options instead"
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            yield f"minimum ({self.minimum:g}) is not below maximum ({self.maximum:g}); swap them"
        if self.moves == "factor" and self.minimum is not None and self.minimum < 0.0:
            yield f"minimum ({self.minimum:g}) is a factor below 0; give 0 or more"

    def at(self, setting: float | str) -> Override:
        """The override that puts the lever at a number, or at the option of that name.

        Raises ScanError for a number out of range, an unknown option, or the one where the lever wants the other.
        """
        if self.options:
            return Override(path=self.path, value=self._option(str(setting)).value)
        if isinstance(setting, str) or self.minimum is None or self.maximum is None:
            raise ScanError.of(self.id, f"'{setting}' is no number", f"give a number {self._range()}")
        if not self.minimum <= setting <= self.maximum:
            raise ScanError.of(self.id, f"{setting:g} is out of range", f"give a number {self._range()}")
        return Override(path=self.path, times=setting) if self.moves == "factor" else Override(path=self.path, value=setting)

    def _option(self, name: str) -> LeverOption:
        for option in self.options:
            if option.id == name:
                return option
        raise ScanError.of(self.id, f"there is no option '{name}'", f"give one of {', '.join(o.id for o in self.options)}")

    def _range(self) -> str:
        return f"from {self.minimum:g} to {self.maximum:g}"


class Levers(Noun):
    """The file of levers."""

    levers: tuple[Lever, ...] = Field(min_length=1)
    """The levers, in the order shown."""


Catalogue = Mapping[str, Scenario]
"""Scenarios by id."""


def _faults_of_options(options: tuple[LeverOption, ...], numbers: list[str], moves: str) -> Iterator[str]:
    if numbers:
        yield f"{' and '.join(numbers)} and options are given together; keep either numbers or options"
    if moves == "factor":
        yield "moves is factor, but options are no factors; remove moves"
    names = [option.id for option in options]
    if len(names) < 2:
        yield "options holds one choice only; give at least two"
    for number, name in enumerate(names):
        if name in names[:number]:
            yield f"options holds '{name}' twice; keep one, or rename it"
