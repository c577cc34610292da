"""Engagements begin with an id that fits, from a head or as a copy, and tell how far their interviews are."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Answer, Client, Ruling
from quickscan.interview.begin import begin, copy_of, questions_open, was_put
from quickscan.interview.head import Head
from quickscan.interview.ids import LONGEST_ID, free_id, id_from
from tests.material import engagement, questionnaire, said

ENGAGEMENT_ID = re.compile("[a-z0-9][a-z0-9_-]*")


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Muster Werke GmbH", "muster_werke_gmbh"),
        ("Ängstlich & Söhne <GmbH>", "aengstlich_soehne_gmbh"),
        ("Weiß  --  Größe", "weiss_groesse"),
        ("Škoda Café", "skoda_cafe"),
        ("3M", "3m"),
        ("汽车", "engagement"),
        ("!?", "engagement"),
        ("", "engagement"),
    ],
)
def test_an_id_is_the_name_in_small_letters(name: str, made: str) -> None:
    assert id_from(name) == made


@given(st.text(max_size=300))
def test_any_name_gives_an_id(name: str) -> None:
    made = id_from(name)
    assert ENGAGEMENT_ID.fullmatch(made)
    assert len(made) <= LONGEST_ID


@given(st.text(max_size=200), st.integers(0, 12))
def test_a_free_id_is_free_and_begins_like_the_one_wanted(name: str, many: int) -> None:
    wanted, taken = id_from(name), set()
    for _ in range(many):
        found = free_id(wanted, taken)
        assert found not in taken
        assert ENGAGEMENT_ID.fullmatch(found)
        assert len(found) <= LONGEST_ID
        assert found.startswith(wanted[: LONGEST_ID - 3])
        taken.add(found)
    assert (wanted in taken) == (many > 0)


def test_an_engagement_begins_with_its_head_and_no_answers() -> None:
    head = Head(Client(name="Muster AG", industry="Maschinenbau"), "Titel", "insurance_agents", "en", ("Beraterin",))
    begun = begin(head, questionnaire(), date(2026, 3, 2))
    assert (begun.id, begun.title, begun.client.name, begun.language) == ("muster_ag", "Titel", "Muster AG", "en")
    assert (begun.process, begun.consultants, begun.started_on) == ("insurance_agents", ("Beraterin",), date(2026, 3, 2))
    assert begun.answers == ()
    assert begun.questionnaire.hash == questionnaire().fingerprint()


@pytest.mark.parametrize("with_answers", [True, False])
def test_a_copy_differs_in_title_and_perhaps_in_answers(with_answers: bool) -> None:
    both_stand = Ruling(question="business_model.sales_model", decision="both_stand", reason="je nach Region")
    original = engagement([said("business_model.sales_model", "dealer")]).model_copy(update={"rulings": (both_stand,)})
    copy = copy_of(original, "Kopie", with_answers)
    assert (copy.answers, copy.rulings) == ((original.answers, original.rulings) if with_answers else ((), ()))
    about_answers = {"answers": original.answers, "rulings": original.rulings}
    assert copy.model_copy(update={"title": original.title, **about_answers}) == original


def test_open_are_the_questions_that_are_asked_of_all_and_put_to_nobody() -> None:
    always = [one.id for one in questionnaire().questions() if one.when is None]
    depending = next(one.id for one in questionnaire().questions() if one.when is not None)
    assert questions_open(engagement()) == len(always)
    assert questions_open(engagement([status(depending, "dont_know")])) == len(always)
    assert questions_open(engagement([status(always[0], "dont_know"), status(always[1], "deferred")])) == len(always) - 1
    assert questions_open(engagement([status(name, "refused") for name in always])) == 0


def status(question: str, became: str) -> Answer:
    return Answer.model_validate({"question": question, "respondent": "head", "status": became})


def test_a_question_that_was_taken_back_was_not_put() -> None:
    first = said("business_model.sales_model", "dealer")
    taken_back = status(first.question, "not_asked").model_copy(update={"revision": 2, "supersedes": 1})
    assert was_put([first])
    assert not was_put([first, taken_back])
    assert not was_put([])
