"""How the quality check says what it finds: what is amiss, why it matters, and what to do."""

from dataclasses import dataclass

from quickscan.domain.base import Text


@dataclass(frozen=True)
class Saying:
    """How one sort of thing is told."""

    what: Text
    """What is amiss, with {gaps}."""
    why: Text
    """Why it matters."""
    remedy: Text
    """What to do."""


ASK_THEM = Text(
    de="Stellen Sie die fehlenden Fragen; die Agenda zeigt, wer sie beantworten kann.",
    en="Ask the missing questions; the agenda shows who can answer them.",
)
ONE_VOICE = Text(
    de="{cause}: auf einer einzigen mündlichen Angabe beruhen {codes}", en="{cause}: on the word of one person rest {codes}"
)
ONE_VOICE_WHY = Text(
    de="Die Ursache trägt den Bericht; sieht ein anderer es anders, kippt die Rangfolge.",
    en="The cause carries the report; if somebody else sees it otherwise, the ranking changes.",
)
DOCUMENTS_WHY = Text(
    de="Ohne Unterlagen bleibt gesagt, was sich belegen oder messen ließe.",
    en="Without documents much stays told that could be proved or measured.",
)

CONTRADICTION = Saying(
    what=Text(de="{finding}", en="{finding}"),
    why=Text(
        de="Ungeklärt rechnet der Bericht mit der besser belegten Angabe oder dem Mittel, und die Bandbreite wird weiter.",
        en="Unsettled, the report takes the better founded answer or the mean, and the range gets wider.",
    ),
    remedy=Text(
        de="Klären Sie mit den Beteiligten, was gilt, oder lassen Sie es nachzählen.",
        en="Settle with those involved what holds, or have it counted.",
    ),
)
OVERLOOKED = Saying(
    what=Text(
        de="{code} {title}: zwei haben bei {who} gleichzeitig etwas eingetragen",
        en="{code} {title}: two people recorded something for {who} at the same time",
    ),
    why=Text(
        de="Die spätere Eintragung gilt, obwohl die frühere dabei niemand gesehen hat.",
        en="The later record counts, although whoever made it did not see the earlier one.",
    ),
    remedy=Text(de="Sehen Sie sich beide an und tragen Sie ein, was richtig ist.", en="Look at both and record what is right."),
)
IMPLAUSIBLE = Saying(
    what=Text(de="{code} {title}: {answer} ({who}) ist ungewöhnlich", en="{code} {title}: {answer} ({who}) is unusual"),
    why=Text(
        de="Oft steckt eine falsche Einheit oder eine Stelle zu viel dahinter, und die Simulation übernimmt den Wert.",
        en="Often a wrong unit or one digit too many is behind it, and the simulation takes the value over.",
    ),
    remedy=Text(
        de="Prüfen Sie Einheit und Größenordnung; stimmt der Wert, schreiben Sie in die Notiz, warum.",
        en="Check unit and magnitude; if the value is right, say why in the note.",
    ),
)
REVIEW = Saying(
    what=Text(de="{who}: zur Prüfung markiert sind {codes}", en="{who}: marked for review are {codes}"),
    why=Text(
        de="Jemand aus Ihrem Team hatte Zweifel, und der Bericht druckt die Angaben trotzdem.",
        en="Somebody of your team had doubts, and the report prints the answers all the same.",
    ),
    remedy=Text(
        de="Sehen Sie die Antworten durch und nehmen Sie die Markierung weg.", en="Go through the answers and remove the mark."
    ),
)
DEFERRED = Saying(
    what=Text(de="{who}: zurückgestellt sind {codes}", en="{who}: put off are {codes}"),
    why=Text(
        de="Zurückgestellte Fragen zählen als unbekannt und machen die Schätzung unsicherer.",
        en="Questions put off count as unknown and make the estimate less certain.",
    ),
    remedy=Text(
        de="Holen Sie die Antworten nach, oder halten Sie fest, dass sie nicht zu bekommen sind.",
        en="Get the answers, or record that they cannot be had.",
    ),
)
NO_REASON = Saying(
    what=Text(
        de="{who}: ohne brauchbare Begründung als nicht zutreffend abgelegt sind {codes}",
        en="{who}: set aside as not applicable without a usable reason are {codes}",
    ),
    why=Text(
        de="Was nicht zutrifft, fehlt im Bericht ganz; ohne Grund lässt sich das später niemandem erklären.",
        en="What does not apply is missing in the report altogether; without a reason nobody can explain that later.",
    ),
    remedy=Text(
        de="Schreiben Sie in einem Satz, warum die Frage nicht zutrifft.",
        en="Say in one sentence why the question does not apply.",
    ),
)
ONE_SIDED = Saying(
    what=Text(
        de="Aus dem Feld (Handel, Außendienst) hat noch niemand geantwortet",
        en="Nobody from the field (dealers, field force) has answered yet",
    ),
    why=Text(
        de="Die Zentrale schätzt den Leadverlust meist zu niedrig; der Bericht gäbe nur ihre Sicht wieder.",
        en="Head offices mostly guess the lead loss too low; the report would give their view only.",
    ),
    remedy=Text(
        de="Befragen Sie mindestens einen Händler oder Außendienstler.", en="Ask at least one dealer or field representative."
    ),
)
NOTHING_KNOWN = Saying(
    what=Text(de="{cause}: es ist nichts bekannt; es fehlen {codes}", en="{cause}: nothing is known; missing are {codes}"),
    why=Text(
        de="Der Schweregrad ist angenommen; im Bericht steht eine Zahl, zu der niemand etwas gesagt hat.",
        en="The severity is assumed; the report has a number about which nobody said anything.",
    ),
    remedy=ASK_THEM,
)
LITTLE_KNOWN = Saying(
    what=Text(
        de="{cause}: nur {known} % der nötigen Antworten liegen vor; es fehlen {codes}",
        en="{cause}: only {known}% of the answers needed are there; missing are {codes}",
    ),
    why=Text(
        de="Mehr als die Hälfte des Schweregrads ist offen, die Bandbreite ist entsprechend weit.",
        en="More than half of the severity is open, and the range is wide accordingly.",
    ),
    remedy=ASK_THEM,
)
KEY_UNANSWERED = Saying(
    what=Text(de="{cause}: wichtige Fragen sind ohne Antwort: {codes}", en="{cause}: key questions have no answer: {codes}"),
    why=Text(
        de="Die Ursache gehört zu den größten, oder die Antwort würde die Schätzung am meisten verengen.",
        en="The cause is among the biggest, or the answer would narrow the estimate most.",
    ),
    remedy=ASK_THEM,
)
ONE_OF_SEVERAL = Saying(
    what=ONE_VOICE,
    why=ONE_VOICE_WHY,
    remedy=Text(
        de="Stellen Sie die Fragen noch jemandem aus einer anderen Rolle.",
        en="Put the questions to somebody in another role too.",
    ),
)
ONLY_ONE = Saying(
    what=ONE_VOICE,
    why=ONE_VOICE_WHY,
    remedy=Text(
        de="Nur diese Rolle kann sie beantworten: Lassen Sie sich einen Beleg zeigen.",
        en="Only this role can answer them: ask for a document that proves it.",
    ),
)
NOT_MEASURED = Saying(
    what=Text(
        de="{cause}: der Verlust ist geschätzt, obwohl er sich messen ließe ({codes})",
        en="{cause}: the loss is estimated although it could be measured ({codes})",
    ),
    why=Text(
        de="Hier verliert der Kunde am meisten; eine gezählte Zahl überzeugt mehr als jede Einschätzung.",
        en="This is where the client loses most; a counted number convinces more than any judgement.",
    ),
    remedy=Text(
        de="Zählen Sie es im Leadexport oder lassen Sie sich die Auswertung zeigen, und tragen Sie es als gemessen ein.",
        en="Count it in the lead export or ask to see the analysis, and record it as measured.",
    ),
)
OUTSTANDING = Saying(
    what=Text(de="Angefordert, aber nicht erhalten: {names}", en="Requested but not received: {names}"),
    why=DOCUMENTS_WHY,
    remedy=Text(de="Fragen Sie nach, oder vermerken Sie, dass es sie nicht gibt.", en="Ask again, or note that there are none."),
)
NOT_REQUESTED = Saying(
    what=Text(de="Noch nicht angefordert: {names}", en="Not requested yet: {names}"),
    why=DOCUMENTS_WHY,
    remedy=Text(
        de="Fordern Sie sie an, oder vermerken Sie, dass es sie nicht gibt.", en="Request them, or note that there are none."
    ),
)
