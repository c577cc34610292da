"""What parts of the names of figures are called that are no things of the field: cases, stages, crews, rules, terms."""

from collections.abc import Mapping

from quickscan.domain.base import Text

PARTS: Mapping[str, Text] = {
    "low": Text(de="vorsichtiger Fall", en="cautious case"),
    "base": Text(de="mittlerer Fall", en="middle case"),
    "high": Text(de="günstiger Fall", en="hopeful case"),
    "median": Text(de="Median", en="median"),
    "p90": Text(de="neun von zehn schneller als", en="nine in ten faster than"),
    "call_centre": Text(de="Qualifizierung", en="qualification"),
    "dealers": Text(de="Vertrieb", en="sellers"),
    "deck": Text(de="nach der Beratungsunterlage", en="by the deck"),
    "evidence": Text(de="nach Studien", en="by evidence"),
    "quick_wins": Text(de="Stufe „schnelle Erfolge“", en="Stage “quick wins”"),
    "foundation": Text(de="Stufe „Grundlagen“", en="Stage “foundations”"),
    "growth": Text(de="Stufe „Wachstum“", en="Stage “growth”"),
    "later": Text(de="Stufe „später“", en="Stage “later”"),
}
"""Parts of names that are no thing of the field."""
RULE_NAMES: Mapping[str, Text] = {
    "severity_exponent": Text(de="Exponent des Schweregrads", en="exponent of the severity"),
    "level_doubt": Text(de="Stufen, um die eine Antwort danebenliegen kann", en="levels by which an answer may be off"),
    "measured_doubt_share": Text(
        de="Anteil, um den ein gemessener Verlust danebenliegen kann", en="share by which a measured loss may be off"
    ),
    "unknown_severity": Text(de="Schweregrad, wo nichts bekannt ist", en="severity where nothing is known"),
    "interval_share": Text(de="Anteil der Fälle in einem Bereich", en="share of cases in a range"),
    "contradiction_levels": Text(de="Stufen, ab denen Antworten sich widersprechen", en="levels from which answers contradict"),
    "contradiction_points": Text(
        de="Prozentpunkte, ab denen Antworten sich widersprechen", en="percentage points from which answers contradict"
    ),
    "contradiction_ratio": Text(de="Verhältnis, ab dem Antworten sich widersprechen", en="ratio from which answers contradict"),
    "weak_area_level": Text(de="Reifegrad, bis zu dem ein Bereich schwach ist", en="maturity up to which an area is weak"),
    "weak_answer_level": Text(de="Stufe, bis zu der eine Antwort schwach ist", en="level up to which an answer is weak"),
    "discount_rate": Text(de="Zinssatz im Jahr", en="discount rate a year"),
    "years": Text(de="bewertete Jahre", en="years valued"),
    "person_days_per_month": Text(de="Personentage im Monat", en="person-days a month"),
    "person_day_eur": Text(de="Preis eines Personentags", en="price of a person-day"),
    "list_price_eur": Text(de="Listenpreis", en="list price"),
    "quick_wins_until_month": Text(de="Ende der schnellen Erfolge", en="end of the quick wins"),
    "foundation_until_month": Text(de="Ende der Grundlagen", en="end of the foundations"),
    "growth_until_month": Text(de="Ende des Wachstums", en="end of growth"),
}
"""The numbers that are laid down, by field."""
