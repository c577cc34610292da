"""Overrides: order does not matter, originals stay, every value can be reached, scenarios are combined by name."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, Spread
from quickscan.domain.provenance import Provenance
from quickscan.domain.scenario import Override, Scenario
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.override_paths import Changeable, Place, find, paths
from quickscan.simulation.overrides import apply, changeable, named, resolve
from tests.material import car_dealers, uniform

WORDS = Text(de="Satz", en="Sentence")
TODAY = uniform(0.5)
AT_PLACES: Mapping[str, st.SearchStrategy[dict[str, Any]]] = {
    "dealers.sellers": st.one_of(
        st.integers(40, 400).map(lambda n: {"value": n}),
        st.floats(0.5, 3).map(lambda f: {"times": f}),
        st.integers(-80, 80).map(lambda n: {"plus": n}),
    ),
    "call_centre.agents": st.integers(1, 30).map(lambda n: {"value": n}),
    "call_centre.opening_hours.sunday": st.sampled_from([{"value": None}, {"value": {"opens": 10, "closes": 18}}]),
    "call_centre.opening_hours.monday.opens": st.floats(0, 10).map(lambda hour: {"value": hour}),
    "channels.web.leads_per_year": st.floats(0, 2).map(lambda f: {"times": f}),
    "channels.call.cost_per_lead_eur": st.one_of(st.just({"value": None}), st.floats(0, 99).map(lambda n: {"value": n})),
    "dealers.reaction_hours": st.one_of(
        st.floats(0.1, 5).map(lambda f: {"times": f}),
        st.floats(0.1, 50).map(lambda hours: {"value": hours}),
        st.just({"value": {"median": 1, "p90": 3}}),
    ),
    "dealers.attempt_shares": st.sampled_from([{"value": [1]}, {"value": [0.5, 0.5]}]),
    "severity.poor_follow_up": st.floats(0, 1).map(lambda s: {"value": s}),
    "severity.media_breaks": st.floats(0, 2).map(lambda f: {"times": f}),
}


@st.composite
def fitting(draw: st.DrawFn) -> list[NamedOverride]:
    """Overrides that are possible and not in each other's way, from several scenarios."""
    chosen = draw(st.lists(st.sampled_from(sorted(AT_PLACES)), unique=True, max_size=len(AT_PLACES)))
    return [NamedOverride(f"s{n}", Override(path=path, **draw(AT_PLACES[path]))) for n, path in enumerate(chosen)]


def changed(path: str, **change: Any) -> LeadProcess:
    return apply(car_dealers(), TODAY, named("what_if", [Override(path=path, **change)]))[0]


def scenario(name: str, *overrides: Override, based_on: tuple[str, ...] = ()) -> Scenario:
    source = Provenance(basis="judgement", source="Invented for tests")
    return Scenario(id=name, name=WORDS, description=WORDS, based_on=based_on, overrides=overrides, provenance=source)


@given(fitting(), st.randoms())
@settings(max_examples=40)
def test_the_order_of_overrides_does_not_matter_and_they_may_come_one_by_one(overrides: list[NamedOverride], order: Any) -> None:
    together = apply(car_dealers(), TODAY, overrides)
    mixed = list(overrides)
    order.shuffle(mixed)
    assert apply(car_dealers(), TODAY, mixed) == together
    one_by_one: tuple[LeadProcess, dict[str, float]] = (car_dealers(), dict(TODAY))
    for override in mixed:
        one_by_one = apply(*one_by_one, [override])
    assert one_by_one == together


@given(fitting())
@settings(max_examples=25)
def test_the_originals_stay_and_all_else_stays_the_same(overrides: list[NamedOverride]) -> None:
    process, severity = car_dealers(), dict(TODAY)
    before = process.model_dump_json()
    after = changeable(*apply(process, severity, overrides))
    assert (process.model_dump_json(), severity) == (before, TODAY)
    whole, touched = changeable(process, severity), [entry.override for entry in overrides]
    for path in paths(whole):
        if not any(Override(path=path, value=None).touches(override) for override in touched):
            assert value_at(after, path) == value_at(whole, path), path


def value_at(whole: Changeable, path: str) -> Any:
    place = find(whole, path)
    assert isinstance(place, Place), place
    return place.value


def test_no_overrides_change_nothing() -> None:
    assert apply(car_dealers(), TODAY, ()) == (car_dealers(), TODAY)


def test_every_path_there_is_leads_to_what_the_process_holds() -> None:
    whole = changeable(car_dealers(), TODAY)
    known = paths(whole)
    assert len(known) == len(set(known)) > 60
    assert all(isinstance(find(whole, path), Place) for path in known)
    assert value_at(whole, "channels.web.leads_per_year") == 5200
    assert value_at(whole, "arrival_patterns.events.weekdays")[6] == 2.3
    assert value_at(whole, "call_centre.opening_hours.sunday") is None
    assert value_at(whole, "severity.media_breaks") == 0.5
    assert {"id", "channels.web.channel", "provenance", "name", "severity"}.isdisjoint(known)


