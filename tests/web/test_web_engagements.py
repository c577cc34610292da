"""The list and what is done with whole engagements, called as plain functions."""

import base64
import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from quickscan.domain.engagement import Answer, Engagement
from quickscan.files.portable import portable_file
from quickscan.web.app import create_app, page_at
from quickscan.web.pages.engagements import actions
from quickscan.web.pages.engagements.entry import bin_card
from quickscan.web.pages.engagements.opening import open_all_the_same, open_file
from quickscan.web.pages.engagements.overview import SHOWN_AT_ONCE, entries, matching
from quickscan.web.reports import Wanted
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
LOOPBACK = "http://127.0.0.1"


@pytest.fixture
def loaded(services: Services, example: Engagement) -> Services:
    """The services with the example in the store."""
    services.store.add(example, now=services.clock())
    return services


def upload(engagement: Engagement) -> str:
    """A file as the browser hands it on."""
    return "data:;base64," + base64.b64encode(portable_file(engagement).content).decode()


# --- the list ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "archived_too", "found"),
    [
        ("", False, ["car_maker"]),
        ("", True, ["car_maker", "nearly_empty"]),
        ("MUSTER", True, ["nearly_empty"]),
        ("muster", False, []),
        ("auto lead", False, ["car_maker"]),
        ("interessenten landtechnik", True, ["nearly_empty"]),
        ("auto landtechnik", True, []),
    ],
)
def test_a_search_holds_all_its_words(
    loaded: Services, nearly_empty: Engagement, search: str, archived_too: bool, found: list[str]
) -> None:
    loaded.store.add(nearly_empty, now=loaded.clock())
    loaded.store.archive(nearly_empty.id, now=loaded.clock())
    assert [one.id for one in matching(loaded.store.list(), search, archived_too)] == found


def test_a_search_that_finds_nothing_says_so(loaded: Services, german: Wording, words_of: WordsOf) -> None:
    assert words_of(entries(loaded, "niemand", False, german)).startswith("Kein Projekt passt dazu.")


def test_many_are_shown_some_at_a_time(services: Services, nearly_empty: Engagement, german: Wording, as_json: AsJson) -> None:
    many = 2 * SHOWN_AT_ONCE + 1
    for number in range(many):
        moment = services.clock() - timedelta(minutes=number)
        services.store.add(nearly_empty.model_copy(update={"id": f"e{number:03}"}), now=moment)
    seen: list[str] = []
    for after in (0, SHOWN_AT_ONCE, 2 * SHOWN_AT_ONCE):
        tree = json.dumps(as_json(entries(services, "", False, german, after)))
        seen += [f"e{number:03}" for number in range(many) if f'"/engagements/e{number:03}"' in tree]
        assert ('"rest": "more"' in tree) == (after < 2 * SHOWN_AT_ONCE)
    assert seen == [f"e{number:03}" for number in range(many)]


def test_stages_and_archive_are_told_in_words(
    loaded: Services, nearly_empty: Engagement, german: Wording, words_of: WordsOf
) -> None:
    loaded.store.add(nearly_empty, now=loaded.clock())
    loaded.store.add(nearly_empty.model_copy(update={"id": "begun_by_nobody", "answers": ()}), now=loaded.clock())
    loaded.store.archive("car_maker", now=loaded.clock())
    said = words_of(entries(loaded, "", True, german))
    for words in ("alles gefragt archiviert", "Interviews laufen", "noch nicht begonnen"):
        assert words in said
    assert "3 Projekte, das zuletzt geänderte zuerst, davon 1 archiviert" in words_of(page_at(loaded, "/", "de").content)


# --- what is done with an entry ------------------------------------------------------------------------------------------


def test_a_copy_has_a_name_of_its_own_and_all_answers(loaded: Services, german: Wording, words_of: WordsOf) -> None:
    assert "Lead Management 2026 (Kopie)" in words_of(actions.duplicate(loaded, "car_maker", True, german))
    original, copy = loaded.store.get("car_maker"), loaded.store.get("car_maker_2")
    assert copy == original.model_copy(update={"id": "car_maker_2", "title": "Lead Management 2026 (Kopie)"})
    actions.duplicate(loaded, "car_maker", False, german)
    assert loaded.store.get("car_maker_3").answers == ()
    assert loaded.store.get("car_maker_3").respondents == original.respondents


def test_archiving_goes_to_and_fro_in_place(loaded: Services, german: Wording, words_of: WordsOf) -> None:
    assert "ist jetzt archiviert" in words_of(actions.archive(loaded, "car_maker", german))
    assert entries(loaded, "", False, german)[0] is not None
    assert matching(loaded.store.list(), "", False) == []
    assert "ist wieder aufgenommen" in words_of(actions.archive(loaded, "car_maker", german))
    assert len(matching(loaded.store.list(), "", False)) == 1


