"""Severities as they are typed: `CAUSE=S` words become numbers."""

from quickscan.domain.problem import Problem, ScanError


def severities(given: list[str], causes: tuple[str, ...]) -> dict[str, float]:
    """`CAUSE=S` words as numbers. Raises ScanError with every word that is not understood."""
    problems: list[Problem] = []
    found: dict[str, float] = {}
    for word in given:
        cause, _, number = word.partition("=")
        if cause not in causes:
            problems.append(Problem(f"--severity {word}", f"there is no cause {cause}", f"name one of {', '.join(causes)}"))
        elif cause in found:
            problems.append(Problem(f"--severity {word}", f"{cause} is set twice", "keep one"))
        else:
            try:
                found[cause] = float(number)
            except ValueError:
                found[cause] = -1.0
            if not 0.0 <= found[cause] <= 1.0:
                problems.append(
                    Problem(f"--severity {word}", f"{number or 'nothing'} is not a severity", "give a number from 0 to 1")
                )
    if problems:
        raise ScanError(problems)
    return found
