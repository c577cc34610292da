"""The faults of a template that was handed in, each with its paragraph, and the fields that a template shows."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from quickscan.domain.problem import ScanError
from quickscan.report.inspection import Fault, Inspection
from quickscan.report.paragraphs import Place
from quickscan.web.widgets import Content, card, more, problem_in_words, table
from quickscan.web.wording import Wording


def faults_card(faults: Sequence[Fault], file_name: str, say: Wording) -> Component:
    """All faults with their paragraphs, in the order of the document."""
    return _card(len(faults), file_name, [_fault(fault, say) for fault in faults], say)


def refusal_card(error: ScanError, file_name: str, say: Wording) -> Component:
    """Why a file is not even opened."""
    items = [
        html.Li(html.P([html.Strong(say.known(problem.where)), html.Span(problem_in_words(problem, say))]))
        for problem in error.problems
    ]
    return _card(len(items), file_name, items, say)


def _card(number: int, file_name: str, items: Sequence[Component], say: Wording) -> Component:
    count = say.plural(
        "{file} has {number} fault. Nothing was kept; mend the file and upload it again.",
        "{file} has {number} faults. Nothing was kept; mend the file and upload it again.",
        number,
        file=file_name,
    )
    return html.Section([html.H2(count), html.Ol(list(items), className="faults-list")], className="card faults-card")


def _fault(fault: Fault, say: Wording) -> Component:
    words = f"{say.known(fault.what)}, {say.known(fault.remedy)}."
    quoted = html.Q(fault.place.text, className="template-words")
    return html.Li([html.P([html.Strong(place_in_words(fault.place, say)), quoted]), html.P(words)])


def place_in_words(place: Place, say: Wording) -> str:
    """Where a paragraph stands."""
    parts = {
        "body": say("Text"),
        "header": say("Header"),
        "footer": say("Footer"),
        "footnotes": say("Footnotes"),
        "endnotes": say("Endnotes"),
    }
    inside = {"paragraph": "", "table cell": say("in a table"), "text box": say("in a text box")}[place.inside]
    where = say("{part}, paragraph {number}", part=parts[place.part], number=say.number(place.number))
    return f"{where}, {inside}" if inside else where


def fields_card(inspection: Inspection, say: Wording) -> Component:
    """Every field of a template with its paragraph."""
    count = say.plural("{number} field", "{number} fields", len(inspection.placeholders))
    rows: list[list[Content]] = [
        [place_in_words(found.place, say), html.Code(found.words), found.place.text] for found in inspection.placeholders
    ]
    listed = table(say("Fields of the template"), [say("Place"), say("Field or chart"), say("Paragraph")], rows)
    return card(say("Fields of the template"), more(count, listed), name="fields")
