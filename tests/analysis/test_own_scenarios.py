"""A client's own scenarios: names that are free, nothing of others lost, clashes told with both names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.analysis.own_scenarios import (
    LONGEST_DESCRIPTION,
    LONGEST_NAME,
    MOST,
    added,
    catalogue_with,
    changed,
    combined,
    described_as,
    duplicated,
    marked_for_report,
    named_as,
    one_of,
    removed,
    renamed,
    taken_over,
)
from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override, OwnScenario, same_name
from quickscan.files.surroundings import shipped_catalogue
from quickscan.simulation.overrides import resolve

SHIPPED = shipped_catalogue()


def own(name: str, *overrides: Override, **more: object) -> OwnScenario:
    words = Text(de=name, en=name)
    given_ = overrides or (Override(path="dealers.sellers", times=1.1),)
    return OwnScenario.model_validate(
        {"id": name.lower().replace(" ", "_"), "name": words, "description": words, "overrides": given_, **more}
    )


FAST = own("Fast", Override(path="dealers.reaction_hours", value=1), cost_per_year_eur=1000)
MORE = own("More people", Override(path="dealers.sellers", times=1.2), cost_per_year_eur=500, one_off_cost_eur=200)
BOTH = (FAST, MORE)


def said(error: pytest.ExceptionInfo[ScanError]) -> str:
    return "; ".join(f"{problem.what}, {problem.remedy}" for problem in error.value.problems)


@pytest.mark.parametrize("typed", ["fast", " FAST ", "F a s t", "ＦＡＳＴ"])
def test_a_name_that_exists_is_refused_whatever_its_capitals_and_blanks(typed: str) -> None:
    twin = FAST.model_copy(update={"name": named_as(typed)})
    with pytest.raises(ScanError) as error:
        added(BOTH, twin)
    assert said(error) == "a scenario “Fast” is already there, give it another name, or change the one that is there"
    with pytest.raises(ScanError, match="already there"):
        renamed(BOTH, "more_people", typed)


def test_a_scenario_may_keep_its_own_name_with_other_capitals() -> None:
    assert [one.name.de for one in renamed(BOTH, "fast", "FAST")] == ["FAST", "More people"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "the scenario has no name, type what it is called"),
        (" \n\t", "the scenario has no name, type what it is called"),
        ("\x00\x07", "the scenario has no name, type what it is called"),
        ("x" * 300, f"the name has 300 characters, shorten it to {LONGEST_NAME}"),
    ],
)
def test_names_that_will_not_do_are_refused_with_a_sentence(typed: str, message: str) -> None:
    with pytest.raises(ScanError) as error:
        named_as(typed)
    assert said(error) == message


@pytest.mark.parametrize("typed", ["\N{ROCKET} Turbo", "<b>fett</b>", "{{ 7 * 7 }}", "Ä" * LONGEST_NAME, "'; DROP TABLE shares"])
def test_odd_names_are_kept_as_they_are(typed: str) -> None:
    assert named_as(f"  {typed} ").de == typed


def test_descriptions_are_neither_empty_nor_endless() -> None:
    assert described_as(" zwei\nZeilen ").en == "zwei\nZeilen"
    for typed, message in [(" ", "the description is empty"), ("x" * (LONGEST_DESCRIPTION + 1), "characters, shorten it to")]:
        with pytest.raises(ScanError, match=message):
            described_as(typed)


def test_an_id_is_made_free_among_ones_own_and_the_shipped_ones() -> None:
    more = added(BOTH, FAST.model_copy(update={"name": named_as("Faster")}), SHIPPED)
    assert [one.id for one in more] == ["fast", "more_people", "fast_2"]
    taken = added(BOTH, own("six attempts"), SHIPPED)
    assert taken[-1].id == "six_attempts_2"


def test_there_are_not_more_than_anybody_looks_through() -> None:
    many = tuple(own(f"Number {number}") for number in range(MOST))
    with pytest.raises(ScanError, match="take one out"):
        added(many, FAST)


def test_a_copy_stands_behind_its_original_under_a_free_name_and_not_in_the_report() -> None:
    marked = marked_for_report(BOTH, "fast", True)
    twice = duplicated(duplicated(marked, "fast"), "fast")
    assert [one.name.de for one in twice] == ["Fast", "Fast (3)", "Fast (2)", "More people"]
    assert [one.in_report for one in twice] == [True, False, False, False]
    assert len({one.id for one in twice}) == 4
    assert all(one.overrides == FAST.overrides and one.cost_per_year_eur == 1000 for one in twice[:3])


def test_what_is_a_part_of_another_one_stays_until_that_is_gone() -> None:
    with_sum = added(BOTH, combined(BOTH, ["fast", "more_people"], "Sum", SHIPPED))
    with pytest.raises(ScanError) as error:
        removed(with_sum, "fast")
    assert said(error) == "“Fast” is a part of “Sum”, take that one out first"
    assert removed(removed(with_sum, "sum"), "fast") == (MORE,)


def test_a_scenario_taken_out_comes_back_in_its_place() -> None:
    without = removed(BOTH, "fast")
    assert added(without, FAST, at=0) == BOTH


def test_two_together_are_made_of_both_and_cost_what_both_cost() -> None:
    both = combined(BOTH, ["fast", "more_people"], "Both together", SHIPPED)
    assert (both.id, both.based_on, both.overrides) == ("both_together", ("fast", "more_people"), ())
    assert (both.cost_per_year_eur, both.one_off_cost_eur, both.first_year_cost_eur) == (1500, 200, 1700)
    entries = resolve(both, catalogue_with(SHIPPED, BOTH))
    assert [entry.override for entry in entries] == [*FAST.overrides, *MORE.overrides]


def test_two_that_change_one_value_are_refused_with_both_names() -> None:
    rival = own("Rival", Override(path="dealers.sellers", value=90))
    with pytest.raises(ScanError) as error:
        combined((*BOTH, rival), ["more_people", "rival"], "x", SHIPPED, {"dealers.sellers": "Sellers"})
    told = "“More people” and “Rival” both change “Sellers”, leave one of the two out, or take the value out of one"
    assert said(error) == told


def test_a_part_that_is_in_both_is_no_clash() -> None:
    one, other = (added(BOTH, own(name, based_on=("fast",), overrides=()))[-1] for name in ("One", "Other"))
    assert combined((*BOTH, one, other), ["one", "other"], "x", SHIPPED).based_on == ("one", "other")


@pytest.mark.parametrize("chosen", [[], ["fast"], ["fast", "fast"]])
def test_fewer_than_two_are_not_combined(chosen: list[str]) -> None:
    with pytest.raises(ScanError, match="choose at least two"):
        combined(BOTH, chosen, "x", SHIPPED)


def test_calibrations_are_never_mixed() -> None:
    deck = MORE.model_copy(update={"calibration": "deck"})
    with pytest.raises(ScanError, match="“Fast” and “More people” were made with different calibrations"):
        combined((FAST, deck), ["fast", "more_people"], "x", SHIPPED)


def test_a_shipped_scenario_is_taken_over_with_all_it_is_made_of() -> None:
    mine = taken_over(SHIPPED["fast_and_persistent"], SHIPPED, "deck")
    assert (mine.based_on, mine.calibration, mine.name) == ((), "deck", SHIPPED["fast_and_persistent"].name)
    shipped = resolve(SHIPPED["fast_and_persistent"], SHIPPED)
    assert mine.overrides == tuple(entry.override for entry in shipped)
    assert len(mine.overrides) > 1


# Two people at once


def test_changes_of_two_people_in_different_fields_are_both_kept() -> None:
    mine = FAST.model_copy(update={"description": described_as("Ours")})
    theirs = changed(BOTH, FAST, FAST.model_copy(update={"cost_per_year_eur": 7.0}))
    now = one_of(changed(theirs, FAST, mine), "fast")
    assert (now.description.de, now.cost_per_year_eur) == ("Ours", 7.0)


def test_changes_of_two_people_in_one_field_are_said() -> None:
    theirs = changed(BOTH, FAST, FAST.model_copy(update={"cost_per_year_eur": 7.0}))
    with pytest.raises(ScanError) as error:
        changed(theirs, FAST, FAST.model_copy(update={"cost_per_year_eur": 8.0}))
    assert error.value.problems[0].where == "cost_per_year_eur"
    assert said(error).startswith("somebody else changed this in the meantime, look at what is there now")
    assert changed(theirs, FAST, FAST.model_copy(update={"cost_per_year_eur": 7.0})) == theirs


def test_who_changes_what_somebody_else_took_out_is_told() -> None:
    with pytest.raises(ScanError, match="somebody else took this scenario out"):
        changed((MORE,), FAST, FAST.model_copy(update={"in_report": True}))
    with pytest.raises(ScanError, match="there is no such scenario any more"):
        renamed((MORE,), "fast", "Faster")


COSTS = st.none() | st.floats(0, 1e6)
FIELDS = st.fixed_dictionaries(
    {},
    optional={"cost_per_year_eur": COSTS, "one_off_cost_eur": COSTS, "in_report": st.booleans(), "calibration": st.just("deck")},
)


@given(FIELDS, FIELDS)
def test_of_two_changes_made_at_once_nothing_is_lost_unsaid(one: dict[str, object], other: dict[str, object]) -> None:
    first = changed(BOTH, FAST, FAST.model_copy(update=one))
    try:
        both = one_of(changed(first, FAST, FAST.model_copy(update=other)), "fast")
    except ScanError as error:
        field = error.problems[0].where
        assert one[field] != other[field]
        return
    for name in OwnScenario.model_fields:
        wanted = {getattr(FAST.model_copy(update=update), name) for update in (one, other)} if name in {**one, **other} else set()
        wanted.discard(getattr(FAST, name))
        assert wanted <= {getattr(both, name)}


@given(st.lists(st.text("abÄß é1!", max_size=12), max_size=12))
def test_ids_and_names_stay_unique_whatever_is_added(names: list[str]) -> None:
    mine: tuple[OwnScenario, ...] = ()
    for name in names:
        try:
            mine = added(mine, FAST.model_copy(update={"name": named_as(name)}), SHIPPED)
        except ScanError:
            continue
    for place, one in enumerate(mine):
        assert all(one.id != other.id and not same_name(one.name, other.name) for other in mine[:place])
        assert one.id not in SHIPPED
