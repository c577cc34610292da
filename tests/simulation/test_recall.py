"""Who moves one lever after the other goes on from the last one: sooner, and to the same results."""

import numpy as np
import pytest
from hypothesis import given, settings

from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override
from quickscan.simulation.overrides import apply, named
from quickscan.simulation.recall import Recall
from quickscan.simulation.replicate import Case, Known, Plan, all_figures, know, make_case, replication_figures
from quickscan.simulation.shared_leads import Dealt, shared_leads
from quickscan.simulation.undisturbed import Undisturbed
from tests.material import car_dealers, evidence, knowledge, scaled, uniform
from tests.simulation.moves import Move, moves

SMALL = scaled(car_dealers(), 0.1)
PLAN = Plan(seed=3, replications=2)
MORE, SLOWER = (
    Override(path="channels.web.volume_factor", value=1.4),
    Override(path="dealers.contact_minutes", value={"median": 31.0, "p90": 55.0}),
)


def _case(*overrides: Override) -> Case:
    process, severity = apply(SMALL, uniform(0.5), named("moved", overrides))
    return make_case(process, evidence(), knowledge(), severity)


@pytest.fixture(scope="module")
def today() -> list[Known]:
    return know(_case(), PLAN)


def test_runs_without_causes_are_recalled_until_others_take_their_place() -> None:
    recall, some = Recall(most=2), Undisturbed(np.array([True]), np.array([0.5]))
    for kind in ("one", "two"):
        recall.keep(kind, 0, some)
    assert recall.find("one", 0) is some
    assert recall.find("one", 1) is None
    recall.keep("three", 0, some)  # two was asked for longest ago
    assert recall.find("two", 0) is None
    assert recall.find("one", 0) is some


def test_one_lever_after_the_other_gives_what_each_gives_alone(today: list[Known]) -> None:
    recall = Recall()
    for overrides in ((MORE,), (MORE, SLOWER), (SLOWER,), (), (SLOWER,), (MORE,)):
        case = _case(*overrides)
        assert all_figures([case], PLAN, known=today, recall=recall) == all_figures([case], PLAN)


@settings(max_examples=25)
@given(first=moves(), then=moves())
def test_whatever_was_moved_before_changes_no_result(today: list[Known], first: Move, then: Move) -> None:
    recall = Recall()
    for move in (first, then, first):
        try:
            case = _case(*move)
            PLAN.check(case.model)
        except ScanError:  # this process cannot be so
            continue
        assert replication_figures([case], PLAN, 1, today[1], recall) == replication_figures([case], PLAN, 1)


def test_durations_made_last_need_not_be_made_again(today: list[Known]) -> None:
    recall = Recall()
    replication_figures([_case(SLOWER)], PLAN, 1, today[1], recall)
    dealt = recall.dealt(1)
    assert dealt is not None
    new = set(dealt.leads.before) - set(today[1].leads.before)
    assert new
    assert all(dealt.leads.before[name] is today[1].leads.before[name] for name in today[1].leads.before)
    replication_figures([_case()], PLAN, 1, today[1], recall)
    again = recall.dealt(1)
    assert again is not None
    assert set(again.leads.before) == set(today[1].leads.before)  # what is not asked for any more takes no memory


def test_the_fewest_leads_dealt_before_are_taken_and_of_equally_many_the_first(today: list[Known]) -> None:
    few, wide = today[0], know(_case(MORE), PLAN)[0]
    assert len(few.leads.channel) < len(wide.leads.channel)
    dealt = [Dealt(known.case.model, known.leads) for known in (wide, few)]
    assert shared_leads([_case().model], 3, 0, dealt)[0].channel is few.leads.channel
    assert shared_leads([_case(MORE).model], 3, 0, dealt)[0].channel is wide.leads.channel
    again = Dealt(few.case.model, few.leads.anew({"these": next(iter(few.leads.before.values()))}))
    assert Dealt(few.case.model, wide.leads).has_all_of(_case(MORE).model)  # who was run with more leads leaves them all
    assert "these" in shared_leads([_case().model], 3, 0, [dealt[0], again, dealt[1]])[0].before
    most = _case(Override(path="channels.web.volume_factor", value=2.0)).model
    assert len(shared_leads([most], 3, 0, dealt)[0].channel) > len(wide.leads.channel)


def test_who_is_dealt_anew_keeps_the_durations_made_before(today: list[Known]) -> None:
    """One channel brings more, another less: neither has all the leads of the other."""
    fewer = Override(path="channels.call.volume_factor", value=0.7)
    old = know(_case(MORE), PLAN)[1]
    model = _case(
        Override(path="channels.web.volume_factor", value=1.2), Override(path="channels.call.volume_factor", value=1.3)
    ).model
    for before in (old, today[1], know(_case(fewer), PLAN)[1]):
        (leads,) = shared_leads([model], 3, 1, [Dealt(before.case.model, before.leads)])
        assert leads.before
        place = {name: row for row, name in enumerate(zip(before.leads.word.tolist(), before.leads.number.tolist(), strict=True))}
        rows = [place.get(name, -1) for name in zip(leads.word.tolist(), leads.number.tolist(), strict=True)]
        among_both = np.array(rows) >= 0
        assert 0 < np.count_nonzero(among_both) < len(rows)
        for name, column in leads.before.items():
            assert np.array_equal(column, np.where(among_both, before.leads.before[name][..., rows], 0))


def test_where_nobody_came_before_there_is_nothing_to_bring_along() -> None:
    """A client so small that a year may pass without any inquiry."""

    def case(factor: float) -> Case:
        overrides = [Override(path="channels.web.volume_factor", value=factor)]
        process, severity = apply(scaled(car_dealers(), 0.0001), uniform(0.5), named("moved", overrides))
        return make_case(process, evidence(), knowledge(), severity)

    few, more = case(1.0), case(20.0)
    nobody = next(number for number in range(100) if not len(shared_leads([few.model], 3, number)[0].channel))
    plan = Plan(seed=3, replications=nobody + 1)
    known = know(few, plan)[nobody]
    assert not len(known.leads.channel)
    assert known.leads.before
    assert len(shared_leads([more.model], 3, nobody)[0].channel)
    assert replication_figures([more], plan, nobody, known, Recall()) == replication_figures([more], plan, nobody)
