"""The workbook: every figure as a number, equal to what the commands print, safe to open, and the same every time."""

import zipfile
from io import BytesIO
from typing import Any, get_args

import pytest
from openpyxl import load_workbook

from quickscan.domain.business_case import Missing
from quickscan.domain.programme import Reason, Why
from quickscan.domain.result import Estimate, FindingKind
from quickscan.exports.shipped import WORDS
from quickscan.files.read import read_texts
from tests.english import english_in
from tests.exports.material import (
    MADE_ON,
    book_bytes,
    book_of,
    material,
    rows,
    with_own_scenarios,
    wording,
)
from tests.report.paper import car_maker


@pytest.fixture(scope="module")
def book() -> Any:
    return book_of(car_maker())


def same(cells: list[Any], estimate: Estimate | None) -> bool:
    return cells == ([None] * 3 if estimate is None else stored(estimate.mean, estimate.half_width, estimate.n))


def stored(*numbers: float) -> Any:
    """Numbers as a workbook keeps them: to sixteen digits."""
    return pytest.approx(list(numbers), rel=1e-15)


def of(record: dict[str, Any], name: str) -> list[Any]:
    return [record[name], record[f"{name}, ± (95%)"], record[f"{name}, n"]]


def test_every_figure_of_the_simulated_year_is_there_unrounded(book: Any) -> None:
    result = car_maker().simulation.model_dump()
    flat = {key: value for key, value in result.items() if isinstance(value, dict) and "mean" in value}
    for group in ("response_time_hours", "utilisation"):
        flat |= {f"{group}.{name}": value for name, value in result[group].items()}
    told = {record["Key"]: record for record in rows(book, "simulation")}
    assert told.keys() == flat.keys()
    for key, value in flat.items():
        cells = [told[key][name] for name in ("Mean", "± (95%)", "Replications")]
        assert cells == stored(value["mean"], value["half_width"], value["n"])


def test_lost_sales_lead_from_possible_ones_to_those_of_today(book: Any) -> None:
    possible, *lost, today = rows(book, "lost")
    result = car_maker().simulation
    assert same(of(today, "Sales a year"), result.won)
    means = sorted(value.mean for value in result.lost_by_cause.values())
    assert sorted(record["Sales a year"] for record in lost) == stored(*means)
    assert possible["Sales a year"] == pytest.approx(result.won.mean + sum(record["Sales a year"] for record in lost))
    assert lost[-1]["Left after it"] == pytest.approx(result.won.mean)


def test_points_by_cause_add_up_to_the_loss_rate_below_them(book: Any) -> None:
    *causes, total = rows(book, "causes")
    assert len(causes) == 9
    assert total["Percentage points of loss"] == pytest.approx(100.0 * car_maker().assessment.loss_rate.mean)
    assert sum(record["Percentage points of loss"] for record in causes) == pytest.approx(total["Percentage points of loss"])
    formulas = book_of(car_maker(), stored_values=False)[wording().say("sheet_causes")]
    assert [cell.value for row in formulas for cell in row if cell.data_type == "f"] == ["=SUM(K5:K13)"]


def test_maturity_keeps_what_is_possible_with_open_answers(book: Any) -> None:
    areas = car_maker().assessment.maturity.values()
    names = ("Maturity", "Maturity, at least", "Maturity, at most", "Coverage")
    told = [[one[name] for name in names] for one in rows(book, "maturity")]
    assert told == [stored(area.score or 0.0, area.low, area.high, area.coverage) for area in areas]


def test_measures_and_their_cases_are_those_of_the_programme(book: Any) -> None:
    found = car_maker().recommendations
    measures = {record["Code"]: record for record in rows(book, "measures")}
    cases = {(record["Code"], record["Case"]): record for record in rows(book, "cases")}
    assert len(cases) == 3 * len(measures) == 3 * len((*found.recommendations, *found.prerequisites))
    for measure in found.recommendations:
        assert same(of(measures[measure.code], "More sales a year"), measure.sales_gain)
        assert same(of(measures[measure.code], "Loss rate"), measure.loss_rate_after)
        for name, case in {"cautious": measure.case.low, "middle": measure.case.base, "hopeful": measure.case.high}.items():
            told = cases[measure.code, name]
            assert same(of(told, "More sales a year"), case.sales_gain)
            assert same(of(told, "Net present value"), case.net_present_value_eur)
            assert (told["Cost once"], told["Cost a year"]) == (case.one_off_eur, case.per_year_eur)
            months = case.payback_months
            assert told["Payback in months"] == (None if months is None else pytest.approx(months, rel=1e-15))


