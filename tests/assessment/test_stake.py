"""What the loss is worth follows from sales, contribution and the loss rate, and says what it lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.assessment.assess import assess
from quickscan.assessment.stake import value_at_stake
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import LossRange
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement, read_shipped_knowledge

SALES, MARGIN = "business_model.new_sales_per_year", "business_model.contribution_per_sale"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_shipped_knowledge()


def loss(low: float, mean: float, high: float) -> LossRange:
    return LossRange(mean=mean, low=low, high=high, coverage=1.0, interval_share=0.8)


def engaged(sales: float | None, margin: float | None) -> Engagement:
    example = read_engagement(shipped_example("car_maker"))
    said = []
    if sales is not None:
        said.append(Answer(question=SALES, respondent="management", value={"sales": sales}))
    if margin is not None:
        said.append(Answer(question=MARGIN, respondent="management", value=margin))
    return example.model_copy(update={"answers": tuple(said)})


def test_half_lost_means_as_much_again(knowledge: Knowledge) -> None:
    stake = value_at_stake(engaged(1000, 2500), knowledge, loss(0.2, 0.5, 0.8))
    assert (stake.low_eur, stake.lost_eur, stake.high_eur) == pytest.approx((625_000, 2_500_000, 10_000_000))
    assert stake.missing == ()


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_its_ends_stand_as_those_of_the_loss(one: float, two: float, three: float) -> None:
    low, mean, high = sorted((one, two, three))
    stake = value_at_stake(engaged(100, 10), read_shipped_knowledge(), loss(low, mean, high))
    assert stake.low_eur is not None
    assert stake.lost_eur is not None
    assert stake.high_eur is not None
    assert 0 <= stake.low_eur <= stake.lost_eur <= stake.high_eur < float("inf")


@pytest.mark.parametrize(
    ("sales", "margin", "missing"),
    [(None, 10, [SALES]), (100, None, [MARGIN]), (None, None, [SALES, MARGIN])],
)
def test_what_it_lacks_is_named(knowledge: Knowledge, sales: float | None, margin: float | None, missing: list[str]) -> None:
    stake = value_at_stake(engaged(sales, margin), knowledge, loss(0.2, 0.5, 0.8))
    assert (stake.lost_eur, stake.low_eur, stake.high_eur) == (None, None, None)
    assert [question.id for question in stake.missing] == missing


def test_the_example_knows_its_stake(knowledge: Knowledge) -> None:
    example = read_engagement(shipped_example("car_maker"))
    rate = assess(example, knowledge).loss_rate
    stake = value_at_stake(example, knowledge, rate)
    assert stake.lost_eur == pytest.approx(474 * 1650 * rate.mean / (1 - rate.mean))
