"""Who the client is and who was asked."""

from dash import html
from dash.development.base_component import Component

from quickscan.web.pages.findings.material import Material
from quickscan.web.widgets import card


def client_card(material: Material) -> Component:
    """The client, and the respondents with their number of answers. People's names are never shown, only what they do."""
    say, engagement = material.say, material.engagement
    profile = html.P(engagement.client.profile) if engagement.client.profile else None
    people = html.Ul(
        [_respondent(respondent.id, respondent.label, material) for respondent in engagement.respondents], className="people"
    )
    return card(say("The client"), profile, html.H3(say("Respondents")), people, note=engagement.client.industry, name="client")


def _respondent(respondent_id: str, label: str, material: Material) -> Component:
    answers = [answer for answer in material.engagement.current_answers() if answer.respondent == respondent_id]
    count = material.say.plural("{number} answer", "{number} answers", len(answers))
    return html.Li([html.Span(label), html.Span(count, className="small")])
