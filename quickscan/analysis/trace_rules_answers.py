"""How figures are made that need no simulation: the loss estimate, causes, areas, findings, parameters, answers, judgements."""

from quickscan.analysis.trace_rule import Rule, rule

OPEN_RANGE = "loss.interval_share cause.*.severity cause.*.low cause.*.high cause.*.cap rules.*_doubt*.*"

LOSS: tuple[Rule, ...] = (
    rule(
        "loss.mean", "share", ("Leadverlust nach den Antworten", "Loss rate by the answers"),
        ("1 − Produkt über alle Ursachen von (1 − Schweregrad × Obergrenze).",
         "1 − product over all causes of (1 − severity × cap)."),
        "cause.*.severity cause.*.cap",
    ),
    rule(
        "loss.low", "share", ("Leadverlust nach den Antworten, unteres Ende", "Loss rate by the answers, lower end"),
        ("Unteres Ende des Bereichs: Aus dem, was die Antworten offenlassen, werden die Schweregrade 4.000-mal gezogen.",
         "Lower end of the range: severities are drawn 4,000 times from what the answers leave open."),
        OPEN_RANGE,
    ),
    rule(
        "loss.high", "share", ("Leadverlust nach den Antworten, oberes Ende", "Loss rate by the answers, upper end"),
        ("Oberes Ende des Bereichs: Aus dem, was die Antworten offenlassen, werden die Schweregrade 4.000-mal gezogen.",
         "Upper end of the range: severities are drawn 4,000 times from what the answers leave open."),
        OPEN_RANGE,
    ),
    rule(
        "loss.coverage", "share", ("Abdeckung der Verlustschätzung", "Coverage of the loss estimate"),
        ("Mittel der Abdeckung aller Ursachen, gewichtet mit ihrer Obergrenze.",
         "Mean of the coverage of all causes, weighted by cap."),
        "cause.*.coverage cause.*.cap",
    ),
    rule(
        "loss.interval_share", "share", ("Anteil der Fälle im Bereich", "Share of cases in the range"),
        ("So breit wird der Bereich gewählt.", "The range is made that wide."), "rules.interval_share",
    ),
)  # fmt: skip

CAUSES: tuple[Rule, ...] = (
    rule(
        "cause.*.severity:maturity", "severity", ("{0}: Schweregrad", "{0}: severity"),
        ("(1 − Reifegrad / 4) hoch Exponent; der Reifegrad ist das gewichtete Mittel der Antworten zur Ursache.",
         "(1 − maturity / 4) to the power of the exponent; maturity is the weighted mean of the answers about the cause."),
        "@answers_of_cause rules.severity_exponent",
    ),
    rule(
        "cause.*.severity:measured", "severity", ("{0}: Schweregrad", "{0}: severity"),
        ("Gemessener Verlust / Obergrenze, höchstens 1; er geht der Aussage der Reifegrade vor.",
         "Measured loss / cap, at most 1; it goes before what maturity levels say."),
        "cause.{0}.measured_loss cause.{0}.cap",
    ),
    rule(
        "cause.*.severity:assumed", "severity", ("{0}: Schweregrad", "{0}: severity"),
        ("Über die Ursache ist nichts bekannt, deshalb angenommen.", "Nothing is known about the cause, so it is assumed."),
        "rules.unknown_severity", "open_cause",
    ),
    rule(
        "cause.*.score", "severity", ("{0}: Schweregrad, soweit bekannt", "{0}: severity as far as known"),
        ("Der Schweregrad, der aus Antworten folgt.", "The severity that follows from answers."), "cause.{0}.severity",
    ),
    rule(
        "cause.*.low", "severity", ("{0}: Schweregrad mindestens", "{0}: severity at least"),
        ("Wie der Schweregrad, alles Unbekannte so gut wie möglich.", "Like the severity, all unknown at its best."),
        "@answers_of_cause cause.{0}.measured_loss rules.severity_exponent", "open_cause",
    ),
    rule(
        "cause.*.high", "severity", ("{0}: Schweregrad höchstens", "{0}: severity at most"),
        ("Wie der Schweregrad, alles Unbekannte so schlecht wie möglich.", "Like the severity, all unknown at its worst."),
        "@answers_of_cause cause.{0}.measured_loss rules.severity_exponent", "open_cause",
    ),
    rule(
        "cause.*.coverage", "share", ("{0}: Abdeckung", "{0}: coverage"),
        ("Anteil des Gewichts der Fragen zur Ursache, der beantwortet ist; 1, wo der ganze Verlust gemessen ist.",
         "Share of the weight of the cause's questions that is answered; 1 where the whole loss is measured."),
        "@answers_of_cause", "open_cause",
    ),
    rule(
        "cause.*.doubt", "severity",
        ("{0}: um so viel kann der Schweregrad danebenliegen", "{0}: by how much the severity may be off"),
        ("Aus der Sicherheit der Antworten, die zählen, und aus Widersprüchen zwischen ihnen.",
         "From the confidence of the answers that count, and from contradictions between them."),
        "@answers_of_cause rules.*_doubt*.*", "open_cause",
    ),
    rule(
        "cause.*.cap", "share", ("{0}: Obergrenze", "{0}: cap"),
        ("Der Anteil der Abschlüsse, den die Ursache allein und voll ausgeprägt höchstens kostet.",
         "The share of sales that the cause costs at most, alone and at full severity."),
        "", "cap",
    ),
    rule(
        "cause.*.measured_loss", "share", ("{0}: gemessener Verlust", "{0}: measured loss"),
        ("Aus der belegten Prozentzahl: geradlinig vom Verlust bei 0 % zu dem bei 100 %; von mehreren der größte.",
         "From the founded percentage: in a straight line from the loss at 0% to that at 100%; of several the largest."),
        "@losses_of_cause", "loss_meaning",
    ),
    rule(
        "cause.*.loss_points", "points", ("{0}: Punkte des Leadverlusts", "{0}: points of the loss rate"),
        ("Leadverlust × log(1 − Schweregrad × Obergrenze) / Summe dieser Logarithmen über alle Ursachen.",
         "Loss rate × log(1 − severity × cap) / sum of these logarithms over all causes."),
        "cause.{0}.severity cause.{0}.cap loss.mean",
    ),
)  # fmt: skip

