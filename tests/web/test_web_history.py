"""The page of the history without a browser: before and after in words, filters, parts of it, and answers brought back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from quickscan.domain.base import LANGUAGES, Language, Text
from quickscan.domain.engagement import Answer, Engagement, Respondent, Ruling
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.interview.history import Wanted, history
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.history.callbacks import Restoring, bring_back, parts
from quickscan.web.pages.history.page import AT_ONCE, history_page, part_of
from quickscan.web.pages.history.words import field_in_words, kind_in_words, steps
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
CADENCE = "follow_up.cadence"
WHO = "dealer_south"


@pytest.fixture
def interviewing(services: Services, example: Engagement) -> Services:
    services.store.add(example.model_copy(update={"answers": ()}), now=services.clock(), by="Beraterin Muster")
    return services


def say_level(services: Services, level: int, seen: int, **more: object) -> Answer:
    told = Answer(question=CADENCE, respondent=WHO, value=level, asked_at=services.clock(), **more)
    return services.answers.record("car_maker", told, seen, now=services.clock()).answer


def all_steps(services: Services, say: Wording) -> list[tuple[str, list[tuple[str, str, str]]]]:
    engagement = services.store.get("car_maker")
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    entries = history(engagement, services.changes.of("car_maker"))
    return [(kind_in_words(entry, say), steps(entry, material)) for entry in entries]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_has_a_history_in_both_languages(
    services: Services, example: Engagement, language: Language, words_of: WordsOf
) -> None:
    services.store.add(example, now=services.clock(), by="Beraterin Muster")
    words = words_of(history_page(services, "car_maker", services.wording(language)).content)
    assert {"de": "Antwort geändert", "en": "Answer changed"}[language] in words
    assert {"de": "6 % → 14 %", "en": "6% → 14%"}[language] in words
    assert "Beraterin Muster" in words
    assert {"de": "1–50 von", "en": "1–50 of"}[language] in words


def test_each_entry_says_before_and_after_in_words(interviewing: Services, german: Wording) -> None:
    say_level(interviewing, 1, 0)
    say_level(interviewing, 1, 1, note="nachgefragt", confidence=3, basis="documented")
    ruling = Ruling(question=CADENCE, value=2, reason="Gezeigt", at=interviewing.clock())
    for decided in (ruling, Ruling(question=CADENCE, decision="both_stand", reason="Offen", at=interviewing.clock())):
        interviewing.store.revise(
            "car_maker",
            lambda one, decided=decided: one.model_copy(update={"rulings": (*one.rulings, decided)}),
            now=interviewing.clock(),
        )
    interviewing.store.revise("car_maker", lambda one: one.model_copy(update={"title": "Neu"}), now=interviewing.clock())
    (kind, (stood,)), (_, (counts,)), (changed, known), (first, (told,)), (titled, (title,)), (put_in, (opened,)) = all_steps(
        interviewing, german
    )
    assert (kind, changed, first) == ("Entscheidung", "Antwort geändert", "Antwort")
    assert counts[1] == "–"
    assert counts[2].startswith("Stufe 2")
    assert (stood[1], stood[2]) == (counts[2], "alle Angaben bleiben stehen, ihre Spanne gilt als Unsicherheit")
    assert [(name, was, now) for name, was, now in known] == [
        ("Woher man es weiß", "gesagt", "dokumentiert"),
        ("Wie sicher es ist", "plausibel", "sicher"),
        ("Notiz", "–", "nachgefragt"),
    ]
    assert (told[1], told[2][:7]) == ("–", "Stufe 1")
    assert (titled, title) == ("Quick-Scan geändert", ("Titel", "Lead Management 2026", "Neu"))
    assert (put_in, opened) == ("Quick-Scan angelegt", ("Titel", "–", "Lead Management 2026"))


def test_people_are_called_by_what_they_do(interviewing: Services, german: Wording) -> None:
    person = Respondent(id="buyer", label="Einkauf", role="dealer", side="field")
    interviewing.store.revise(
        "car_maker", lambda one: one.model_copy(update={"respondents": (*one.respondents, person)}), now=interviewing.clock()
    )
    (_, (step,)), *_ = all_steps(interviewing, german)
    assert step == ("Befragte: Einkauf", "–", "Einkauf")


def test_a_field_without_a_name_is_called_as_in_the_file(example: Engagement, german: Wording) -> None:
    assert field_in_words("later.field", example, german) == "later.field"
    assert field_in_words("respondents.gone.label", example, german) == "Befragte: gone: label"


def test_an_answer_is_brought_back_as_a_new_record(interviewing: Services, german: Wording, words_of: WordsOf) -> None:
    say_level(interviewing, 1, 0)
    say_level(interviewing, 3, 1)
    told = bring_back(interviewing, "car_maker", Restoring(CADENCE, WHO, 1, 2), german)
    assert words_of(told) == "Zurückgeholt: Fassung 1 gilt wieder."
    newest = interviewing.store.get("car_maker").answers[-1]
    assert (newest.value, newest.revision, newest.supersedes, newest.overlooked) == (1, 3, 2, None)
    assert newest.change_reason == "zurückgeholt aus Fassung 1"


def test_the_reason_speaks_the_language_of_the_report(interviewing: Services, german: Wording) -> None:
    interviewing.store.revise("car_maker", lambda one: one.model_copy(update={"language": "en"}), now=interviewing.clock())
    say_level(interviewing, 1, 0)
    say_level(interviewing, 3, 1)
    bring_back(interviewing, "car_maker", Restoring(CADENCE, WHO, 1, 2), german)
    assert interviewing.store.get("car_maker").answers[-1].change_reason == "restored from revision 1"


def test_what_was_overlooked_is_brought_back_too(interviewing: Services, german: Wording, words_of: WordsOf) -> None:
    say_level(interviewing, 4, 0)
    say_level(interviewing, 1, 0)
    assert "übersehen" in words_of(history_page(interviewing, "car_maker", german).content)
    bring_back(interviewing, "car_maker", Restoring(CADENCE, WHO, 1, 2), german)
    assert [answer.value for answer in interviewing.store.get("car_maker").answers] == [4, 1, 4]


def test_who_answered_in_the_meantime_is_named(interviewing: Services, german: Wording, words_of: WordsOf) -> None:
    for seen, level in enumerate((1, 3, 2)):
        say_level(interviewing, level, seen)
    told = bring_back(interviewing, "car_maker", Restoring(CADENCE, WHO, 1, 2), german)
    assert "Inzwischen hat jemand anderes geantwortet" in words_of(told)
    assert interviewing.store.get("car_maker").answers[-1].overlooked == 3


def test_what_is_not_there_any_more_is_said(interviewing: Services, german: Wording, words_of: WordsOf) -> None:
    told = bring_back(interviewing, "car_maker", Restoring(CADENCE, WHO, 1, 1), german)
    assert words_of(told) == "diese Antwort gibt es nicht mehr, laden Sie die Seite neu."
    assert told.role == "alert"


def test_filters_and_parts_are_of_the_same_history(
    services: Services, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    services.store.add(example, now=services.clock())
    listed, told, no_newer, no_older, first = parts(services, "car_maker", Wanted(question="systems.usage"), 0, german)
    assert (told, no_newer, no_older, first) == ("1–2 von 2", True, True, 0)
    assert words_of(listed).count("J-05") == 2
    nothing, told, *_ = parts(services, "car_maker", Wanted(by="niemand"), 0, german)
    assert told == "nichts zu zeigen"
    assert "Wählen Sie wieder" in words_of(nothing)


def test_five_thousand_records_are_turned_page_by_page(
    services: Services, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    many = tuple(
        Answer(
            question=CADENCE, respondent=WHO, value=number % 5, revision=number, supersedes=number - 1 or None,
            asked_at=services.clock() + timedelta(seconds=number),
        )
        for number in range(1, 5001)
    )  # fmt: skip
    services.store.add(example.model_copy(update={"answers": many}), now=services.clock())
    listed, told, no_newer, no_older, first = parts(services, "car_maker", Wanted(), 4980, german)
    assert (told, no_newer, no_older, first) == ("4.981–5.001 von 5.001", False, True, 4980)
    assert len(listed.children) == 21
    assert len(parts(services, "car_maker", Wanted(), 0, german)[0].children) == AT_ONCE


@pytest.mark.parametrize(("first", "begin"), [(-50, 0), (0, 0), (50, 50), (9999, 119)])
def test_a_part_is_always_within_the_history(first: int, begin: int, example: Engagement) -> None:
    entries = history(example.model_copy(update={"answers": (example.answers * 2)[:120]}), ())
    assert part_of(entries, Wanted(), first).first == begin


def test_scenarios_are_called_by_their_names(interviewing: Services, german: Wording) -> None:
    words, sellers = Text(de="Mehr Leute", en="More people"), Override(path="dealers.sellers", times=1.1)
    one = OwnScenario(id="more", name=words, description=words, overrides=(sellers,))
    renamed = one.model_copy(
        update={"name": Text(de="Viel mehr", en="Many more"), "in_report": True, "cost_per_year_eur": 1200.5}
    )
    for scenarios in ((one,), (renamed,)):
        interviewing.store.revise(
            "car_maker", lambda now, own=scenarios: now.model_copy(update={"scenarios": own}), now=interviewing.clock()
        )
    told = [step for _, (step,) in all_steps(interviewing, german)[:4]]
    assert sorted(told) == [
        ("Szenario Viel mehr", "–", "Mehr Leute"),
        ("Szenario Viel mehr: Kosten im Jahr in Euro", "–", "1.200,50"),
        ("Szenario Viel mehr: Name", "Mehr Leute", "Viel mehr"),
        ("Szenario Viel mehr: im Bericht", "nein", "ja"),
    ]


def test_a_scenario_that_is_gone_is_called_by_its_id_and_offers_nothing_to_bring_back(
    interviewing: Services, german: Wording, words_of: WordsOf
) -> None:
    words, sellers = Text(de="Mehr Leute", en="More people"), Override(path="dealers.sellers", times=1.1)
    one = OwnScenario(id="more", name=words, description=words, overrides=(sellers,))
    other = one.model_copy(update={"overrides": (sellers, Override(path="call_centre.agents", value=9))})
    for scenarios in ((one,), (other,), ()):
        interviewing.store.revise(
            "car_maker", lambda now, own=scenarios: now.model_copy(update={"scenarios": own}), now=interviewing.clock()
        )
    gone, changed, _ = (step for _, (step,) in all_steps(interviewing, german)[:3])
    assert gone == ("Szenario more", "Mehr Leute", "–")
    assert changed[0] == "Szenario more: was anders ist"
    assert changed[2] == "dealers.sellers geändert, call_centre.agents geändert"
    assert "Diese Antwort zurückholen" not in words_of(history_page(interviewing, "car_maker", german).content)


def test_where_an_engagement_was_put_stands_in_its_history(interviewing: Services, german: Wording) -> None:
    store, now = interviewing.store, interviewing.clock()
    store.archive("car_maker", now=now, by="Beraterin Muster")
    store.archive("car_maker", now=now, by="Wer zu spät kommt")
    store.archive("car_maker", False, now=now)
    interviewing.bin.delete("car_maker", now=now, by="Berater Beispiel")
    interviewing.bin.put_back("car_maker", now=now, by="Beraterin Muster")
    assert all_steps(interviewing, german)[:-1] == [
        ("Quick-Scan zurückgeholt", [("Im Papierkorb", "ja", "nein")]),
        ("Quick-Scan gelöscht", [("Im Papierkorb", "nein", "ja")]),
        ("Quick-Scan wieder aufgenommen", [("Archiviert", "ja", "nein")]),
        ("Quick-Scan archiviert", [("Archiviert", "nein", "ja")]),
    ]
    who = [change.by for change in interviewing.changes.of("car_maker")]
    assert who == ["Beraterin Muster", "Beraterin Muster", None, "Berater Beispiel", "Beraterin Muster"]
