"""What is done with scenarios, without a browser: nothing typed is lost, and what cannot be is a sentence."""

from collections.abc import Callable
from typing import Any

import pytest

from quickscan.analysis.compare import AFTER_COST
from quickscan.analysis.scenario_figures import of_scenario
from quickscan.analysis.scenario_form import cost_typed, edited
from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override
from quickscan.web.pages.scenarios import actions
from quickscan.web.pages.scenarios.adding import put_together, take_over
from quickscan.web.pages.scenarios.callbacks import chosen_after, comparison, faults
from quickscan.web.pages.scenarios.comparing import side_by_side
from quickscan.web.pages.scenarios.entry import gone, head
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.scenarios import ALL, DECK, SIX, own, stock

WordsOf = Callable[[object], str]
ENGAGEMENT = "car_maker"


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    return stock(services, example, monkeypatch, *ALL)


def names(services: Services) -> list[str]:
    return [one.name.de for one in services.store.get(ENGAGEMENT).scenarios]


def form(**changes: str) -> dict[str, str]:
    return {"name": "Sechs", "description": "Sechs", "cost_per_year_eur": "40.000", "one_off_cost_eur": "", **changes}


def seen(scenario: Any = SIX) -> dict[str, Any]:
    return dict(scenario.model_dump(mode="json", exclude_defaults=True))


def test_a_form_is_saved_and_the_head_shows_it(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    typed = form(name="  Sechs  mal ", one_off_cost_eur="1.500,50")
    engagement, now = actions.save(stocked, ENGAGEMENT, seen(), typed, german)
    assert (now.name.de, now.one_off_cost_eur, now.cost_per_year_eur) == ("Sechs mal", 1500.5, 40000)
    assert "kostet 40.000 € im Jahr, 1.500,5 € einmalig" in words_of(head(now, engagement, german))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 300}, ["name"]),
        ({"name": "langsam"}, ["name"]),
        ({"description": " "}, ["description"]),
        ({"cost_per_year_eur": "viel"}, ["cost_per_year_eur"]),
        ({"one_off_cost_eur": "-5"}, ["one_off_cost_eur"]),
        (
            {"name": "", "cost_per_year_eur": "1e400", "one_off_cost_eur": "9" * 40},
            ["name", "cost_per_year_eur", "one_off_cost_eur"],
        ),
    ],
)
def test_a_form_with_faults_changes_nothing_and_says_all_of_them(
    stocked: Services, german: Wording, words_of: WordsOf, changes: dict[str, str], fields: list[str]
) -> None:
    with pytest.raises(ScanError) as error:
        actions.save(stocked, ENGAGEMENT, seen(), form(**changes), german)
    assert [problem.where for problem in error.value.problems] == fields
    assert stocked.store.get(ENGAGEMENT).scenarios == ALL
    said = words_of(faults(error.value, german))
    assert not any(english in said for english in ("the ", "type ", "give "))


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("12.000", "de", 12000.0),
        ("12,000", "en", 12000.0),
        ("1.234,5", "de", 1234.5),
        ("1,234.5", "en", 1234.5),
        ("1,5", "de", 1.5),
        ("1 000 €", "de", 1000.0),
        ("0", "de", 0.0),
        ("  ", "en", None),
    ],
)
def test_costs_are_typed_as_people_of_a_language_write_them(typed: str, language: Language, amount: float | None) -> None:
    assert cost_typed("x", typed, language) == amount


def test_words_left_as_they_stand_stay_in_the_other_language() -> None:
    two = SIX.model_copy(update={"name": SIX.name.model_copy(update={"en": "Six"})})
    same = edited(two, {"name": "Sechs", "description": "Sechs"}, "de")
    assert same.name == two.name
    assert edited(two, {"name": "Neu", "description": "Sechs"}, "de").name.en == "Neu"


def test_two_people_at_once_lose_nothing_unsaid(stocked: Services, german: Wording) -> None:
    actions.save(stocked, ENGAGEMENT, seen(), form(name="Sechs Mal"), german)
    _, both = actions.save(stocked, ENGAGEMENT, seen(), form(description="Anders"), german)
    assert (both.name.de, both.description.de) == ("Sechs Mal", "Anders")
    with pytest.raises(ScanError, match="somebody else changed this in the meantime"):
        actions.save(stocked, ENGAGEMENT, seen(), form(name="Sechsmal"), german)
    actions.delete(stocked, ENGAGEMENT, "sechs")
    with pytest.raises(ScanError, match="somebody else took this scenario out"):
        actions.save(stocked, ENGAGEMENT, seen(), form(name="Sechsmal"), german)


