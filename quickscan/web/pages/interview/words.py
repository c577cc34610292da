"""Answers on the page of an interview, in words."""

from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Question
from quickscan.web.pages.findings.words import answer_in_words
from quickscan.web.pages.interview.place import Place
from quickscan.web.wording import Wording


def in_words(place: Place, question: Question, answer: Answer, say: Wording) -> str:
    """What was answered, or what became of the question."""
    return answer_in_words(place.engagement.questionnaire.definition, question, answer, place.knowledge, say)
