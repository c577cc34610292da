"""The best set is as good as the best of all sets, keeps every limit, and is always the same one."""

from itertools import chain, combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.analysis.best_set import best_set
from quickscan.analysis.choice import Choice, Compounding, Item

NAMES = "abcdefg"
CAUSES = ("media_breaks", "poor_follow_up", "unripe_leads")
MONEY = st.integers(0, 60).map(lambda number: 1000.0 * number)
LIMIT = st.none() | st.integers(0, 120).map(float)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Up to seven items; each may require any before it, so that there are chains and forks."""
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    return [
        Item(
            name,
            gain=draw(st.integers(-5, 40)) / 2,
            cost_a_year=draw(MONEY),
            budget=draw(MONEY),
            days=float(draw(st.integers(0, 40))),
            requires=tuple(sorted(draw(st.sets(st.sampled_from(names[:number]), max_size=2)))) if number else (),
            cuts=draw(st.dictionaries(st.sampled_from(CAUSES), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), max_size=3)),
        )
        for number, name in enumerate(names)
    ]


@st.composite
def choices(draw: st.DrawFn, compounding: bool) -> Choice:
    budget, days = draw(LIMIT), draw(LIMIT)
    losses = {cause: draw(st.sampled_from([0.0, 0.05, 0.2, 0.6])) for cause in CAUSES}
    entries = draw(items())
    return Choice.of(
        entries,
        draw(st.sampled_from([1.0, 500.0, 4000.0])),
        compounding=Compounding(draw(st.sampled_from([1.0, 150.0])), losses) if compounding else None,
        budget=None if budget is None else 1000.0 * budget,
        days=days,
        must=draw(st.sets(st.sampled_from([item.id for item in entries]), max_size=2)) if entries else (),
    )


def may_be(choice: Choice, names: frozenset[str]) -> bool:
    """What a set may be, put in other words: closed, with all it must hold, and taking no more of a limit than is free or than
    what it must hold takes."""
    picked = [item for item in choice.items if item.id in names]
    forced = [item for item in choice.items if item.id in choice.must]
    if not choice.must <= names or any(set(item.requires) - names for item in picked):
        return False
    for limit, of in ((choice.budget, "budget"), (choice.days, "days")):
        used, needed = (sum(getattr(item, of) for item in some) for some in (picked, forced))
        if limit is not None and used > max(limit, needed) + 1e-3:
            return False
    return True


def every_set(choice: Choice) -> list[frozenset[str]]:
    names = [item.id for item in choice.items]
    return [frozenset(names) for names in chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))]


def check(choice: Choice) -> None:
    found = best_set(choice)
    assert may_be(choice, found)
    possible = [choice.value(names) for names in every_set(choice) if may_be(choice, names)]
    assert choice.value(found) == pytest.approx(max(possible), rel=1e-7, abs=1e-5 * max(1.0, *map(abs, possible)) * 1e-2)


@settings(deadline=None, max_examples=150)
@given(choices(compounding=False))
def test_added_gains_no_set_is_better(choice: Choice) -> None:
    check(choice)


@settings(deadline=None, max_examples=150)
@given(choices(compounding=True))
def test_compounding_gains_no_set_is_better(choice: Choice) -> None:
    check(choice)


@settings(deadline=None, max_examples=50)
@given(choices(compounding=True) | choices(compounding=False), st.randoms(use_true_random=False))
def test_the_order_in_which_measures_come_does_not_matter(choice: Choice, random: Random) -> None:
    shuffled = list(choice.items)
    random.shuffle(shuffled)
    again = Choice.of(shuffled, choice.eur_per_sale, choice.compounding, choice.budget, choice.days, choice.must)
    assert best_set(again) == best_set(choice)


def test_without_limits_everything_that_pays_is_chosen() -> None:
    entries = [Item("pays", 5.0, 4000.0, 9e9, 9e9), Item("too_dear", 5.0, 6000.0), Item("nothing", 0.0)]
    assert best_set(Choice.of(entries, 1000.0)) == {"pays"}


def test_a_budget_of_nothing_leaves_what_costs_nothing() -> None:
    entries = [Item("free", 1.0), Item("dear", 100.0, budget=1.0)]
    assert best_set(Choice.of(entries, budget=0.0)) == {"free"}
    assert best_set(Choice.of(entries, budget=0.0, days=0.0)) == {"free"}


def test_nothing_to_choose_from_is_no_fault() -> None:
    assert best_set(Choice.of([], budget=10.0)) == frozenset()
    assert best_set(Choice.of([], compounding=Compounding(100.0, {"media_breaks": 0.2}))) == frozenset()


def test_a_chain_is_chosen_as_a_whole_or_not_at_all() -> None:
    chain_of_three = [
        Item("a_first", 0.0, budget=4.0),
        Item("b_second", 1.0, budget=4.0, requires=("a_first",)),
        Item("c_third", 9.0, budget=4.0, requires=("b_second",)),
        Item("d_alone", 5.0, budget=8.0),
    ]
    assert best_set(Choice.of(chain_of_three, budget=12.0)) == {"a_first", "b_second", "c_third"}
    assert best_set(Choice.of(chain_of_three, budget=11.0)) == {"d_alone"}
    assert best_set(Choice.of(chain_of_three, budget=7.0)) == frozenset()


def test_a_prerequisite_that_does_not_pay_comes_with_one_that_pays_for_both() -> None:
    entries = [Item("base", 0.0, cost_a_year=3.0), Item("top", 5.0, cost_a_year=1.0, requires=("base",))]
    assert best_set(Choice.of(entries)) == {"base", "top"}
    assert best_set(Choice.of([entries[0], Item("top", 3.0, requires=("base",))])) == frozenset()


def test_what_must_be_taken_is_taken_whatever_it_costs_with_all_that_must_come_first() -> None:
    entries = [Item("base", 0.0, 3.0), Item("dear", 1.0, 9.0, requires=("base",)), Item("good", 5.0, 1.0)]
    assert best_set(Choice.of(entries)) == {"good"}
    assert best_set(Choice.of(entries, must=["dear"])) == {"base", "dear", "good"}


def test_what_must_be_taken_leaves_less_of_the_limits_for_others_and_may_break_them() -> None:
    entries = [Item("must", 0.0, budget=60.0), Item("good", 5.0, budget=50.0), Item("free", 1.0)]
    assert best_set(Choice.of(entries, budget=110.0, must=["must"])) == {"free", "good", "must"}
    assert best_set(Choice.of(entries, budget=100.0, must=["must"])) == {"free", "must"}
    broken = Choice.of(entries, budget=40.0, must=["must"])
    assert best_set(broken) == {"free", "must"}
    assert broken.over_budget(broken.must) == pytest.approx(20.0)


def test_of_equal_ones_the_earlier_name_is_chosen() -> None:
    entries = [Item(name, 2.0, budget=5.0, days=1.0) for name in ("d", "b", "a", "c")]
    assert best_set(Choice.of(entries, budget=10.0)) == {"a", "b"}


def test_two_measures_against_one_cause_bring_less_than_their_sum() -> None:
    twins = [Item("one", 0.0, cuts={"media_breaks": 0.5}), Item("two", 0.0, cuts={"media_breaks": 0.5})]
    choice = Choice.of(twins, compounding=Compounding(100.0, {"media_breaks": 0.2}))
    assert choice.gain(["one"]) == pytest.approx(100 * (0.9 / 0.8 - 1))
    assert choice.gain(["one", "two"]) == pytest.approx(100 * (0.95 / 0.8 - 1))
    assert choice.gain(["one", "two"]) < 2 * choice.gain(["one"])


def test_measures_against_different_causes_bring_more_than_their_sum() -> None:
    pair = [Item("one", 0.0, cuts={"media_breaks": 0.5}), Item("two", 0.0, cuts={"unripe_leads": 0.5})]
    choice = Choice.of(pair, compounding=Compounding(100.0, {"media_breaks": 0.2, "unripe_leads": 0.2}))
    assert choice.gain(["one", "two"]) == pytest.approx(100 * ((0.9 / 0.8) ** 2 - 1))


def test_the_second_measure_against_one_cause_is_left_out_where_it_no_longer_pays() -> None:
    twins = [Item("one", 0.0, 9.0, cuts={"media_breaks": 0.5}), Item("two", 0.0, 9.0, cuts={"media_breaks": 0.5})]
    assert best_set(Choice.of(twins, compounding=Compounding(100.0, {"media_breaks": 0.2}))) == {"one"}
    assert best_set(Choice.of([Item(i.id, 12.5, 9.0) for i in twins])) == {"one", "two"}


def test_what_is_missing_to_the_limits_is_counted() -> None:
    choice = Choice.of([Item("a", 1.0, budget=70.0, days=5.0), Item("b", 1.0, budget=50.0, days=5.0)], budget=100.0, days=9.0)
    assert choice.over_budget("ab") == pytest.approx(20.0)
    assert choice.over_days("ab") == pytest.approx(1.0)
    assert not choice.fits("ab")
    assert choice.over_budget("a") == choice.over_days("a") == 0.0


def test_an_item_comes_with_all_that_must_come_before_it() -> None:
    choice = Choice.of([Item("a", 1.0), Item("b", 1.0, requires=("a",)), Item("c", 1.0, requires=("b", "a")), Item("d", 1.0)])
    assert choice.first("c") == {"a", "b", "c"}
    assert choice.first("d") == {"d"}


@pytest.mark.parametrize("entries", [[Item("a", 1.0), Item("a", 2.0)], [Item("a", 1.0, requires=("z",))], []])
def test_items_that_do_not_fit_each_other_are_refused(entries: list[Item]) -> None:
    with pytest.raises(ValueError, match="items need ids of their own"):
        Choice.of(entries, must=["a"])


def test_the_solver_says_nothing_where_commands_print_their_results(capfd: pytest.CaptureFixture[str]) -> None:
    assert best_set(as_large_as_the_library(8))  # one that the solver comments on as it is set up by default
    assert capfd.readouterr().out == ""


def as_large_as_the_library(seed: int) -> Choice:
    random, causes = Random(seed), [f"cause_{number}" for number in range(9)]
    entries = [
        Item(
            f"i{number:02d}",
            gain=0.0,
            cost_a_year=random.choice([500.0, 3000.0, 9000.0, 30_000.0]),
            budget=random.choice([1000.0, 5000.0, 20_000.0, 90_000.0]),
            days=float(random.randint(5, 60)),
            requires=(f"i{random.randrange(number):02d}",) if number and random.random() < 0.5 else (),
            cuts={cause: random.choice([0.05, 0.1, 0.2, 0.4]) for cause in random.sample(causes, random.randint(1, 3))},
        )
        for number in range(29)
    ]
    losses = {cause: random.choice([0.02, 0.05, 0.1, 0.2]) for cause in causes}
    return Choice.of(entries, 1650.0, Compounding(500.0, losses), 150_000.0)


def test_no_single_change_betters_a_set_as_large_as_the_library() -> None:
    choice = as_large_as_the_library(3)
    found = best_set(choice)
    names = [item.id for item in choice.items]
    changes = [found ^ {name} for name in names] + [found ^ set(pair) for pair in combinations(names, 2)]
    assert all(choice.value(other) <= choice.value(found) + 1e-6 for other in changes if choice.fits(other))
