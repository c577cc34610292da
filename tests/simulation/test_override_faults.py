"""What cannot be: paths to nowhere, conflicts, impossible values; always with the scenarios, the value and the remedy."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Override
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.override_paths import paths
from quickscan.simulation.overrides import apply, changeable, faults_of, named
from tests.material import car_dealers, uniform, with_dealers

TODAY = uniform(0.5)
ODD: list[dict[str, Any]] = [
    *({"value": value} for value in (10**400, -(10**30), "", [], {}, [[]], {"a": None}, {"median": {}}, "x" * 999, None, False)),
    {"times": 1e300},
    {"plus": -1e300},
]


def told(*overrides: Override, process: LeadProcess | None = None) -> list[str]:
    with pytest.raises(ScanError) as caught:
        apply(process or car_dealers(), TODAY, named("what_if", overrides))
    return [str(problem) for problem in caught.value.problems]


def test_all_conflicts_are_told_at_once_with_both_scenarios() -> None:
    some = [
        NamedOverride("more", Override(path="dealers.sellers", times=1.2)),
        NamedOverride("fewer", Override(path="dealers.sellers", times=0.8)),
        NamedOverride("long", Override(path="call_centre.opening_hours.monday.closes", value=22)),
        NamedOverride("short", Override(path="call_centre.opening_hours", value={"monday": {"opens": 9, "closes": 12}})),
        NamedOverride("short", Override(path="call_centre.opening_hours.monday", value={"opens": 9, "closes": 12})),
        NamedOverride("lost", Override(path="dealers.selers", times=2)),
    ]
    with pytest.raises(ScanError) as caught:
        apply(car_dealers(), TODAY, some)
    assert sorted(str(problem) for problem in caught.value.problems) == [
        "long, short: short overrides call_centre.opening_hours and long a part of it, "
        "call_centre.opening_hours.monday.closes, combine only one of the two, or take out one override",
        "long, short: short overrides call_centre.opening_hours.monday and long a part of it, "
        "call_centre.opening_hours.monday.closes, combine only one of the two, or take out one override",
        "lost: there is no value 'dealers.selers' in car_dealers, write 'dealers.sellers' if that is meant",
        "more, fewer: more and fewer override the same value, dealers.sellers, "
        "combine only one of the two, or take out one override",
        "short: short overrides call_centre.opening_hours and a part of it, call_centre.opening_hours.monday, "
        "keep one of the two overrides",
    ]


@pytest.mark.parametrize(
    ("override", "said"),
    [
        (Override(path="call_center.agnets", value=3), "there is no value 'call_center.agnets' in car_dealers, "
         "write 'call_centre.agents' if that is meant"),
        (Override(path="process.agents", value=3), "there is no value 'process.agents' in car_dealers, "
         "write 'call_centre.agents' if that is meant"),
        (Override(path="dealers.attempt_shares.0", value=1), "there is no value 'dealers.attempt_shares.0' in car_dealers, "
         "override dealers.attempt_shares as a whole"),
        (Override(path="call_centre.opening_hours.sunday.opens", value=9), "call_centre.opening_hours.sunday is empty in "
         "car_dealers and has no parts, override call_centre.opening_hours.sunday as a whole"),
        (Override(path="dealers.sellers", value=3), "dealers.sellers: 3 sellers cannot staff 40 outlets, "
         "give every outlet at least one seller"),
        (Override(path="dealers.sellers", value=60.5), "dealers.sellers would be 60.5, make it a whole number"),
        (Override(path="dealers.sellers", value="many"), "dealers.sellers would be 'many', make it a whole number"),
        (Override(path="dealers.sellers", value=True), "dealers.sellers would be true, make it a whole number"),
        (Override(path="dealers.sellers", value=None), "dealers.sellers would be nothing, make it a whole number"),
        (Override(path="dealers", value=3), "dealers would be 3, make it keys with values"),
        (Override(path="call_centre.agents", plus=-5), "call_centre.agents would be -1, make it greater than or equal to 1"),
        (Override(path="dealers.sellers", times=1e308), "dealers.sellers would be inf, make it a whole number"),
        (Override(path="dealers.reaction_hours", plus=-9), "dealers.reaction_hours would be -1, make it greater than 0"),
        (Override(path="dealers.reaction_hours.median", value=50), "dealers.reaction_hours.median: p90 (47.5) is below the "
         "median (50), swap them"),
        (Override(path="dealers.sellers", value=10**400), "dealers.sellers would be a very large number, "
         "make it less than or equal to 100000"),
        (Override(path="channels.web.pattern", value="At night"), "channels.web.pattern would be 'At night', which has the "
         "wrong form, write it as a lead process does"),
        (Override(path="severity.poor_follow_up", times=3), "severity.poor_follow_up would be 1.5, "
         "make it less than or equal to 1"),
        (Override(path="contribution_per_sale_eur", times=2), "contribution_per_sale_eur is empty, so nothing can be "
         "multiplied or added, give value in place of times or plus"),
        (Override(path="channels.web.pattern", value="night"), "channels.web.pattern: the channel web follows the arrival "
         "pattern 'night', which is not there, take one of office, online, events"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_scenario_value_and_remedy(override: Override, said: str) -> None:
    assert told(override) == [f"what_if: {said}"]


def test_all_values_that_cannot_be_are_told_at_once() -> None:
    wrong = [Override(path="call_centre.agents", value=0), Override(path="severity.media_breaks", value=2)]
    wrong += [Override(path="call_centre.opening_hours.sunday", value={"opens": 30, "lunch": 12})]
    assert told(*wrong) == [
        "what_if: call_centre.agents would be 0, make it greater than or equal to 1",
        "what_if: call_centre.opening_hours.sunday.opens would be 30, make it less than or equal to 24",
        "what_if: call_centre.opening_hours.sunday has no 'closes', add it",
        "what_if: there is no place for call_centre.opening_hours.sunday.lunch, take it out, or correct the word",
        "what_if: severity.media_breaks would be 2, make it less than or equal to 1",
    ]


def test_a_process_that_was_impossible_before_is_not_blamed_on_the_scenario() -> None:
    broken = with_dealers(car_dealers(), attempt_shares=(0.5,))
    assert told(Override(path="call_centre.agents", value=3), process=broken) == [
        "car_dealers: attempt_shares sum to 0.5, make them sum to 1"
    ]
    assert faults_of(broken, TODAY, ()) == []


@pytest.mark.parametrize(
    ("override", "about"),
    [
        (Override(path="dealers.selers", value=50), "path"),
        (Override(path="call_centre.opening_hours.sunday.opens", value=9), "process"),
        (Override(path="call_centre.agents", value=0), "value"),
        (Override(path="call_centre.agents", plus=-9), "process"),
        (Override(path="dealers.attempt_shares", value=[0.5]), "value"),
        (Override(path="dealers.sellers", value=3), "process"),
        (Override(path="dealers.reaction_hours.median", value=50), "process"),
        (Override(path="channels.web.pattern", times=2), "value"),
        (Override(path="contribution_per_sale_eur", times=2), "process"),
        (Override(path="channels.web.pattern", value="night"), "process"),
    ],
)
def test_a_fault_says_whether_another_process_might_take_the_override(override: Override, about: str) -> None:
    assert [fault.about for fault in faults_of(car_dealers(), TODAY, named("x", [override]))] == [about]


@given(st.sampled_from(paths(changeable(car_dealers(), TODAY))), st.sampled_from(ODD))
@settings(max_examples=150)
def test_whatever_is_put_anywhere_gives_a_process_or_a_sentence(path: str, change: dict[str, Any]) -> None:
    for fault in faults_of(car_dealers(), TODAY, named("x", [Override(path=path, **change)])):
        assert fault.overrides == (0,)
        assert fault.what
        assert fault.remedy


def test_no_number_without_end_gets_into_an_override() -> None:
    for change in ({"value": float("inf")}, {"value": float("nan")}, {"times": float("inf")}, {"plus": float("nan")}):
        with pytest.raises(ValidationError):
            Override(path="dealers.sellers", **change)


def test_a_fault_inside_a_value_says_where_inside() -> None:
    week = {"monday": {"opens": 9, "closes": 12}, "friday": {"opens": 9, "closes": 99}}
    wrong = [Override(path="dealers.opening_hours", value=week), Override(path="month_weights", value=[1] * 11 + ["x"])]
    faults = faults_of(car_dealers(), TODAY, named("x", wrong))
    assert {(fault.overrides, fault.inside) for fault in faults} == {((0,), ("friday", "closes")), ((1,), (11,))}
