"""Everything that chance decides about a lead happens as often as its probability says, and on its own."""

import math

import numpy as np
import pytest
from scipy import special, stats

from quickscan.domain.calibration import GATE_PLACES
from quickscan.domain.process_steps import FollowUp, Nurture, SalesStage, Validation
from quickscan.simulation.calendar import DAY_MS, HOUR_MS
from quickscan.simulation.fates import NEVER
from quickscan.simulation.leads import NOBODY
from tests.material import evidence, with_dealers
from tests.theory.intervals import agree_counts, agree_share
from tests.theory.one_channel import by_evidence, dealt, stream, with_part

FULL = evidence().full_severity
CHECKS = 30
"""Single shares and distributions in this file, at most."""
STAGES = tuple(
    SalesStage(id=name, name={"de": name, "en": name}, pass_share=share, cycle_share=0.25)
    for name, share in (("talk", 0.6), ("drive", 1.0), ("offer", 0.5), ("close", 0.8))
)


def place(name: str) -> int:
    return GATE_PLACES.index(name)  # type: ignore[arg-type]  # tests may name any place


def test_kinds_of_inquiries_are_as_many_as_their_shares_and_meet_the_checks_as_often_as_these_find_them() -> None:
    process = stream(duplicate_share=0.12, unsuitable_share=0.25, unripe_share=0.4, consent_share=0.7)
    checks = Validation(duplicates_found_share=0.5, unsuitable_found_share=0.2)
    process = with_part(process.model_copy(update={"validation": checks}), "qualification", unsuitable_passed_share=0.3)
    fates = dealt(by_evidence(process)).fates
    stays = (fates.exit_at == NEVER) | (fates.exit_at == place("ripeness"))
    found, rejected = fates.exit_at == place("handed_to_qualification"), fates.exit_at == place("qualification")
    others = np.array([[(found & ~fates.suitable).sum(), rejected.sum(), (stays & ~fates.suitable).sum(), fates.suitable.sum()]])
    by_check, passed = 0.12 * 0.5 + 0.25 * 0.2, 0.25 * 0.8 * 0.3
    agree_counts(others, len(stays) * np.array([[by_check, 0.25 * 0.8 * 0.7, 0.12 * 0.5 + passed, 0.63]]), CHECKS)
    both = np.bincount(2 * fates.unripe[fates.suitable] + fates.consent[fates.suitable], minlength=4)
    agree_counts(both, fates.suitable.sum() * np.outer([0.6, 0.4], [0.3, 0.7]), CHECKS)
    assert not fates.unripe[~fates.suitable].any()


def test_leads_pass_stages_as_often_as_these_let_them_so_that_the_channel_closes_what_it_closes() -> None:
    """Typical shares multiply to 0.24. All get the same power, so that they multiply to the channel's chance at the end."""
    model = by_evidence(stream(potential_closing_rate=0.1, unsuitable_share=0.5).model_copy(update={"sales_stages": STAGES}))
    fates, chance = dealt(model).fates, 0.1 / 0.5
    power = math.log(chance) / math.log(0.6 * 0.5 * 0.8)
    passing = [0.6**power, 1.0, 0.5**power]
    last = [1.0, passing[0], passing[0], passing[0] * passing[2], 0.0]
    entered = np.bincount(fates.stages_entered[fates.suitable], minlength=5)[1:]
    agree_counts(entered, fates.suitable.sum() * -np.diff(last), CHECKS)
    agree_share(fates.would_buy[fates.suitable], chance, CHECKS, 0.05)
    assert fates.would_buy_chance[fates.suitable].max() == pytest.approx(0.8**power)


@pytest.mark.parametrize(
    ("cause", "stopped"),
    [
        ("media_breaks", {"capture": FULL.capture_lost_share}),
        ("poor_qualification", {"qualification": FULL.wrongly_rejected_share}),
        ("systems_not_linked", {"transfer": FULL.transfer_lost_share}),
        ("wrong_territory", {"routing": FULL.misrouted_share * 0.3}),
        ("no_distribution_control", {"assignment": FULL.stuck_share * FULL.stuck_unnoticed_share * 0.6}),
    ],
)
def test_a_cause_stops_as_many_as_its_share_times_its_severity(cause: str, stopped: dict[str, float]) -> None:
    """Control of distribution is in its unnoticed share: stuck leads there are anyway."""
    process = with_part(stream(), "routing", misrouted_lost_share=0.3)
    fates, severity = dealt(by_evidence(process, {cause: 0.6})).fates, 1.0 if cause == "no_distribution_control" else 0.6
    assert set(np.unique(fates.exit_at)) == {NEVER, *map(place, stopped)}
    for where, share in stopped.items():
        agree_share(fates.exit_at == place(where), severity * share, CHECKS, 0.05)


