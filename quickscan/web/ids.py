"""The names of components that callbacks refer to."""

from typing import Any

LOCATION = "location"
LANGUAGE = "language"
LANGUAGE_CHOICE = {"de": "language-de", "en": "language-en"}
SCHEME = "scheme"
PAGE = "page"
TITLE = "title"
FAULT = "fault"
EXAMPLE = "load-example"
EXAMPLE_FAULT = "load-example-fault"
UPLOAD = "open-file"
UPLOAD_FAULT = "open-file-fault"
ENGAGEMENT = "engagement"
PLACE = "interview-place"
SAVED = "interview-saved"
LOSS = "interview-loss"
PANEL = "interview-panel"
SECTIONS = "interview-sections"
RESPONDENT = "interview-respondent"
SEARCH = "interview-search"
PERSON = "interview-person"
WRITER = "interview-writer"
LATEST = "interview-latest"
LOOK = "interview-look"
AGENDA = "agenda-plan"
AGENDA_PEOPLE = "agenda-people"
DOCUMENTS = "documents-progress"
ENTRIES = "engagement-entries"
FIND = "engagement-find"
ARCHIVED = "engagement-archived"
CONFLICT = "open-file-conflict"
FORM = "engagement-form"
DRAFT = "engagement-draft"
DRAFT_KEPT = "engagement-draft-kept"
DRAFT_DONE = "engagement-draft-done"
ROWS = "respondent-rows"
ROW_TEMPLATES = "respondent-templates"
SEEN_HEAD = "engagement-seen"
CREATE = "engagement-create"
SAVE_HEAD = "engagement-save"
FORM_FAULT = "engagement-form-fault"

RULED_LOSS = "ruled-loss"
RULED_COUNT = "ruled-count"
HISTORY = "history"
HISTORY_RANGE = "history-range"
HISTORY_FIRST = "history-first"
HISTORY_NEWER = "history-newer"
HISTORY_OLDER = "history-older"
HISTORY_FILTERS = {"question": "history-question", "respondent": "history-respondent", "by": "history-by"}
RESTORED = "history-restored"
QUESTIONNAIRE_UPLOAD = "upload-questionnaire"
QUESTIONNAIRE_FAULTS = "upload-questionnaire-faults"
DRAFT_SEEN = "draft-seen"
DRAFT_NOTE = "draft-note"
DRAFT_PUBLISH = "draft-publish"
DRAFT_DISCARD = "draft-discard"
DRAFT_FAULT = "draft-fault"
TODAY = "today"
TODAY_ASKED = "today-asked"
TRACE = "trace"
TRACE_ASKED = "trace-asked"
DRIVERS_VISIT = "drivers-visit"
DRIVERS_LEVER = "drivers-lever"
DRIVERS_SETTING = "drivers-setting"
DRIVERS_COST_YEAR = "drivers-cost-year"
DRIVERS_COST_UNIT = "drivers-cost-unit"
DRIVERS_ROWS = "drivers-rows"
DRIVERS_COLUMNS = "drivers-columns"
TEMPLATE_UPLOAD = "upload-template"
TEMPLATE_FAULTS = "upload-template-faults"
TEMPLATE_LISTS = "template-lists"
TEMPLATE_SUBJECT = "template-subject"
TEMPLATE_NAME = "template-name"
TEMPLATE_REPLACE = "template-replace"
TEMPLATE_PUBLISH = "template-publish"
TEMPLATE_DISCARD = "template-discard"
TEMPLATE_FAULT = "template-fault"
TRIAL_ENGAGEMENT = "trial-engagement"
TRIAL_LANGUAGE = "trial-language"
TRIAL_START = "trial-start"
TRIAL_ASKED = "trial-asked"
TRIAL_STATE = "trial-state"
TRIAL_POLL = "trial-poll"
MOVE = "move-engagement"
MOVE_BUTTON = "move-engagement-button"
MOVE_FAULT = "move-engagement-fault"
LEVERS_SUBJECT = "levers-subject"
LEVERS_ABOUT = "levers-about"
LEVERS_MOVED = "levers-moved"
LEVERS_ANSWERED = "levers-answered"
LEVERS_STATE = "levers-state"
LEVERS_FIGURES = "levers-figures"
LEVERS_GUARD = "levers-guard"
LEVERS_RELIEF = "levers-relief"
LEVERS_ASK_RELIEF = "levers-ask-relief"
LEVERS_LOSSES = "levers-losses"
LEVERS_NUMBERS = "levers-numbers"
LEVERS_FAULT = "levers-fault"
LEVERS_NAME = "levers-name"
LEVERS_DESCRIPTION = "levers-description"
LEVERS_SAVE = "levers-save"
LEVERS_SAVED = "levers-saved"

SCENARIOS = "scenarios"
SCENARIOS_CALIBRATION = "scenarios-calibration"
SCENARIOS_CHOSEN = "scenarios-chosen"
SCENARIOS_TURN = "scenarios-turn"
SCENARIOS_FIGURE = "scenarios-figure"
SCENARIOS_COMPARED = "scenarios-compared"
SCENARIOS_TAKE = "scenarios-take"
SCENARIOS_TAKE_BUTTON = "scenarios-take-button"
SCENARIOS_PARTS = "scenarios-parts"
SCENARIOS_SUM = "scenarios-sum"
SCENARIOS_SUM_BUTTON = "scenarios-sum-button"
SCENARIOS_ADD_FAULT = "scenarios-add-fault"
SHARE_MODE = "share-mode"
SHARE_BUTTON = "share-button"
SHARE_FAULT = "share-fault"
SHARES = "shares"
SHARED_TOKEN = "shared-token"
SHARED_FIGURE = "shared-figure"
SHARED_COMPARED = "shared-compared"

