"""The pages of the methods owner and of moving over, without a browser: every callback as a plain function."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Answer, Engagement, QuestionnaireCopy
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.files.read import read_knowledge
from quickscan.web.app import create_app, page_at
from quickscan.web.pages.interview.callbacks import news_since, save_entries
from quickscan.web.pages.interview.place import place_at
from quickscan.web.pages.questionnaires.callbacks import discard, move, publish, upload, version_file
from quickscan.web.pages.questionnaires.faults import faults
from quickscan.web.pages.questionnaires.targets import SHORT, targets_of
from quickscan.web.questionnaire_files import Upload, excerpt, read_upload, shipped_versions
from quickscan.web.services import Services
from quickscan.web.wording import Wording

TESTS = Path(__file__).parents[1]
NEWER = TESTS / "versions" / "lead_management-1.1.yaml"
FAULTY = sorted((TESTS / "faulty").glob("*.questionnaire.yaml"))
EXPECT = "# expect: "
MOVING = "/engagements/car_maker/questionnaire"


@pytest.fixture(scope="module")
def small_knowledge() -> Knowledge:
    return read_knowledge(TESTS / "faulty" / "knowledge")


def put_up(services: Services, data: bytes, say: Wording, name: str = "fragebogen.yaml") -> tuple[Any, Any]:
    return upload(services, f"data:text/yaml;base64,{base64.b64encode(data).decode()}", name, say)


def seen(services: Services, name: str = "lead_management") -> str:
    newest = services.questionnaires.newest(name)
    assert newest is not None
    return newest.hash


@pytest.fixture
def newer(services: Services, german: Wording) -> Questionnaire:
    """Version 1.1, published."""
    address, _ = put_up(services, NEWER.read_bytes(), german)
    publish(services, [int(address.rsplit("-")[-1]), seen(services)], "Zugesagte Rückrufe", german)
    return services.questionnaires.choices()[0].questionnaire


# --- uploads with faults ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_each_fault_of_a_broken_file_stands_beside_its_line(path: Path, small_knowledge: Knowledge, german: Wording) -> None:
    file = Upload(path.name, path.read_bytes())
    expected = [line.removeprefix(EXPECT) for line in file.text.splitlines() if line.startswith(EXPECT)]
    with pytest.raises(ScanError) as caught:
        read_upload(file, small_knowledge, [])
    assert [str(problem).removeprefix(f"{path.name}:") for problem in caught.value.problems] == expected or not_ours(expected)
    lines = file.text.splitlines()
    for problem in caught.value.problems:
        around = excerpt(problem, file.text)
        assert around is not None
        assert around.lines[around.line - around.first] == lines[around.line - 1]
    told = str(faults(caught.value, file, german))
    assert all(f"Zeile {problem.where.split(':')[-2]}" in told for problem in caught.value.problems)


def not_ours(expected: list[str]) -> bool:
    """A file that shows nothing of a questionnaire is one of ours nevertheless, where a questionnaire is uploaded."""
    return "this is none of the files" in expected[0]


def test_there_are_more_than_fifty_broken_uploads() -> None:
    assert len(FAULTY) >= 50


def test_of_a_file_with_faults_nothing_is_kept(services: Services, german: Wording, words_of: Callable[[object], str]) -> None:
    broken = (
        NEWER.read_text(encoding="utf-8").replace("minutes: 1.5", "minuets: 1.5", 1).replace("type: matrix", "type: matrx", 1)
    )
    where, told = put_up(services, broken.encode(), german)
    assert "fragebogen.yaml hat 2 Fehler. Es wurde nichts übernommen" in words_of(told)
    assert "minuets: 1.5" in words_of(told)
    assert services.questionnaires.drafts() == ()
    assert where != "/questionnaires/draft-1"


def test_an_upload_that_is_no_text_or_another_file_says_so(services: Services, german: Wording, words_of: Any) -> None:
    assert "not UTF-8" in words_of(put_up(services, b"id: \xff\xfe", german)[1])
    example = (TESTS.parent / "questionnaires" / "examples" / "car_maker.engagement.yaml").read_bytes()
    assert "this is an engagement, not a questionnaire" in words_of(put_up(services, example, german, "x.engagement.yaml")[1])


def test_a_changed_questionnaire_needs_a_new_version_and_the_line_of_it_is_told(
    services: Services, german: Wording, words_of: Any
) -> None:
    text = NEWER.read_text(encoding="utf-8").replace('version: "1.1"', 'version: "1.0"')
    told = words_of(put_up(services, text.encode(), german)[1])
    assert "version 1.0 is published already with other questions" in told
    assert 'write version: "1.1" or a higher one' in told
    line = text.splitlines().index('version: "1.0"') + 1
    assert f"Zeile {line}" in told


def test_a_variant_takes_its_questions_from_the_newest_version(services: Services, newer: Questionnaire) -> None:
    text = shipped_versions()[1].source.replace("follow_up.never_worked  # E-06", "follow_up.lead_acceptance")
    short = read_upload(Upload("short.yaml", text.encode()), services.knowledge, services.questionnaires.choices())
    assert (short.id, short.version) == ("short", newer.version)
    assert short.question("follow_up.lead_acceptance")


def test_a_fault_in_no_line_has_no_lines_beside_it(german: Wording, words_of: Any) -> None:
    assert excerpt(Problem("a.yaml", "wrong", "right"), "a: 1") is None
    assert excerpt(Problem("a.yaml:9:1", "wrong", "right"), "a: 1") is None
    told = words_of(faults(ScanError.of("other.yaml:9:1", "wrong", "right"), Upload("a.yaml", b"a: 1"), german))
    assert "other.yaml:9:1 wrong, right." in told


# --- drafts and publishing --------------------------------------------------------------------------------------------


def test_a_draft_shows_what_differs_can_be_published_and_then_be_chosen(
    services: Services, german: Wording, words_of: Any
) -> None:
    address, told = put_up(services, NEWER.read_bytes(), german)
    assert told is None
    shown = words_of(page_at(services, address, "de").content)
    for expected in (
        "Fragen: 1 neu, 1 entfallen, 7 geändert",
        "E-20 Zugesagte Rückrufe neu",
        "A-07 Geschätzter Leadverlust entfallen",
        "bisher von 0 % bis 100 %, üblich: von 1 % bis 50 % jetzt von 0 % bis 5 %",
        "bisher follow_up.accepted jetzt follow_up.lead_acceptance",
        "Als Version 1.1 veröffentlichen",
    ):
        assert expected in shown
    number = int(address.rsplit("-")[-1])
    services.questionnaires.note(number, "halb")
    assert "halb" in str(page_at(services, address, "de").content), "what is typed survives a reload"
    where, fault = publish(services, [number, seen(services)], "Zugesagte Rückrufe", german)
    assert (where, fault) == ("/questionnaires", None)
    assert [choice.questionnaire.version for choice in services.questionnaires.choices()] == ["1.1", "1.0"]
    assert "Zugesagte Rückrufe" in words_of(page_at(services, "/questionnaires", "de").content)


def test_a_wording_changed_in_the_other_language_only_is_shown_in_that(
    services: Services, english: Wording, words_of: Any
) -> None:
    address, _ = put_up(services, NEWER.read_bytes(), english)
    assert "Question as read out (DE) before Was geschieht mit Anfragen, die abends, nachts oder am" in words_of(
        page_at(services, address, "en").content
    )


def test_who_publishes_second_is_told_and_sees_the_newer_version_then(services: Services, german: Wording, words_of: Any) -> None:
    mine, _ = put_up(services, NEWER.read_bytes(), german)
    other = (
        NEWER.read_text(encoding="utf-8").replace('version: "1.1"', 'version: "1.2"').replace("minutes: 1.5", "minutes: 1.6", 1)
    )
    yours, _ = put_up(services, other.encode(), german)
    before = seen(services)
    publish(services, [int(mine.rsplit("-")[-1]), before], "", german)
    _, fault = publish(services, [int(yours.rsplit("-")[-1]), before], "", german)
    assert "inzwischen hat jemand anderes eine Version dieses Fragebogens veröffentlicht" in words_of(fault)
    assert "Änderungen seit Version 1.1" in words_of(page_at(services, yours, "de").content)
    assert publish(services, [int(yours.rsplit("-")[-1]), seen(services)], "", german)[1] is None


def test_a_discarded_draft_is_gone_and_says_so(services: Services, german: Wording, words_of: Any) -> None:
    address, _ = put_up(services, NEWER.read_bytes(), german)
    draft = [int(address.rsplit("-")[-1]), seen(services)]
    assert discard(services, draft, german) == ("/questionnaires", None)
    for act in (discard(services, draft, german), publish(services, draft, "", german)):
        assert "dieser Entwurf wurde schon veröffentlicht oder verworfen" in words_of(act[1])
    assert page_at(services, address, "de").title == "Das lässt sich nicht anzeigen"


def test_a_new_questionnaire_has_nothing_to_be_compared_with(services: Services, german: Wording, words_of: Any) -> None:
    text = NEWER.read_text(encoding="utf-8").replace("id: lead_management", "id: machines")
    address, _ = put_up(services, text.encode(), german)
    assert "Das ist die erste Version" in words_of(page_at(services, address, "de").content)
    publish(services, [int(address.rsplit("-")[-1]), None], "", german)
    assert services.questionnaires.version("machines", 1).questionnaire.version == "1.1"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_previewed_as_the_interviewer_sees_it(
    services: Services, language: Language, as_json: Any, words_of: Any
) -> None:
    questionnaire = shipped_versions()[0].questionnaire
    for section in questionnaire.sections:
        page = page_at(services, f"/questionnaires/lead_management/0/questions/{section.id}", language)
        shown = str(as_json(page.content))
        assert "'disabled': True" in shown, "nothing can be typed"
        for question in section.questions:
            assert question.text.in_language(language) in words_of(page.content)


def test_the_preview_says_what_the_interviewer_does_not_see(services: Services, words_of: Any) -> None:
    roles = words_of(page_at(services, "/questionnaires/lead_management/0/questions/roles", "de").content)
    assert "Wird gefragt, wenn A-01 „Vertriebsmodell“ ist „Über rechtlich" in roles
    assert "Sagt etwas über Rollen und Prozess, Gewicht 1" in roles
    routing = words_of(page_at(services, "/questionnaires/lead_management/0/questions/routing", "en").content)
    assert "level 0: 0.2 (0.05 to 0.35)" in routing


def test_a_version_is_handed_out_as_its_file_was_uploaded(services: Services, german: Wording) -> None:
    data = b"\xef\xbb\xbf" + NEWER.read_bytes().replace(b"\n", b"\r\n")
    address, _ = put_up(services, data, german)
    publish(services, [int(address.rsplit("-")[-1]), seen(services)], "", german)
    client = create_app(services).server.test_client()
    got = client.get("/questionnaires/lead_management/1.yaml", base_url="http://127.0.0.1")
    assert got.data == data
    assert "lead_management-1.1.yaml" in got.headers["Content-Disposition"]
    assert version_file(services, "lead_management", 9).status_code == 404


@pytest.mark.parametrize(
    "address", ["/questionnaires/lead_management/9", "/questionnaires/nowhere/0", "/questionnaires/draft-7", "/questionnaires/x"]
)
def test_what_is_not_there_has_a_page_that_says_so(services: Services, address: str) -> None:
    assert page_at(services, address, "de").title in ("Das lässt sich nicht anzeigen", "Diese Seite gibt es nicht")


# --- moving an engagement over ----------------------------------------------------------------------------------------


@pytest.fixture
def moving(services: Services, example: Engagement, newer: Questionnaire) -> Services:
    services.store.add(example, now=services.clock())
    return services


def over(services: Services, target: str, say: Wording, here: str = MOVING) -> tuple[Any, Any]:
    now = services.store.get("car_maker").questionnaire.hash
    return move(services, ["car_maker", now, target], here, say)


def test_the_page_says_what_becomes_of_the_answers(moving: Services, words_of: Any) -> None:
    shown = words_of(page_at(moving, MOVING, "de").content)
    for expected in (
        "Es gibt 1 neuere Version.",
        "100 Antworten gelten wie bisher.",
        "2 Antworten passen nicht mehr; die Fragen sind noch einmal zu stellen",
        "B-06 Nicht angenommene Anrufe Teamleitung Callcenter : 14 % jetzt: von 0 % bis 5 %",
        "2 Antworten ruhen, weil es ihre Fragen nicht mehr gibt",
        "1 Antwort folgt ihrer Frage unter einen anderen Namen",
        "künftig follow_up.lead_acceptance",
        "Auf Version 1.1 umstellen",
    ):
        assert expected in shown


def test_an_engagement_moves_there_and_back_and_every_page_and_the_assessment_hold(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording, words_of: Any
) -> None:
    where, fault = over(moving, newer.fingerprint(), german)
    assert (where, fault) == (f"{MOVING}/{newer.fingerprint()[:SHORT]}", None)
    moved = moving.store.get("car_maker")
    assert moved.questionnaire.definition == newer
    assert moved.earlier_questionnaires[0].left_at == moving.clock()
    assert moving.assess(moved, moving.knowledge).loss_rate.mean > 0
    for address in ("", "/questionnaire", "/interview/call_centre/capture", "/interview/sales_head/follow_up"):
        assert page_at(moving, f"/engagements/car_maker{address}", "de").title != "Das lässt sich nicht anzeigen"
    assert "davor: Version 1.0, bis 02.03.2026" in words_of(page_at(moving, MOVING, "de").content)
    back = example.questionnaire.hash
    assert "4 Antworten gelten wieder" in words_of(page_at(moving, f"{MOVING}/{back[:SHORT]}", "de").content)
    assert over(moving, back, german, f"{MOVING}/{back[:SHORT]}") == (MOVING, None)
    again = moving.store.get("car_maker")
    assert again.answers[: len(example.answers)] == example.answers
    assert moving.assess(again, moving.knowledge).loss_rate == moving.assess(example, moving.knowledge).loss_rate


def test_what_was_set_aside_is_shown_at_its_question_and_asked_again(
    moving: Services, newer: Questionnaire, german: Wording
) -> None:
    over(moving, newer.fingerprint(), german)
    address = "/engagements/car_maker/interview/call_centre/capture"
    assert "Nach einer früheren Version des Fragebogens beantwortet: 14." in str(page_at(moving, address, "de").content)
    where, question = ["car_maker", "call_centre", "capture", newer.fingerprint()], "capture.missed_calls"
    place = place_at(moving.store.get("car_maker"), moving.knowledge, "call_centre", "capture")
    newest = place.newest(question)
    assert newest is not None
    assert place.is_open(question)
    nothing, _ = save_entries(moving, where, question, {"confidence": "3"}, newest.revision, german)
    assert nothing.sequence is None, "what was set aside is not taken back by the way"
    result, _ = save_entries(moving, where, question, {"value.value": "4"}, newest.revision, german)
    assert result.state.startswith("gespeichert um")
    place = place_at(moving.store.get("car_maker"), moving.knowledge, "call_centre", "capture")
    again = place.newest(question)
    assert again is not None
    assert (again.value, again.marked_for_review, place.is_open(question)) == (4, False, False)
    assert "Nach einer früheren Version des Fragebogens beantwortet: 14." not in str(page_at(moving, address, "de").content)


def test_a_page_of_the_version_before_keeps_nothing_and_says_why(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording
) -> None:
    where = ["car_maker", "call_centre", "capture", example.questionnaire.hash]
    over(moving, newer.fingerprint(), german)
    before = moving.store.get("car_maker")
    result, shown = save_entries(moving, where, "capture.time_to_record", {"value.web": "4"}, 1, german)
    assert result.state == "noch nicht gespeichert"
    assert "andere Version seines Fragebogens" in str(shown)
    assert moving.store.get("car_maker") == before
    assert news_since(moving, where, 0, {"business_model.self_estimated_loss": 0}, german)[0] == {}


def test_who_moves_second_is_told(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording, words_of: Any
) -> None:
    wanted = ["car_maker", example.questionnaire.hash, newer.fingerprint()]
    move(moving, wanted, MOVING, german)
    assert "inzwischen hat jemand anderes dieses Projekt umgestellt" in words_of(move(moving, wanted, MOVING, german)[1])
    assert "diese Version gibt es nicht mehr" in words_of(over(moving, "0" * 64, german)[1])


def test_a_version_that_was_never_published_can_be_moved_back_to(
    services: Services, example: Engagement, german: Wording, words_of: Any
) -> None:
    own = example.questionnaire.definition.model_copy(update={"version": "0.5"})
    services.store.add(example.model_copy(update={"questionnaire": QuestionnaireCopy.of(own)}), now=services.clock())
    assert over(services, shipped_versions()[0].hash, german)[1] is None
    targets = targets_of(services, services.store.get("car_maker"))
    assert [(one.questionnaire.version, one.published is None) for one in targets if one.hash == own.fingerprint()] == [
        ("0.5", True)
    ]
    assert "dieses Projekt hatte sie zuvor" in words_of(page_at(services, MOVING, "de").content)
    assert over(services, own.fingerprint(), german)[1] is None
    assert services.store.get("car_maker").questionnaire.definition == own


def test_an_answer_whose_question_nobody_knows_any_more_is_still_shown(
    services: Services, example: Engagement, words_of: Any
) -> None:
    stray = Answer(question="follow_up.long_gone", respondent="dealer_south", value=3)
    services.store.add(example.model_copy(update={"answers": (stray,)}), now=services.clock())
    shown = words_of(page_at(services, f"{MOVING}/{shipped_versions()[1].hash[:SHORT]}", "de").content)
    assert "follow_up.long_gone Händler Süd" in shown


def test_without_a_newer_version_the_page_says_so_and_an_unknown_one_is_none(
    services: Services, example: Engagement, words_of: Any
) -> None:
    services.store.add(example, now=services.clock())
    for address in (MOVING, f"{MOVING}/abc"):
        shown = words_of(page_at(services, address, "de").content)
        assert "Es gibt keine neuere Version." in shown
        assert "umstellen" not in shown


def test_services_may_bring_questionnaires_of_their_own(services: Services) -> None:
    assert replace(services, shipped=lambda: ()).questionnaires.choices() == ()
