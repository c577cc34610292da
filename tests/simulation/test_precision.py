"""The replications algorithm against brute force, an independent package, theory, and runs whose end is known."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.problem import ScanError
from quickscan.simulation.measure import Figures, estimate
from quickscan.simulation.precision import NEVER_FEWER, PrecisionRule, enough, run_until_precise

values_of_replications = st.lists(st.integers(80, 120).map(float), max_size=60)
half_widths = st.sampled_from([0.01, 0.02, 0.05, 0.1, 0.2])


def _normal(seed: int, number: int, mean: float = 100.0, deviation: float = 10.0) -> list[float]:
    values: list[float] = np.random.default_rng(seed).normal(mean, deviation, number).tolist()
    return values


def _by_definition(values: Sequence[float], rule: PrecisionRule) -> int | None:
    """The first n of which the interval and those of all the n looked ahead are narrow enough: every window tried."""

    def narrow(n: int) -> bool:
        half_width = stats.t.ppf(0.975, n - 1) * stats.sem(values[:n])
        mean = abs(np.mean(values[:n]))
        return bool(half_width <= (rule.relative or 0.0) * mean or half_width <= (rule.absolute or 0.0))

    for n in range(rule.least, len(values) + 1):
        last = n + (rule.look_ahead if n <= 100 else int(rule.look_ahead * n / 100 + 1e-9))
        if last <= len(values) and all(narrow(m) for m in range(n, last + 1)):
            return n
    return None


def _replications(*series: Sequence[float]) -> Callable[[int], Figures]:
    """A simulation whose figures a, b ... are known in advance."""
    return lambda replication: {name: values[replication] for name, values in zip("abc", series, strict=False)}


@given(values_of_replications, half_widths, st.integers(NEVER_FEWER, 12), st.integers(0, 8))
def test_the_number_is_the_first_that_lasts(values: list[float], relative: float, least: int, look_ahead: int) -> None:
    rule = PrecisionRule(relative, None, least, 100, look_ahead)
    assert enough(values, rule) == _by_definition(values, rule)


@pytest.mark.parametrize("seed", range(5))
def test_the_look_ahead_grows_beyond_a_hundred_replications(seed: int) -> None:
    values, rule = _normal(seed, 420), PrecisionRule(relative=0.0125, look_ahead=7, most=420)
    found = enough(values, rule)
    assert found == _by_definition(values, rule)
    assert found is not None
    assert found > 150
    assert enough(values[: found + 7 * found // 100], rule) == found
    assert enough(values[: found + 7 * found // 100 - 1], rule) is None


@pytest.mark.parametrize(("n", "ahead"), [(3, 29), (100, 29), (101, 29), (104, 30), (200, 58), (1000, 290)])
def test_the_replications_looked_ahead_are_rounded_down(n: int, ahead: int) -> None:
    assert PrecisionRule(relative=0.1, look_ahead=29).ahead(n) == ahead


class _Silent:
    """Keeps nothing: the package's afterthought of looking for an earlier number, below the least, finds none."""

    def __init__(self) -> None:
        self.dev: list[float] = []

    def update(self, results: object) -> None:
        """Nothing is tabulated."""

    def summary_table(self) -> pd.DataFrame:
        return pd.DataFrame({"nothing": [0.0]})


@pytest.mark.parametrize(("deviation", "seed"), [(deviation, seed) for deviation in (2.0, 8.0, 15.0, 24.0) for seed in range(6)])
def test_an_independent_package_finds_the_same_number(deviation: float, seed: int) -> None:
    analysis = pytest.importorskip("sim_tools.output_analysis")
    a, b = _normal(seed, 300, 100.0, deviation), _normal(seed + 100, 300, 20.0, deviation / 8.0)

    class Model:
        def single_run(self, replication_number: int) -> Figures:
            return _replications(a, b)(replication_number)

    algorithm = analysis.ReplicationsAlgorithm(
        half_width_precision=0.04, initial_replications=NEVER_FEWER, look_ahead=5, observer_factory=_Silent
    )
    theirs, _ = algorithm.select(Model(), ["a", "b"])
    rule = PrecisionRule(relative=0.04, least=NEVER_FEWER, most=300)
    assert {"a": enough(a, rule), "b": enough(b, rule)} == theirs
    ours = run_until_precise(_replications(a, b), {"a": rule, "b": rule})
    assert {name: attained.enough for name, attained in ours.by_figure.items()} == theirs
    assert ours.n >= algorithm.n - 1  # beyond a hundred the package scales the look-ahead by its end, not by its start


