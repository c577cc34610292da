"""Random numbers: published vectors, the shape of the distribution, and names instead of an order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.calibration import GATE_PLACES
from quickscan.simulation.compile import compile_model
from quickscan.simulation.draws import Decision, gate_decision, philox, uniforms
from quickscan.simulation.leads import deal_leads, decide_fates, draw_gates
from tests.material import car_dealers, deck, knowledge, uniform, with_channels

ONES = 0xFFFFFFFF
MANY = np.arange(200_000)
WORDS = st.integers(0, ONES)


# Random123, file kat_vectors, philox4x32 with 10 rounds.
@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0, 0, 0), (0, 0), "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ((ONES, ONES, ONES, ONES), (ONES, ONES), "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            "d16cfe09 94fdcceb 5001e420 24126ea1",
        ),
    ],
)
def test_philox_gives_the_published_known_answers(counter: tuple[int, ...], key: tuple[int, int], expected: str) -> None:
    words = philox(tuple(np.array([word], dtype=np.uint64) for word in counter), (np.uint64(key[0]), np.uint64(key[1])))
    assert " ".join(f"{int(word[0]):08x}" for word in words) == expected


@given(counter=st.tuples(WORDS, WORDS, WORDS, WORDS), key=st.tuples(WORDS, WORDS))
def test_philox_agrees_with_a_plain_reading_of_the_paper(counter: tuple[int, ...], key: tuple[int, int]) -> None:
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & ONES, (p0 >> 32) ^ c3 ^ k1, p0 & ONES
        k0, k1 = (k0 + 0x9E3779B9) & ONES, (k1 + 0xBB67AE85) & ONES
    words = philox(tuple(np.array([word], dtype=np.uint64) for word in counter), (np.uint64(key[0]), np.uint64(key[1])))
    assert tuple(int(word[0]) for word in words) == (c0, c1, c2, c3)


def test_a_draw_is_named_by_seed_replication_channel_lead_and_decision() -> None:
    counter = tuple(np.array([word], dtype=np.uint64) for word in (7, 3, 2, 5))  # lead, decision, channel, replication
    high, low, _, _ = philox(counter, (np.uint64(11), np.uint64(1)))
    expected = (((int(high[0]) << 32) + int(low[0]) >> 11) + 0.5) / 2**53
    assert uniforms((1 << 32) + 11, 5, np.array([2]), np.array([7]), 3)[0] == expected


@given(seed=st.integers(0, 2**64 - 1), replication=WORDS, lead=WORDS, decision=st.integers(0, 300))
def test_draws_lie_strictly_between_0_and_1(seed: int, replication: int, lead: int, decision: int) -> None:
    assert 0.0 < uniforms(seed, replication, np.array([0]), np.array([lead]), decision)[0] < 1.0


def test_the_ends_of_the_interval_are_never_reached() -> None:
    ends = (np.array([0, 2**53 - 1], dtype=np.uint64).astype(np.float64) + 0.5) * 2.0**-53
    assert ends[0] > 0.0
    assert np.isfinite(-np.log(ends)).all()


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
    attempts = [Decision.CONTACT_TIME + attempt for attempt in range(16)]
    gates = [gate_decision(place, cause) for place in range(len(GATE_PLACES)) for cause in range(16)]
    others = [decision for decision in Decision if decision not in (Decision.CONTACT_TIME, Decision.GATE)]
    everything = [int(decision) for decision in (*others, *attempts, *gates)]
    assert len(set(everything)) == len(everything)


def test_another_volume_of_one_channel_changes_nothing_in_the_others() -> None:
    # The caps of all causes but one have no channel weights; with them the chances themselves would depend on volumes.
    calibration = deck().model_copy(
        update={"gates": tuple(gate.model_copy(update={"channel_weights": {}}) for gate in deck().gates)}
    )
    before = car_dealers()
    after = with_channels(before, lambda channel: {"leads_per_year": 9000.0} if channel.channel == "web" else {})
    seen = []
    for process in (before, after):
        model = compile_model(process, calibration, knowledge(), uniform(0.6))
        leads = deal_leads(model, 1, 0)
        fates = decide_fates(model, leads, draw_gates(model, leads))
        web = leads.channel == model.channels.index("web")
        columns = (leads.channel, leads.index, leads.created_ms, leads.would_buy, fates.outcome, fates.place, fates.cause)
        seen.append(([column[~web].tolist() for column in columns], [column[web].tolist() for column in columns]))
    assert seen[0][0] == seen[1][0]
    assert len(seen[0][1][0]) < len(seen[1][1][0])
    few = len(seen[0][1][0])
    # In the channel itself the leads of the same index still decide the same.
    by_index = [dict(zip(columns[1], columns[4], strict=True)) for _, columns in seen]
    assert all(by_index[1][index] == outcome for index, outcome in by_index[0].items())
    assert few == len(by_index[0])