RECOMMEND_VISIT = "recommend-visit"
RECOMMEND_SHOWN = "recommend-shown"
RECOMMEND_SUMMARY = "recommend-summary"
RECOMMEND_EFFORT = "recommend-effort"
RECOMMEND_PICTURE = "recommend-picture"
RECOMMEND_ROWS = "recommend-rows"
RECOMMEND_ROAD = "recommend-road"


def recommend(piece: str, page: str) -> str:
    """The name of a piece of what is worked out behind the list of measures, or behind the sheet of one."""
    return f"recommend-{page}-{piece}"


def measure_entry(measure: Any, typed: Any) -> dict[str, Any]:
    """The name of a field about a measure, or of any with MATCH or ALL."""
    return {"measure": measure, "typed": typed}


def measure_part(part: str, measure: Any) -> dict[str, Any]:
    """The name of a part of what is shown about a measure, or of any with MATCH or ALL."""
    return {"measured": part, "measure": measure}


def term_entry(term: Any) -> dict[str, Any]:
    """The name of the field of a limit or term, or of any with MATCH."""
    return {"term": term}


def term_part(part: str, term: Any) -> dict[str, Any]:
    """The name of what is said about a limit or term, or about any with MATCH."""
    return {"of_term": part, "term": term}


def kpi_entry(kpi: Any, typed: Any) -> dict[str, Any]:
    """The name of a field about a key figure, or of any with MATCH or ALL."""
    return {"kpi": kpi, "typed": typed}


def kpi_part(part: str, kpi: Any) -> dict[str, Any]:
    """The name of a part of what is shown about a key figure, or of any with MATCH or ALL."""
    return {"of_kpi": part, "kpi": kpi}


def report_part(part: str, language: Any, ending: Any, template: Any, place: Any) -> dict[str, Any]:
    """The name of a part of one report at a place of the app, or of any with MATCH."""
    return {"report": part, "language": language, "format": ending, "template": template, "place": place}


REPORT_ROWS = "report-rows"
REPORT_LANGUAGE = "report-language"
REPORT_TEMPLATE = "report-template"
EDITED_UPLOAD = "edited-upload"
EDITED_STATE = "edited-state"
EDITED_POLL = "edited-poll"
EDITED_WANTED = "edited-wanted"


def entry(question: Any, name: Any) -> dict[str, Any]:
    """The name of a field of a question's form, or of any with MATCH or ALL."""
    return {"question": question, "entry": name}


def card_part(part: str, question: Any) -> dict[str, Any]:
    """The name of a part of a question's card, or of any with MATCH or ALL."""
    return {"card": part, "question": question}


def ruling_entry(question: Any, name: Any) -> dict[str, Any]:
    """The name of a field of the form that decides about a question, or of any with MATCH or ALL."""
    return {"question": question, "ruling_entry": name}


def ruling_part(part: str, question: Any) -> dict[str, Any]:
    """The name of a part of a contradiction's card, or of any with MATCH."""
    return {"ruling": part, "question": question}


def restoring(question: Any, respondent: Any, revision: Any, seen: Any) -> dict[str, Any]:
    """The name of the button that brings an answer back; `seen` is the newest revision that whoever clicks it has before him."""
    return {"restore": question, "respondent": respondent, "revision": revision, "seen": seen}


def document_entry(document: Any, name: Any) -> dict[str, Any]:
    """The name of a field of a document's state, or of any with MATCH or ALL."""
    return {"document": document, "entry": name}


def document_part(part: str, document: Any) -> dict[str, Any]:
    """The name of a part of a document's card, or of any with MATCH."""
    return {"paper": part, "document": document}


def field(name: Any) -> dict[str, Any]:
    """The name of a field of the form for the head of an engagement, or of any with ALL."""
    return {"field": name}


def row(part: str, respondent: Any) -> dict[str, Any]:
    """The name of a part of a respondent's row in that form, or of any with MATCH or ALL."""
    return {"row": part, "respondent": respondent}


def add_row(role: Any) -> dict[str, Any]:
    """The name of the button that adds a row for somebody of a role, or of any with ALL."""
    return {"add": role}


def listed(part: str, engagement: Any) -> dict[str, Any]:
    """The name of a part of an engagement's entry in the list, or of any with MATCH."""
    return {"listed": part, "engagement": engagement}


def rest(part: str, number: Any) -> dict[str, Any]:
    """The name of a part of the list after so many entries, or of any with MATCH."""
    return {"rest": part, "after": number}


def lever(name: Any) -> dict[str, Any]:
    """The name of the control of a lever, or of any with ALL."""
    return {"lever": name}


def lever_part(part: str, name: Any) -> dict[str, Any]:
    """The name of a part of a lever, or of any with MATCH or ALL."""
    return {"lever_part": part, "of": name}


def scenario_part(part: str, scenario: Any) -> dict[str, Any]:
    """The name of a part of a scenario's entry, or of any with MATCH."""
    return {"scenario_part": part, "scenario": scenario}


def scenario_field(name: Any, scenario: Any) -> dict[str, Any]:
    """The name of a field of a scenario's form, or of any with MATCH or ALL."""
    return {"scenario_field": name, "scenario": scenario}


def template_deed(deed: Any, name: Any, moment: Any) -> dict[str, Any]:
    """The name of the button that removes a template, or brings back the one that went at a moment; or of any with ALL."""
    return {"template_deed": deed, "template": name, "moment": moment}


def share_end(token: Any) -> dict[str, Any]:
    """The name of the button that ends a link, or of any with ALL."""
    return {"end_share": token}