def test_portfolio_and_roadmap_are_those_of_the_programme(book: Any) -> None:
    found = car_maker().recommendations
    names = {measure.id: measure.code for measure in (*found.recommendations, *found.prerequisites)}
    told = rows(book, "portfolio")
    assert [one["Code"] for one in told if one["In the portfolio"] == "yes"] == [names[one.id] for one in found.portfolio.chosen]
    assert {one["Code"] for one in told if one["In the portfolio"] == "no"} == {
        names[one.id] for one in found.portfolio.not_chosen
    }
    today, *stages, total = rows(book, "roadmap")
    assert same(of(today, "Loss rate"), found.roadmap.loss_rate_today)
    assert all(same(of(one, "Loss rate"), stage.loss_rate_after) for one, stage in zip(stages, found.roadmap.stages, strict=True))
    assert total["Person-days"] == pytest.approx(found.portfolio.person_days)
    together = {one["Case"]: one for one in rows(book, "together")}
    assert same(of(together["Together, middle"], "More sales a year"), found.portfolio.interaction.simulated_gain)
    assert same(of(together["Together, cautious"], "Loss rate"), found.portfolio.low.loss_rate_after)


def test_what_was_decided_stands_beside_each_measure(book: Any) -> None:
    assert {one["Why"] for one in rows(book, "portfolio") if one["In the portfolio"] == "yes"} == {"best set"}
    assert all(one["Why"] for one in rows(book, "portfolio"))
    reasons = {f"reason_{name}" for name in get_args(Reason)} | {f"why_{name}" for name in get_args(Why) if name != "best_set"}
    assert reasons <= wording().texts.keys()
    assert {f"lacking_{name}" for name in get_args(Missing)} <= wording().texts.keys()
    assert {f"finding_{name}" for name in get_args(FindingKind)} <= wording().texts.keys()


def test_the_whole_programme_says_what_it_gives_back(book: Any) -> None:
    returns = car_maker().recommendations.portfolio.returns
    together = {one["Case"]: one for one in rows(book, "together")}
    for name, back in {"cautious": returns.low, "middle": returns.base, "hopeful": returns.high}.items():
        told = together[f"Together, {name}"]
        assert told["Cost once"] == pytest.approx(back.one_off_eur)
        assert same(of(told, "Net present value"), back.net_present_value_eur)
        assert told["Pays back"] == {True: "yes", False: "no", None: "–"}[back.pays_back]


def test_assumptions_and_what_would_flip_the_ranking_are_there(book: Any) -> None:
    flips = car_maker().recommendations.flips
    assert flips is not None
    assert [one["Swing"] for one in rows(book, "assumptions")] == stored(*(one.swing for one in flips.assumptions))
    told = rows(book, "flips")
    assert len(told) == flips.in_money + len(flips.measures) + len(flips.causes)
    times = [one["Effect times"] for one in told if one["Kind"].startswith("measure")]
    assert [time for time in times if time is not None] == stored(
        *(one.effect_times for one in flips.measures if one.effect_times is not None)
    )


def test_key_figures_say_today_and_with_the_measures(book: Any) -> None:
    told, result = rows(book, "kpis"), car_maker().simulation
    median = next(one for one in told if one["Part"] == "median")
    assert median["Today, simulated"] == pytest.approx(result.response_time_hours["median"].mean, rel=1e-15)
    assert {one["KPI"] for one in told} == {kpi.name.en for kpi in car_maker().knowledge.kpis}


def test_no_words_stand_in_two_files() -> None:
    texts = [read_texts(material().template.with_name(f"{name}.texts.yaml")) for name in ("standard", *WORDS)]
    keys = [key for words in texts for key in words]
    assert len(set(keys)) == len(keys)


