"""How figures of the programme are made: the portfolio and the roadmap."""

from quickscan.analysis.trace_rule import Rule, rule
from quickscan.analysis.trace_rules_measures import GAIN, LOSS_AFTER, MONEY
from quickscan.analysis.trace_rules_simulated import MEAN, RUN

SUM = ("Summe über die gewählten Maßnahmen.", "Sum over the chosen measures.")
OF_BASE = ("Der mittlere Fall der Maßnahme.", "The middle case of the measure.")

PORTFOLIO: tuple[Rule, ...] = (
    rule(
        "portfolio.budget_eur", "eur", ("Budget des ersten Jahres", "Budget of the first year"),
        ("Für diesen Kunden angegeben.", "Stated for this client."), "", "limits",
    ),
    rule(
        "portfolio.person_days_limit", "person_days", ("Grenze der Personentage", "Limit of person-days"),
        ("Für diesen Kunden angegeben.", "Stated for this client."), "", "limits",
    ),
    rule(
        "portfolio.first_year_cost_eur", "eur", ("Programm: Kosten des ersten Jahres", "Programme: first year's cost"), SUM,
        "portfolio.chosen.*.first_year_cost_eur", "portfolio",
    ),
    rule(
        "portfolio.person_days", "person_days", ("Programm: Aufwand", "Programme: effort"), SUM,
        "portfolio.chosen.*.person_days", "portfolio",
    ),
    rule(
        "portfolio.contribution_gain_eur", "eur",
        ("Programm: zusätzlicher Deckungsbeitrag im Jahr", "Programme: additional contribution a year"), MONEY,
        "portfolio.interaction.simulated_gain parameter.cl.margin", "template",
    ),
    rule(
        "portfolio.loss_rate_after", "share", ("Programm: Leadverlust danach", "Programme: loss rate afterwards"), LOSS_AFTER,
        "@cut_by_portfolio portfolio.interaction.simulated_gain", f"{RUN} portfolio",
    ),
    rule(
        "portfolio.*.sales_gain", "count", ("Programm: zusätzliche Abschlüsse, {0}", "Programme: additional sales, {0}"), GAIN,
        "@cut_by_portfolio programme.baseline_sales", f"{RUN} portfolio",
    ),
    rule(
        "portfolio.*.contribution_gain_eur", "eur",
        ("Programm: zusätzlicher Deckungsbeitrag, {0}", "Programme: additional contribution, {0}"), MONEY,
        "portfolio.{0}.sales_gain parameter.cl.margin", "template",
    ),
    rule(
        "portfolio.*.loss_rate_after", "share", ("Programm: Leadverlust danach, {0}", "Programme: loss rate afterwards, {0}"),
        LOSS_AFTER, "@cut_by_portfolio portfolio.{0}.sales_gain", f"{RUN} portfolio",
    ),
    rule(
        "portfolio.interaction.sum_of_single_gains", "count",
        ("Programm: Summe der einzelnen Gewinne", "Programme: sum of single gains"), SUM,
        "@gains_of_portfolio programme.baseline_sales", "portfolio",
    ),
    rule(
        "portfolio.interaction.expected_gain", "count",
        ("Programm: Gewinn, nach dem gewählt wurde", "Programme: gain that the choice was made by"),
        ("Nach der Formel, mit der mehrere Maßnahmen zusammengerechnet werden.",
         "By the formula that puts several measures together."),
        "@cut_by_portfolio cause.*.cap programme.baseline_sales", "portfolio library_all",
    ),
    rule(
        "portfolio.interaction.simulated_gain", "count",
        ("Programm: zusätzliche Abschlüsse im Jahr", "Programme: additional sales a year"), GAIN,
        "@cut_by_portfolio programme.baseline_sales", f"{RUN} portfolio",
    ),
    rule(
        "portfolio.interaction.difference.change", "count",
        ("Programm: was Maßnahmen einander nehmen oder geben", "Programme: what measures take from or give each other"),
        ("Simulierter Gewinn − Summe der einzelnen Gewinne, Jahr für Jahr.",
         "Simulated gain − sum of single gains, year by year."),
        "portfolio.interaction.simulated_gain portfolio.interaction.sum_of_single_gains",
    ),
    rule(
        "portfolio.chosen.*.contribution_per_eur", "number",
        ("{0}: Deckungsbeitrag je Euro", "{0}: contribution per euro"),
        ("Zusätzlicher Deckungsbeitrag im Jahr / Kosten des ersten Jahres.",
         "Additional contribution a year / first year's cost."),
        "measure.{0}.contribution_gain_eur measure.{0}.case.base.first_year_cost_eur",
    ),
    rule(
        "portfolio.chosen.*.first_year_cost_eur", "eur", ("{0}: Kosten des ersten Jahres", "{0}: first year's cost"), OF_BASE,
        "measure.{0}.case.base.first_year_cost_eur",
    ),
    rule(
        "portfolio.chosen.*.person_days", "person_days", ("{0}: Aufwand", "{0}: effort"), OF_BASE,
        "measure.{0}.case.base.effort_person_days",
    ),
    rule(
        "portfolio.chosen.*.confidence", "number", ("{0}: Sicherheit der Antworten", "{0}: confidence of the answers"),
        ("Die der Maßnahme.", "That of the measure."), "measure.{0}.confidence",
    ),
    rule(
        "portfolio.not_chosen.*.more_sales", "count",
        ("{0} (nicht gewählt): mehr Abschlüsse", "{0} (not chosen): more sales"),
        ("Gewinn des Programms mit der Maßnahme und dem, was ihr vorausgehen muss − Gewinn ohne sie, nach der Formel.",
         "Gain of the programme with the measure and what must come before it − gain without it, by the formula."),
        "measure.{0}.sales_gain portfolio.interaction.expected_gain", "portfolio",
    ),
    rule(
        "portfolio.not_chosen.*.more_a_year", "eur",
        ("{0} (nicht gewählt): mehr nach Kosten im Jahr", "{0} (not chosen): more after cost a year"),
        ("Mehr Abschlüsse × Deckungsbeitrag je Abschluss − Kosten im Jahr, einmalige auf die bewerteten Jahre verteilt.",
         "More sales × contribution per sale − cost a year, cost once spread over the years valued."),
        "portfolio.not_chosen.{0}.more_sales parameter.cl.margin measure.{0}.case.base.one_off_eur "
        "measure.{0}.case.base.per_year_eur terms.years",
    ),
    rule(
        "portfolio.not_chosen.*.extra_budget_eur", "eur",
        ("{0} (nicht gewählt): fehlendes Budget", "{0} (not chosen): budget it lacks"),
        ("Kosten des Programms mit der Maßnahme − Budget, mindestens 0.",
         "Cost of the programme with the measure − budget, at least 0."),
        "measure.{0}.case.base.first_year_cost_eur portfolio.first_year_cost_eur portfolio.budget_eur", "portfolio",
    ),
    rule(
        "portfolio.not_chosen.*.extra_person_days", "person_days",
        ("{0} (nicht gewählt): fehlende Personentage", "{0} (not chosen): person-days it lacks"),
        ("Aufwand des Programms mit der Maßnahme − Grenze, mindestens 0.",
         "Effort of the programme with the measure − limit, at least 0."),
        "measure.{0}.case.base.effort_person_days portfolio.person_days portfolio.person_days_limit", "portfolio",
    ),
)  # fmt: skip