@given(values_of_replications, half_widths, half_widths, st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_asking_for_more_never_takes_fewer(
    values: list[float], one: float, other: float, ahead: int, more_ahead: int, more_least: int
) -> None:
    loose = PrecisionRule(max(one, other), 50.0 * max(one, other), NEVER_FEWER, 60, ahead)
    strict = PrecisionRule(min(one, other), 50.0 * min(one, other), NEVER_FEWER + more_least, 60, ahead + more_ahead)
    few, many = enough(values, loose), enough(values, strict)
    assert many is None or (few is not None and few <= many)


@given(values_of_replications, values_of_replications, half_widths)
def test_more_replications_never_change_the_number(values: list[float], further: list[float], relative: float) -> None:
    rule = PrecisionRule(relative)
    found = enough(values, rule)
    assert found is None or enough(values + further, rule) == found


@given(values_of_replications, half_widths, st.sampled_from([0.25, 8.0, -1.0, -16.0]))
def test_a_relative_rule_does_not_depend_on_the_unit_or_the_sign(values: list[float], relative: float, scale: float) -> None:
    assert enough([scale * value for value in values], PrecisionRule(relative)) == enough(values, PrecisionRule(relative))


@pytest.mark.parametrize("level", [0.0, 0.1, -7.3])
def test_constant_figures_are_precise_at_once(level: float) -> None:
    assert enough([level] * 15, PrecisionRule(relative=0.01)) == 10
    assert enough([level] * 15, PrecisionRule(absolute=1e-9)) == 10


@pytest.mark.parametrize("number", [0, 1, 2, 9, 14])
def test_too_few_values_tell_nothing(number: int) -> None:
    assert enough([5.0] * number, PrecisionRule(relative=0.5)) is None


def test_a_mean_of_zero_needs_an_absolute_limit() -> None:
    values = [1.0, -1.0] * 60
    assert enough(values, PrecisionRule(relative=0.9)) is None
    found = enough(values, PrecisionRule(relative=0.9, absolute=0.25))
    assert found is not None
    assert estimate(values[:found]).half_width <= 0.25 < estimate(values[: found - 2]).half_width


def test_the_number_is_what_theory_says_for_normal_values() -> None:
    found = [enough(_normal(seed, 300), PrecisionRule(relative=0.02, most=300)) for seed in range(60)]
    assert np.mean([n for n in found if n is not None]) == pytest.approx((1.96 * 10.0 / 2.0) ** 2, rel=0.1)
    assert None not in found


def test_the_interval_at_the_stop_covers_the_mean_almost_as_often_as_it_says() -> None:
    rule = PrecisionRule(relative=0.05)
    runs = [run_until_precise(_replications(_normal(seed, 200)), {"a": rule}) for seed in range(300)]
    estimates = [run.by_figure["a"].estimate for run in runs]
    covered = np.mean([found is not None and found.low <= 100.0 <= found.high for found in estimates])
    assert 0.91 <= covered <= 0.98  # stopping when it looks narrow costs a little of the 95 %
    assert all(run.reached for run in runs)


def test_a_run_goes_on_until_the_last_figure_is_precise() -> None:
    quick, slow = _normal(1, 200, deviation=1.0), _normal(2, 200, deviation=10.0)
    rules = {"a": PrecisionRule(relative=0.05), "b": PrecisionRule(absolute=3.0)}
    found = run_until_precise(_replications(quick, slow), rules)
    assert (found.by_figure["a"].enough, found.by_figure["b"].enough) == (10, enough(slow, rules["b"]))
    assert found.n == enough(slow, rules["b"]) + 5
    assert found.reached
    assert found.by_figure["b"].estimate == estimate(slow[: found.n])
    assert [figures["b"] for figures in found.replications] == slow[: found.n]


def test_a_figure_that_loses_its_precision_while_others_are_waited_for_is_waited_for_again() -> None:
    shaken = [100.0, 101.0] * 8 + [160.0] + [100.0, 101.0] * 90
    rules = {"a": PrecisionRule(relative=0.04), "b": PrecisionRule(absolute=3.0)}
    assert enough(shaken, rules["a"]) == 10
    found = run_until_precise(_replications(shaken, _normal(2, 200, deviation=5.0)), rules)
    half_width = found.by_figure["a"].estimate.half_width
    assert found.reached
    assert half_width <= 0.04 * found.by_figure["a"].estimate.mean
    assert found.n > enough(_normal(2, 200, deviation=5.0), rules["b"]) + 5


def test_a_run_ends_at_the_most_and_says_what_is_missing() -> None:
    rules = {"a": PrecisionRule(relative=0.05, most=40), "b": PrecisionRule(relative=0.001, most=40)}
    found = run_until_precise(_replications(_normal(1, 40), _normal(2, 40)), rules)
    assert found.n == 40
    assert not found.reached
    assert (found.by_figure["a"].reached, found.by_figure["b"].reached) == (True, False)
    assert found.by_figure["b"].enough is None
    assert found.by_figure["b"].estimate == estimate(_normal(2, 40))


def test_a_figure_is_waited_for_up_to_its_own_most() -> None:
    rules = {"a": PrecisionRule(relative=0.0001, most=20), "b": PrecisionRule(relative=0.05, most=200)}
    found = run_until_precise(_replications(_normal(1, 200), _normal(2, 200, deviation=20.0)), rules)
    assert (found.by_figure["a"].reached, found.by_figure["b"].reached) == (False, True)
    assert 20 < found.n < 200


@pytest.mark.parametrize("chunk", [1, 4, 7, 1000])
def test_the_answer_does_not_depend_on_the_chunk(chunk: int) -> None:
    asked: list[list[int]] = []

    def run(figures_of: Callable[[int], Figures], numbers: Iterable[int]) -> Iterator[Figures]:
        asked.append(list(numbers))
        return map(figures_of, asked[-1])

    rules = {"a": PrecisionRule(relative=0.03, most=90)}
    found = run_until_precise(_replications(_normal(5, 90)), rules, run, chunk)
    assert found == run_until_precise(_replications(_normal(5, 90)), rules)
    assert found.reached
    assert [number for numbers in asked for number in numbers][: found.n] == list(range(found.n))
    assert max(number for numbers in asked for number in numbers) < min(found.n + chunk, 90)
    assert len(asked[0]) == 15
    assert all(len(numbers) <= chunk for numbers in asked[1:])


def test_a_figure_that_is_left_out_once_is_not_waited_for() -> None:
    def figures_of(replication: int) -> Figures:
        return {"a": 100.0 + replication % 2} | ({} if replication == 3 else {"b": float(replication)})

    found = run_until_precise(figures_of, {"a": PrecisionRule(relative=0.05), "b": PrecisionRule(relative=0.05)})
    assert found.n == 15
    assert found.by_figure["a"].reached
    assert (found.by_figure["b"].estimate, found.by_figure["b"].enough, found.by_figure["b"].reached) == (None, None, False)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_figure_that_is_no_number_is_a_fault_of_the_model(value: float) -> None:
    with pytest.raises(ValueError, match="replication 2 "):
        enough([1.0, 2.0, value], PrecisionRule(relative=0.1))


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({}, ["no half-width is asked for"]),
        ({"relative": 0.0}, ["0.0 times the mean"]),
        ({"relative": 5.0}, ["0.05 for five percent"]),
        ({"relative": float("nan")}, ["nan times the mean"]),
        ({"absolute": -0.5}, ["a half-width of -0.5"]),
        ({"absolute": float("inf")}, ["a half-width of inf"]),
        ({"relative": 0.1, "least": 7}, ["over 7 replications", "start with 8"]),
        ({"relative": 0.1, "look_ahead": -1}, ["-1 replications cannot be looked ahead"]),
        ({"relative": 0.1, "most": 14}, ["14 replications at most", "allow 15 or more"]),
        (
            {"relative": 2.0, "absolute": 0.0, "least": 1, "most": 0, "look_ahead": -3},
            ["2.0", "of 0.0", "over 1", "-3", "at most"],
        ),
    ],
)
def test_nonsense_is_refused_with_all_its_faults(rule: dict[str, float], says: list[str]) -> None:
    with pytest.raises(ScanError) as refused:
        PrecisionRule(**rule)
    assert all(part in str(refused.value) for part in says)
    assert len(refused.value.problems) == (5 if len(rule) == 5 else 1)


def test_a_run_without_a_figure_to_watch_is_refused() -> None:
    with pytest.raises(ScanError, match="name at least one figure"):
        run_until_precise(_replications([1.0]), {})


@pytest.mark.parametrize("chunk", [0, -3])
def test_a_chunk_of_nothing_is_refused(chunk: int) -> None:
    with pytest.raises(ValueError, match="never end"):
        run_until_precise(_replications([1.0] * 20), {"a": PrecisionRule(relative=0.1)}, chunk=chunk)
