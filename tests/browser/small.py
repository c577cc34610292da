"""The complete example as a client a tenth as large: the same pages and questions, simulated in less time."""

from typing import Any

from quickscan.domain.engagement import Answer, Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement

TENTH = {"capture.inquiries_per_channel", "business_model.new_sales_per_year"}
KEPT = {"peak_month_share"}
"""A share among the numbers."""


def small_client() -> Engagement:
    """The engagement `small`."""
    example = read_engagement(shipped_example("car_maker"))
    return example.model_copy(update={"id": "small", "answers": tuple(map(_smaller, example.answers))})


def _smaller(answer: Answer) -> Answer:
    if answer.question not in TENTH:
        return answer
    numbers: Any = answer.value
    return answer.model_copy(
        update={"value": {name: number if name in KEPT else number / 10 for name, number in numbers.items()}}
    )
