"""How figures are made that say what the programme as a whole gives back, and how firm the choice of its measures is."""

from quickscan.analysis.trace_rule import Rule, rule

SUM_OF_CASE = ("Summe über die gewählten Maßnahmen in diesem Fall.", "Sum over the chosen measures in this case.")
ON_ROADMAP = "@gain_of_case @times_of_portfolio portfolio.returns.{0}.one_off_eur portfolio.returns.{0}.per_year_eur"
MOVED = (
    "So weit verschoben, dass eine andere Menge die beste ist; alles andere bleibt.",
    "Moved until another set is the best one; all else stays.",
)
SWAPPED = (
    "So weit verschoben, dass die beiden Maßnahmen die Plätze tauschen; alles andere bleibt.",
    "Moved until the two measures change places; all else stays.",
)
ASSUMED_END = (
    "Wert des Programms, wenn die Annahme am Ende ihres Bereichs liegt; alles andere bleibt.",
    "Value of the programme with the assumption at the end of its range; all else stays.",
)
WORTH = "programme.flips.value portfolio.interaction.expected_gain"

RETURNS: tuple[Rule, ...] = (
    rule(
        "portfolio.returns.*.one_off_eur", "eur", ("Programm: einmalige Kosten, {0}", "Programme: cost once, {0}"),
        SUM_OF_CASE, "@once_of_portfolio", "portfolio",
    ),
    rule(
        "portfolio.returns.*.per_year_eur", "eur",
        ("Programm: laufende Kosten im Jahr, {0}", "Programme: running cost a year, {0}"),
        SUM_OF_CASE, "@yearly_of_portfolio", "portfolio",
    ),
    rule(
        "portfolio.returns.*.payback_months", "months", ("Programm: Amortisation, {0}", "Programme: payback, {0}"),
        ("Monate, bis das Programm auf seinem Fahrplan seine Kosten eingebracht hat, ohne Zins.",
         "Months until the programme on its roadmap has brought back its cost, without interest."),
        ON_ROADMAP, "portfolio",
    ),
    rule(
        "portfolio.returns.*.net_present_value_eur", "eur",
        ("Programm: Kapitalwert, {0}", "Programme: net present value, {0}"),
        ("Deckungsbeitrag − Kosten auf dem Fahrplan über die bewerteten Jahre, Monat für Monat abgezinst.",
         "Contribution − cost on the roadmap over the years valued, discounted month by month."),
        f"{ON_ROADMAP} terms.discount_rate terms.years", "portfolio",
    ),
    rule(
        "portfolio.over_budget_eur", "eur", ("Programm: über dem Budget", "Programme: over the budget"),
        ("Kosten der angenommenen Maßnahmen mit allem, was vorausgehen muss − Budget, mindestens 0.",
         "Cost of the accepted measures with all that must come first − budget, at least 0."),
        "portfolio.first_year_cost_eur portfolio.budget_eur", "portfolio",
    ),
    rule(
        "portfolio.over_person_days", "person_days", ("Programm: über den Personentagen", "Programme: over the person-days"),
        ("Aufwand der angenommenen Maßnahmen mit allem, was vorausgehen muss − Grenze, mindestens 0.",
         "Effort of the accepted measures with all that must come first − limit, at least 0."),
        "portfolio.person_days portfolio.person_days_limit", "portfolio",
    ),
)  # fmt: skip

FLIPS: tuple[Rule, ...] = (
    rule(
        "programme.flips.value", "number", ("Wert des Programms im Jahr", "Value of the programme a year"),
        ("Nach der Formel, mit der gewählt wurde: Deckungsbeitrag nach Kosten, oder Abschlüsse, wo er unbekannt ist.",
         "By the formula of the choice: contribution after cost, or sales where that is unknown."),
        "portfolio.interaction.expected_gain parameter.cl.margin portfolio.returns.base.one_off_eur "
        "portfolio.returns.base.per_year_eur terms.years", "portfolio",
    ),
    rule(
        "programme.flips.contribution_low_eur", "eur",
        ("Deckungsbeitrag je Abschluss, unter dem anders gewählt würde", "Contribution per sale below which the choice changes"),
        MOVED, f"parameter.cl.margin {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.contribution_high_eur", "eur",
        ("Deckungsbeitrag je Abschluss, über dem anders gewählt würde", "Contribution per sale above which the choice changes"),
        MOVED, f"parameter.cl.margin {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.neighbours.*.cost_times", "number",
        ("Paar {0} der Rangfolge: Faktor der Kosten", "Pair {0} of the ranking: factor of the cost"),
        SWAPPED, "@cost_of_pair", "portfolio",
    ),
    rule(
        "programme.flips.neighbours.*.effect_times", "number",
        ("Paar {0} der Rangfolge: Faktor der Wirkung", "Pair {0} of the ranking: factor of the effect"),
        SWAPPED, "@gain_of_pair", "portfolio",
    ),
    rule(
        "programme.flips.neighbours.*.cause_times", "number",
        ("Paar {0} der Rangfolge: Faktor des Verlusts durch eine Ursache",
         "Pair {0} of the ranking: factor of the loss by a cause"),
        SWAPPED, "@gain_of_pair cause.*.severity", "portfolio",
    ),
    rule(
        "programme.flips.measures.*.cost_a_year_eur", "eur",
        ("{0}: Kosten im Jahr, bis anders gewählt würde", "{0}: cost a year until the choice changes"),
        MOVED, f"measure.{{0}}.case.base.per_year_eur measure.{{0}}.sales_gain {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.measures.*.effect_times", "number",
        ("{0}: Faktor der Wirkung, bis anders gewählt würde", "{0}: factor of the effect until the choice changes"),
        MOVED, f"measure.{{0}}.sales_gain {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.causes.*.down_times", "number",
        ("{0}: Faktor des Verlusts nach unten, bis anders gewählt würde",
         "{0}: factor of the loss down until the choice changes"),
        MOVED, f"cause.{{0}}.severity cause.{{0}}.cap {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.causes.*.up_times", "number",
        ("{0}: Faktor des Verlusts nach oben, bis anders gewählt würde", "{0}: factor of the loss up until the choice changes"),
        MOVED, f"cause.{{0}}.severity cause.{{0}}.cap {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.assumptions.*.low", "number",
        ("Annahme {0}: Wert am schlechteren Ende", "Assumption {0}: value at the worse end"),
        ASSUMED_END, f"@behind_assumption {WORTH}", "portfolio",
    ),
    rule(
        "programme.flips.assumptions.*.high", "number",
        ("Annahme {0}: Wert am besseren Ende", "Assumption {0}: value at the better end"),
        ASSUMED_END, f"@behind_assumption {WORTH}", "portfolio",
    ),
)  # fmt: skip