def test_every_path_takes_the_value_that_stands_there() -> None:
    whole = changeable(car_dealers(), TODAY)
    plain = whole.model_dump(mode="json")
    for path in paths(whole):
        place = find(whole, path)
        assert isinstance(place, Place)
        value: Any = plain
        for part in place.way:
            value = value[part]
        assert apply(car_dealers(), TODAY, named("same", [Override(path=path, value=value)])) == (car_dealers(), TODAY)


def test_numbers_are_replaced_multiplied_and_added_to_and_whole_ones_rounded() -> None:
    assert changed("dealers.sellers", value=130).dealers.sellers == 130
    assert changed("dealers.sellers", value=130.0).dealers.sellers == 130
    assert [changed("dealers.sellers", times=f).dealers.sellers for f in (1.1, 1.0042, 1.00416)] == [132, 121, 120]
    assert changed("call_centre.agents", plus=0.5).call_centre.agents == 5
    assert changed("channels.web.leads_per_year", plus=0.5).channels[2].leads_per_year == 5200.5


def test_a_duration_moves_with_both_its_ends() -> None:
    assert changed("dealers.reaction_hours", value=4).dealers.reaction_hours == Spread(median=4, p90=23.75)
    assert changed("dealers.reaction_hours", times=0.5).dealers.reaction_hours == Spread(median=4, p90=23.75)
    assert changed("dealers.reaction_hours", plus=8).dealers.reaction_hours == Spread(median=16, p90=95)
    assert changed("dealers.reaction_hours.p90", times=2).dealers.reaction_hours == Spread(median=8, p90=95)
    given_whole = changed("dealers.reaction_hours", value={"median": 1, "p90": 4})
    assert given_whole.dealers.reaction_hours == Spread(median=1, p90=4)


def test_a_day_is_opened_and_closed() -> None:
    assert changed("call_centre.opening_hours.sunday", value={"opens": 9, "closes": 14}).call_centre.opening_hours.days()[6] == (
        DayHours(opens=9, closes=14)
    )
    assert changed("call_centre.opening_hours.saturday", value=None).call_centre.opening_hours.saturday is None


def test_severities_change_beside_the_process() -> None:
    process, severity = apply(car_dealers(), TODAY, named("x", [Override(path="severity.media_breaks", times=0.5)]))
    assert process == car_dealers()
    assert severity == TODAY | {"media_breaks": 0.25}
    assert list(severity) == list(TODAY)


@given(st.sampled_from(sorted(AT_PLACES)), st.data())
@settings(max_examples=20)
def test_two_overrides_of_one_value_are_never_put_in_order_silently(path: str, data: st.DataObject) -> None:
    twice = [Override(path=path, **data.draw(AT_PLACES[path])) for _ in range(2)]
    with pytest.raises(ScanError, match=f"what_if: what_if overrides {path} twice, keep one of the two overrides"):
        apply(car_dealers(), TODAY, named("what_if", twice))


def test_scenarios_are_combined_by_name_each_once_and_bases_first() -> None:
    one, two = Override(path="dealers.sellers", times=1.2), Override(path="call_centre.agents", plus=1)
    three = Override(path="severity.media_breaks", value=0)
    catalogue = {
        "ground": scenario("ground", one),
        "left": scenario("left", two, based_on=("ground",)),
        "right": scenario("right", based_on=("ground",)),
    }
    top = scenario("top", three, based_on=("left", "right"))
    assert resolve(top, catalogue) == (*named("ground", [one]), *named("left", [two]), *named("top", [three]))
    assert apply(car_dealers(), TODAY, resolve(top, catalogue))[0].dealers.sellers == 144


def test_a_deep_pile_of_scenarios_is_resolved() -> None:
    pile = {f"s{n}": scenario(f"s{n}", based_on=(f"s{n + 1}",)) for n in range(1500)}
    pile["s1500"] = scenario("s1500", Override(path="dealers.sellers", value=99))
    assert [entry.scenario for entry in resolve(pile["s0"], pile)] == ["s1500"]


def test_unknown_names_and_circles_are_told_at_once() -> None:
    catalogue = {
        "fast": scenario("fast", based_on=("faster",)),
        "faster": scenario("faster", based_on=("fastest", "xyz")),
        "fastest": scenario("fastest", based_on=("fast",)),
    }
    with pytest.raises(ScanError) as caught:
        resolve(scenario("mine", based_on=("fst", "fast", "mine")), catalogue)
    assert [str(problem) for problem in caught.value.problems] == [
        "mine: there is no scenario 'fst', write 'fast' if that is meant",
        "fastest: 'fast' is based on itself (fast -> faster -> fastest -> fast), take one of these out of based_on",
        "faster: there is no scenario 'xyz', correct the name in based_on",
        "mine: 'mine' is based on itself (mine -> mine), take one of these out of based_on",
    ]
