"""An engagement that is too full: forty people who answered everything, with odd words in every field that takes words."""

from collections.abc import Iterator

from quickscan.domain.engagement import Answer, Client, Engagement, Respondent
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from tests.material import knowledge

PEOPLE = 40
ODD = (
    "{{ 7*7 }} {% for x in y %} {{ cover.__class__ }} {# c #} {_{ a }_}",
    "😀 👩‍🔧 🇩🇪 שלום مرحبا",
    """<w:p> ]]> & &amp; <b>"bold"</b> <script>alert(1)</script> <!-- --> 'x'""",
    "=1+1 @SUM(A1) -2 +3 | two  blanks and\ta tab",
    "first line\nsecond line",
)
SENTENCE = "Ein Satz mit Umlauten äöü und 😀. "
LONG = (SENTENCE * 2000)[:50_000].strip()
CLIENT = ("Ü & Söhne <GmbH> {{ 7*7 }} 😀 " * 20)[:300].strip()


def overfull(long_texts: int = PEOPLE) -> Engagement:
    """The example, answered by forty people; so many of them wrote 50,000 characters once."""
    example = read_engagement(shipped_example("car_maker"), knowledge())
    people = tuple(_person(number, example) for number in range(PEOPLE))
    words = CLIENT[:40]
    return example.model_copy(
        update={
            "id": "overfull",
            "title": ODD[0],
            "client": Client(name=CLIENT, industry=ODD[2], profile=f"{ODD[1]}\n{LONG}"),
            "consultants": (words, ODD[1]),
            "respondents": people,
            "answers": tuple(_answers(example, people, long_texts)),
            "rulings": tuple(ruling.model_copy(update={"reason": ODD[2], "by": ODD[1]}) for ruling in example.rulings),
        }
    )


def noted(number: int) -> str:
    """What was noted at the answer of that number; each is another text, so that none can stand for another."""
    return f"{ODD[number % len(ODD)]} #{number}"


def _person(number: int, example: Engagement) -> Respondent:
    like = example.respondents[number % len(example.respondents)]
    return like.model_copy(update={"id": f"person_{number}", "label": f"{like.label} {number} {ODD[number % 4]}"})


def _answers(example: Engagement, people: tuple[Respondent, ...], long_texts: int) -> Iterator[Answer]:
    """What the example's people said, said by everybody."""
    said = {answer.question: answer for answer in example.current_answers() if answer.status == "answered"}
    for turn, (person, answer) in enumerate((person, answer) for answer in said.values() for person in people):
        wrote_long = turn % (PEOPLE + 1) == 0 and turn // (PEOPLE + 1) < long_texts
        changes = {"note": LONG if wrote_long else noted(turn), "quote": f"“{noted(turn)}”", "evidence": (ODD[2],)}
        yield answer.model_copy(update={"respondent": person.id, "revision": 1, "supersedes": None, **changes})
