"""How figures are made that are simulated: the year as it is, and scenarios."""

from quickscan.analysis.trace_rule import Rule, rule

PAIRED = (
    "Mittel der Differenz zu heute, Jahr für Jahr auf denselben Zufallszahlen, mit 95-%-Bereich.",
    "Mean of the difference from today, year by year on the same random numbers, with its 95% interval.",
)
MEAN = ("Mittel der simulierten Jahre, mit 95-%-Bereich.", "Mean of the simulated years, with its 95% interval.")
BEHIND = "@parameters cause.*.severity cause.*.cap"
"""What a simulated year is made of: the process with the answers in it, and how hard the causes strike."""
RUN = "simulation template"

YEAR: tuple[Rule, ...] = (
    rule(
        "simulated.loss_rate", "share", ("Leadverlust, simuliert", "Loss rate, simulated"),
        ("1 − Abschlüsse / Abschlüsse ohne alle Ursachen, auf denselben Zufallszahlen; Mittel der simulierten Jahre.",
         "1 − sales / sales with all causes removed, on the same random numbers; mean of the simulated years."),
        "simulated.won simulated.potential", RUN,
    ),
    rule("simulated.inquiries", "count", ("Anfragen im Jahr", "Inquiries a year"), MEAN, BEHIND, RUN),
    rule("simulated.won", "count", ("Abschlüsse im Jahr", "Sales a year"), MEAN, BEHIND, RUN),
    rule(
        "simulated.potential", "count", ("Mögliche Abschlüsse im Jahr", "Possible sales a year"),
        ("Dieselben simulierten Jahre mit Schweregrad 0 für alle Ursachen.",
         "The same simulated years with all severities at 0."),
        "@parameters", RUN,
    ),
    rule(
        "simulated.lost_by_cause.*", "count", ("{0}: verlorene Abschlüsse im Jahr", "{0}: sales lost a year"),
        ("Abschlüsse, die es ohne die Ursachen gegeben hätte, gezählt bei der Ursache, an der sie scheitern.",
         "Sales that there would have been without the causes, counted at the cause where they die."),
        f"cause.{{0}}.severity cause.{{0}}.cap {BEHIND}", RUN,
    ),
    rule(
        "simulated.won_in_place_of_others", "count", ("Abschlüsse an der Stelle anderer", "Sales in place of others"),
        ("Abschlüsse mit Leads, die ohne die Ursachen nicht gekauft hätten.",
         "Sales to leads that would not have bought without the causes."),
        BEHIND, RUN,
    ),
    rule(
        "simulated.missed_opportunity", "count",
        ("Nie gewonnene Interessenten (Abschlüsse)", "Prospects never attracted (sales)"),
        ("Mögliche Abschlüsse mit Interessenten, die nie anfragen.", "Possible sales to prospects who never inquire."),
        BEHIND, RUN,
    ),
    rule("simulated.response_time_hours.*", "hours", ("Reaktionszeit, {0}", "Response time, {0}"), MEAN, BEHIND, RUN),
    rule("simulated.utilisation.*", "share", ("Auslastung: {0}", "Utilisation: {0}"), MEAN, BEHIND, RUN),
    rule(
        "simulated.attempts_per_lead", "number", ("Kontaktversuche je Lead", "Contact attempts per lead"), MEAN, BEHIND, RUN,
    ),
    rule(
        "simulated.cost_per_new_customer", "eur", ("Leadkosten je neuem Kunden", "Lead cost per new customer"),
        ("Kosten der Leads eines Jahres / Abschlüsse.", "Cost of a year's leads / sales."),
        "simulated.won parameter.ch.cost parameter.ch.volume", RUN,
    ),
    rule(
        "simulated.contribution_eur", "eur", ("Deckungsbeitrag im Jahr", "Contribution a year"),
        ("Abschlüsse × Deckungsbeitrag je Abschluss.", "Sales × contribution per sale."),
        "simulated.won parameter.cl.margin", RUN,
    ),
    rule(
        "simulated.contribution_lost_eur", "eur", ("Entgangener Deckungsbeitrag im Jahr", "Contribution lost a year"),
        ("(Mögliche Abschlüsse − Abschlüsse) × Deckungsbeitrag je Abschluss.",
         "(Possible sales − sales) × contribution per sale."),
        "simulated.potential simulated.won parameter.cl.margin", RUN,
    ),
    rule(
        "simulated.seed", "setting", ("Startwert", "Seed"),
        ("Für die Simulation gewählt; derselbe Startwert gibt dieselben Zahlen.",
         "Chosen for the simulation; the same seed gives the same figures."),
        "", "simulation",
    ),
    rule(
        "simulated.replications", "setting", ("Simulierte Jahre", "Years simulated"),
        ("Für die Simulation gewählt.", "Chosen for the simulation."), "", "simulation",
    ),
    rule(
        "simulated.leads", "setting", ("Anfragen im Jahr, höchstens", "Inquiries a year at most"),
        ("So viele Anfragen zöge der Prozess an, wenn das Budget dort läge, wo es am meisten verkauft.",
         "So many inquiries the process would attract if money went where it sells best."),
        "parameter.ch.volume cause.marketing_not_visible.severity", "template",
    ),
    rule(
        "simulated.uncertainty.**", "number", ("Unsicherheit des Leadverlusts: {0}", "Uncertainty of the loss rate: {0}"),
        ("Die Schweregrade werden aus dem gezogen, was die Antworten offenlassen, und jedes Mal simuliert.",
         "Severities are drawn from what the answers leave open, and simulated each time."),
        BEHIND, RUN,
    ),
    rule(
        "simulated.warm_up.**", "number", ("Prüfung des Vorlaufs: {0}", "Check of the warm-up: {0}"),
        ("An den simulierten Jahren geprüft.", "Checked on the simulated years."), BEHIND, RUN,
    ),
)  # fmt: skip

SCENARIOS: tuple[Rule, ...] = (
    rule(
        "scenario.*.as_is.**", "number", ("Heute ({0}): {1}", "Today ({0}): {1}"), MEAN, BEHIND, "scenario_run template",
    ),
    rule(
        "scenario.*.*.difference.*", "number", ("{1}: Unterschied, {2}", "{1}: difference, {2}"), PAIRED,
        "scenario.{0}.{1}.{2} scenario.{0}.as_is.{2}", "scenario_run scenario",
    ),
    rule(
        "scenario.*.*.first_year_cost_eur", "eur", ("{1}: Kosten des ersten Jahres", "{1}: cost of the first year"),
        ("Einmalige Kosten + Kosten eines Jahres, wie im Szenario angegeben.",
         "Cost once + cost of a year, as stated in the scenario."),
        "", "scenario",
    ),
    rule(
        "scenario.*.*.contribution_after_cost_eur", "eur",
        ("{1}: Deckungsbeitrag nach Kosten", "{1}: contribution after cost"),
        ("Deckungsbeitrag des Szenarios − Kosten des ersten Jahres.", "Contribution of the scenario − cost of the first year."),
        "scenario.{0}.{1}.contribution_eur scenario.{0}.{1}.first_year_cost_eur", "scenario",
    ),
    rule(
        "scenario.*.*.**", "number", ("{1}: {2}", "{1}: {2}"),
        ("Wie heute, mit den Änderungen des Szenarios, auf denselben Zufallszahlen; Mittel der simulierten Jahre.",
         "Like today, with the changes of the scenario, on the same random numbers; mean of the simulated years."),
        "scenario.{0}.as_is.{2}", "scenario_run scenario",
    ),
)  # fmt: skip