ROADMAP: tuple[Rule, ...] = (
    rule(
        "roadmap.person_days_per_month", "person_days", ("Fahrplan: Personentage im Monat", "Roadmap: person-days a month"),
        ("Die der Bewertung.", "Those of the valuation."), "terms.person_days_per_month",
    ),
    rule(
        "roadmap.loss_rate_today", "share", ("Fahrplan: Leadverlust heute", "Roadmap: loss rate today"), MEAN,
        "programme.baseline_sales simulated.potential cause.*.severity", RUN,
    ),
    rule(
        "roadmap.stages.*.from_month", "months", ("{0}: beginnt", "{0}: begins"),
        ("Das Ende der Stufe davor.", "The end of the stage before."), "terms.*_until_month", "valuation",
    ),
    rule(
        "roadmap.stages.*.until_month", "months", ("{0}: endet", "{0}: ends"),
        ("Als Ende der Stufe festgelegt.", "Laid down as the end of the stage."), "terms.{0}_until_month", "valuation",
    ),
    rule(
        "roadmap.stages.*.steps.*.starts_month", "months", ("{1}: Beginn der Arbeit", "{1}: work begins"),
        ("Sobald Menschen frei sind und wirkt, was vorausgehen muss.",
         "As soon as people are free and all works that must come before."),
        "@required measure.{1}.case.base.effort_person_days roadmap.person_days_per_month", "order",
    ),
    rule(
        "roadmap.stages.*.steps.*.works_from_month", "months", ("{1}: wirkt ab", "{1}: works from"),
        ("Beginn + Zeit bis zur Wirkung, frühestens wenn die Arbeit getan ist.",
         "Start + time until it works, at the earliest when the work is done."),
        "roadmap.stages.{0}.steps.{1}.starts_month measure.{1}.case.base.months_to_effect "
        "measure.{1}.case.base.effort_person_days roadmap.person_days_per_month",
    ),
    rule(
        "roadmap.stages.*.steps.*.person_days", "person_days", ("{1}: Aufwand", "{1}: effort"), OF_BASE,
        "measure.{1}.case.base.effort_person_days",
    ),
    rule(
        "roadmap.stages.*.person_days", "person_days", ("{0}: Aufwand", "{0}: effort"),
        ("Summe über die Maßnahmen der Stufe.", "Sum over the measures of the stage."),
        "roadmap.stages.{0}.steps.*.person_days", "order",
    ),
    rule(
        "roadmap.stages.*.first_year_cost_eur", "eur", ("{0}: Kosten des ersten Jahres", "{0}: first year's cost"),
        ("Summe über die Maßnahmen der Stufe.", "Sum over the measures of the stage."), "@costs_of_stage", "order",
    ),
    rule(
        "roadmap.stages.*.sales_gain", "count", ("{0}: zusätzliche Abschlüsse im Jahr", "{0}: additional sales a year"),
        ("Abschlüsse mit den Maßnahmen bis zu dieser Stufe − Abschlüsse mit denen davor, auf denselben Zufallszahlen.",
         "Sales with the measures up to this stage − sales with those before, on the same random numbers."),
        "@gains_of_stage programme.baseline_sales", f"{RUN} order",
    ),
    rule(
        "roadmap.stages.*.contribution_gain_eur", "eur", ("{0}: zusätzlicher Deckungsbeitrag", "{0}: additional contribution"),
        MONEY, "roadmap.stages.{0}.sales_gain parameter.cl.margin", "template",
    ),
    rule(
        "roadmap.stages.*.loss_rate_after", "share", ("{0}: Leadverlust danach", "{0}: loss rate afterwards"),
        ("1 − Abschlüsse mit den Maßnahmen bis zu dieser Stufe / mögliche Abschlüsse, auf denselben Zufallszahlen.",
         "1 − sales with the measures up to this stage / possible sales, on the same random numbers."),
        "roadmap.stages.{0}.sales_gain roadmap.loss_rate_today", f"{RUN} order",
    ),
)  # fmt: skip
