"""The words of a report about what people wrote into it; a template need not know them."""

from quickscan.domain.base import Language, Text

APPENDIX_TITLE = Text(de="Von Hand ergänzt", en="Added by hand")
APPENDIX_INTRO = Text(
    de="Diese Stellen wurden von Hand geschrieben; ihr bisheriger Platz im Bericht besteht mit den neuen Daten nicht mehr.",
    en="These passages were written by hand; the place where they stood is no longer in the report with the new data.",
)
STOOD_UNDER = Text(de="Stand unter „{heading}“:", en="Stood under “{heading}”:")
EDGE = Text(de="Kopfzeile, Fußzeile oder Textfeld", en="Header, footer or text box")
NOW = Text(
    de="Die Daten haben sich geändert. Ohne die Änderung von Hand stünde hier jetzt: {now}",
    en="The data have changed. Without the change by hand this would now read: {now}",
)
THEN = Text(de="Bisher: {then}", en="Before: {then}")
SETTLE = Text(
    de="Ist das geklärt, löschen Sie diesen Kommentar.",
    en="Once this is settled, delete this comment.",
)


def conflict_words(then: str, now: str, language: Language) -> str:
    """The comment at a passage that was changed by hand and by data."""
    told = NOW.in_language(language).format(now=now)
    before = [] if then == now else [THEN.in_language(language).format(then=then)]
    return "\n".join([told, *before, SETTLE.in_language(language)])
