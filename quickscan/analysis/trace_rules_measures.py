"""How figures of single measures are made: gains, costs, business cases."""

from quickscan.analysis.trace_rule import Rule, rule
from quickscan.analysis.trace_rules_simulated import MEAN, RUN

GAIN = (
    "Abschlüsse mit den gesenkten Schweregraden − Abschlüsse heute, auf denselben Zufallszahlen; Mittel mit 95-%-Bereich.",
    "Sales at the lowered severities − sales today, on the same random numbers; mean with its 95% interval.",
)
LOSS_AFTER = (
    "1 − Abschlüsse mit den gesenkten Schweregraden / mögliche Abschlüsse, auf denselben Zufallszahlen.",
    "1 − sales at the lowered severities / possible sales, on the same random numbers.",
)
MONEY = ("Zusätzliche Abschlüsse × Deckungsbeitrag je Abschluss.", "Additional sales × contribution per sale.")
OF_LIBRARY = (
    "Aus der Maßnahmenbibliothek, oder wie für diesen Kunden festgelegt; der vorsichtige Fall nimmt das ungünstige Ende.",
    "From the library of measures, or as decided for this client; the cautious case takes the unfavourable end.",
)
LIKELY = (
    "Ende des mittleren Bereichs einer Dreiecksverteilung über den vorsichtigen, mittleren und günstigen Fall.",
    "End of the middle range of a triangular distribution over the cautious, middle and hopeful case.",
)

