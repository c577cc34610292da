"""The pages of the methods owner and of moving over, without a browser: every callback as a plain function."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.files.read import read_knowledge
from quickscan.web.app import create_app, page_at
from quickscan.web.pages.questionnaires.callbacks import discard, publish, version_file
from quickscan.web.pages.questionnaires.faults import faults
from quickscan.web.questionnaire_files import Upload, excerpt, read_upload, shipped_versions
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.publishing import NEWER, number_of, publish_newer, put_up, seen

TESTS = Path(__file__).parents[1]
FAULTY = sorted((TESTS / "faulty").glob("*.questionnaire.yaml"))
EXPECT = "# expect: "


@pytest.fixture(scope="module")
def small_knowledge() -> Knowledge:
    return read_knowledge(TESTS / "faulty" / "knowledge")


@pytest.fixture
def newer(services: Services, german: Wording) -> Questionnaire:
    """Version 2.0, published."""
    return publish_newer(services, german)


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
    assert services.versions.drafts() == ()
    assert where != "/questionnaires/draft-1"


def test_an_upload_that_is_no_text_or_another_file_says_so(services: Services, german: Wording, words_of: Any) -> None:
    assert "ab hier ist die Datei kein UTF-8" in words_of(put_up(services, b"id: \xff\xfe", german)[1])
    example = (TESTS.parent / "questionnaires" / "examples" / "car_maker.engagement.yaml").read_bytes()
    told = words_of(put_up(services, example, german, "x.engagement.yaml")[1])
    assert "das ist eine Projektdatei, gebraucht wird eine Datei mit einem Fragebogen" in told


def test_a_changed_questionnaire_needs_a_new_version_and_the_line_of_it_is_told(
    services: Services, german: Wording, words_of: Any
) -> None:
    text = NEWER.read_text(encoding="utf-8").replace('version: "2.0"', 'version: "1.1"')
    told = words_of(put_up(services, text.encode(), german)[1])
    assert "Version 1.1 ist schon mit anderen Fragen veröffentlicht" in told
    assert 'schreiben Sie version: "1.2" oder eine höhere' in told
    line = text.splitlines().index('version: "1.1"') + 1
    assert f"Zeile {line}" in told


def test_a_variant_takes_its_questions_from_the_newest_version(services: Services, newer: Questionnaire) -> None:
    text = shipped_versions()[1].source.replace("follow_up.never_worked  # E-06", "follow_up.lead_acceptance")
    short = read_upload(Upload("short.yaml", text.encode()), services.knowledge, services.versions.choices())
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
        "Als Version 2.0 veröffentlichen",
    ):
        assert expected in shown
    number = number_of(address)
    services.versions.note(number, "halb")
    assert "halb" in str(page_at(services, address, "de").content), "what is typed survives a reload"
    where, fault = publish(services, [number, seen(services)], "Zugesagte Rückrufe", german)
    assert (where, fault) == ("/questionnaires", None)
    assert [choice.questionnaire.version for choice in services.versions.choices()] == ["2.0", "1.1"]
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
        NEWER.read_text(encoding="utf-8").replace('version: "2.0"', 'version: "2.1"').replace("minutes: 1.5", "minutes: 1.6", 1)
    )
    yours, _ = put_up(services, other.encode(), german)
    before = seen(services)
    publish(services, [number_of(mine), before], "", german)
    _, fault = publish(services, [number_of(yours), before], "", german)
    assert "inzwischen hat jemand anderes eine Version dieses Fragebogens veröffentlicht" in words_of(fault)
    assert "Änderungen seit Version 2.0" in words_of(page_at(services, yours, "de").content)
    assert publish(services, [number_of(yours), seen(services)], "", german)[1] is None


def test_a_discarded_draft_is_gone_and_says_so(services: Services, german: Wording, words_of: Any) -> None:
    address, _ = put_up(services, NEWER.read_bytes(), german)
    draft = [number_of(address), seen(services)]
    assert discard(services, draft, german) == ("/questionnaires", None)
    for act in (discard(services, draft, german), publish(services, draft, "", german)):
        assert "dieser Entwurf wurde schon veröffentlicht oder verworfen" in words_of(act[1])
    assert page_at(services, address, "de").title == "Das lässt sich nicht anzeigen"


def test_a_new_questionnaire_has_nothing_to_be_compared_with(services: Services, german: Wording, words_of: Any) -> None:
    text = NEWER.read_text(encoding="utf-8").replace("id: lead_management", "id: machines")
    address, _ = put_up(services, text.encode(), german)
    assert "Das ist die erste Version" in words_of(page_at(services, address, "de").content)
    publish(services, [number_of(address), None], "", german)
    assert services.versions.version("machines", 1).questionnaire.version == "2.0"


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
    publish(services, [number_of(address), seen(services)], "", german)
    client = create_app(services).server.test_client()
    got = client.get("/questionnaires/lead_management/1.yaml", base_url="http://127.0.0.1")
    assert got.data == data
    assert "lead_management-2.0.yaml" in got.headers["Content-Disposition"]
    assert version_file(services, "lead_management", 9).status_code == 404


@pytest.mark.parametrize(
    "address", ["/questionnaires/lead_management/9", "/questionnaires/nowhere/0", "/questionnaires/draft-7", "/questionnaires/x"]
)
def test_what_is_not_there_has_a_page_that_says_so(services: Services, address: str) -> None:
    assert page_at(services, address, "de").title in ("Das lässt sich nicht anzeigen", "Diese Seite gibt es nicht")


def test_services_may_bring_questionnaires_of_their_own(services: Services) -> None:
    assert replace(services, shipped=lambda: ()).versions.choices() == ()
