"""Overrides, scenarios and levers as nouns: one change each, nothing as a value, settings within range."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.provenance import Provenance
from quickscan.domain.scenario import Lever, LeverOption, Override, OwnScenario, Scenario, same_name

WORDS = Text(de="Satz", en="Sentence")
SOURCE = Provenance(basis="judgement", source="Invented for tests")
NUMBERS: dict[str, Any] = {"minimum": 1, "maximum": 10, "step": 1, "unit": WORDS}
OPTIONS = (LeverOption(id="one", title=WORDS, value=[1]), LeverOption(id="two", title=WORDS, value=[0, 1]))

word = st.from_regex(r"[a-c]{1,2}", fullmatch=True)
path = st.lists(word, min_size=1, max_size=3).map(".".join)


def lever(**changes: Any) -> Lever:
    return Lever.model_validate(
        {"id": "agents", "path": "call_centre.agents", "title": WORDS, "sentence": WORDS, "group": "people", **changes}
    )


@pytest.mark.parametrize("change", [{"value": 3}, {"value": None}, {"value": {"a": [1]}}, {"times": 0.0}, {"plus": -2.5}])
def test_an_override_says_how_and_comes_back_from_its_written_form(change: dict[str, Any]) -> None:
    override = Override(path="dealers.sellers", **change)
    assert override.changes() == change
    written = override.model_dump(exclude_defaults=True)
    assert written == {"path": "dealers.sellers", **change}
    assert Override.model_validate(written) == override
    assert Override.model_validate_json(override.model_dump_json(exclude_defaults=True)).changes() == change


def test_the_full_written_form_of_an_override_leaves_nothing_in_doubt() -> None:
    assert Override(path="a", times=2).model_dump(exclude_none=True) == {"path": "a", "times": 2}
    assert Override(path="a", value=None).model_dump(exclude_none=True) == {"path": "a", "value": None}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "none of value, times and plus is given"),
        ({"times": None}, "none of value, times and plus is given"),
        ({"value": None, "times": 2}, "value and times are given together"),
        ({"times": 2, "plus": 1}, "times and plus are given together"),
        ({"times": -1}, "greater than or equal to 0"),
    ],
)
def test_an_override_has_exactly_one_change(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Override(path="dealers.sellers", **change)


@pytest.mark.parametrize("wrong", ["", "Dealers", "dealers.", ".sellers", "dealers..sellers", "dealers sellers", "9a"])
def test_a_path_is_small_words_with_points_between(wrong: str) -> None:
    with pytest.raises(ValidationError, match=r"pattern|at least"):
        Override(path=wrong, value=1)


@given(path, path)
def test_overrides_touch_each_other_where_one_is_the_other_or_a_part_of_it(one: str, two: str) -> None:
    first, second = Override(path=one, value=1), Override(path=two, value=2)
    assert first.touches(second) == second.touches(first)
    assert first.touches(second) == f"{one}.".startswith(f"{two}.") or f"{two}.".startswith(f"{one}.")


def test_words_that_only_begin_alike_do_not_touch() -> None:
    assert not Override(path="dealers.sell", value=1).touches(Override(path="dealers.sellers", value=1))


def test_a_scenario_must_change_something() -> None:
    named: dict[str, Any] = {"id": "empty", "name": WORDS, "description": WORDS, "provenance": SOURCE}
    with pytest.raises(ValidationError, match="the scenario 'empty' changes nothing"):
        Scenario(**named)
    assert Scenario(**named, based_on=("other",)).overrides == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "has no minimum and no maximum and no step and no unit"),
        ({**NUMBERS, "unit": None}, "has no unit; add it"),
        ({**NUMBERS, "minimum": 10}, r"minimum \(10\) is not below maximum \(10\)"),
        ({**NUMBERS, "minimum": -1, "moves": "factor"}, "is a factor below 0"),
        ({**NUMBERS, "step": 0}, "greater than 0"),
        ({**NUMBERS, "options": OPTIONS}, "minimum and maximum and step and unit and options are given together"),
        ({"options": OPTIONS[:1]}, "one choice only"),
        ({"options": OPTIONS[:1] * 2}, "options holds 'one' twice"),
        ({"options": OPTIONS, "moves": "factor"}, "options are no factors"),
    ],
)
def test_a_lever_has_either_a_range_or_options(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        lever(**changes)


@given(st.floats(1, 10))
def test_a_lever_of_numbers_becomes_an_override_of_its_value_or_of_a_factor(number: float) -> None:
    assert lever(**NUMBERS).at(number).changes() == {"value": number}
    assert lever(**NUMBERS, moves="factor").at(number).changes() == {"times": number}


@pytest.mark.parametrize(
    ("setting", "what"), [(0.99, "0.99 is out of range"), (10.5, "10.5 is out"), ("many", "'many' is no number")]
)
def test_a_setting_out_of_range_is_told_with_the_range(setting: float | str, what: str) -> None:
    with pytest.raises(ScanError, match=f"agents: {what}.*, give a number from 1 to 10"):
        lever(**NUMBERS).at(setting)


def test_a_lever_of_options_takes_their_names() -> None:
    choice = lever(options=OPTIONS)
    assert choice.at("two").changes() == {"value": [0, 1]}
    with pytest.raises(ScanError, match="agents: there is no option '3', give one of one, two"):
        choice.at(3)


def own(**more: Any) -> OwnScenario:
    return OwnScenario(id="own", name=WORDS, description=WORDS, overrides=(Override(path="dealers.sellers", times=1.1),), **more)


@pytest.mark.parametrize(
    "override",
    [
        Override(path="a.b", times=1.5),
        Override(path="a.b", plus=-2.0),
        Override(path="a.b", value=None),
        Override(path="a.b", value={"median": 1, "p90": None}),
        Override(path="a.b", value=[0, 1]),
    ],
)
@pytest.mark.parametrize("without_defaults", [False, True])
def test_an_override_is_written_as_it_was_given(override: Override, without_defaults: bool) -> None:
    written = override.model_dump_json(exclude_defaults=without_defaults)
    again = Override.model_validate_json(written)
    assert (again, again.changes()) == (override, override.changes())


@pytest.mark.parametrize(
    ("costs", "first_year"),
    [
        ({}, None),
        ({"cost_per_year_eur": 0}, 0),
        ({"one_off_cost_eur": 5}, 5),
        ({"cost_per_year_eur": 2.5, "one_off_cost_eur": 5}, 7.5),
    ],
)
def test_the_first_year_costs_what_is_paid_every_year_and_once(costs: dict[str, float], first_year: float | None) -> None:
    assert own(**costs).first_year_cost_eur == first_year


@pytest.mark.parametrize("cost", [-0.01, float("nan"), float("inf")])
def test_a_cost_is_an_amount_that_can_be_paid(cost: float) -> None:
    with pytest.raises(ValidationError):
        own(cost_per_year_eur=cost)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Schnell", "Fast"), ("SCHNELL", "Quick"), True),
        (("Schnell", "Fast"), ("Rasch", "f a s t"), True),
        (("Straße", "x"), ("STRASSE", "y"), True),
        (("Schnell", "Fast"), ("Schneller", "Faster"), False),
        (("a", "b"), ("b", "a"), False),
    ],
)
def test_names_are_the_same_whatever_their_capitals_and_blanks(one: Any, other: Any, same: bool) -> None:
    first, second = (Text(de=de, en=en) for de, en in (one, other))
    assert same_name(first, second) == same_name(second, first) == same
