"""The head of an engagement is read from a form with all faults at once, and nobody's change of it gets lost unseen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Engagement, Respondent
from quickscan.domain.problem import Problem, ScanError
from quickscan.interview.head import (
    CHANGED_BY_OTHERS,
    HOLDS_ANSWERS,
    ROWS,
    TEXTS,
    form_of,
    merged,
    read_head,
    records_of,
    text_typed,
    usual_side,
    with_head,
)
from tests.material import engagement, said

PROCESSES = ("car_dealers", "insurance_agents")
ROLES = ("marketing", "dealer", "it")
ODD = "„Äpfel“ & <b>fett</b> {{ 7 * 7 }} \N{ROCKET} \u202everkehrt\u202c"


def form(**changes: Any) -> dict[str, Any]:
    """A form without a fault."""
    sound = {"title": "Quick-Scan", "client": "Muster AG", "industry": "Maschinenbau", "country": "AT", "profile": ""}
    sound |= {"language": "de", "process": "car_dealers", "consultants": ""}
    return {**sound, ROWS: [row("+dealer+1", "Händler")], **changes}


def row(name: str, label: str, role: str = "dealer", side: str = "field") -> dict[str, str]:
    return {"id": name, "label": label, "role": role, "side": side}


def faults(typed: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(ScanError) as refused:
        read_head(typed, PROCESSES, ROLES)
    return {problem.where: problem.what for problem in refused.value.problems}


def test_a_form_says_a_head() -> None:
    head = read_head(form(consultants=" Beraterin A, Berater B;C\n,", profile=" Traktoren. "), PROCESSES, ROLES)
    assert (head.title, head.client.name, head.client.country) == ("Quick-Scan", "Muster AG", "AT")
    assert head.client.profile == "Traktoren."
    assert head.consultants == ("Beraterin A", "Berater B", "C")
    assert head.respondents == (Respondent(id="haendler", label="Händler", role="dealer", side="field"),)


def test_all_faults_are_told_at_once_by_their_field() -> None:
    rows = [row("+dealer+1", " "), row("+it+2", "IT", "it"), row("+it+3", "it ", "it"), row("+x+4", "X", "sales_head", "moon")]
    found = faults({"title": "", "client": " \u200b "[:1], "country": "Austria", "language": "fr", "process": "x", ROWS: rows})
    assert set(found) == {
        "title", "client", "industry", "country", "language", "process",
        "respondents.+dealer+1", "respondents.+it+3", "respondents.+x+4",
    }  # fmt: skip
    assert found["respondents.+it+3"] == "two respondents are called the same"


def test_an_empty_form_is_told_what_it_needs() -> None:
    assert set(faults({})) == {"title", "client", "industry", "country", "language", "process"}


def test_respondents_get_ids_of_their_own() -> None:
    rows = [row("+dealer+1", "Händler Süd"), row("+dealer+2", "Händler, Süd"), row("+dealer+3", "3. Händler"), row("+it+4", "??")]
    head = read_head(form(respondents=rows), PROCESSES, ROLES)
    assert [one.id for one in head.respondents] == ["haendler_sued", "haendler_sued_2", "respondent_3_haendler", "respondent"]


@given(st.lists(st.text(min_size=1), max_size=8))
def test_any_names_give_sound_respondents(names: list[str]) -> None:
    typed = form(respondents=[row(f"+dealer+{number}", name) for number, name in enumerate(names)])
    labels = [text_typed(name).casefold() for name in names]
    if not all(labels) or len(set(labels)) < len(labels):
        with pytest.raises(ScanError):
            read_head(typed, PROCESSES, ROLES)
        return
    head = read_head(typed, PROCESSES, ROLES)
    assert [one.label for one in head.respondents] == [text_typed(name) for name in names]
    assert len({one.id for one in head.respondents}) == len(names)


def test_odd_texts_stay_and_invisible_characters_go() -> None:
    long = ODD * 1_000
    assert read_head(form(client=ODD, title=long), PROCESSES, ROLES).client.name == ODD
    assert read_head(form(title=long), PROCESSES, ROLES).title == long
    assert read_head(form(client="A\x00B\x1f"), PROCESSES, ROLES).client.name == "AB"
    assert text_typed(None) == text_typed(7) == ""


def test_roles_stand_on_their_usual_side() -> None:
    assert [usual_side(role) for role in ("dealer", "call_centre", "it")] == ["field", "service_provider", "head_office"]


# --- later -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def begun() -> Engagement:
    """Somebody who said something twice, somebody else who did once, and an export."""
    answers = [said("business_model.sales_model", "dealer"), said("follow_up.attempts", 2, "dealer")]
    answers.append(said("follow_up.attempts", 3, "dealer", revision=2, supersedes=1))
    return engagement(answers)


def change(before: Engagement, typed: dict[str, Any], given_up: dict[str, int] | None = None) -> Engagement:
    head = read_head(typed, PROCESSES, ROLES, before.respondents)
    return with_head(before, head, given_up or {})


def test_a_form_as_shown_changes_nothing(begun: Engagement) -> None:
    assert change(begun, form_of(begun)) == begun


def test_what_the_form_cannot_show_stays(begun: Engagement) -> None:
    client = begun.client.model_copy(update={"profile": "  Traktoren.\n"})
    before = begun.model_copy(update={"consultants": ("Muster, Erika", "zwei\nZeilen"), "client": client})
    assert change(before, form_of(before)) == before
    assert change(before, form_of(before) | {"consultants": "Erika Muster"}).consultants == ("Erika Muster",)


def test_a_new_name_keeps_id_answers_and_what_the_form_does_not_show(begun: Engagement) -> None:
    typed = form_of(begun)
    typed[ROWS][1] |= {"label": "Händler Nordost", "side": "head_office"}
    known = begun.respondents[1].model_copy(update={"name": "Erika Musterfrau"})
    before = begun.model_copy(update={"respondents": (begun.respondents[0], known, begun.respondents[2])})
    after = change(before, typed)
    assert after.answers == begun.answers
    assert after.respondents[1] == known.model_copy(update={"label": "Händler Nordost", "side": "head_office"})
    assert after.respondents[2].kind == "data"


def test_who_gave_answers_is_not_removed_silently(begun: Engagement) -> None:
    typed = form_of(begun)
    typed[ROWS] = [one for one in typed[ROWS] if one["id"] == "head"]
    for agreed in ({}, {"dealer": 1}, {"dealer": 3}):
        with pytest.raises(ScanError) as refused:
            change(begun, typed, agreed)
        (problem,) = refused.value.problems
        assert (problem.where, problem.what) == ("respondents.dealer", HOLDS_ANSWERS)
    after = change(begun, typed, {"dealer": records_of(begun, "dealer")})
    assert [one.id for one in after.respondents] == ["head"]
    assert [answer.respondent for answer in after.answers] == ["head"]


def test_a_role_no_longer_asked_may_stay(begun: Engagement) -> None:
    assert change(begun, form_of(begun)).respondents[0].role == "sales_head"


# --- changed by two people at once --------------------------------------------------------------------------------------

FORMS = st.builds(
    lambda texts, names: {
        **dict(zip(TEXTS, texts, strict=True)),
        ROWS: [row(name, f"{name} {number}") for name, number in names],
    },
    st.lists(st.sampled_from("xyz"), min_size=len(TEXTS), max_size=len(TEXTS)),
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), max_size=4, unique_by=lambda entry: entry[0]),
)


@given(seen=FORMS, mine=FORMS)
def test_alone_my_form_counts(seen: dict[str, Any], mine: dict[str, Any]) -> None:
    assert merged(seen, seen, mine) == mine


@given(seen=FORMS, now=FORMS)
def test_what_i_left_as_it_was_is_as_others_made_it(seen: dict[str, Any], now: dict[str, Any]) -> None:
    both = merged(now, seen, seen)
    assert {name: both[name] for name in TEXTS} == {name: now[name] for name in TEXTS}
    assert sorted(both[ROWS], key=lambda one: one["id"]) == sorted(now[ROWS], key=lambda one: one["id"])


def merged_or_told(now: dict[str, Any], seen: dict[str, Any], mine: dict[str, Any]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    try:
        return merged(now, seen, mine), ()
    except ScanError as error:
        return {}, error.problems


@given(seen=FORMS, now=FORMS, mine=FORMS)
def test_nothing_that_others_changed_is_lost_unseen(seen: dict[str, Any], now: dict[str, Any], mine: dict[str, Any]) -> None:
    clash = {name for name in TEXTS if now[name] != seen[name] and mine[name] not in (seen[name], now[name])}
    both, told = merged_or_told(now, seen, mine)
    assert {problem.where for problem in told if problem.where in TEXTS} == clash
    assert all(problem.what == CHANGED_BY_OTHERS for problem in told)
    for name in TEXTS if not told else ():
        assert both[name] == (mine[name] if mine[name] != seen[name] else now[name])


def test_two_people_may_add_and_rename_different_respondents(begun: Engagement) -> None:
    seen, now, mine = form_of(begun), form_of(begun), form_of(begun)
    now[ROWS] = [*now[ROWS], row("dealer_east", "Händler Ost")]
    now["title"] = "Neuer Titel"
    mine[ROWS][0] |= {"label": "Leitung Vertrieb"}
    mine[ROWS].append(row("+it+1", "IT", "it", "head_office"))
    both = merged(now, seen, mine)
    assert both["title"] == "Neuer Titel"
    assert [one["label"] for one in both[ROWS]] == ["Leitung Vertrieb", "Händler Nord", "CRM-Export", "IT", "Händler Ost"]


def test_the_same_respondent_renamed_twice_is_told(begun: Engagement) -> None:
    seen, now, mine = form_of(begun), form_of(begun), form_of(begun)
    now[ROWS][1] |= {"label": "Händler Ost"}
    mine[ROWS][1] |= {"label": "Händler West"}
    with pytest.raises(ScanError) as refused:
        merged(now, seen, mine)
    assert [problem.where for problem in refused.value.problems] == ["respondents.dealer"]
    assert merged(now, now, mine)[ROWS][1]["label"] == "Händler West"
