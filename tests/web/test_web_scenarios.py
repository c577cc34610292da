"""The page of scenarios without a browser: what it shows, what becomes of each deed, and that nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from quickscan.analysis.compare import AFTER_COST, less
from quickscan.analysis.scenario_figures import SHOWN, of_scenario, of_today, shown_standing, sorted_by, standing
from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.comparison import Difference
from quickscan.domain.engagement import Engagement
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import Override
from quickscan.web.pages.scenarios import actions
from quickscan.web.pages.scenarios.callbacks import comparison, figures
from quickscan.web.pages.scenarios.comparing import chart_data, comparison_chart, side_by_side
from quickscan.web.pages.scenarios.entry import entry
from quickscan.web.pages.scenarios.page import scenarios_page
from quickscan.web.pages.scenarios.words import difference_in_words, standing_in_words, value_in_words
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.scenarios import ALL, SAME, SIX, SLOW, own, stock

WordsOf = Callable[[object], str]
ENGAGEMENT = "car_maker"


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    return stock(services, example, monkeypatch, *ALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_scenarios_of_one_calibration_stand_together(stocked: Services, language: Language, words_of: WordsOf) -> None:
    say = stocked.wording(language)
    page = scenarios_page(stocked, ENGAGEMENT, {}, say)
    words = words_of(page.content)
    assert ("Sechs" in words, "Obergrenzen" in words) == (True, False)
    other = words_of(scenarios_page(stocked, ENGAGEMENT, {"calibration": "deck"}, say).content)
    assert "Obergrenzen" in other
    assert "Langsam" not in other
    more = {"de": "1 weiteres Szenario wurde mit der anderen Kalibrierung", "en": "1 more scenario was made with the other"}
    assert more[language] in words


def test_an_empty_page_says_what_to_do(services: Services, example: Engagement, german: Wording, words_of: WordsOf) -> None:
    services.store.add(example, now=services.clock())
    words = words_of(scenarios_page(services, ENGAGEMENT, {}, german).content)
    assert "Noch kein Szenario" in words
    assert "Zu den Stellhebeln" in words


def test_an_entry_leads_to_its_levers(stocked: Services, german: Wording, as_json: Callable[[object], Any]) -> None:
    shown = str(as_json(entry(SIX, stocked.store.get(ENGAGEMENT), german)))
    assert "/engagements/car_maker/levers?scenario=sechs" in shown
    assert "kostet 40.000 € im Jahr" in shown


def test_the_numbers_are_those_of_the_comparison(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    found = side_by_side(stocked, stocked.store.get(ENGAGEMENT), [SIX, SLOW, SAME], "evidence")
    words = words_of(comparison(stocked, ENGAGEMENT, ["sechs", "langsam", "gleich"], "evidence", "won", german))
    for scenario in found.scenarios:
        for figure in SHOWN:
            value = of_scenario(scenario, figure)
            assert (value is None) == (figure == AFTER_COST and scenario.id != "sechs")
            if value is not None:
                assert words_of(value_in_words(figure, value, german)) in words
                assert words_of(difference_in_words(figure, scenario.differences[figure], german)) in words
    assert "keine Kosten angegeben" in words
    assert "keine Änderung" in words
    assert "Kalibrierung: Evidenz. Simuliert: 2 Jahre, Startwert 1" in words


def test_the_picture_has_today_in_grey_among_the_scenarios_best_first(stocked: Services, german: Wording) -> None:
    found = side_by_side(stocked, stocked.store.get(ENGAGEMENT), [SIX, SLOW], "evidence")
    drawn = comparison_chart(found, "loss_rate", german, "x").children[0].children.figure
    values = list(drawn.data[0].x)
    assert values == sorted(values)
    assert sorted(drawn.layout.yaxis.ticktext) == ["Heute", "Langsam", "Sechs"]
    grey = list(drawn.layout.yaxis.ticktext).index("Heute")
    assert [number for number, colour in enumerate(drawn.data[0].marker.color) if colour == "#94a3b8"] == [grey]


def test_a_name_like_markup_is_only_a_name(stocked: Services, german: Wording) -> None:
    odd = own("<b>x</b> &", Override(path="dealers.sellers", times=1.1), id="odd")
    actions.keep(stocked, ENGAGEMENT, lambda now: (*now, odd))
    found = side_by_side(stocked, stocked.store.get(ENGAGEMENT), [odd], "evidence")
    drawn = comparison_chart(found, "won", german, "x").children[0].children.figure
    assert "&lt;b&gt;x&lt;/b&gt; &amp;" in drawn.layout.yaxis.ticktext
    assert chart_data(found, german).rows[-1][0] == "<b>x</b> &"


def test_the_numbers_behind_the_picture_are_whole(stocked: Services, german: Wording) -> None:
    found = side_by_side(stocked, stocked.store.get(ENGAGEMENT), [SIX], "evidence")
    data = chart_data(found, german)
    assert len(data.rows) == 2 * len(SHOWN)
    assert {len(row) for row in data.rows} == {len(data.columns)} == {5}
    six = found.scenarios[0]
    loss = next(row for row in data.rows if row[:2] == ["Sechs", "Verlustquote (%)"])
    change = six.differences["loss_rate"].change
    assert loss[2:] == [100 * six.simulation.loss_rate.mean, 100 * change.mean, 100 * change.half_width]


def test_a_scenario_that_cannot_be_says_why_in_its_own_place(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    lost = own("Verloren", Override(path="channels.booth.leads_per_year", value=9))
    actions.keep(stocked, ENGAGEMENT, lambda now: (*now, lost))
    assert "channels.booth.leads_per_year" in words_of(figures(stocked, ENGAGEMENT, "verloren", "evidence", german))
    assert "besser" in words_of(figures(stocked, ENGAGEMENT, "sechs", "evidence", german))
    assert "gibt es nicht mehr" in words_of(figures(stocked, ENGAGEMENT, "nowhere", "evidence", german))


def test_nothing_chosen_is_no_fault(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    assert "Wählen Sie mindestens ein Szenario" in words_of(comparison(stocked, ENGAGEMENT, [], "evidence", "won", german))


@pytest.mark.parametrize(
    ("figure", "mean", "half", "how", "words"),
    [
        ("won", 5.0, 1.0, "better", "+5,0 ± 1,0"),
        ("won", -5.0, 1.0, "worse", "−5,0 ± 1,0"),
        ("loss_rate", -0.05, 0.01, "better", "−5,0 ± 1,0 Punkte"),
        ("loss_rate", 0.05, 0.06, "noise", "+5,0 ± 6,0 Punkte"),
        ("won", 0.0, 0.0, "same", "keine Änderung"),
        ("won", 0.04, 0.001, "same", "kaum eine Änderung"),
        ("response_median_hours", 1234.5, 1.0, "worse", "+1.234,5 ± 1,0 h"),
        ("contribution_eur", 1234.5, 1.4, "better", "+1.234 ±\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}€"),
    ],
)
def test_a_difference_says_whether_it_is_better_or_may_be_chance(
    german: Wording, figure: str, mean: float, half: float, how: str, words: str
) -> None:
    change = Estimate(mean=mean, half_width=half, n=30)
    difference = Difference(change=change, inside_noise=change.low <= 0.0 <= change.high)
    assert shown_standing(figure, difference) == how
    assert difference_in_words(figure, difference, german) == words
    expected = {"better": "besser", "worse": "schlechter", "noise": "im Rahmen des Zufalls", "same": None}
    assert standing_in_words(shown_standing(figure, difference), german) == expected[how]


def test_what_is_unknown_is_a_dash(german: Wording) -> None:
    assert (difference_in_words("won", None, german), value_in_words("won", None, german)) == ("–", "–")
    assert standing("won", None) == "unknown"


def test_scenarios_are_sorted_the_best_first_and_the_unknown_last(stocked: Services) -> None:
    found = side_by_side(stocked, stocked.store.get(ENGAGEMENT), [SLOW, SIX, SAME], "evidence")
    assert sorted_by("won", found.scenarios)[0].id == "sechs"
    assert sorted_by("loss_rate", found.scenarios)[0].id == "sechs"
    assert sorted_by(AFTER_COST, found.scenarios)[0].id == "sechs"
    six = found.scenarios[1]
    contribution = of_scenario(six, "contribution_eur")
    assert contribution is not None
    assert of_scenario(six, AFTER_COST) == less(contribution, 40000)
    assert of_today(found.as_is, AFTER_COST) == found.as_is.contribution_eur
