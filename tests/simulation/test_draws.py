"""Random numbers: published vectors, the shape of the distribution, and names instead of an order."""

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.calibration import GATE_PLACES, Calibration, DeckCalibration
from quickscan.domain.process import LeadProcess
from quickscan.simulation import draws
from quickscan.simulation.compile import MOST_ATTEMPTS, CompiledModel, compile_model
from quickscan.simulation.draws import Decision, gate_decision, uniforms
from quickscan.simulation.fates import Fates
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.streams import distribution
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_channels

ONES = 0xFFFFFFFF
MANY = np.arange(200_000)
WORDS = st.integers(0, ONES)
PURSUITS = 2
"""A lead is followed up at most twice: at first, and when nurture brought it back."""
PLAIN = getattr(draws.philox, "py_func", draws.philox)
Way = Callable[..., np.ndarray]


def _one_after_the_other(names: draws.Names, decision: np.uint64) -> np.ndarray:
    drawn = np.empty(len(names.lead))
    draws._fill(names, decision, drawn)
    return drawn


@pytest.fixture(params=[_one_after_the_other, draws._all_at_once], ids=["machine code", "arrays"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Way:
    """Both ways to draw; arrays are for the plain function, which is all there is where numba is missing."""
    if request.param is draws._all_at_once:
        monkeypatch.setattr(draws, "philox", PLAIN)
    found: Way = request.param
    return found


def _by_one(way: Way, counter: tuple[int, ...], key: tuple[int, int]) -> float:
    """One number by (lead, decision, channel, replication)."""
    lead, decision, channel, replication = (np.uint64(word) for word in counter)
    names = draws.Names(np.uint64(key[0]), np.uint64(key[1]), replication, np.array([channel]), np.array([lead]))
    return float(way(names, decision)[0])


def _number(high: int, low: int) -> float:
    """The middle of one of 2^53 equal parts of (0, 1): the first 53 of 64 bits say which."""
    return ((high * 2**32 + low) // 2**11 + 0.5) / 2**53


# Random123, file kat_vectors, philox4x32 with 10 rounds.
KNOWN_ANSWERS = [
    ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ((ONES, ONES, ONES, ONES), (ONES, ONES), "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0), "d16cfe09 94fdcceb 5001e420 24126ea1"),
]


@pytest.mark.parametrize("philox", [draws.philox, PLAIN], ids=["machine code", "plain"])
@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_philox_gives_the_published_known_answers(
    philox: Callable[..., tuple[int, ...]], counter: tuple[int, ...], key: tuple[int, int], expected: str
) -> None:
    words = philox(*(np.uint64(word) for word in (*counter, *key)))
    assert " ".join(f"{int(word):08x}" for word in words) == expected


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_both_ways_to_draw_give_the_numbers_of_the_known_answers(
    way: Way, counter: tuple[int, ...], key: tuple[int, int], expected: str
) -> None:
    high, low, *_ = (int(word, 16) for word in expected.split())
    assert _by_one(way, counter, key) == _number(high, low)


def _by_the_paper(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """A plain reading of Philox4x32-10 in Python's own whole numbers."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & ONES, (p0 >> 32) ^ c3 ^ k1, p0 & ONES
        k0, k1 = (k0 + 0x9E3779B9) & ONES, (k1 + 0xBB67AE85) & ONES
    return c0, c1, c2, c3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counter=st.tuples(WORDS, WORDS, WORDS, WORDS), key=st.tuples(WORDS, WORDS))
def test_both_ways_agree_with_a_plain_reading_of_the_paper(way: Way, counter: tuple[int, ...], key: tuple[int, int]) -> None:
    words = _by_the_paper(counter, key)
    assert tuple(int(word) for word in PLAIN(*(np.uint64(word) for word in (*counter, *key)))) == words
    assert _by_one(way, counter, key) == _number(words[0], words[1])


def test_both_ways_give_the_same_bits_for_many_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    channel, index = (MANY % 7).astype(np.uint64), MANY.astype(np.uint64)
    names, decision = draws.Names(np.uint64(2026), np.uint64(11), np.uint64(3), channel, index), np.uint64(Decision.WOULD_BUY)
    filled = _one_after_the_other(names, decision)
    monkeypatch.setattr(draws, "philox", PLAIN)
    assert np.array_equal(filled.view(np.uint64), draws._all_at_once(names, decision).view(np.uint64))
    # And so they are drawn, whether there is numba or not.
    for with_numba in (draws.HAS_NUMBA, False):
        monkeypatch.setattr(draws, "HAS_NUMBA", with_numba)
        assert np.array_equal(filled, uniforms((11 << 32) + 2026, 3, channel.astype(int), MANY, Decision.WOULD_BUY))


def test_a_draw_is_named_by_seed_replication_channel_lead_and_decision() -> None:
    high, low, _, _ = _by_the_paper((7, 3, 2, 5), (11, 1))  # lead, decision, channel, replication; seed
    assert uniforms((1 << 32) + 11, 5, np.array([2]), np.array([7]), 3)[0] == _number(high, low)


@given(seed=st.integers(0, 2**64 - 1), replication=WORDS, lead=WORDS, decision=st.integers(0, 800))
def test_draws_lie_strictly_between_0_and_1(seed: int, replication: int, lead: int, decision: int) -> None:
    assert 0.0 < uniforms(seed, replication, np.array([0]), np.array([lead]), decision)[0] < 1.0


def test_the_ends_of_the_interval_are_never_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    one = np.ones(1, dtype=np.uint64)
    names = draws.Names(one[0], one[0], one[0], one, one)
    for word, expected in ((0, 2.0**-54), (ONES, 1.0 - 2.0**-53)):
        monkeypatch.setattr(draws, "philox", lambda *_, word=word: (word * one,) * 4)
        assert draws._all_at_once(names, one[0])[0] == expected
        monkeypatch.setattr(draws, "philox", lambda *_, word=word: (np.uint64(word),) * 4)
        assert getattr(draws.uniform, "py_func", draws.uniform)(names, 0, one[0]) == expected
        assert np.isfinite(stats.norm.ppf(expected))


@pytest.mark.parametrize("decision", [Decision.ARRIVAL_GAP, Decision.WOULD_BUY, gate_decision(11, 8)])
def test_draws_are_uniform(decision: int) -> None:
    draws = uniforms(1, 0, np.zeros_like(MANY), MANY, decision)
    assert stats.kstest(draws, "uniform").pvalue > 1e-3
    assert stats.chisquare(np.bincount((draws * 1000).astype(int), minlength=1000)).pvalue > 1e-3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((1, 0, 0, 1), (2, 0, 0, 1)),  # seed
        ((1, 0, 0, 1), (1, 1, 0, 1)),  # replication
        ((1, 0, 0, 1), (1, 0, 1, 1)),  # channel
        ((1, 0, 0, 1), (1, 0, 0, 2)),  # decision
    ],
)
def test_draws_of_different_names_are_independent(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    def draw(seed: int, replication: int, channel: int, decision: int) -> np.ndarray:
        return uniforms(seed, replication, np.full_like(MANY, channel), MANY, decision)

    table, _, _ = np.histogram2d(draw(*one), draw(*other), bins=20, range=[[0, 1], [0, 1]])
    assert stats.chi2_contingency(table).pvalue > 1e-3
    assert abs(stats.pearsonr(draw(*one), draw(*other)).statistic) < 4 / np.sqrt(len(MANY))


def test_neighbouring_leads_are_independent() -> None:
    draws = uniforms(1, 0, np.zeros_like(MANY), MANY, Decision.WOULD_BUY)
    table, _, _ = np.histogram2d(draws[:-1], draws[1:], bins=20, range=[[0, 1], [0, 1]])
    assert stats.chi2_contingency(table).pvalue > 1e-3


def test_no_two_decisions_share_a_number() -> None:
    """Decisions that are followed by others of their kind keep as many numbers free as a process can ask for."""
    stages = next(rule.max_length for rule in LeadProcess.model_fields["sales_stages"].metadata if hasattr(rule, "max_length"))
    offers = PURSUITS * distribution.ROUNDS_OF_A_PURSUIT
    followed = {
        Decision.CONTACT_TIME: PURSUITS * MOST_ATTEMPTS,
        Decision.GATE: 16 * len(GATE_PLACES),
        Decision.REACTION_GROUP: offers,
        Decision.REACTION_AGAIN_TIME: offers,
        Decision.IGNORED: offers,
        Decision.STAGE_PASSED: stages,
        Decision.STAGE_WORK: stages,
        Decision.STAGE_FOLLOWED_UP: stages,
        Decision.OFFER_REACTION_TIME: distribution.MOST_OFFERS,
        Decision.OFFER_IGNORED: distribution.MOST_OFFERS,
    }
    everything = [decision + number for decision in Decision for number in range(followed.get(decision, 1))]
    assert len(set(everything)) == len(everything)
    assert gate_decision(len(GATE_PLACES) - 1, 15) == Decision.GATE + followed[Decision.GATE] - 1


def _without_weights(calibration: Calibration) -> Calibration:
    """With weights of channels, the chances themselves would depend on volumes."""
    if isinstance(calibration, DeckCalibration):
        gates = tuple(gate.model_copy(update={"channel_weights": {}}) for gate in calibration.gates)
        return calibration.model_copy(update={"gates": gates})
    return calibration.model_copy(update={"channel_weights": {}})


def _named_draws(model: CompiledModel) -> dict[str, dict[tuple[int, int], tuple[object, ...]]]:
    """Everything dealt to each lead by its name, for the channel web, for all others, and for those that the process makes."""
    streams = deal_streams(model, 1, 0)
    leads, fates = streams.leads, streams.fates
    placed = {"leads", "fates", "child_after_win", "child_after_loss"}  # these hold places in the arrays
    columns = [getattr(streams, column.name) for column in fields(Streams) if column.name not in placed]
    columns += [leads.channel, leads.created_ms, *(getattr(fates, column.name) for column in fields(Fates))]
    names = list(zip(leads.word.tolist(), leads.number.tolist(), strict=True))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    group = np.where(leads.parent != NOBODY, "made", np.where(leads.channel == model.channels.index("web"), "web", "other"))
    assert len(set(names)) == len(names)
    named: dict[str, dict[tuple[int, int], tuple[object, ...]]] = {"web": {}, "other": {}, "made": {}}
    for of_group, name, row in zip(group.tolist(), names, rows, strict=True):
        named[of_group][name] = row
    return named


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
@pytest.mark.parametrize("change", [{"leads_per_year": 9000.0}, {"volume_factor": 1.7}], ids=["another number", "a multiple"])
def test_another_volume_of_one_channel_changes_nothing_in_the_others(calibration: Calibration, change: dict[str, float]) -> None:
    before, severity = scaled(car_dealers(), 0.3), uniform(0.6) | {"marketing_not_visible": 0.0}
    after = with_channels(before, lambda channel: change if channel.channel == "web" else {})
    models = [compile_model(process, _without_weights(calibration), knowledge(), severity) for process in (before, after)]
    few, many = (_named_draws(model) for model in models)
    assert few["other"] == many["other"]
    assert few["web"].keys() < many["web"].keys()
    assert few["made"].items() <= many["made"].items()
    if "volume_factor" in change:  # the people there already stay who they are, and come when they came
        assert few["web"].items() <= many["web"].items()
