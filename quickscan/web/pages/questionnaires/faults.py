"""The faults of an uploaded file, each beside the lines it is about."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.problem import Problem, ScanError
from quickscan.web.questionnaire_files import PLACE, Excerpt, Upload, excerpt
from quickscan.web.widgets import HIDDEN, aria, problem_in_words
from quickscan.web.wording import Wording


def faults(error: ScanError, upload: Upload, say: Wording) -> Component:
    """All that is wrong with a file and what to do, in the order of its lines."""
    count = say.plural(
        "{file} has {number} fault. Nothing was kept; mend the file and upload it again.",
        "{file} has {number} faults. Nothing was kept; mend the file and upload it again.",
        len(error.problems),
        file=upload.file_name,
    )
    text = upload.text
    listed = html.Ol([_fault(problem, excerpt(problem, text), say) for problem in error.problems], className="faults-list")
    return html.Section([html.H2(count), listed], className="card faults-card")


def _fault(problem: Problem, lines: Excerpt | None, say: Wording) -> Component:
    place = PLACE.match(problem.where)
    where = say("Line {line}", line=place["line"]) if place is not None else problem.where
    if place is not None and lines is None:  # another file, or behind the last line
        where = problem.where
    words = [html.Strong(where), html.Span(problem_in_words(problem, say))]
    return html.Li([html.P(words), _source(lines, where) if lines is not None else None])


def _source(lines: Excerpt, label: str) -> Component:
    """The lines with their numbers; the one with the fault stands out, and a mark stands where the fault begins."""
    rows: list[Component] = []
    for number, line in enumerate(lines.lines, lines.first):
        here = number == lines.line
        rows.append(
            html.Div([html.Span(str(number), className="number"), html.Code(line or " ")], className="here" if here else "")
        )
        if here:
            mark = "\N{NO-BREAK SPACE}" * (lines.column - 1) + "^"
            rows.append(html.Div([html.Span(className="number"), html.Code(mark)], className="mark", **HIDDEN))
    return html.Div(html.Div(rows, className="source-lines"), className="source", tabIndex=0, role="region", **aria(label=label))
