"""The sheet of key figures says what is known today and from where, and takes what people set before all else."""

import pytest

from quickscan.analysis.kpis import kpi_sheet
from quickscan.domain.choices import KpiTarget, ProgrammeChoices
from quickscan.domain.kpi_sheet import KpiLine
from quickscan.simulation.simulate import simulate
from tests.analysis.client import PLAN, TOLD, as_is, made
from tests.material import knowledge, questionnaire

CASE = as_is()
YEAR = simulate(CASE.process, CASE.calibration, CASE.knowledge, CASE.severity, PLAN)
PROGRAMME = made(budget_eur=60_000.0)


def sheet(*targets: KpiTarget) -> dict[str, KpiLine]:
    lines = kpi_sheet(knowledge(), TOLD, YEAR, PROGRAMME, ProgrammeChoices(kpis=targets))
    return {line.kpi: line for line in lines}


def test_there_is_a_line_for_each_key_figure_in_the_order_of_the_field() -> None:
    assert list(sheet()) == [kpi.id for kpi in knowledge().kpis]


def test_every_question_that_says_what_a_key_figure_is_today_is_asked() -> None:
    asked = {question.id for question in questionnaire().questions()}
    assert {name for kpi in knowledge().kpis for name in kpi.asked} <= asked


def test_what_the_simulation_knows_is_told_with_its_interval_and_with_the_programme_in_place() -> None:
    (loss,) = sheet()["lead_loss"].figures
    assert (loss.today, loss.half_width) == (YEAR.loss_rate.mean, YEAR.loss_rate.half_width)
    assert loss.planned == PROGRAMME.portfolio.loss_rate_after.mean
    assert loss.planned < loss.today
    (sales,) = sheet()["lead_to_sale"].figures
    assert sales.today == pytest.approx(YEAR.won.mean / YEAR.inquiries.mean)
    assert sales.planned is not None
    assert sales.planned > sales.today
    times = {figure.name: figure for figure in sheet()["response_time"].figures}
    assert times["median"].today == YEAR.response_time_hours["median"].mean
    assert times["median"].today <= times["p90"].today


def test_questions_count_only_where_somebody_answered_with_a_value() -> None:
    for line in sheet().values():
        assert all(TOLD[name].value is not None for name in line.questions)
    assert sheet()["sla_compliance"].questions == sheet()["sla_compliance"].figures == ()


def test_a_target_is_that_of_the_field_until_people_set_another() -> None:
    before = sheet()["sla_compliance"]
    assert (before.target, before.own_target) == (knowledge().kpi("sla_compliance").target, False)
    after = sheet(KpiTarget(kpi="sla_compliance", target="95 %", today="62 %"))["sla_compliance"]
    assert after.target is not None
    assert (after.target.de, after.own_target, after.stated) == ("95 %", True, "62 %")
    assert sheet()["marketing_roi"].target is None
