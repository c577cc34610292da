"""A value that was decided is named in the report with its reason, wherever answers are shown."""

from pathlib import Path

import pytest

from quickscan.domain.base import Language
from quickscan.domain.engagement import Ruling
from quickscan.domain.scan import Scan
from tests.report.paper import car_maker, with_fewer_answers, write

QUESTION = "qualification.rejected_by_sales"
REASON = "Stichprobe von 50 Leads & <b>gezählt</b>"


def _with(ruling: Ruling) -> Scan:
    scan = car_maker()
    ruled = scan.model_copy(update={"engagement": scan.engagement.model_copy(update={"rulings": (ruling,)})})
    return with_fewer_answers(ruled, scan.engagement.answers)


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("de", f"In die Rechnung geht ein: 42 % (so entschieden; Grund: {REASON})"),
        ("en", f"Used in the calculation: 42 % (by decision; reason: {REASON})"),
    ],
)
def test_a_decided_value_is_named_with_its_reason(language: Language, printed: str, tmp_path: Path) -> None:
    words = write(_with(Ruling(question=QUESTION, value=42, reason=REASON)), tmp_path, language).words()
    words = words.replace("\N{NO-BREAK SPACE}", " ").replace("42%", "42 %")
    assert words.count(printed) == 2, "with the contradiction, and in the appendix of answers"


def test_statements_left_standing_are_named_with_their_reason(tmp_path: Path) -> None:
    ruling = Ruling(question=QUESTION, decision="both_stand", reason=REASON)
    words = write(_with(ruling), tmp_path, "de").words()
    assert words.count(f"beide Angaben bleiben stehen, ihre Spanne gilt als Unsicherheit (Grund: {REASON})") == 2


def test_what_was_decided_is_no_open_point_any_more(tmp_path: Path) -> None:
    def open_points(scan: Scan) -> list[str]:
        paragraphs = write(scan, tmp_path, "de").paragraphs()
        return [words for words in paragraphs if words.startswith("Widerspruch klären: ")]

    before, after = open_points(car_maker()), open_points(_with(Ruling(question=QUESTION, value=42, reason=REASON)))
    assert len(after) == len(before) - 1


def test_a_single_answer_that_was_overruled_is_named_too(tmp_path: Path) -> None:
    scan = car_maker()
    several = {answer.question for answer in scan.engagement.answers if answer.respondent != "management"}
    alone = next(
        answer
        for answer in scan.engagement.current_answers()
        if answer.respondent == "management" and answer.question not in several and answer.question in scan.answers
    )
    ruling = Ruling(question=alone.question, value=alone.value, reason=REASON)
    assert f"Grund: {REASON}" in write(_with(ruling), tmp_path, "de").words()
