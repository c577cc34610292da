"""Faults of files are said in German whatever values they carry, and nothing else is taken for one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import quickscan.domain
from quickscan.domain.problem import Problem, ScanError
from quickscan.files.check import check_paths
from quickscan.files.evidence import checked
from quickscan.files.fault_words import EXPECTED, FORMS
from quickscan.files.kinds import NAMES
from quickscan.files.read import read_shipped_questionnaires
from quickscan.files.yaml_build import parse_tree
from quickscan.files.yaml_syntax import _KNOWN
from quickscan.interview.values import problems_of, warnings_of
from quickscan.web.sentences import FORMAT, LONGEST, SENTENCE, WORDS, Sentences, form_of, sentences_of
from quickscan.web.wording import TRANSLATIONS, Wording, read_wordings

FAULTY = Path(__file__).parents[1] / "faulty"
DOMAIN = Path(quickscan.domain.__file__).parent
ENGLISH = re.compile(r" is | must | not |\bthe |\badd |\bremove ", re.IGNORECASE)
GERMAN = read_wordings()["de"]
"""Hypothesis does not like fixtures that are made anew."""


def in_english(sentence: str) -> bool:
    """Whether a sentence was not translated, or only in parts."""
    said = GERMAN.known(sentence)
    return said == sentence or bool(ENGLISH.search(said))


def sentences(problems: list[Problem]) -> set[str]:
    return {sentence for problem in problems for sentence in (problem.what, problem.remedy)}


def rules(folder: Path) -> Iterator[str]:
    """Every message of the domain's validators, with 3 in place of each value."""
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("ValueError", "BrokenRule"):
                yield from filter(None, (sample(argument) for argument in node.args[:2]))
            if isinstance(node, ast.Yield | ast.Assign) and "; " in (sample(node.value) or ""):
                yield str(sample(node.value))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "what":
                yield str(sample(node.value))


