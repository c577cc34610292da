"""Published questionnaires: numbered one after the other, never changed, and nobody publishes over somebody unseen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from quickscan.domain.engagement import Engagement, QuestionnaireCopy
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.store.bin import Bin
from quickscan.store.engagements import Store
from quickscan.store.questionnaires import Published, Questionnaires

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def shipped(questionnaire: Questionnaire) -> Published:
    return Published.shipped(questionnaire, "id: tiny\n")


@pytest.fixture
def questionnaires(store: Store, shipped: Published) -> Questionnaires:
    return Questionnaires(store.database, [shipped])


def version(questionnaire: Questionnaire, number: str, name: str = "tiny") -> Questionnaire:
    return questionnaire.model_copy(update={"version": number, "id": name})


def upload(questionnaires: Questionnaires, questionnaire: Questionnaire) -> int:
    return questionnaires.upload(questionnaire, f"version: {questionnaire.version}\r\n", "tiny.yaml", now=NOW, by="Ada")


def seen(questionnaires: Questionnaires, name: str = "tiny") -> str | None:
    newest = questionnaires.newest(name)
    return newest.hash if newest else None


def test_what_is_shipped_is_always_there_as_number_0(questionnaires: Questionnaires, shipped: Published) -> None:
    assert questionnaires.versions() == questionnaires.choices() == (shipped,)
    assert questionnaires.version("tiny", 0) == shipped
    assert shipped.published_at is None


def test_a_draft_becomes_the_next_version_with_all_that_is_known_of_it(
    questionnaires: Questionnaires, questionnaire: Questionnaire, shipped: Published
) -> None:
    number = upload(questionnaires, version(questionnaire, "1.1"))
    assert questionnaires.choices() == (shipped,), "a draft cannot be chosen"
    published = questionnaires.publish(number, seen(questionnaires), " Neue Frage ", now=NOW, by="Ada")
    assert (published.number, published.published_by, published.published_at, published.note) == (1, "Ada", NOW, "Neue Frage")
    assert published.source == "version: 1.1\r\n"
    assert questionnaires.version("tiny", 1) == published
    assert questionnaires.versions() == (published, shipped)
    assert questionnaires.choices() == (published,)
    assert questionnaires.drafts() == ()


def test_choices_come_in_the_order_shipped_and_new_ones_after_them(
    questionnaires: Questionnaires, questionnaire: Questionnaire
) -> None:
    number = upload(questionnaires, version(questionnaire, "1.0", "an_own_one"))
    questionnaires.publish(number, None, "", now=NOW, by=None)
    assert [(one.id, one.number) for one in questionnaires.choices()] == [("tiny", 0), ("an_own_one", 1)]


def test_a_draft_stays_until_it_is_published_or_discarded_and_keeps_its_note(
    questionnaires: Questionnaires, questionnaire: Questionnaire
) -> None:
    first, second = upload(questionnaires, questionnaire), upload(questionnaires, version(questionnaire, "2.0"))
    questionnaires.note(second, "halb getippt")
    assert [(draft.number, draft.note, draft.uploaded_by) for draft in questionnaires.drafts()] == [
        (second, "halb getippt", "Ada"),
        (first, "", "Ada"),
    ]
    questionnaires.discard(second)
    third = upload(questionnaires, questionnaire)
    assert third > second, "a number used again would let an old page publish another draft"
    for act in (questionnaires.draft, questionnaires.discard, lambda number: questionnaires.note(number, "x")):
        with pytest.raises(ScanError, match="this draft was published or discarded already"):
            act(second)


def test_who_publishes_second_is_told_and_can_after_looking(questionnaires: Questionnaires, questionnaire: Questionnaire) -> None:
    mine, yours = upload(questionnaires, version(questionnaire, "1.1")), upload(questionnaires, version(questionnaire, "1.2"))
    before = seen(questionnaires)
    questionnaires.publish(mine, before, "", now=NOW, by="Ada")
    with pytest.raises(ScanError, match="somebody else published a version of this questionnaire in the meantime"):
        questionnaires.publish(yours, before, "", now=NOW, by="Bob")
    assert questionnaires.draft(yours).questionnaire.version == "1.2", "nothing is lost by that"
    assert questionnaires.publish(yours, seen(questionnaires), "", now=NOW, by="Bob").number == 2


def test_of_ten_who_publish_at_once_one_does(questionnaires: Questionnaires, questionnaire: Questionnaire) -> None:
    drafts = [upload(questionnaires, version(questionnaire, f"2.{number}")) for number in range(10)]
    before = seen(questionnaires)

    def publish(number: int) -> bool:
        try:
            questionnaires.publish(number, before, "", now=NOW, by=None)
        except ScanError:
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        assert sum(threads.map(publish, drafts)) == 1
    assert [one.number for one in questionnaires.versions()] == [1, 0]


def test_what_is_published_already_is_not_published_again(questionnaires: Questionnaires, questionnaire: Questionnaire) -> None:
    number = upload(questionnaires, questionnaire)
    with pytest.raises(ScanError, match="exactly these questions is published already, change something, or discard it"):
        questionnaires.publish(number, seen(questionnaires), "", now=NOW, by=None)


def test_engagements_are_counted_by_the_version_they_have(
    questionnaires: Questionnaires, store: Store, engagement: Engagement, questionnaire: Questionnaire, shipped: Published
) -> None:
    assert questionnaires.uses() == {}
    other = QuestionnaireCopy.of(version(questionnaire, "7.0"))
    for name, copy in (("a", engagement.questionnaire), ("b", engagement.questionnaire), ("c", other)):
        store.add(engagement.model_copy(update={"id": name, "questionnaire": copy}), now=NOW)
    assert questionnaires.uses() == {shipped.hash: 2, other.hash: 1}
    Bin(store.database).delete("c", now=NOW)
    assert questionnaires.uses() == {shipped.hash: 2}


def test_a_definition_an_engagement_leaves_is_kept_unless_it_can_be_chosen_anyway(
    questionnaires: Questionnaires, questionnaire: Questionnaire, shipped: Published
) -> None:
    own = version(questionnaire, "0.3")
    assert questionnaires.definition(own.fingerprint()) is None
    for one in (own, own, questionnaire):
        questionnaires.keep(one, now=NOW)
    assert questionnaires.definition(own.fingerprint()) == own
    assert questionnaires.definition(shipped.hash) == questionnaire
    assert questionnaires.versions() == (shipped,), "kept is not published"
    with questionnaires.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM kept_questionnaires")) == 1


def test_a_version_that_is_not_there_and_one_that_cannot_be_read_are_told(
    questionnaires: Questionnaires, questionnaire: Questionnaire
) -> None:
    with pytest.raises(ScanError, match="tiny 7: there is no such version of a questionnaire"):
        questionnaires.version("tiny", 7)
    questionnaires.publish(upload(questionnaires, version(questionnaire, "1.1")), seen(questionnaires), "", now=NOW, by=None)
    with questionnaires.database.writing() as session:
        session.execute(text("UPDATE questionnaires SET definition = '{\"id\": 7}'"))
    with pytest.raises(ScanError, match="kept in a form this version cannot read"):
        questionnaires.versions()


def test_answers_to_questions_that_are_gone_are_not_counted_as_answered(
    store: Store, engagement: Engagement, questionnaire: Questionnaire
) -> None:
    section = questionnaire.sections[0]
    fewer = questionnaire.model_copy(update={"sections": (section.model_copy(update={"questions": section.questions[:1]}),)})
    store.add(engagement.model_copy(update={"questionnaire": QuestionnaireCopy.of(fewer)}), now=NOW)
    (summary,) = store.list()
    assert (summary.questions, summary.questions_answered, summary.answers) == (1, 0, 0)