def test_leads_without_an_owner_are_lost_at_each_of_three_hand_overs_or_found_at_the_last() -> None:
    """Together they lose the published share; at the last one a review finds those that control of distribution sees."""
    streams = dealt(by_evidence(stream(), {"roles_and_process": 1.0, "no_distribution_control": 0.5}))
    once = 1.0 - (1.0 - FULL.orphaned_share) ** (1 / 3)
    unnoticed, exits = FULL.stuck_unnoticed_share * 0.5, streams.fates.exit_at
    there = np.ones(len(exits), dtype=bool)
    for where, share in (
        ("handed_to_qualification", once),
        ("handed_to_distribution", once),
        ("handed_to_dealer", once * unnoticed),
    ):
        agree_share((exits == place(where))[there], share, CHECKS, 0.1)
        there &= exits > place(where)
    found = once * (1.0 - unnoticed) / (1.0 - once * unnoticed)
    agree_share(streams.orphan_ms[there] > 0, found, CHECKS, 0.1)
    waits = streams.orphan_ms[streams.orphan_ms > 0] / (7 * DAY_MS)
    assert stats.kstest(waits, "uniform").pvalue > 0.01 / CHECKS


@pytest.mark.parametrize("severity", [0.0, 0.5, 1.0])
def test_stuck_leads_are_a_tenth_and_a_review_finds_those_that_somebody_notices(severity: float) -> None:
    streams = dealt(by_evidence(stream(), {"no_distribution_control": severity}))
    lost = streams.fates.exit_at == place("assignment")
    found = ~lost & (streams.stuck_ms > 0)
    agree_share(lost | found, FULL.stuck_share, CHECKS, 0.05)
    agree_share(found, FULL.stuck_share * (1.0 - severity * FULL.stuck_unnoticed_share), CHECKS, 0.1)
    assert stats.kstest(streams.stuck_ms[found] / (7 * DAY_MS), "uniform").pvalue > 0.01 / CHECKS


def test_misrouted_leads_are_lost_or_spend_an_exponential_time_with_any_outlet() -> None:
    process = with_dealers(with_part(stream(), "routing", misrouted_lost_share=0.3), outlets=8)
    streams = dealt(by_evidence(process, {"wrong_territory": 1.0}))
    late = (streams.wrong_outlet != NOBODY) & (streams.fates.exit_at == NEVER)
    agree_share(late, FULL.misrouted_share * 0.7, CHECKS, 0.05)
    pairs = np.bincount(8 * streams.outlet[late] + streams.wrong_outlet[late], minlength=64)
    agree_counts(pairs, np.full(64, late.sum() / 64), CHECKS)
    assert stats.kstest(streams.correction_ms[late] / (48 * HOUR_MS), "expon").pvalue > 0.01 / CHECKS


@pytest.mark.parametrize("severity", [0.0, 0.4, 1.0])
def test_unripe_leads_come_back_with_a_programme_that_may_approach_them_or_by_themselves(severity: float) -> None:
    nurture = Nurture(returns_with_programme_share=0.8, returns_alone_share=0.3)
    process = stream(unripe_share=1.0, consent_share=0.6).model_copy(update={"nurture": nurture})
    fates = dealt(by_evidence(process, {"unripe_leads": severity})).fates
    assert fates.unripe.all()
    back, consent = fates.exit_at == NEVER, fates.consent
    agree_share(back[consent], 0.8 + severity * (0.3 - 0.8), CHECKS, 0.05)
    agree_share(back[~consent], 0.3, CHECKS, 0.05)


def test_ripening_is_exponential_up_to_its_longest_and_noticed_at_the_next_touch() -> None:
    """First without touches, then with what one every thirty days adds."""
    at_once = Nurture(ripening_days_mean=150, ripening_days_most=365, touch_every_days=0)
    ripening = dealt(by_evidence(stream(unripe_share=1.0).model_copy(update={"nurture": at_once}))).ripening_ms / DAY_MS
    cut_off = stats.truncexpon(b=365 / 150, scale=150)
    assert stats.kstest(ripening, cut_off.cdf).pvalue > 0.01 / CHECKS
    monthly = at_once.model_copy(update={"touch_every_days": 30.0})
    touched = dealt(by_evidence(stream(unripe_share=1.0).model_copy(update={"nurture": monthly}))).ripening_ms / DAY_MS
    assert stats.kstest((touched - ripening) / 30, "uniform").pvalue > 0.01 / CHECKS


def _missed_by(attempts: int) -> float:
    """The share whom so many attempts do not reach: B(a, b + n) / B(a, b), chances of a contact being beta(1.5, 4.5)."""
    return float(np.exp(special.betaln(1.5, 4.5 + attempts) - special.betaln(1.5, 4.5)))


@pytest.mark.parametrize("severity", [0.0, 0.5, 1.0])
def test_contacts_succeed_as_often_as_the_beta_binomial_says(severity: float) -> None:
    """Attempts planned x attempt that reaches: the best number for some, the poor shares for all others, then beta-geometric."""
    streams = dealt(by_evidence(stream(bad_address_share=0.1), {"poor_follow_up": severity}))
    poor = FollowUp().poor_attempt_shares
    planned = severity * np.array([*poor, 0.0, 0.0]) + (1.0 - severity) * np.eye(6)[5]
    expected = np.zeros((6, 7))
    for number in range(1, 7):
        for attempt in range(1, number + 1):
            expected[number - 1, attempt] = 0.9 * planned[number - 1] * (_missed_by(attempt - 1) - _missed_by(attempt))
        expected[number - 1, 0] = planned[number - 1] - expected[number - 1, 1:].sum()
    cells = np.bincount((streams.attempts[:, 0] - 1) * 7 + streams.reached_at[:, 0], minlength=42)
    agree_counts(cells, len(streams.attempts) * expected, CHECKS)