def sample(node: ast.expr | None) -> str | None:
    """The text of a literal, with 3 in place of each value; none for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "3" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


# All that the files and the types can say


def test_all_faults_of_all_faulty_files_are_said_in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FAULTY)
    problems = [problem for path in sorted(FAULTY.glob("*.yaml")) for problem in check_paths([Path(path.name)])]
    assert len(sentences(problems)) > 500
    assert sorted(sentence for sentence in sentences(problems) if in_english(sentence)) == []


def test_all_rules_of_the_domain_are_said_in_german() -> None:
    said = {part for rule in rules(DOMAIN) for part in rule.split("; ")}
    assert len(said) > 70
    assert "the scenario '3' changes nothing" in said
    assert sorted(sentence for sentence in said if in_english(sentence)) == []


def test_all_that_yaml_can_be_wrong_in_is_said_in_german() -> None:
    known = {sentence for _, what, remedy in _KNOWN for sentence in (what, remedy)}
    assert sorted(sentence for sentence in known if in_english(sentence)) == []


@pytest.mark.parametrize("text", ["? [a]\n: b\n", "a: *b\n", "a: \x01", "", "%YAML 3\n---\na: 1", "a: &\n", "[" * 60, "!x a"])
def test_odd_yaml_is_said_in_german(text: str) -> None:
    try:
        problems = parse_tree(text, "f").problems
    except ScanError as error:
        problems = error.problems
    assert sorted(sentence for sentence in sentences(list(problems)) if in_english(sentence)) == []


@pytest.mark.parametrize("phrase", [*EXPECTED.values(), *FORMS.values()])
def test_every_sort_and_form_of_a_value_is_said_in_german(phrase: str) -> None:
    assert not in_english(f"write {phrase}")


@pytest.mark.parametrize("sort", EXPECTED.values())
def test_every_sort_that_is_expected_is_said_in_german(sort: str) -> None:
    assert not in_english(f"'minutes' expects {sort} or {sort}, found the number 3")


@pytest.mark.parametrize("kind", NAMES.values())
def test_a_file_of_the_wrong_kind_is_said_in_german(kind: str) -> None:
    assert not in_english(f"this is {kind}, not {kind}")
    assert not in_english(f"give {kind}")


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b""), ("a.exe", b"x"), ("a.pdf", b"x")])
def test_a_file_that_is_not_kept_is_said_in_german(name: str, content: bytes) -> None:
    with pytest.raises(ScanError) as refused:
        checked(name, content)
    assert not any(in_english(sentence) for sentence in sentences(list(refused.value.problems)))


def test_answers_that_do_not_fit_are_said_in_german() -> None:
    questions = [question for questionnaire in read_shipped_questionnaires() for question in questionnaire.questions()]
    values = (-5, 1e12, 2.5, 0.0001, "x", "", (), ("x",), ("x", "x"), {}, {"x": 1}, {"median": 5.0, "p90": 2.0, "value": 1e12})
    faults = [fault for q in questions for value in values for fault in problems_of(q, value, ["web"])]
    faults += [fault for q in questions for value in values for fault in warnings_of(q, value)]
    assert sorted({sentence for fault in faults for sentence in fault if in_english(sentence)}) == []


@pytest.mark.parametrize("missing", ["a number", "a list", "nothing", "a whole number"])
def test_pieces_of_sentences_are_no_sentences(missing: str) -> None:
    assert GERMAN.known(f"{missing} of that kind") == f"{missing} of that kind"


def test_english_stays_english(english: Wording) -> None:
    sentence = "'minutes' expects a number, found the text 'two'"
    assert english.known(sentence) == sentence


SHOWN = ("report", "analysis/closing.py", "interview", "simulation/levers.py", "simulation/replicate.py", "store/engagements.py")
SHOWN += ("store/files.py", "store/questionnaires.py", "assessment")
"""Parts of the program whose faults a page can show."""


def raised(part: str) -> Iterator[str]:
    """What and remedy of every fault that a part of the program finds, with 3 in place of each value."""
    place = DOMAIN.parent / part
    for file in place.rglob("*.py") if place.is_dir() else [place]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("ScanError.of", "Problem"):
                yield from filter(None, (sample(argument) for argument in node.args[1:]))
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("what", "remedy"):
                yield from filter(None, [sample(node.value)])


@pytest.mark.parametrize("part", SHOWN)
def test_what_a_part_of_the_program_says_on_a_page_is_said_in_german(part: str) -> None:
    # What names the file, as "the report", stands in place of a value; the test below says it.
    said = {sentence for sentence in raised(part) if not sentence.startswith("3 cannot be written")}
    assert sorted(sentence for sentence in said if GERMAN.known(sentence) == sentence) == []


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "the interview guide cannot be written (Is a directory)",
            "der Gesprächsleitfaden lässt sich nicht speichern (Is a directory)",
        ),
        ("the placeholder {customer} is not known here", "den Platzhalter {customer} gibt es hier nicht"),
        (
            "write {name} for a placeholder and {{ }} for printed brackets; known here: {a}, {b}",
            "schreiben Sie {name} für einen Platzhalter und {{ }} für gedruckte Klammern; hier bekannt: {a}, {b}",
        ),
        (
            "write {%p endfor %} in a paragraph of its own, or {%tr endfor %} in a table row, where it ends",
            "schreiben Sie {%p endfor %} in einen eigenen Absatz oder {%tr endfor %} in eine Tabellenzeile, dort wo es endet",
        ),
        (
            "there are closing rates for the channel fax, which the process does not have",
            "es gibt Abschlussquoten für den Kanal fax, den der Prozess nicht hat",
        ),
        ("closing rate of channel fax", "Abschlussquote des Kanals fax"),
        ("report texts: findings.lead", "Texte des Berichts: findings.lead"),
        ("sales a year", "Verkäufe im Jahr"),
    ],
)
def test_faults_of_templates_and_processes_keep_their_values(english: str, german: str) -> None:
    assert GERMAN.known(english) == german


# How a sentence is known again


def said(text: str, *forms: tuple[str, str], words: tuple[tuple[str, str], ...] = ()) -> str | None:
    """What becomes of a text with these forms and words, the longest first as in the catalogue."""
    made = sorted((form_of(*form) for form in forms), key=lambda form: (-form.literal, -form.strict))
    return Sentences(tuple(made), tuple(form_of(*form) for form in words)).said(text, lambda _: None)


VALUES = st.text(min_size=1, max_size=200)


@given(VALUES)
def test_whatever_a_value_is_it_stays_as_it_is(value: str) -> None:
    assert said(f"there is no cause '{value}'", ("there is no cause '{name}'", "Ursache „{name}“ fehlt")) == (
        f"Ursache „{value}“ fehlt"
    )


@given(VALUES)
def test_whatever_a_file_holds_is_told_with_it(value: str) -> None:
    assert GERMAN.known(f"there is no questionnaire '{value}'") == f"den Fragebogen „{value}“ gibt es nicht"


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    assert isinstance(GERMAN.known(text), str)


@pytest.mark.parametrize("value", ["{name}", "{", "}}", "100 %", "%s", "a\nb", "it's", '"x"', "a: b", "\\1", "that 'x' is 3"])
def test_signs_with_a_meaning_elsewhere_are_only_signs(value: str) -> None:
    assert GERMAN.known(f"the option {value} is chosen twice") == f"die Option {value} ist zweimal gewählt"


def test_of_several_forms_the_one_with_most_words_of_its_own_counts() -> None:
    general, special = ("{a} is {b}", "allgemein"), ("{a} is {b}, which has the wrong form", "besonders")
    assert said("'x' is 3, which has the wrong form", general, special) == "besonders"
    assert said("'x' is 3", general, special) == "allgemein"


def test_of_two_equal_forms_the_stricter_one_counts() -> None:
    assert said("has 3", ("has {any}", "irgendwas"), ("has {number}", "Zahl")) == "Zahl"
    assert said("has x", ("has {any}", "irgendwas"), ("has {number}", "Zahl")) == "irgendwas"


def test_words_are_translated_and_others_are_not_taken() -> None:
    form, words = ("write {words_what}", "schreiben Sie {words_what}"), (("a number", "eine Zahl"),)
    assert said("write a number", form, words=words) == "schreiben Sie eine Zahl"
    assert said("write a letter", form, words=words) is None


@pytest.mark.parametrize("value", ["a number", "nothing", "the file", "a list"])
def test_a_value_in_quotation_marks_is_never_translated(value: str) -> None:
    assert GERMAN.known(f"'minutes' expects a number, found the text '{value}'").endswith(f"gefunden wurde: der Text „{value}“")


def test_the_part_named_before_a_sentence_stays_before_it() -> None:
    assert GERMAN.known("a.b, entry 2 of c.d: attempt_shares sum to 3") == (
        "a.b, Eintrag 2 von c.d: attempt_shares ergeben zusammen 3"
    )
    assert GERMAN.known("a.b: something nobody knows") == "a.b: something nobody knows"


@pytest.mark.parametrize(
    "text", ["4 to 5", "Anna: 3", "3", "a, b", "this is wrong", "write to us", "use", "x is y", "{low} to {high}"]
)
def test_ordinary_texts_are_not_taken_for_faults(text: str) -> None:
    assert GERMAN.sentences.said(text, lambda _: None) is None


def test_a_value_that_looks_like_the_rest_of_a_sentence_is_still_a_value() -> None:
    words = (("option of '{name}' called", "die Option von „{name}“ namens"), ("cause", "die Ursache"))
    form = ("there is no {words_sort} '{name}'", "{words_sort} „{name}“ fehlt")
    assert said("there is no option of 'a.b' called 'c'", form, words=words) == "die Option von „a.b“ namens „c“ fehlt"
    assert said("there is no cause 'x' called 'y'", form, words=words) == "die Ursache „x' called 'y“ fehlt"


@pytest.mark.parametrize(
    "text", ["a: " * 600, "write " + "a number, " * 190 + "x", "write " + "a list or " * 190 + "x", "entry 1 of " * 180]
)
def test_text_that_could_go_on_for_ever_is_given_up(text: str) -> None:
    assert GERMAN.known(text) == text


TWICE = ", ".join(["'a'"] * 30)


def test_many_words_are_still_told() -> None:
    assert GERMAN.known(f"from here on {TWICE} stand twice in one entry").count("„a“") == 30
    assert GERMAN.known(f"{'entry 1 of ' * 40}'a' is 3").count("Eintrag 1 von") == 40


def test_a_text_longer_than_any_sentence_is_left_alone() -> None:
    long = f"there is no questionnaire '{'x' * LONGEST}'"
    assert GERMAN.known(long) == long


# The catalogue


def test_no_form_is_made_of_places_only_and_all_can_be_read() -> None:
    with (TRANSLATIONS / "de.po").open("rb") as file:
        catalogue = read_po(file, locale="de")
    sentences = sentences_of(catalogue)
    assert len(sentences.sentences) > 200
    assert min(form.literal for form in sentences.sentences) >= 4
    marked = [message for message in catalogue if {SENTENCE, WORDS} & set(message.auto_comments)]
    braces = [message.id for message in marked if FORMAT not in message.flags and re.search(r"\{\w+\}", str(message.id))]
    assert braces == []
