"""Portfolio, business case, roadmap, key figures and process in the report: the figures of `quickscan recommend`, in words."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.base import Language
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices, StatedTerms
from quickscan.domain.scan import Scan
from quickscan.files.catalogue import shipped_example
from quickscan.report.cases import CaseWords
from quickscan.report.measure_words import CHART_NAME, MeasureWords
from quickscan.report.process_map import process_map
from quickscan.report.programme import business_case
from quickscan.report.recommended import advice
from quickscan.report.risks import risks
from quickscan.report.roadmap import roadmap, roadmap_charts
from quickscan.report.robustness import assumptions_chart, robustness
from quickscan.report.signs import SIGN, bare
from quickscan.report.statements import Statements
from quickscan.report.steering import steering
from quickscan.report.summary import summary
from quickscan.report.wording import Wording
from tests.commanding import quickscan
from tests.report.paper import Paper, car_maker, nearly_empty, scan_of, texts, with_client, write

GERMAN, ENGLISH = Wording(texts(), "de"), Wording(texts(), "en")


def whole(words: str) -> float:
    """The first number of German words."""
    found = re.search(r"[−-]?[\d.]+(,\d+)?", bare(words))
    assert found, words
    return float(found[0].replace(".", "").replace(",", ".").replace("−", "-"))


@cache
def nothing_wanted() -> Scan:
    """A scan whose measures were all rejected."""
    ids = [one.id for one in (*car_maker().recommendations.recommendations, *car_maker().recommendations.prerequisites)]
    refused = tuple(MeasureChoice(measure=name, verdict="rejected", reason="Wollen wir nicht") for name in ids)
    return scan_of(car_maker().engagement.model_copy(update={"programme": ProgrammeChoices(measures=refused)}))


@cache
def decided() -> Scan:
    """A scan with limits, a measure accepted against the calculation and one rejected."""
    choices = ProgrammeChoices(
        terms=StatedTerms(budget_eur=60_000.0, person_days=60.0),
        measures=(
            MeasureChoice(measure="link_systems", verdict="accepted", reason="Das Projekt läuft schon"),
            MeasureChoice(measure="return_loop", verdict="rejected", reason="Kein Personal <2027>"),
        ),
    )
    return scan_of(car_maker().engagement.model_copy(update={"programme": choices}))


@cache
def without_contribution() -> Scan:
    answers = tuple(one for one in car_maker().engagement.answers if one.question not in car_maker().process_notes["cl.margin"])
    return scan_of(car_maker().engagement.model_copy(update={"answers": answers}))


@cache
def told() -> dict[str, Any]:
    """What the command line says about the example, with as many replications as the report of the tests."""
    ran = quickscan("recommend", shipped_example("car_maker"), "--replications", 2, "--json")
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_the_scan_holds_the_programme_of_the_command_line() -> None:
    assert car_maker().recommendations.model_dump(mode="json") == told()


def test_every_case_of_a_measure_is_that_of_the_command_line() -> None:
    by_code = {one["code"]: one for one in (*told()["recommendations"], *told()["prerequisites"])}
    sheets = advice(car_maker(), GERMAN).sheets
    assert {sheet.code for sheet in sheets} == {
        MeasureWords(car_maker(), GERMAN).by_id[one["id"]].code for one in told()["portfolio"]["chosen"]
    }
    for sheet in sheets:
        for row, name in zip(sheet.cases, ("low", "base", "high"), strict=True):
            case = by_code[sheet.code]["case"][name]
            assert whole(row.sales) == pytest.approx(case["sales_gain"]["mean"], abs=0.51)
            assert whole(row.one_off) == pytest.approx(case["one_off_eur"])
            assert whole(row.effort) == pytest.approx(case["effort_person_days"], abs=0.51)
            assert whole(row.present_value) == pytest.approx(case["net_present_value_eur"]["mean"], rel=0.006, abs=1.0)
            assert all(SIGN.search(words) for words in (row.sales, row.contribution, row.one_off, row.effort, row.months))
            if case["payback_months"] is None:
                assert row.payback == "nie"
            else:
                assert whole(row.payback) == pytest.approx(case["payback_months"], abs=0.51)


def test_the_portfolio_is_that_of_the_command_line() -> None:
    found, part = told()["portfolio"], business_case(car_maker(), GERMAN)
    words = MeasureWords(car_maker(), GERMAN)
    assert [row.name for row in part.chosen] == [words.name(one["id"]) for one in found["chosen"]]
    assert whole(part.total_cost) == found["first_year_cost_eur"]
    assert whole(part.total_days) == pytest.approx(found["person_days"], abs=0.51)
    assert whole(part.total_gain) == pytest.approx(found["interaction"]["simulated_gain"]["mean"], abs=0.51)
    low, base, high = part.together
    assert whole(low.gain) < whole(base.gain) < whole(high.gain)
    assert whole(base.loss_after) == pytest.approx(100 * found["loss_rate_after"]["mean"], abs=0.06)
    for row, name in ((low, "low"), (base, "base"), (high, "high")):
        assert whole(row.present_value) == pytest.approx(found["returns"][name]["net_present_value_eur"]["mean"], rel=0.006)
    assert [row.name for row in part.left_out] == [words.name(one["id"]) for one in found["not_chosen"]]
    assert all(row.why for row in part.left_out)


def test_the_joint_gain_stands_beside_the_sum_of_the_single_ones() -> None:
    found, sentence = car_maker().recommendations.portfolio.interaction, bare(business_case(car_maker(), ENGLISH).interaction)
    assert f"+{found.simulated_gain.mean:.0f} sales a year" in sentence
    assert f"+{found.sum_of_single_gains.mean:.0f}" in sentence


def test_the_roadmap_is_that_of_the_command_line() -> None:
    found, part = told()["roadmap"], roadmap(car_maker(), GERMAN)
    words = MeasureWords(car_maker(), GERMAN)
    for row, stage in zip(part.stages, found["stages"], strict=True):
        assert list(row.measures) == ([words.name(step["id"]) for step in stage["steps"]] or ["keine Maßnahme"])
        assert whole(row.days) == pytest.approx(stage["person_days"], abs=0.51)
        assert whole(row.loss_after) == pytest.approx(100 * stage["loss_rate_after"]["mean"], abs=0.06)


def test_bars_of_the_roadmap_begin_with_the_work_and_end_with_the_effect() -> None:
    gantt, falling = roadmap_charts(car_maker(), GERMAN)
    steps = sorted((s for stage in car_maker().recommendations.roadmap.stages for s in stage.steps), key=lambda s: s.starts_month)
    waiting, working, later = gantt.series
    assert set(waiting.colours) == {"none"}
    assert list(waiting.values) == pytest.approx([step.starts_month for step in steps], abs=0.01)
    ends = [sum(months) for months in zip(waiting.values, working.values, later.values, strict=True)]
    assert ends == pytest.approx([step.works_from_month for step in steps], abs=0.03)
    assert max(ends) <= gantt.maximum
    assert all(len(name) <= CHART_NAME for name in gantt.categories)
    assert list(falling.series[0].values) == sorted(falling.series[0].values, reverse=True)


def test_the_summary_recommends_before_anything_else(paper: Paper, language: Language) -> None:
    printed, wording = paper.paragraphs(), Wording(texts(), language)
    heading = max(number for number, words in enumerate(printed) if words == wording.say("summary"))
    assert printed[heading + 1].startswith(f"{wording.say('summary_recommend_label')}: ")
    built = summary(car_maker(), wording)
    assert len(built.approve) == 4
    assert all(bare(point) in paper.words() for point in built.approve)
    assert SIGN.search(built.recommendation)
    assert "  " not in built.recommendation


def test_the_first_measures_are_those_the_roadmap_begins_with() -> None:
    first = [step.id for step in car_maker().recommendations.roadmap.stages[0].steps][:3]
    wanted = [MeasureWords(car_maker(), GERMAN).by_id[name].title.de for name in first]
    built = summary(car_maker(), GERMAN).measures
    assert [measure.title for measure in built] == wanted
    assert all(measure.first_step and measure.owner for measure in built)


def test_the_process_shows_systems_leads_and_where_sales_are_lost() -> None:
    scan = car_maker()
    assert scan.flow is not None
    steps = process_map(scan, Statements(scan, GERMAN), GERMAN).steps
    assert [step.number for step in steps] == [str(number) for number in range(1, 9)]
    leads = [whole(step.leads) for step in steps]
    assert leads == sorted(leads, reverse=True)
    assert leads[-1] == pytest.approx(scan.flow.simulation.won.mean, abs=0.51)
    lost = sum(whole(part) for step in steps for part in step.lost.split(";") if step.lost != "–")
    assert lost == pytest.approx(sum(one.mean for one in scan.flow.simulation.lost_by_cause.values()), abs=8)
    darkest = max(steps, key=lambda step: sum(whole(part) for part in step.lost.split(";")) if step.lost != "–" else 0)
    assert darkest.heat == "F0BFA0"
    assert all(step.system != "–" for step in steps)


def test_without_a_flow_the_process_shows_no_numbers() -> None:
    scan = car_maker().model_copy(update={"flow": None})
    found = process_map(scan, Statements(scan, GERMAN), GERMAN)
    assert not found.has_flow
    assert {(step.leads, step.lost, step.heat) for step in found.steps} == {("–", "–", "FFFFFF")}


def test_key_figures_stand_with_what_is_known_today() -> None:
    scan = car_maker()
    found = steering(scan, Statements(scan, GERMAN), GERMAN)
    rows = {row.name: row for row in found.figures}
    loss = next(row for row in rows.values() if row.planned != "–" and "Leadverlust" in row.name)
    assert whole(loss.today) == pytest.approx(100 * scan.simulation.loss_rate.mean, abs=0.06)
    assert whole(loss.planned) == pytest.approx(100 * scan.recommendations.portfolio.loss_rate_after.mean, abs=0.06)
    assert len(found.indicators) == len(scan.recommendations.portfolio.chosen)


def test_a_target_of_the_client_stands_without_the_word_orientation() -> None:
    own = ProgrammeChoices.model_validate({"kpis": [{"kpi": "response_time", "target": "2 Stunden", "today": "1 Tag"}]})
    scan = car_maker().model_copy(update={"engagement": car_maker().engagement.model_copy(update={"programme": own})})
    row = next(row for row in steering(scan, Statements(scan, GERMAN), GERMAN).figures if row.target == "2 Stunden")
    assert bare(row.today) == "1 Tag"


def test_what_people_decided_is_printed_with_their_words(tmp_path: Path) -> None:
    part = business_case(decided(), GERMAN)
    assert [bare(row.why) for row in part.chosen if row.why] == ["vom Auftraggeber angenommen: „Das Projekt läuft schon“"]
    refused = next(row for row in part.left_out if row.name.startswith("R25"))
    assert refused.why == "vom Auftraggeber abgelehnt; „Kein Personal <2027>“"
    assert "Die angenommenen Maßnahmen überschreiten die Grenzen um" in part.intro
    printed = write(decided(), tmp_path).words()
    assert "„Kein Personal <2027>“" in printed
    assert "höchstens 60.000\u00a0€ im ersten Jahr und höchstens 60 Personentage" in printed


@pytest.mark.needs_ooxml_validator
def test_with_all_measures_rejected_the_report_says_so_and_is_whole(
    tmp_path: Path, language: Language, ooxml_validate: Any
) -> None:
    wording = Wording(texts(), language)
    assert nothing_wanted().recommendations.portfolio.chosen == ()
    written = write(with_client(nothing_wanted(), name="Gesellschaft mit langem Namen " * 10), tmp_path, language)
    for key in ("summary_recommend_none", "business_case_none", "roadmap_none", "steering_none", "robustness_none"):
        assert wording.say(key) in written.words(), key
    assert wording.say("reason_rejected") in written.words()
    assert ooxml_validate(written.path) == []
    assert risks(nothing_wanted(), wording) == ()
    assert not robustness(nothing_wanted(), wording).shown
    assert summary(nothing_wanted(), wording).approve == ()
    assert roadmap_charts(nothing_wanted(), wording) == []


def test_without_a_contribution_money_is_a_dash_and_a_risk(tmp_path: Path) -> None:
    scan = without_contribution()
    assert scan.process.contribution_per_sale_eur is None
    part = business_case(scan, GERMAN)
    assert {row.contribution for row in part.chosen} == {"–"}
    assert part.chart == ""
    assert GERMAN.say("objective_sales") in part.intro
    assert "Deckungsbeitrag nicht bekannt" in [row.risk for row in risks(scan, GERMAN)]
    assert "erst mit dem Deckungsbeitrag je Abschluss" in summary(scan, GERMAN).recommendation
    found = robustness(scan, GERMAN)
    assert found.contribution == ""
    assert {row.cost for row in (*found.inside, *found.outside)} == {"–"}
    printed = write(scan, tmp_path).words()
    assert "erst mit dem Deckungsbeitrag je Abschluss" in printed


def test_hardly_any_answers_lead_to_no_point_to_approve() -> None:
    assert summary(nearly_empty(), GERMAN).approve == ()


def test_the_strongest_assumptions_are_drawn_between_their_ends() -> None:
    chart, flips = assumptions_chart(car_maker(), GERMAN), car_maker().recommendations.flips
    assert chart is not None
    assert flips is not None
    base, swing = chart.series
    assert list(base.values) == pytest.approx([one.low / 1000 for one in flips.assumptions[:9]], abs=0.06)
    assert list(swing.values) == pytest.approx([one.swing / 1000 for one in flips.assumptions[:9]], abs=0.06)
    assert chart.minimum < min(base.values)
    assert chart.maximum > max(low + width for low, width in zip(base.values, swing.values, strict=True))


def test_the_narrowest_flips_are_told_first() -> None:
    found = robustness(car_maker(), GERMAN)
    margins = [whole(row.cost) for row in found.inside]
    assert margins == sorted(margins)
    assert [whole(row.cost) for row in found.outside] == sorted((whole(row.cost) for row in found.outside), reverse=True)
    assert len(found.causes) == 9
    assert all(row.effect.startswith("−") or row.effect == "–" for row in found.inside)
    assert all(row.effect.startswith("+") or row.effect == "–" for row in found.outside)


def test_payback_that_never_comes_and_that_nobody_knows_differ() -> None:
    case = car_maker().recommendations.recommendations[0].case.base
    words = CaseWords(GERMAN)
    assert words.payback(case.model_copy(update={"pays_back": False, "payback_months": None})) == "nie"
    assert words.payback(case.model_copy(update={"pays_back": None, "payback_months": None})) == "–"


def test_own_words_of_people_stand_in_the_report(tmp_path: Path) -> None:
    own = MeasureChoice(measure="shared_lead_definition", title="Unsere <Definition>", owner_role="Frau Vorbild & Team")
    engagement = car_maker().engagement.model_copy(update={"programme": ProgrammeChoices(measures=(own,))})
    written = write(scan_of(engagement), tmp_path)
    assert "R04 Unsere <Definition>" in written.paragraphs()
    assert "Frau Vorbild & Team" in written.words()
