"""References to figures, and the description of the model."""

import re

from docx.oxml.ns import qn

from quickscan.domain.base import Language
from tests.report.paper import Paper, car_maker, texts


def test_a_reference_shows_the_number_of_its_figure(paper: Paper, language: Language) -> None:
    word = texts()["figure"].in_language(language)
    sentences = [words for words in paper.paragraphs() if words.startswith(f"{word} ") and ":" not in words[:15]]
    captions = [words.partition(":")[0] for words in paper.paragraphs() if re.match(rf"{word} \d+: ", words)]
    assert len(sentences) == 2
    assert all(" ".join(sentence.split()[:2]) in captions for sentence in sentences)
    assert sum((one.text or "").split()[:1] == ["REF"] for one in paper.body.iter(qn("w:instrText"))) == 2


def test_the_model_is_described_in_the_order_of_the_guideline(paper: Paper, language: Language) -> None:
    scan = car_maker()
    assert scan.model is not None
    titles = [part.title.in_language(language) for part in scan.model.parts]
    assert [words for words in paper.paragraphs() if words in titles] == titles