def test_scenarios_stand_against_the_today_of_their_own_calibration() -> None:
    scan, told = with_own_scenarios(), rows(book_of(with_own_scenarios()), "scenarios")
    for found in scan.scenarios:
        for scenario in found.comparison.scenarios:
            mine = [one for one in told if one["Scenario"].startswith(scenario.id) and one["Figure"] == "Sales a year"]
            assert len(mine) == 1
            assert same(of(mine[0], "Today"), found.comparison.as_is.won)
            assert same(of(mine[0], "With the scenario"), scenario.simulation.won)
            assert same(of(mine[0], "Difference"), scenario.differences["won"].change)


def test_without_scenarios_there_is_no_sheet_of_them(book: Any) -> None:
    assert not [name for name in book.sheetnames if "cenario" in name]


def test_every_record_is_there_with_its_respondent_as_a_role(book: Any) -> None:
    engagement = car_maker().engagement
    labels = {one.id: one.label for one in engagement.respondents}
    codes = {question.id: question.code for question in engagement.questionnaire.definition.questions()}
    told = {(one["Code"], one["Respondent"], one["Revision"]) for one in rows(book, "records")}
    assert told == {(codes[one.question], labels[one.respondent], one.revision) for one in engagement.answers}


def test_no_name_of_a_person_is_in_any_cell() -> None:
    scan = car_maker()
    people = tuple(
        one.model_copy(update={"name": f"Erika Geheim{number}"}) for number, one in enumerate(scan.engagement.respondents)
    )
    named = scan.model_copy(update={"engagement": scan.engagement.model_copy(update={"respondents": people})})
    with zipfile.ZipFile(BytesIO(book_bytes(named))) as archive:
        assert "Geheim" not in "".join(archive.read(name).decode(errors="ignore") for name in archive.namelist())


def test_a_number_that_was_answered_stays_a_number_with_its_unit(book: Any) -> None:
    told = next(one for one in rows(book, "answers") if one["Unit"] == "hours")
    assert isinstance(told["Value"], int | float)
    matrix = [one for one in rows(book, "answers") if one["Part"] == "Fair"]
    assert matrix
    assert all(isinstance(one["Value"], int | float) for one in matrix)


def test_contradictions_name_everybody_who_differs(book: Any) -> None:
    scan = car_maker()
    differing = {name for name, item in scan.answers.items() if item.contradiction}
    told = rows(book, "contradictions")
    codes = {question.id: question.code for question in scan.engagement.questionnaire.definition.questions()}
    assert {one["Code"] for one in told} == {codes[name] for name in differing}
    assert len(told) == sum(1 for answer in scan.engagement.current_answers() if answer.question in differing)


def test_parameters_say_where_they_come_from(book: Any) -> None:
    told = {one["Key"]: one for one in rows(book, "parameters")}
    assert told.keys() == {parameter.id for parameter in car_maker().knowledge.parameters}
    assert all(one["Source"] for one in told.values())
    assert {key for key, one in told.items() if one["Set by"]} == set(car_maker().process_notes) & told.keys()
    assert told["cc.abandon"]["Source"] == "Lower end of 19 to 23%; 43% of failed callers do not call back"


def test_a_german_workbook_says_where_parameters_come_from_in_german() -> None:
    german = load_workbook(BytesIO(book_bytes(car_maker(), "de")), read_only=True)
    rows = list(german[material().texts["sheet_parameters"].de].iter_rows(min_row=5, values_only=True))
    words = [cell for row in rows for cell in row[8:] if isinstance(cell, str)]
    assert {"Das weiß nur der Auftraggeber", "Beta mit Mittelwert 0,126"} <= set(words)
    assert {text: found for text in words if (found := english_in(text))} == {}


def test_the_first_sheet_says_what_made_the_figures(book: Any) -> None:
    told = {one["Item"]: one["Value"] for one in rows(book, "run")}
    result = car_maker().simulation
    assert (told["Random seed"], told["Replications"], told["Program version"]) == (
        result.seed,
        result.replications,
        result.version,
    )
    assert told["Loss rate by the answers (formula)"] == pytest.approx(car_maker().assessment.loss_rate.mean, rel=1e-15)
    assert told["As of"].date() == MADE_ON