def test_what_is_deleted_comes_back_in_its_place(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    scenario, at = actions.delete(stocked, ENGAGEMENT, "langsam")
    assert names(stocked) == ["Sechs", "Gleich", "Obergrenzen"]
    shown = gone(scenario, at, german)
    assert "„Langsam“ ist gelöscht." in words_of(shown)
    actions.undo(stocked, ENGAGEMENT, shown[0].data)
    assert stocked.store.get(ENGAGEMENT).scenarios == ALL


def test_an_undo_after_somebody_took_the_name_says_so(stocked: Services, german: Wording) -> None:
    scenario, at = actions.delete(stocked, ENGAGEMENT, "langsam")
    actions.save(stocked, ENGAGEMENT, seen(), form(name="Langsam"), german)
    with pytest.raises(ScanError, match="already there"):
        actions.undo(stocked, ENGAGEMENT, gone(scenario, at, german)[0].data)


def test_a_copy_stands_behind_and_the_report_shows_what_is_switched_on(stocked: Services) -> None:
    actions.show_in_report(stocked, ENGAGEMENT, "sechs", True)
    engagement, copy = actions.duplicate(stocked, ENGAGEMENT, "sechs")
    assert [one.name.de for one in engagement.scenarios][:2] == ["Sechs", "Sechs (2)"]
    assert [one.in_report for one in engagement.scenarios][:2] == [True, False]
    assert copy.overrides == SIX.overrides


def test_a_prepared_scenario_is_taken_over_once(stocked: Services) -> None:
    made = take_over(stocked, ENGAGEMENT, "fast_and_persistent", "evidence")
    assert (made.made_at, made.based_on) == (stocked.clock(), ())
    for wrong in ("fast_and_persistent", None, "nowhere"):
        with pytest.raises(ScanError):
            take_over(stocked, ENGAGEMENT, wrong, "evidence")


def test_a_clash_is_said_with_both_names_and_the_lever(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    actions.keep(stocked, ENGAGEMENT, lambda now: (*now, own("Drei", Override(path="dealers.attempt_shares", value=[0, 0, 1]))))
    assert put_together(stocked, ENGAGEMENT, ["sechs", "langsam"], "Beide", german).based_on == ("sechs", "langsam")
    with pytest.raises(ScanError) as error:
        put_together(stocked, ENGAGEMENT, ["sechs", "drei"], "Geht nicht", german)
    assert "„Kontaktversuche“" in words_of(faults(error.value, german))
    assert "“Sechs” und “Drei” ändern beide" in words_of(faults(error.value, german))
    assert "Geht nicht" not in names(stocked)


@pytest.mark.parametrize(
    ("chosen", "there", "changed", "after"),
    [
        (["a", "b"], ["a"], "b", ["a"]),
        (["a"], ["a", "b"], "b", ["a", "b"]),
        (["a"], ["a", "b"], "a", ["a"]),
        (list("abcdef"), list("abcdefg"), "g", list("abcdef")),
    ],
)
def test_what_is_compared_follows_what_comes_and_goes(
    chosen: list[str], there: list[str], changed: str, after: list[str]
) -> None:
    assert chosen_after(chosen, there, changed) == after


def test_a_cost_that_changes_changes_what_is_left(stocked: Services, german: Wording) -> None:
    _, now = actions.save(stocked, ENGAGEMENT, seen(), form(cost_per_year_eur="1"), german)
    before, after = (
        of_scenario(side_by_side(stocked, stocked.store.get(ENGAGEMENT), [one], "evidence").scenarios[0], AFTER_COST)
        for one in (SIX, now)
    )
    assert before is not None
    assert after is not None
    assert after.mean - before.mean == pytest.approx(39999)


def test_a_scenario_of_another_calibration_is_never_compared(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    words = words_of(comparison(stocked, ENGAGEMENT, ["sechs", DECK.id], "evidence", "won", german))
    assert "Sechs" in words
    assert "Obergrenzen" not in words
