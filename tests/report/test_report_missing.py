"""An unfinished scan gives a report that says so, and no remark anybody made is ever lost."""

from pathlib import Path

import pytest

from quickscan.domain.base import Language
from quickscan.report.signs import bare
from tests.report.paper import Paper, car_maker, nearly_empty, scan_of, texts, with_answers, with_fewer_answers, write


@pytest.fixture(scope="module")
def third(tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, list[str]]:
    """A report with a third of the answers, and the questions that apply but have none."""
    scan = with_fewer_answers(car_maker(), car_maker().engagement.answers[::3])
    return write(scan, tmp_path_factory.mktemp("third")), list(scan.assessment.unanswered)


def test_a_third_of_the_answers_gives_a_report_that_names_every_open_question(third: tuple[Paper, list[str]]) -> None:
    written, unanswered = third
    asked = car_maker().engagement.questionnaire.definition
    chapter = written.words().partition("\nFehlende Angaben\n")[2]
    assert len(unanswered) > 20
    for question in map(asked.question, unanswered):
        assert f"{question.code} {question.title.de}" in chapter


def test_the_summary_says_at_once_what_is_missing(third: tuple[Paper, list[str]]) -> None:
    written, unanswered = third
    warning = next(words for words in written.paragraphs() if words.startswith("Was noch fehlt:"))
    assert f"{len(unanswered)} zutreffende Fragen sind noch ohne Antwort" in warning
    assert "Die Antworten decken erst" in warning


def test_a_complete_scan_raises_no_alarm(german: Paper) -> None:
    assert "Was noch fehlt" not in german.words()
    assert "Alle zutreffenden Fragen sind beantwortet." in german.words()


def test_hardly_any_answers_lead_to_no_decision_on_measures(sparse: Paper, language: Language) -> None:
    assert texts()["summary_decision_low"].in_language(language) in sparse.words()
    assert texts()["summary_money_unknown"].in_language(language) in sparse.words()


def test_assumed_severities_are_called_assumed(sparse: Paper, language: Language) -> None:
    assumed = [cause for cause in nearly_empty().assessment.severity.values() if cause.basis == "assumed"]
    word = texts()["basis_assumed"].in_language(language)
    cells = [words for words in sparse.paragraphs() if words == word]
    assert len(cells) >= len(assumed) > 5


def test_without_any_answer_there_is_still_a_report(tmp_path: Path) -> None:
    engagement = car_maker().engagement.model_copy(update={"respondents": (), "answers": ()})
    written = write(scan_of(engagement), tmp_path)
    assert "Bisher wurde noch niemand befragt." in written.words()
    assert "Es liegen noch keine Antworten vor." in written.words()
    assert texts()["summary_decision_none"].de in written.words()


def test_every_note_and_quote_is_in_the_report(paper: Paper) -> None:
    remarks = [words for answer in car_maker().engagement.answers for words in (answer.note, answer.quote) if words]
    printed = paper.words()
    assert len(remarks) > 20
    assert [words for words in remarks if words not in printed] == []


def test_every_answer_is_in_the_report_with_who_gave_it(german: Paper) -> None:
    answers = car_maker().engagement.answers
    labels = {respondent.id: respondent.label for respondent in car_maker().engagement.respondents}
    cells = german.paragraphs()
    for respondent, label in labels.items():
        assert cells.count(label) >= sum(answer.respondent == respondent for answer in answers)


def test_no_person_is_named(paper: Paper) -> None:
    people = [respondent.name for respondent in car_maker().engagement.respondents if respondent.name]
    assert [name for name in people if name in paper.words()] == []


def test_an_earlier_answer_and_its_remark_stay_visible(tmp_path: Path) -> None:
    scan = car_maker()
    first = next(answer for answer in scan.engagement.answers if answer.value == 1)
    second = first.model_copy(
        update={"value": 3, "revision": 2, "supersedes": 1, "note": "Jetzt belegt", "change_reason": "Unterlage nachgereicht"}
    )
    before = first.model_copy(update={"note": "Erste Aussage", "quote": None})
    others = [answer for answer in scan.engagement.answers if answer is not first]
    printed = write(with_answers(scan, [before, *others, second]), tmp_path).words()
    for words in (
        "Notiz: Jetzt belegt",
        "Grund der Änderung: Unterlage nachgereicht",
        "Frühere Angabe (1): Stufe 1",
        "Notiz: Erste Aussage",
    ):
        assert words in printed


def test_an_answer_that_takes_no_part_keeps_its_remark_but_not_its_value(tmp_path: Path) -> None:
    scan = car_maker()
    answer = scan.engagement.answers[-1].model_copy(
        update={"note": "Trotzdem wichtig", "quote": "So war das", "value": "nur-hier"}
    )
    without = {name: item for name, item in scan.answers.items() if name != answer.question}
    answers = [other for other in scan.engagement.answers if other.question != answer.question]
    changed = with_answers(scan.model_copy(update={"answers": without}), [*answers, answer])
    printed = write(changed, tmp_path).words()
    assert "1 weitere Antwort gehört zu einer Frage, die hier nicht zutrifft" in printed
    assert "Notiz: Trotzdem wichtig" in printed
    assert "Zitat: „So war das“" in printed
    assert "nur-hier" not in printed


def test_what_must_be_looked_at_again_is_an_open_point(german: Paper) -> None:
    assert any(words.startswith("Widerspruch klären: ") for words in german.paragraphs())
    marked = [answer for answer in car_maker().engagement.current_answers() if answer.marked_for_review]
    assert len([words for words in german.paragraphs() if words.startswith("Nachprüfen: ")]) == len(marked) > 0
    assert bare(german.words()) == german.words()