def test_what_is_deleted_leaves_a_way_back_in_its_place_and_in_the_bin(
    loaded: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    in_place = actions.delete(loaded, "car_maker", german)
    assert words_of(in_place) == "Beispiel Automobil AG · Lead Management 2026 wurde gelöscht. Rückgängig"
    assert '"listed": "undo", "engagement": "car_maker"' in json.dumps(as_json(in_place))
    assert "zurückzuholen bis 01.04.2026" in words_of(bin_card(loaded, german))
    assert "Diese Seite gibt es nicht" in words_of(page_at(loaded, "/engagements/car_maker", "de").content)
    assert "Zuletzt gelöscht (1)" in words_of(page_at(loaded, "/", "de").content)
    assert "84 von 84" in words_of(actions.undo(loaded, "car_maker", german))
    assert bin_card(loaded, german) is None
    actions.delete(loaded, "car_maker", german)
    assert "ist wieder da" in words_of(actions.put_back(loaded, "car_maker", german))
    assert loaded.store.has("car_maker")


@pytest.mark.parametrize("deed", [actions.archive, actions.delete, actions.undo, actions.put_back])
def test_what_cannot_be_done_is_said_in_place(services: Services, german: Wording, words_of: WordsOf, deed: actions.Deed) -> None:
    assert words_of(actions.done(deed, services, "gone", german)).startswith("gone ")


def test_a_report_of_what_was_deleted_is_not_handed_out_for_another_of_its_id(
    loaded: Services, example: Engagement, german: Wording
) -> None:
    loaded.reports.ask("car_maker", Wanted("de"))
    while loaded.reports.file("car_maker", Wanted("de")) is None:
        time.sleep(0.02)
    actions.delete(loaded, "car_maker", german)
    client = example.client.model_copy(update={"name": "Wer anderes"})
    loaded.store.add(example.model_copy(update={"client": client}), now=loaded.clock())
    assert loaded.reports.file("car_maker", Wanted("de")) is None
    assert loaded.reports.look("car_maker", Wanted("de")) is None


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(loaded: Services) -> FlaskClient:
    browser: FlaskClient = create_app(loaded).server.test_client()
    return browser


def test_an_engagement_is_handed_out_as_its_file(client: FlaskClient, example: Engagement) -> None:
    with client.get("/engagements/car_maker/file", base_url=LOOPBACK) as answer:
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"] == "attachment; filename=car_maker.engagement.yaml"
        assert answer.get_data() == portable_file(example).content


def test_where_there_is_none_the_file_leads_to_a_page(client: FlaskClient) -> None:
    answer = client.get("/engagements/nowhere/file", base_url=LOOPBACK)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/engagements/nowhere")


def test_a_file_that_cannot_be_is_a_sentence_and_not_empty(client: FlaskClient, loaded: Services) -> None:
    noted = Answer(question="follow_up.attempts", respondent="dealer_south", value=2, note="a\x00b", revision=9, supersedes=8)
    loaded.store.revise("car_maker", lambda one: one.model_copy(update={"answers": (*one.answers, noted)}), now=loaded.clock())
    answer = client.get("/engagements/car_maker/file", base_url=LOOPBACK)
    assert answer.status_code == 422
    assert "car_maker.engagement.yaml: ein Text enthält nach „a“ ein unsichtbares Steuerzeichen" in answer.get_data(as_text=True)


def test_a_file_of_what_is_there_asks_what_to_do(
    loaded: Services, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    changed = example.model_copy(update={"title": "Aus der Datei", "answers": example.answers[:5]})
    where, said = open_file(loaded, upload(changed), "car_maker.engagement.yaml", german)
    assert where != "/engagements/car_maker"
    for words in ("gibt es schon", "Aus der Datei · 5 Einträge", "Durch die Datei ersetzen Beide behalten Datei nicht öffnen"):
        assert words in words_of(said)
    assert loaded.store.get("car_maker") == example


def test_the_same_file_again_just_opens(loaded: Services, example: Engagement, german: Wording) -> None:
    revision = loaded.store.revision("car_maker")
    assert open_file(loaded, upload(example), "x.engagement.yaml", german) == ("/engagements/car_maker", None)
    assert loaded.store.revision("car_maker") == revision


def test_both_are_kept(loaded: Services, example: Engagement, german: Wording) -> None:
    changed = example.model_copy(update={"title": "Aus der Datei"})
    assert open_all_the_same(loaded, upload(changed), "x.engagement.yaml", "beside", german) == ("/engagements/car_maker_2", None)
    assert loaded.store.get("car_maker") == example
    assert loaded.store.get("car_maker_2") == changed.model_copy(update={"id": "car_maker_2"})


def test_what_is_replaced_lies_in_the_bin(loaded: Services, example: Engagement, german: Wording) -> None:
    changed = example.model_copy(update={"title": "Aus der Datei"})
    assert open_all_the_same(loaded, upload(changed), "x.engagement.yaml", "replace", german) == ("/engagements/car_maker", None)
    assert loaded.store.get("car_maker") == changed
    (replaced,) = loaded.bin.list(loaded.clock())
    loaded.bin.put_back(replaced.id, now=loaded.clock())
    assert loaded.store.get(replaced.id) == example.model_copy(update={"id": replaced.id})


def test_a_file_of_a_deleted_engagement_opens_beside_the_bin(loaded: Services, example: Engagement, german: Wording) -> None:
    loaded.bin.delete("car_maker", now=loaded.clock())
    assert open_file(loaded, upload(example), "x.engagement.yaml", german) == ("/engagements/car_maker", None)
    assert len(loaded.bin.list(loaded.clock())) == 1


def test_an_engagement_called_new_gets_another_id(services: Services, example: Engagement, german: Wording) -> None:
    named_new = example.model_copy(update={"id": "new"})
    assert open_file(services, upload(named_new), "new.engagement.yaml", german) == ("/engagements/new_2", None)
