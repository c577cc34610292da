"""Links: what is behind them, and that nothing else is; an ended link and a deleted scenario say so."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.store.shares import Share
from quickscan.web.app import create_app, page_at
from quickscan.web.pages.scenarios import actions
from quickscan.web.pages.scenarios.shared import shared, shared_figures
from quickscan.web.pages.scenarios.sharing import make_share, share_list
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.scenarios import ALL, stock

WordsOf = Callable[[object], str]
ENGAGEMENT = "car_maker"


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    return stock(services, example, monkeypatch, *ALL)


@pytest.fixture
def link(stocked: Services) -> Share:
    return make_share(stocked, ENGAGEMENT, "play", "evidence", ["sechs", "langsam"])


def test_a_link_shows_the_scenarios_side_by_side(stocked: Services, link: Share, words_of: WordsOf, german: Wording) -> None:
    page = page_at(stocked, f"/shared/{link.token}", "de")
    words = words_of(page.content)
    assert page.title == "Szenarien für Beispiel Automobil AG"
    assert "Sechs" in words
    assert "Gleich" not in words
    assert "besser" in words_of(shared_figures(stocked, link.token, "won", german))
    assert "besser" in words_of(shared_figures(stocked, link.token, "no such figure", german))


def test_only_a_link_to_play_leads_to_the_levers(stocked: Services, link: Share, as_json: Callable[[object], Any]) -> None:
    read = make_share(stocked, ENGAGEMENT, "read", "evidence", ["sechs"])
    way = {one.mode: f"/shared/{one.token}/levers" in str(as_json(page_at(stocked, f"/shared/{one.token}", "de").content))
           for one in (read, link)}  # fmt: skip
    assert way == {"read": False, "play": True}


def test_nothing_of_the_engagement_but_the_scenarios_is_behind_a_link(
    stocked: Services, link: Share, example: Engagement, as_json: Callable[[object], Any], german: Wording
) -> None:
    page = page_at(stocked, f"/shared/{link.token}", "de")
    told = str(as_json([page.content, page.header, shared_figures(stocked, link.token, "won", german)]))
    assert ENGAGEMENT not in told
    assert "/engagements" not in told
    assert set(re.findall(r"'href': '([^']*)'", told)) - {"#main", f"/shared/{link.token}/levers"} == {
        one for one in re.findall(r"'href': '([^']*)'", told) if one.startswith("data:text/csv")
    }
    secret = [answer.quote or answer.note for answer in example.answers if answer.quote or answer.note]
    secret += [one.label for one in example.respondents] + list(example.consultants)
    assert secret
    assert [words for words in secret if words in told] == []
    assert "save" not in {one.get("scenario_part") for one in ids_in(as_json(page.content))}


def ids_in(tree: Any) -> list[dict[str, Any]]:
    if isinstance(tree, dict):
        found = tree.get("id")
        return ([found] if isinstance(found, dict) else []) + [one for part in tree.values() for one in ids_in(part)]
    return [one for part in tree for one in ids_in(part)] if isinstance(tree, list) else []


@pytest.mark.parametrize(
    "behind",
    [
        "answers",
        "interview",
        "history",
        "documents",
        "settings",
        "file",
        "report",
        "scenarios",
        "../engagements/car_maker",
        "%2e%2e",
    ],
)
def test_other_addresses_behind_a_link_lead_nowhere(
    stocked: Services, link: Share, behind: str, words_of: WordsOf, as_json: Callable[[object], Any]
) -> None:
    page = page_at(stocked, f"/shared/{link.token}/{behind}", "de")
    assert page.title == "Hinter diesem Link ist nichts"
    assert "dieser Link führt nirgendwohin" in words_of(page.content)
    assert "/engagements" not in str(as_json([page.content, page.header]))


@pytest.mark.parametrize(
    "address", ["/shared/files/x.pdf", "/shared/{token}/file", "/shared/{token}/report.de.docx", "/shared/{token}/files/a"]
)
def test_no_file_is_handed_out_behind_a_link(stocked: Services, link: Share, address: str) -> None:
    answer = create_app(stocked).server.test_client().get(address.format(token=link.token), headers={"Host": "localhost"})
    # Every unknown address gets the empty document of the app, which says nothing of anybody.
    assert answer.mimetype == "text/html"
    assert b"Beispiel Automobil" not in answer.data


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "car_maker", "' OR 1=1 --", "../../etc", "😀"])
def test_a_link_that_was_never_made_leads_nowhere(stocked: Services, token: str, words_of: WordsOf) -> None:
    assert "dieser Link führt nirgendwohin" in words_of(page_at(stocked, f"/shared/{token}", "de").content)


def test_an_ended_link_says_so(stocked: Services, link: Share, words_of: WordsOf, german: Wording) -> None:
    assert link.token in str(share_list(stocked, ENGAGEMENT, german))
    stocked.shares.end(ENGAGEMENT, link.token, now=stocked.clock())
    assert "dieser Link wurde beendet" in words_of(page_at(stocked, f"/shared/{link.token}", "de").content)
    assert "this link was ended" in words_of(page_at(stocked, f"/shared/{link.token}", "en").content)
    with pytest.raises(ScanError, match="this link was ended"):
        shared_figures(stocked, link.token, "won", german)
    assert words_of(share_list(stocked, ENGAGEMENT, german)) == "Es gibt noch keinen Link."


def test_a_deleted_scenario_is_said_and_the_others_stay(stocked: Services, link: Share, words_of: WordsOf) -> None:
    actions.delete(stocked, ENGAGEMENT, "langsam")
    words = words_of(page_at(stocked, f"/shared/{link.token}", "de").content)
    assert "1 Szenario dieses Links wurde inzwischen gelöscht." in words
    actions.delete(stocked, ENGAGEMENT, "sechs")
    assert "was dieser Link zeigte, wurde gelöscht" in words_of(page_at(stocked, f"/shared/{link.token}", "de").content)
    with pytest.raises(ScanError, match="was deleted"):
        shared(stocked, link.token)


def test_a_deleted_engagement_shows_nothing(stocked: Services, link: Share, words_of: WordsOf) -> None:
    stocked.bin.delete(ENGAGEMENT, now=stocked.clock())
    page = page_at(stocked, f"/shared/{link.token}", "de")
    assert "was dieser Link zeigte, wurde gelöscht" in words_of(page.content)
    assert "Beispiel Automobil" not in words_of([page.content, page.header]) + page.title


@pytest.mark.parametrize("chosen", [[], ["nowhere"], ["obergrenzen"]])
def test_a_link_shows_scenarios_of_one_calibration_or_is_not_made(stocked: Services, chosen: list[str]) -> None:
    with pytest.raises(ScanError, match="no scenario is chosen"):
        make_share(stocked, ENGAGEMENT, "read", "evidence", chosen)
    assert stocked.shares.list(ENGAGEMENT) == ()


def test_a_mode_that_is_none_only_lets_look(stocked: Services) -> None:
    assert make_share(stocked, ENGAGEMENT, "write", "deck", ["obergrenzen"]).mode == "read"