AREAS: tuple[Rule, ...] = (
    rule(
        "area.*.score", "level", ("{0}: Reifegrad", "{0}: maturity"),
        ("Gewichtetes Mittel der Stufen, die zu den Fragen des Bereichs bekannt sind.",
         "Weighted mean of the levels known for the area's questions."),
        "@answers_of_area",
    ),
    rule(
        "area.*.low", "level", ("{0}: Reifegrad mindestens", "{0}: maturity at least"),
        ("Wie der Reifegrad, alles Unbekannte auf Stufe 0.", "Like the maturity, all unknown at level 0."),
        "@answers_of_area", "open_area",
    ),
    rule(
        "area.*.high", "level", ("{0}: Reifegrad höchstens", "{0}: maturity at most"),
        ("Wie der Reifegrad, alles Unbekannte auf Stufe 4.", "Like the maturity, all unknown at level 4."),
        "@answers_of_area", "open_area",
    ),
    rule(
        "area.*.coverage", "share", ("{0}: Abdeckung", "{0}: coverage"),
        ("Anteil des Gewichts der Fragen des Bereichs, der beantwortet ist.",
         "Share of the weight of the area's questions that is answered."),
        "@answers_of_area", "open_area",
    ),
    rule(
        "finding.*.weight", "points", ("Befund {0}: Gewicht", "Finding {0}: weight"),
        ("Die Punkte des Leadverlusts, die hinter dem Befund stehen; danach sind Befunde geordnet.",
         "The points of the loss rate behind the finding; findings are put in order by it."),
        "@behind_finding", "open_finding",
    ),
    rule(
        "narrowing.**", "points", ("{0}: was eine Antwort bringt", "{0}: what an answer would bring"),
        ("Um so viel enger würde der Bereich des Leadverlusts, wenn die Antwort zum jetzigen Stand passt.",
         "By so much the range of the loss rate would become narrower if the answer matched the present score."),
        "loss.low loss.high", "open_question",
    ),
)  # fmt: skip

BASICS: tuple[Rule, ...] = (
    rule(
        "answer.**", "words", ("{0}", "{0}"),
        ("{rule}", "{rule}"),
        "", "answers",
    ),
    rule(
        "parameter.**:answered", "words", ("{0}", "{0}"),
        ("Von den Antworten gesetzt, an der Stelle dessen, was die Prozessvorlage annimmt.",
         "Set by answers, in place of what the template of the process assumes."),
        "@setters",
    ),
    rule(
        "parameter.**:assumed", "words", ("{0}", "{0}"),
        ("Niemand hat es für diesen Kunden beantwortet, deshalb angenommen.",
         "Nobody answered it for this client, so it is assumed."),
        "", "parameter",
    ),
    rule(
        "rules.**", "number", ("Bewertungsregel: {0}", "Scoring rule: {0}"),
        ("Als Regel der Bewertung festgelegt; sie kann geändert werden.", "Laid down as a rule of scoring; it can be edited."),
        "", "scoring",
    ),
    rule(
        "terms.*:stated", "number", ("Bewertung: {0}", "Valuation: {0}"),
        ("Für diesen Kunden angegeben.", "Stated for this client."), "", "stated_terms",
    ),
    rule(
        "terms.*:assumed", "number", ("Bewertung: {0}", "Valuation: {0}"),
        ("Als Regel der Bewertung von Maßnahmen festgelegt; sie kann geändert werden.",
         "Laid down as a rule for valuing measures; it can be edited."),
        "", "valuation",
    ),
)  # fmt: skip
