"""The page of the levers: what it offers, what a move brings, and that the newest move wins."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from dash import no_update

from quickscan.analysis.compare import compare
from quickscan.cli import as_is as of_command
from quickscan.cli.subject import Wanted
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.web import ids, simulations
from quickscan.web.app import page_at
from quickscan.web.pages.levers.callbacks import NewestMoves, answer
from quickscan.web.pages.levers.guard import relief_for, warning_card
from quickscan.web.pages.levers.saving import save
from quickscan.web.pages.levers.subject import Subject, change_of
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.conftest import NOW

SUBJECT = Subject("car_maker", "evidence")
MOVED = {"least_attempts": 6.0, "sellers": 1.2, "routing_policy": "load_balanced"}
ADDRESS = "/engagements/car_maker/levers"
WordsOf = Callable[[object], str]


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    """With the example, and few years for each simulation."""
    monkeypatch.setattr(simulations, "PLAN", replace(simulations.PLAN, replications=3))
    services.store.add(example, now=NOW)
    return services


def move(services: Services, settings: dict[str, Any], say: Wording, subject: Subject = SUBJECT, number: int = 1) -> Any:
    return answer(services, NewestMoves(), {"page": "p", "number": number, "settings": settings}, subject.as_data(), say)


def test_a_move_shows_the_numbers_of_the_command_line(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    shown = words_of(move(stocked, MOVED, german).figures)
    wanted = Wanted("questionnaires/examples/car_maker.engagement.yaml", "evidence", data=stocked.store.database.file.parent)
    subject = of_command.as_is(wanted)
    found = compare(
        subject, of_command.moved([f"{lever}={setting}" for lever, setting in MOVED.items()], subject), simulations.PLAN
    )
    scenario = found.scenarios[0]
    change, response = scenario.differences["loss_rate"].change, scenario.simulation.response_time_hours
    number, loss, before = german.number, scenario.simulation.loss_rate.mean, found.as_is.loss_rate.mean
    for expected in (
        f"Leadverlust {number(100 * loss, 1)} % heute {number(100 * before, 1)} %",
        f"−{number(-100 * change.mean, 1)} ± {number(100 * change.half_width, 1)} Punkte",
        f"Neukunden im Jahr {number(scenario.simulation.won.mean)} heute {number(found.as_is.won.mean)}",
        f"{number(response['median'].mean, 1)} h",
        f"90 % unter {number(response['p90'].mean, 1)} h",
    ):
        assert expected in shown


def test_without_a_move_today_is_shown_with_its_interval(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    found = move(stocked, {}, german)
    assert "Punkte" in words_of(found.figures)
    assert "heute" not in words_of(found.figures)
    assert len(found.losses["data"]) == 1
    assert found.answered["number"] == 1


def test_the_page_comes_with_today_as_soon_as_that_is_known(
    stocked: Services, german: Wording, as_json: Callable[[object], Any]
) -> None:
    def came(address: str) -> str:
        return json.dumps(as_json(page_at(stocked, address, "de").content), sort_keys=True)

    assert came(ADDRESS).count('"card figure waiting"') == 5
    today = move(stocked, {}, german)
    now = came(ADDRESS)
    assert '"card figure waiting"' not in now
    for piece in (*today.figures, today.numbers, today.losses):
        assert json.dumps(as_json(piece), sort_keys=True) in now
    assert came(f"{ADDRESS}?calibration=deck").count('"card figure waiting"') == 5


def test_numbers_behind_the_picture_come_where_they_are_open(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    asked = {"page": "p", "number": 1, "settings": MOVED}
    closed, opened = (
        answer(stocked, NewestMoves(), {**asked, **more}, SUBJECT.as_data(), german) for more in ({}, {"numbers": True})
    )
    assert words_of(closed.numbers) == "Zahlen und Dateien"
    assert all(
        words in words_of(opened.numbers) for words in ("Nachfassen", opened.losses["data"][1]["text"][0], "Zahlen (.csv)")
    )


def test_a_difference_inside_the_noise_is_said_to_be_none(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    deck = Subject("car_maker", "deck")
    assert "kein belegter Unterschied" in words_of(move(stocked, {"sellers": 1.05}, german, deck).figures)


@pytest.mark.parametrize("calibration", simulations.CALIBRATIONS)
def test_losses_by_cause_are_sorted_by_today_and_stand_behind_the_picture(
    stocked: Services, german: Wording, calibration: Any
) -> None:
    found = move(stocked, {"severity_poor_follow_up": 0.0}, german, Subject("car_maker", calibration))
    today, now = found.losses["data"]
    assert today["x"] == sorted(today["x"], reverse=True)
    assert len(today["x"]) == 9
    follow_up = now["y"].index("Nachfassen")
    assert now["x"][follow_up] < 0.1 * today["x"][follow_up]


@pytest.mark.parametrize(
    "settings",
    [
        {"sellers": 0.01},  # below what the lever can do
        {"agents": 0.0},
        {"nothing_of_this_name": 1.0},
        {"routing_policy": "by_magic"},
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_else_changes(
    stocked: Services, german: Wording, settings: dict[str, Any], words_of: WordsOf
) -> None:
    found = move(stocked, settings, german)
    assert words_of(found.fault)
    assert found.figures is not None
    assert "Traceback" not in words_of(found.fault)
    assert found.answered["number"] == 1


def test_levers_at_all_their_ends_give_an_answer(stocked: Services, german: Wording) -> None:
    today = stocked.simulations.levers_today("car_maker", "evidence")
    for end in (0, -1):
        settings: dict[str, Any] = {}
        for lever in stocked.simulations.levers:
            ends = [option.id for option in lever.options] or [lever.minimum, lever.maximum]
            settings[lever.id] = ends[end]
        settings.pop("sellers")  # half the sellers cannot staff all outlets: a fault of its own
        del settings["attempts"]
        settings |= {name: 1.0 for name in settings if name.endswith("_volume")}  # without any inquiry nothing can be lost
        found = move(stocked, settings, german)
        assert found.fault is None, found.fault
    assert today.calibration == "evidence"


def test_all_budget_on_one_channel_gives_an_answer(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    silent = {f"{name}_volume": 0.0 for name in ("fair", "promotion", "call", "fax", "email", "letter")}
    assert move(stocked, {**silent, "web_volume": 3.0}, german).fault is None
    nobody = move(stocked, {**silent, "web_volume": 0.0}, german)
    assert "Anfrage" in words_of(nobody.fault)


def test_an_older_move_stops_and_shows_nothing(stocked: Services, german: Wording) -> None:
    newest = NewestMoves()
    newest.arrived("p", 7)
    found = answer(stocked, newest, {"page": "p", "number": 6, "settings": MOVED}, SUBJECT.as_data(), german)
    assert all(part is no_update for part in found.as_outputs())
    newest_move = {"page": "p", "number": 7, "settings": MOVED}
    assert answer(stocked, newest, newest_move, SUBJECT.as_data(), german).answered["number"] == 7


def test_only_so_many_pages_are_remembered() -> None:
    newest = NewestMoves()
    for number in range(600):
        newest.arrived(f"page {number}", 5)
    assert newest.is_newest("page 0", 1)
    assert not newest.is_newest("page 599", 1)


def test_the_page_offers_every_lever_with_its_place_today(
    stocked: Services, words_of: WordsOf, as_json: Callable[[object], Any]
) -> None:
    page = page_at(stocked, ADDRESS, "de")
    words = words_of(page.content)
    for part in ("Verteilung", "Nachfassen", "heute von Hand", "Kontaktversuche", "Was wäre, wenn?"):
        assert part in words
    assert "'label': 'Wer den Lead bekommt'" in str(as_json(page.content))
    assert words.index("Verteilung") < words.index("Erfassung")


def test_in_the_deck_calibration_levers_say_what_they_cannot_move(stocked: Services, words_of: WordsOf) -> None:
    sentence = "Bewegt hier Zeiten und Auslastung, keine Abschlüsse."
    assert sentence in words_of(page_at(stocked, f"{ADDRESS}?calibration=deck", "de").content)
    assert sentence not in words_of(page_at(stocked, ADDRESS, "de").content)


def test_a_saved_scenario_opens_where_it_was_left(stocked: Services, words_of: WordsOf) -> None:
    saved = save(stocked, SUBJECT, MOVED, "Schnell & hartnäckig", "")
    scenario = stocked.store.get("car_maker").scenarios[0]
    assert (saved, scenario.id, scenario.calibration) == (scenario.id, "schnell_hartnaeckig", "evidence")
    page = page_at(stocked, f"{ADDRESS}?scenario={saved}", "de")
    assert "Schnell & hartnäckig" in words_of(page.content)
    assert "6 Versuche" in words_of(page.content)
    change = change_of(stocked, replace(SUBJECT, scenario_id=saved), MOVED)
    assert change is not None
    assert {entry.override.path for entry in change.overrides} == {override.path for override in scenario.overrides}


def test_a_name_that_exists_and_levers_that_rest_are_refused(stocked: Services) -> None:
    save(stocked, SUBJECT, MOVED, "Schnell", "")
    with pytest.raises(ScanError, match="already there"):
        save(stocked, SUBJECT, {"agents": 9.0}, " schnell ", "")
    with pytest.raises(ScanError, match="nothing is different"):
        save(stocked, SUBJECT, {}, "Nichts", "")


def test_a_scenario_that_is_gone_is_said_to_be(stocked: Services, words_of: WordsOf) -> None:
    assert words_of(page_at(stocked, f"{ADDRESS}?scenario=gone", "de").content)
    assert "gone" in words_of(page_at(stocked, f"{ADDRESS}?scenario=gone", "de").content)


def test_an_almost_empty_engagement_has_levers_too(stocked: Services, nearly_empty: Engagement, german: Wording) -> None:
    stocked.store.add(nearly_empty, now=NOW)
    assert ids.LEVERS_MOVED in str(page_at(stocked, "/engagements/nearly_empty/levers", "de").content)
    assert move(stocked, {"sellers": 1.5}, german, Subject("nearly_empty", "evidence")).fault is None


@pytest.fixture
def played(stocked: Services) -> str:
    """The token of a link to play with."""
    saved = save(stocked, SUBJECT, MOVED, "Schnell", "")
    return stocked.shares.make("car_maker", "play", "evidence", [saved], now=NOW).token


def test_behind_a_link_levers_move_and_nothing_names_the_engagement(
    stocked: Services, german: Wording, played: str, as_json: Callable[[object], Any]
) -> None:
    address = f"/shared/{played}/levers"
    told = str(as_json(page_at(stocked, f"{address}?scenario=schnell", "de").content))
    assert "car_maker" not in told
    assert "/engagements/" not in told
    assert ids.LEVERS_SAVE not in told
    about = {"name": played, "token": played, "scenario": "schnell"}
    found = answer(stocked, NewestMoves(), {"page": "p", "number": 1, "settings": {"agents": 9.0}}, about, german)
    assert found.fault is None


def test_a_link_to_look_at_moves_nothing_and_an_ended_one_shows_nothing(
    stocked: Services, german: Wording, played: str, words_of: WordsOf
) -> None:
    look = stocked.shares.make("car_maker", "read", "evidence", ["schnell"], now=NOW).token
    assert "ansehen" in words_of(page_at(stocked, f"/shared/{look}/levers", "de").content)
    for token in (look, "no-such-token"):
        about = {"name": token, "token": token, "scenario": None}
        found = answer(stocked, NewestMoves(), {"page": "p", "number": 1, "settings": {}}, about, german)
        assert found.fault is not None
    with pytest.raises(ScanError, match="nothing can be saved"):
        save(stocked, Subject("car_maker", "evidence", None, played), MOVED, "Meins", "")


def test_a_first_answer_comes_over_few_years_and_the_whole_for_asking_unless_others_wait(
    stocked: Services, german: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulations, "QUICK", 2)

    def years(settings: dict[str, Any], whole: bool) -> tuple[int, int]:
        moved = {"page": "p", "number": 1, "settings": settings, "whole": whole}
        told = answer(stocked, NewestMoves(), moved, SUBJECT.as_data(), german).answered
        return told["years"], told["of"]

    assert years(MOVED, False) == (2, 3)
    with stocked.simulations._waiting.one_more():
        assert years(MOVED, True) == (2, 3)
        assert years({}, False) == (3, 3)  # today is there already
    assert years(MOVED, True) == (3, 3)


def test_few_years_and_all_of_them_are_those_of_the_command_line(stocked: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulations, "QUICK", 2)
    change = change_of(stocked, SUBJECT, MOVED)
    assert change is not None
    as_is = stocked.simulations.as_is("car_maker", "evidence")
    few = stocked.simulations.compared_soon("car_maker", "evidence", change)
    assert few == compare(as_is, [change], replace(simulations.PLAN, replications=2))
    whole = stocked.simulations.compared_soon("car_maker", "evidence", change, whole=True)
    assert whole == compare(as_is, [change], simulations.PLAN)


def test_a_crew_without_time_is_said_and_what_would_help_is_had_for_asking(
    stocked: Services, german: Wording, words_of: WordsOf
) -> None:
    found = stocked.simulations.compared("car_maker", "evidence", None)
    assert warning_card(found, german) is None
    busy = {name: load.model_copy(update={"mean": 0.93}) for name, load in found.as_is.utilisation.items()}
    crowded = found.model_copy(update={"as_is": found.as_is.model_copy(update={"utilisation": busy})})
    words = words_of(warning_card(crowded, german))
    assert "Verkäufer zu 93 % ausgelastet" in words
    assert "Callcenter zu 93 % ausgelastet" in words
    told = relief_for(stocked, SUBJECT, change_of(stocked, SUBJECT, MOVED))
    assert told.guard.sellers.weeks_tight is not None
    assert told.replications == simulations.PLAN.replications
