"""The terms of valuation with what somebody states for one client in place of what the field assumes."""

from pydantic import ValidationError

from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.provenance import Provenance
from quickscan.domain.valuation import Valuation

STATED = Provenance(basis="ask_client", source="Stated for this client when the programme was made; the rest is own judgement")


def stated(terms: Valuation, **values: float | None) -> Valuation:
    """The terms with the values that are not none, which then say where they come from.

    Raises ScanError for values that cannot be, with all of them.
    """
    given = {name: value for name, value in values.items() if value is not None}
    if not given:
        return terms
    try:
        return Valuation.model_validate({**dict(terms), **given, "provenance": STATED})
    except ValidationError as error:
        raise ScanError(
            Problem(
                "--" + str(fault["loc"][0]).replace("_", "-"),
                f"{fault['input']} cannot be: {fault['msg'].lower()}",
                "give another value",
            )
            for fault in error.errors()
        ) from None
