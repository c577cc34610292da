"""Titles of measures in pictures: few letters, no two alike, and the client's own words before ours."""

from quickscan.analysis.terms import decided
from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices
from tests.material import knowledge

MOST = 28


def test_every_shipped_title_is_short_in_pictures_and_tells_its_measure_from_the_others() -> None:
    library = knowledge().recommendations
    for language in LANGUAGES:
        titles = [entry.title_in_pictures.in_language(language) for entry in library]
        assert [title for title in titles if len(title) > MOST] == []
        assert len(set(titles)) == len(library)


def test_a_short_title_is_given_only_where_it_is_needed() -> None:
    given = [entry for entry in knowledge().recommendations if entry.short_title is not None]
    assert given
    for entry in given:
        assert max(len(entry.title.in_language(language)) for language in LANGUAGES) > MOST, entry.id


def test_own_words_stand_in_pictures_too() -> None:
    choices = ProgrammeChoices(measures=(MeasureChoice(measure="one_capture_tool", title="Ein Topf für alles"),))
    found = decided(knowledge(), choices)
    assert found.recommendation("one_capture_tool").title_in_pictures == Text(de="Ein Topf für alles", en="Ein Topf für alles")
    others = [entry.title_in_pictures for entry in found.recommendations if entry.id != "one_capture_tool"]
    assert others == [entry.title_in_pictures for entry in knowledge().recommendations if entry.id != "one_capture_tool"]
