"""An engagement in the list: how far it is and what can be done with it; and what lies in the bin."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.store.bin import Deleted
from quickscan.store.summary import EngagementSummary, Stage
from quickscan.web import ids
from quickscan.web.services import Services
from quickscan.web.widgets import aria, badge, link, more, share_bar
from quickscan.web.wording import Wording


def entry(summary: EngagementSummary, say: Wording) -> Component:
    """The entry, and the place for its copies."""
    shown = html.Div(entry_content(summary, say), id=ids.listed("entry", summary.id))
    return html.Div([shown, html.Div([], id=ids.listed("copies", summary.id), className="copies")])


def entry_content(summary: EngagementSummary, say: Wording, said: str | None = None) -> Component:
    """What an entry shows. `said` is what was just done with it."""
    people = say.plural("{number} respondent", "{number} respondents", summary.respondents)
    answers = say.plural("{number} answer", "{number} answers", summary.answers)
    name = html.H2(link(summary.client, f"/engagements/{summary.id}", "whole"))
    return html.Article(
        [
            html.Div([name, html.P(summary.title, className="small"), _state(summary, say, said)], className="names"),
            html.P([people, html.Br(), answers], className="small"),
            html.Div([html.P(_progress(summary, say)), share_bar(summary.share_answered)], className="progress"),
            html.P([say("changed on"), html.Br(), say.date(summary.updated_at)], className="small"),
            _menu(summary, say),
        ],
        className="card engagement archived" if summary.archived else "card engagement",
    )


def _state(summary: EngagementSummary, say: Wording, said: str | None) -> Component:
    stages: dict[Stage, tuple[str, str]] = {
        "not_begun": (say("not begun"), "plain"),
        "running": (say("interviews running"), "accent"),
        "asked": (say("all asked"), "good"),
    }
    archived = badge(say("archived"), "warn") if summary.archived else None
    done = html.Span(said, className="small done", role="status") if said else None
    return html.P([piece for piece in (badge(*stages[summary.stage]), archived, done) if piece is not None], className="state")


def _progress(summary: EngagementSummary, say: Wording) -> list[Any]:
    return [
        html.Strong(say.number(summary.questions_answered)),
        " ",
        say("of {all} questions answered", all=say.number(summary.questions)),
    ]


def _menu(summary: EngagementSummary, say: Wording) -> Component:
    deeds = [
        html.A(say("Download as a file"), href=f"/engagements/{summary.id}/file", download=""),
        link(say("Change the particulars"), f"/engagements/{summary.id}/settings"),
        _deed("copy", say("Duplicate with answers"), summary),
        _deed("copy_empty", say("Duplicate without answers"), summary),
        _deed("archive", say("Take out of the archive") if summary.archived else say("Archive"), summary),
        _deed("delete", say("Delete"), summary),
    ]
    name = aria(label=say("Actions: {client}, {title}", client=summary.client, title=summary.title))
    return html.Details([html.Summary("⋯", **name), html.Div(deeds, className="deeds")], className="menu")


def _deed(deed: str, words: str, summary: EngagementSummary) -> Component:
    return html.Button(words, id=ids.listed(deed, summary.id), type="button")


def deleted_content(deleted: Deleted, say: Wording) -> Component:
    """What stands in place of an entry that was just deleted."""
    words = html.P([html.Strong(deleted.client), " · ", deleted.title, " ", say("was deleted.")])
    undo = html.Button(
        say("Undo"), id=ids.listed("undo", deleted.id), type="button", className="quiet take-focus",
        **aria(label=say("Undo: delete {client}", client=deleted.client)),
    )  # fmt: skip
    return html.Div([words, undo], className="card deleted", role="status")


def bin_card(services: Services, say: Wording) -> Component | None:
    """What was deleted lately and can be put back; none where nothing was."""
    deleted = services.bin.list(services.clock())
    if not deleted:
        return None
    note = html.P(say("What was deleted can be put back for 30 days; then it is removed for good."), className="small")
    heading = say.plural("Recently deleted ({number})", "Recently deleted ({number})", len(deleted))
    return more(heading, note, html.Ul([_in_bin(one, say) for one in deleted], className="in-bin"), kind="bin")


def _in_bin(deleted: Deleted, say: Wording) -> Component:
    day = say.date(deleted.deleted_at)
    when = (
        say("deleted on {day} by {who}", day=day, who=deleted.deleted_by)
        if deleted.deleted_by
        else say("deleted on {day}", day=day)
    )
    until = say("can be put back until {day}", day=say.date(deleted.gone_at))
    button = html.Button(
        say("Put back"), id=ids.listed("put_back", deleted.id), type="button", className="quiet small-button",
        **aria(label=say("Put back: {client}, {title}", client=deleted.client, title=deleted.title)),
    )  # fmt: skip
    words = html.Div([html.P([html.Strong(deleted.client), " · ", deleted.title]), html.P(f"{when}; {until}", className="small")])
    return html.Li([words, button], id=ids.listed("in_bin", deleted.id))
