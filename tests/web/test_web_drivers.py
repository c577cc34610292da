"""What matters most without a browser: the numbers of the commands, words for what stands out, and what is said meanwhile."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from quickscan.analysis.capacity import capacity
from quickscan.analysis.compare import AsIs
from quickscan.analysis.lever_curve import curve_of, lever_curve, run_lever
from quickscan.analysis.lever_map import lever_map
from quickscan.analysis.sensitivity import tornado
from quickscan.domain.base import LANGUAGES
from quickscan.domain.comparison import Difference
from quickscan.domain.drivers import Capacity, Cost, Guard, PeopleLoad, Relief
from quickscan.domain.result import Estimate
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.replicate import Plan
from quickscan.web.money import euros
from quickscan.web.pages.drivers.asked import capacity_shown
from quickscan.web.pages.drivers.curve import curve_cards
from quickscan.web.pages.drivers.guard import guard_card, relief_in_words
from quickscan.web.pages.drivers.heat import map_cards
from quickscan.web.pages.drivers.tornado import Found, tornado_card
from quickscan.web.pages.drivers.words import difference, listed
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.analysis.test_capacity import BUSY, EASY
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
PLAN = Plan(seed=1, replications=3)
CLIENT = scaled(car_dealers(), 0.1).model_copy(update={"contribution_per_sale_eur": 1500.0})
SUBJECT = AsIs(CLIENT, uniform(0.5), evidence(), knowledge())
BY_DECK = replace(SUBJECT, calibration=deck())


def estimate(mean: float, half_width: float = 0.1) -> Estimate:
    return Estimate(mean=mean, half_width=half_width, n=30)


def change(mean: float, half_width: float = 0.1) -> Difference:
    return Difference(change=estimate(mean, half_width), inside_noise=abs(mean) <= half_width)


# --- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(3.21, 1, "+3,2"), (-3.25, 0, "−3"), (0.04, 1, "0,0"), (-0.04, 1, "0,0"), (1234.5, 1, "+1.234,5")],
)
def test_numbers_carry_their_sign_unless_nothing_is_left(value: float, decimals: int, said: str, german: Wording) -> None:
    assert german.signed(value, decimals) == said


def test_differences_say_whether_chance_may_explain_them(german: Wording) -> None:
    assert difference(change(5.0, 1.0), german) == "+5,0 ± 1,0"
    assert difference(change(0.5, 1.0), german) == "+0,5 ± 1,0, innerhalb der Schwankung"
    assert difference(change(0.0, 0.0), german) == "keine Änderung"
    assert difference(None, german) == "unbekannt"


def test_lists_are_said_as_in_the_language(german: Wording) -> None:
    assert listed(["a"], german) == "a"
    assert listed(["a", "b", "c"], german) == "a, b und c"


# --- the tornado -------------------------------------------------------------------------------------------------------


def tornado_of(subject: AsIs) -> Found:
    return Found(tornado(subject, list(LEVERS.values()), PLAN), LEVERS, subject.process.contribution_per_sale_eur)


def test_the_tornado_names_its_ends_and_shows_sales_and_contribution(german: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    found = tornado_of(SUBJECT)
    cards = tornado_card(found, german)
    tree = json.dumps(as_json(cards), ensure_ascii=False)
    longest = found.tornado.swings[0]
    assert f"<b>{longest.title.de}</b>" in tree
    assert "Deckungsbeitrag im Jahr, Tausend Euro" in tree
    text = words_of(cards)
    bar = next(swing for swing in found.tornado.swings if swing.id == "severity_poor_follow_up")
    assert f"100 % {german.number(bar.at_low.change.mean, 1)}" in text
    assert german.number(1500.0 * bar.at_high.change.mean, 1) in text
    assert "kürzere Balken stehen in den Zahlen" in text


def test_without_a_contribution_per_sale_there_is_no_axis_for_it(german: Wording, as_json: AsJson) -> None:
    found = replace(tornado_of(BY_DECK), contribution_per_sale_eur=None)
    assert "Tausend Euro" not in json.dumps(as_json(tornado_card(found, german)), ensure_ascii=False)


def test_by_the_deck_levers_that_cannot_move_sales_are_one_sentence_and_no_bars(
    german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    cards = tornado_card(tornado_of(BY_DECK), german)
    (sentence,) = [words for words in words_of(cards[-1]).split(". ") if "kostet Warten keinen Verkauf" in words]
    for lever in ("sellers", "least_attempts", "response_standard", "routing_policy"):
        assert LEVERS[lever].title.de in sentence
        assert f"<b>{LEVERS[lever].title.de}</b>" not in json.dumps(as_json(cards[0]), ensure_ascii=False)
    assert LEVERS["severity_poor_follow_up"].title.de not in sentence


def test_bars_inside_the_noise_are_marked(german: Wording, words_of: WordsOf) -> None:
    found = tornado_of(SUBJECT)
    noisy = [s for s in found.tornado.swings if s.at_low.inside_noise and s.at_high.inside_noise and s.at_low.change.half_width]
    assert noisy
    text = words_of(tornado_card(found, german)[-1])
    assert "Innerhalb der Schwankung" in text
    assert all(swing.title.de in text for swing in noisy)


# --- one lever ---------------------------------------------------------------------------------------------------------


def test_the_curve_shows_what_a_setting_may_cost_and_what_is_left(german: Wording, words_of: WordsOf) -> None:
    runs = run_lever(SUBJECT, LEVERS["least_attempts"], PLAN, 3)
    plain = words_of(curve_cards(curve_of(runs), runs.lever, german))
    curve = curve_of(runs, Cost(per_year_eur=1000.0))
    text = words_of(curve_cards(curve, runs.lever, german))
    best = curve.points[-1]
    assert best.pays_up_to_eur is not None
    for amount in (best.pays_up_to_eur.mean, best.pays_up_to_eur.cautious):
        assert euros(amount, german).replace("\N{NO-BREAK SPACE}", " ") in plain
    assert "kostet im Jahr" not in plain
    assert "Bei diesen Kosten ist „8 Versuche“ am besten" in text
    assert "1.000 €" in text


def test_a_cost_above_all_that_it_brings_leaves_todays_setting(german: Wording, words_of: WordsOf) -> None:
    runs = run_lever(SUBJECT, LEVERS["least_attempts"], PLAN, 3)
    text = words_of(curve_cards(curve_of(runs, Cost(per_year_eur=1e9)), runs.lever, german))
    assert "Bei diesen Kosten lohnt sich keine Einstellung" in text


def test_without_a_contribution_it_is_in_sales(german: Wording, words_of: WordsOf) -> None:
    unknown = replace(SUBJECT, process=CLIENT.model_copy(update={"contribution_per_sale_eur": None}))
    text = words_of(curve_cards(lever_curve(unknown, LEVERS["least_attempts"], PLAN, 3), LEVERS["least_attempts"], german))
    assert "Was ein Verkauf beiträgt, ist nicht bekannt" in text
    assert "Verkäufe" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_the_deck_a_lever_of_time_is_a_sentence_and_no_picture(
    services: Services, language: str, as_json: AsJson, words_of: WordsOf
) -> None:
    say = services.wording(language)
    cards = curve_cards(lever_curve(BY_DECK, LEVERS["sellers"], PLAN, 2), LEVERS["sellers"], say)
    assert "Graph" not in json.dumps(as_json(cards))
    assert {"de": "keine Verkäufe bewegen", "en": "cannot move sales"}[language] in words_of(cards)


def test_overload_is_a_warning_that_says_which_settings_cost_sales(german: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    plan = replace(PLAN, replications=6)
    cards = curve_cards(lever_curve(BUSY, LEVERS["least_attempts"], plan, 3), LEVERS["least_attempts"], german)
    text = words_of(cards)
    assert "Verkäufer sind bei „5 Versuche“ und „8 Versuche“ zu mehr als 85 % ausgelastet" in text
    assert "„5 Versuche“ und „8 Versuche“: Hier kostet mehr Arbeit Verkäufe" in text
    assert "capacity-guard warns" in json.dumps(as_json(cards))
    calm = curve_cards(lever_curve(EASY, LEVERS["least_attempts"], PLAN, 3), LEVERS["least_attempts"], german)
    assert "Verkäufer haben bei jeder Einstellung Zeit" in words_of(calm)
    assert "capacity-guard warns" not in json.dumps(as_json(calm))


# --- two levers --------------------------------------------------------------------------------------------------------


def test_the_map_has_numbers_in_its_cells_and_a_frame_around_today(german: Wording, as_json: AsJson) -> None:
    levers = (LEVERS["least_attempts"], LEVERS["response_standard"])
    found = lever_map(SUBJECT, *levers, PLAN, 3)
    graph = next(iter(_graphs(as_json(map_cards(found, levers, german)))))
    (heat,) = graph["data"]
    for cell in found.cells:
        assert heat["z"][cell.row][cell.column] == pytest.approx(cell.won.change.mean)
        assert german.signed(cell.won.change.mean, 1) in heat["text"][cell.row][cell.column]
    (frame,) = graph["layout"]["shapes"]
    assert (frame["x0"], frame["y0"]) == (found.columns.today - 0.49, found.rows.today - 0.49)
    assert graph["layout"]["xaxis"]["ticktext"][0] == "wie<br>heute"


def test_the_map_marks_overload_and_says_where_less_would_sell_more(german: Wording, as_json: AsJson, words_of: WordsOf) -> None:
    levers = (LEVERS["least_attempts"], LEVERS["contact_time"])
    cards = map_cards(lever_map(BUSY, *levers, PLAN, 2), levers, german)
    assert "▲▲" in json.dumps(as_json(cards), ensure_ascii=False)
    assert "Verkäufern fehlt Zeit, sodass weniger Arbeit mehr verkaufen würde" in words_of(cards)


def test_by_the_deck_two_levers_of_time_are_a_sentence(german: Wording, words_of: WordsOf) -> None:
    levers = (LEVERS["least_attempts"], LEVERS["sellers"])
    text = words_of(map_cards(lever_map(BY_DECK, *levers, PLAN, 2), levers, german))
    assert "können diese beiden Hebel keine Verkäufe bewegen" in text


def _graphs(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict):
        if tree.get("type") == "Graph":
            yield tree["props"]["figure"]
        for inside in tree.values():
            yield from _graphs(inside)
    if isinstance(tree, list):
        for inside in tree:
            yield from _graphs(inside)


# --- capacity ----------------------------------------------------------------------------------------------------------


def people(
    who: Any, load: float, *, weeks: tuple[float, float] | None = None, number: int = 100, today: float = 0.5
) -> PeopleLoad:
    def state(value: float) -> Any:
        return "room" if value <= 0.85 else "tight" if value <= 1 else "overloaded"

    return PeopleLoad(
        who=who,
        people=number,
        utilisation=estimate(load),
        against_today=change(load - today),
        state=state(load),
        state_today=state(today),
        weeks_tight=estimate(weeks[0]) if weeks else None,
        weeks_overloaded=estimate(weeks[1]) if weeks else None,
    )


def guarded(sellers: PeopleLoad, costs: bool = False) -> Guard:
    return Guard(sellers=sellers, call_centre=people("call_centre", 0.3), costs_sales=costs)


RELIEF = Relief(
    more_share=0.1,
    sellers=110,
    enough=True,
    utilisation=estimate(0.84),
    loss_rate=estimate(0.386),
    loss_rate_before=estimate(0.412),
    won=change(12.0),
    contribution_eur=None,
)


def test_the_guard_says_in_one_sentence_who_waits_and_what_helps(german: Wording, words_of: WordsOf) -> None:
    text = words_of(guard_card(guarded(people("sellers", 0.93, weeks=(14.2, 3.0))), RELIEF, german)).replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Verkäufer zu 93 % ausgelastet: in 14 Wochen im Jahr warten Leads, in 3 davon gibt es mehr Arbeit als Zeit." in text
    assert "Mit 10 % mehr Verkäufern (110) sinkt der Verlust von 41,2 % auf 38,6 %: +12,0 Verkäufe im Jahr." in text
    assert "Diese Änderung lastet Verkäufer stärker aus als heute." in text


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        ((0.0, 0.0), "in keiner Woche des Jahres warten Leads auf Zeit."),
        ((1.0, 0.0), "in 1 Woche im Jahr warten Leads."),
        ((5.0, 1.0), "in 5 Wochen im Jahr warten Leads, in 1 davon"),
    ],
)
def test_weeks_are_counted_in_words(weeks: tuple[float, float], said: str, german: Wording, words_of: WordsOf) -> None:
    assert said in words_of(guard_card(guarded(people("sellers", 0.7, weeks=weeks)), None, german))


def test_a_change_that_costs_sales_under_overload_is_not_hidden(german: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    card = guard_card(guarded(people("sellers", 1.3), costs=True), replace_relief(enough=False), german)
    assert "verkauft weniger als heute, weil Verkäufern die Zeit dafür fehlt" in words_of(card)
    assert "Auch mit" in words_of(card)
    assert "warns" in json.dumps(as_json(card))


def replace_relief(**changes: Any) -> Relief:
    return RELIEF.model_copy(update=changes)


def test_relief_that_brings_no_more_sales_says_so(german: Wording) -> None:
    assert "die Verkäufe bleiben gleich" in relief_in_words(replace_relief(won=change(0.01)), german)


def test_no_sellers_at_all_is_a_sentence(german: Wording, words_of: WordsOf) -> None:
    text = words_of(guard_card(guarded(people("sellers", 0.0, number=0)), None, german))
    assert "Es gibt keine Verkäufer, darum fasst niemand nach." in text


def test_with_time_for_all_the_card_is_calm(german: Wording, as_json: AsJson) -> None:
    found = capacity(EASY, EASY, PLAN)
    assert "warns" not in json.dumps(as_json(capacity_shown(found, german)))
    assert isinstance(found, Capacity)
