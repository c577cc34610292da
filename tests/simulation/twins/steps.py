"""Steps of generated processes, each over all that it can be."""

from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.process import CallCentre, Dealers
from quickscan.domain.process_steps import (
    Acceptance,
    ExistingCustomers,
    FollowUp,
    HandOver,
    Nurture,
    Qualification,
    Routing,
    RoutingPolicy,
    SalesStage,
    Validation,
)
from quickscan.domain.provenance import Provenance
from tests.simulation.twins.times import BATCH_HOURS, DAY_HOURS, MINUTE_HOURS, SHARES, SOME, opening_hours, spreads

MADE_UP = Provenance(basis="judgement", source="made up")
ATTEMPT_SHARES = st.sampled_from(((1.0,), (0.5, 0.5), (0.2, 0.3, 0.0, 0.5), (0.3, *(0.1,) * 7)))
TINY_HOURS = 1e-9
CLOCK_HOURS = st.sampled_from((TINY_HOURS, 1e-6, 0.5, 1.0, 24.0, 100.0))
"""Waits without a spread: none once rounded to milliseconds, a few milliseconds, or hours."""
CLOCK_DAYS = st.sampled_from((TINY_HOURS, 1e-7, 1.0, 7.0))

VALIDATIONS = st.builds(Validation, duplicates_found_share=SHARES, unsuitable_found_share=SHARES, addresses_mended_share=SHARES)
NURTURES = st.builds(
    Nurture,
    returns_with_programme_share=SHARES,
    returns_alone_share=SHARES,
    ripening_days_mean=st.sampled_from((TINY_HOURS, 1e-7, 1.0, 30.0)),
    ripening_days_most=st.sampled_from((1e-7, 20.0, 365.0)),
    touch_every_days=st.sampled_from((0.0, 1e-7, 7.0)),
    recycled_share=SHARES,
)
HAND_OVERS = st.builds(HandOver, link=st.sampled_from(("interface", "batches")), batch_hours=BATCH_HOURS)


def call_centres() -> st.SearchStrategy[CallCentre]:
    """From one agent, whom callers seldom reach, to more than are needed."""
    return st.builds(
        CallCentre,
        agents=st.sampled_from((1, 2, 4, 500)),
        handling_minutes=spreads(MINUTE_HOURS, 1.0),
        opening_hours=opening_hours(),
        overflow_share=SHARES,
        failed_call_gone_share=SHARES,
        call_again_hours=spreads(1.0, DAY_HOURS),
        provenance=st.just(MADE_UP),
    )


def qualifications() -> st.SearchStrategy[Qualification]:
    """Central or by the seller; with scoring, good or bad, or without."""
    return st.builds(
        Qualification,
        place=st.sampled_from(("central", "central", "direct")),
        direct_minutes=spreads(MINUTE_HOURS, 0.5),
        unsuitable_passed_share=SHARES,
        score_hits_share=SHARES,
        score_misses_share=SHARES,
    )


def routings(policy: RoutingPolicy) -> st.SearchStrategy[Routing]:
    """Routing by this policy; batch hours act for manual assignment only."""
    return st.builds(
        Routing,
        policy=st.just(policy),
        batch_hours=st.one_of(st.just(()), BATCH_HOURS),
        misrouted_lost_share=SHARES,
        correction_hours_mean=CLOCK_HOURS,
    )


def acceptances() -> st.SearchStrategy[Acceptance]:
    """With and without reassignment, response standard and monitoring; reviews from all the time to every week."""
    change = st.sampled_from((-1.0, -0.3, 0.0, 0.2, 3.0))
    return st.builds(
        Acceptance,
        fast_reaction_hours=spreads(1.0, 1.0),
        slow_share=SHARES,
        reassign_after_hours=st.one_of(st.none(), CLOCK_HOURS),
        most_reassignments=st.integers(1, 3),
        review_every_days=CLOCK_DAYS,
        response_standard_hours=st.one_of(st.none(), CLOCK_HOURS),
        standard_kept_share=SHARES,
        monitored=st.booleans(),
        experienced_share=SHARES,
        monitoring_effect_novice=change,
        monitoring_effect_experienced=change,
        load_effect_novice=change,
        load_effect_experienced=change,
    )


def follow_ups() -> st.SearchStrategy[FollowUp]:
    """From one attempt to eight; prospects alike or not."""
    return st.builds(
        FollowUp,
        best_attempts=st.integers(1, 8),
        poor_attempt_shares=ATTEMPT_SHARES,
        least_attempts=st.one_of(st.none(), st.integers(1, 8)),
        contact_chance_mean=st.sampled_from((0.05, 0.25, 0.9)),
        contact_chance_sum=st.sampled_from((1.0, 6.0, 50.0)),
    )


@st.composite
def dealers(draw: st.DrawFn, policy: RoutingPolicy) -> Dealers:
    """Outlets without any seller, with one who has too much to do, or with several; more than get an offer, now and then."""
    outlets = draw(st.sampled_from((1, 2, 3, 5, 12, 70)))
    territories = st.integers(1, outlets) if Routing(policy=policy).needs_territories else st.none() | st.integers(1, outlets)
    return Dealers(
        outlets=outlets,
        sellers=draw(st.sampled_from((outlets, outlets, outlets + outlets // 2, 3 * outlets, 0))),
        territories=draw(territories),
        share_of_time_for_leads=draw(st.sampled_from((0.5, 1.0))),
        skill_spread=draw(st.sampled_from((0.0, 0.25, 1.0))),
        reaction_hours=draw(spreads(1.0, DAY_HOURS)),
        contact_minutes=draw(spreads(MINUTE_HOURS, 1.0)),
        attempt_shares=draw(ATTEMPT_SHARES),
        attempt_spacing_hours=draw(CLOCK_HOURS),
        opening_hours=draw(opening_hours()),
        provenance=MADE_UP,
    )


@st.composite
def sales_stages(draw: st.DrawFn) -> tuple[SalesStage, ...]:
    """None to three stages, with and without work of a seller and follow-up."""
    cycle_shares = draw(st.sampled_from(((), (1.0,), (0.0, 1.0), (0.25, 0.75), (0.2, 0.3, 0.5))))
    return tuple(
        SalesStage(
            id=f"stage_{number}",
            name=Text(de="Stufe", en="Stage"),
            pass_share=draw(SOME),
            seller_minutes=draw(st.none() | spreads(MINUTE_HOURS, 1.0)),
            cycle_share=share,
            followed_up_share=draw(SHARES),
            without_follow_up_factor=draw(SHARES),
        )
        for number, share in enumerate(cycle_shares)
    )


def existing_customers(channel: str) -> st.SearchStrategy[ExistingCustomers | None]:
    """Nothing done about them, or leads after a sale and after a loss, at once or days later."""
    return st.none() | st.builds(
        ExistingCustomers,
        channel=st.just(channel),
        buys_again_share=SHARES,
        buys_again_after_days=spreads(DAY_HOURS, 10 * DAY_HOURS),
        won_back_share=SHARES,
        won_back_after_days=spreads(DAY_HOURS, 10 * DAY_HOURS),
    )
