"""The fixed terms of the field in the language of the app: how something is known, what sort of finding it is."""

from quickscan.domain.engagement import Answer, AnswerBasis, Status
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question, Questionnaire
from quickscan.domain.result import FindingKind, SeverityBasis
from quickscan.interview.wording import answer_in_words as value_in_words
from quickscan.web.wording import Wording


def status_in_words(status: Status, say: Wording) -> str:
    """What became of a question."""
    words: dict[Status, str] = {
        "answered": say("answered"),
        "dont_know": say("does not know"),
        "refused": say("did not want to answer"),
        "not_applicable": say("does not apply"),
        "not_asked": say("not asked"),
        "deferred": say("deferred"),
    }
    return words[status]


def answer_in_words(questionnaire: Questionnaire, question: Question, answer: Answer, knowledge: Knowledge, say: Wording) -> str:
    """What was answered, or what became of the question."""
    if answer.value is None:
        return status_in_words(answer.status, say)
    return say.of(value_in_words(questionnaire, question, answer.value, knowledge.row_names))


def basis_in_words(basis: AnswerBasis, say: Wording) -> str:
    """How an answer is known."""
    words: dict[AnswerBasis, str] = {
        "told": say("told"),
        "documented": say("documented"),
        "observed": say("observed"),
        "measured": say("measured"),
    }
    return words[basis]


def severity_basis_in_words(basis: SeverityBasis, say: Wording) -> str:
    """Where the severity of a cause comes from."""
    words: dict[SeverityBasis, str] = {
        "maturity": say("from maturity levels"),
        "measured": say("measured"),
        "assumed": say("assumed"),
    }
    return words[basis]


def kind_in_words(kind: FindingKind, say: Wording) -> str:
    """What sort of finding it is."""
    words: dict[FindingKind, str] = {
        "weak_area": say("Weak area"),
        "weak_answer": say("Weak spot"),
        "contradiction": say("Contradiction"),
        "measured_loss": say("Measured loss"),
        "above_cap": say("Above the cap"),
        "self_estimate": say("Own estimate"),
        "not_enough_answers": say("Too little known"),
    }
    return words[kind]
