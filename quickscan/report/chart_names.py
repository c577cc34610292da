"""The names of all charts that a report may show; a template may name them in the alternative text of its own charts."""

CHART_NAMES: tuple[str, ...] = (
    "maturity",
    "loss_by_cause",
    "sales_lost",
    "gain_by_measure",
    "gain_and_cost",
    "roadmap",
    "loss_along_roadmap",
    "assumptions",
    "scenarios_deck",
    "scenarios_evidence",
)
"""Those that need data an engagement does not have are left out of its report."""
