"""How exports call their columns, in German and English, in small letters with underscores; the surest name comes first."""

ID_NAMES = (
    "mql_id", "lead_id", "leadid", "lead_nr", "lead_no", "lead_number", "leadnummer", "lead_nummer", "interessent_id",
    "interessentennummer", "interessenten_nr", "anfrage_id", "anfragenummer", "anfrage_nr", "vorgangsnummer", "inquiry_id",
    "prospect_id", "opportunity_id", "contact_id", "kontakt_id", "id", "nr", "nummer",
)  # fmt: skip
"""Headers of the lead's number, the surest first; a bare id or number may be the number of something else."""
CREATED_NAMES = (
    "first_contact_date", "first_contact", "created", "created_at", "created_on", "created_date", "create_date",
    "creation_date", "date_created", "lead_created", "inquiry_date", "received", "received_at", "eingang", "eingangsdatum",
    "eingegangen_am", "anfragedatum", "erstkontakt", "erstkontakt_am", "erstellt", "erstellt_am", "erstelldatum",
    "erstellungsdatum", "angelegt_am", "anlagedatum", "datum", "date",
)  # fmt: skip
CHANNEL_NAMES = (
    "channel", "kanal", "origin", "lead_channel", "lead_source", "leadsource", "source", "leadquelle", "lead_quelle",
    "quelle", "herkunft", "kontaktweg", "eingangskanal", "anfragekanal", "utm_source", "medium",
)  # fmt: skip
WON_NAMES = (
    "won_date", "won_at", "won_on", "won", "closed_won_date", "closed_date", "close_date", "closing_date", "closed_at",
    "closed", "sold_at", "sold_on", "sale_date", "sales_date", "order_date", "abschlussdatum", "abschluss",
    "abgeschlossen_am", "gewonnen_am", "verkauft_am", "verkaufsdatum", "kaufdatum", "vertragsdatum", "auftragsdatum",
    "bestelldatum",
)  # fmt: skip
OWNER_NAMES = (
    "owner", "lead_owner", "sr_id", "sales_rep", "seller", "dealer", "verkäufer", "verkaeufer", "händler", "haendler",
    "bearbeiter", "betreuer",
)  # fmt: skip
VALUE_NAMES = (
    "value", "amount", "deal_value", "revenue", "auftragswert", "wert", "betrag", "umsatz", "verkaufspreis",
)  # fmt: skip