MEASURES: tuple[Rule, ...] = (
    rule(
        "measure.*.sales_gain", "count", ("{0}: zusätzliche Abschlüsse im Jahr", "{0}: additional sales a year"), GAIN,
        "@cut_by_measure programme.baseline_sales", f"{RUN} library_cuts",
    ),
    rule(
        "measure.*.sales_gain_low", "count", ("{0}: zusätzliche Abschlüsse, vorsichtig", "{0}: additional sales, cautious"),
        ("Der vorsichtige Fall der Maßnahme.", "The cautious case of the measure."), "measure.{0}.case.low.sales_gain",
    ),
    rule(
        "measure.*.sales_gain_high", "count", ("{0}: zusätzliche Abschlüsse, günstig", "{0}: additional sales, hopeful"),
        ("Der günstige Fall der Maßnahme.", "The hopeful case of the measure."), "measure.{0}.case.high.sales_gain",
    ),
    rule(
        "measure.*.loss_rate_after", "share", ("{0}: Leadverlust danach", "{0}: loss rate afterwards"), LOSS_AFTER,
        "@cut_by_measure measure.{0}.sales_gain", f"{RUN} library_cuts",
    ),
    rule(
        "measure.*.contribution_gain_eur", "eur", ("{0}: zusätzlicher Deckungsbeitrag", "{0}: additional contribution"), MONEY,
        "measure.{0}.sales_gain parameter.cl.margin", "template",
    ),
    rule(
        "measure.*.confidence", "number", ("{0}: Sicherheit der Antworten", "{0}: confidence of the answers"),
        ("Mittlere Sicherheit der Antworten hinter den Ursachen, 1 bis 3, gewichtet mit deren Punkten.",
         "Mean confidence of the answers behind the causes, 1 to 3, weighted by their points."),
        "@answers_of_measure @points_of_measure",
    ),
    rule(
        "measure.*.answers", "setting", ("{0}: Antworten dahinter", "{0}: answers behind it"),
        ("Zahl der Fragen, auf deren Antworten die Schweregrade der Ursachen beruhen, die etwas kosten.",
         "Number of questions on whose answers the severities rest of those causes that cost something."),
        "@answers_of_measure @cut_by_measure",
    ),
    rule(
        "measure.*.case.*.sales_gain", "count", ("{0}: zusätzliche Abschlüsse, {1}", "{0}: additional sales, {1}"), GAIN,
        "@cut_by_measure programme.baseline_sales", f"{RUN} library_cuts",
    ),
    rule(
        "measure.*.case.*.contribution_gain_eur", "eur",
        ("{0}: zusätzlicher Deckungsbeitrag, {1}", "{0}: additional contribution, {1}"), MONEY,
        "measure.{0}.case.{1}.sales_gain parameter.cl.margin", "template",
    ),
    rule(
        "measure.*.case.*.one_off_eur", "eur", ("{0}: einmalige Kosten, {1}", "{0}: cost once, {1}"), OF_LIBRARY,
        "measure.{0}.case.{1}.effort_person_days terms.person_day_eur", "library:one_off_keur",
    ),
    rule(
        "measure.*.case.*.per_year_eur", "eur", ("{0}: laufende Kosten im Jahr, {1}", "{0}: running cost a year, {1}"),
        OF_LIBRARY, "terms.list_price_eur", "library:per_year_keur",
    ),
    rule(
        "measure.*.case.*.first_year_cost_eur", "eur", ("{0}: Kosten des ersten Jahres, {1}", "{0}: first year's cost, {1}"),
        ("Einmalige Kosten + laufende Kosten eines Jahres.", "Cost once + running cost of a year."),
        "measure.{0}.case.{1}.one_off_eur measure.{0}.case.{1}.per_year_eur",
    ),
    rule(
        "measure.*.case.*.effort_person_days", "person_days", ("{0}: Aufwand, {1}", "{0}: effort, {1}"), OF_LIBRARY,
        "", "library:effort_person_days",
    ),
    rule(
        "measure.*.case.*.months_to_effect", "months", ("{0}: Zeit bis zur Wirkung, {1}", "{0}: time until it works, {1}"),
        OF_LIBRARY, "", "library:months_to_effect",
    ),
    rule(
        "measure.*.case.*.payback_months", "months", ("{0}: Amortisation, {1}", "{0}: payback, {1}"),
        ("Monate, bis der zusätzliche Deckungsbeitrag die einmaligen und laufenden Kosten gedeckt hat, ohne Zins.",
         "Months until the additional contribution has covered cost once and running cost, without interest."),
        "measure.{0}.case.{1}.contribution_gain_eur measure.{0}.case.{1}.one_off_eur measure.{0}.case.{1}.per_year_eur "
        "measure.{0}.case.{1}.months_to_effect",
    ),
    rule(
        "measure.*.case.*.net_present_value_eur", "eur", ("{0}: Kapitalwert, {1}", "{0}: net present value, {1}"),
        ("Zusätzlicher Deckungsbeitrag − Kosten über die bewerteten Jahre, Monat für Monat abgezinst.",
         "Additional contribution − cost over the years valued, discounted month by month."),
        "measure.{0}.case.{1}.contribution_gain_eur measure.{0}.case.{1}.one_off_eur measure.{0}.case.{1}.per_year_eur "
        "measure.{0}.case.{1}.months_to_effect terms.discount_rate terms.years",
    ),
    rule(
        "measure.*.case.likely_gain_low", "count", ("{0}: wahrscheinlich mindestens", "{0}: likely at least"), LIKELY,
        "measure.{0}.case.*.sales_gain measure.{0}.case.likely_share",
    ),
    rule(
        "measure.*.case.likely_gain_high", "count", ("{0}: wahrscheinlich höchstens", "{0}: likely at most"), LIKELY,
        "measure.{0}.case.*.sales_gain measure.{0}.case.likely_share",
    ),
    rule(
        "measure.*.case.likely_share", "share", ("{0}: Anteil im mittleren Bereich", "{0}: share in the middle range"),
        ("So breit wird der Bereich gewählt.", "The range is made that wide."), "rules.interval_share",
    ),
    rule(
        "programme.baseline_sales", "count", ("Abschlüsse heute, Ausgang der Maßnahmen", "Sales today, as measures start from"),
        MEAN, "simulated.won @parameters cause.*.severity", RUN,
    ),
    rule(
        "programme.seed", "setting", ("Startwert der Maßnahmen", "Seed of the measures"),
        ("Für die Simulation gewählt.", "Chosen for the simulation."), "", "simulation",
    ),
    rule(
        "programme.replications", "setting", ("Simulierte Jahre je Maßnahme", "Years simulated per measure"),
        ("Für die Simulation gewählt.", "Chosen for the simulation."), "", "simulation",
    ),
)  # fmt: skip
