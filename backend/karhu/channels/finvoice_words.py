"""What an e-invoice is called and what its rows are called, in the debtor's language."""

from karhu.letters.document import DocumentKind

TYPES: dict[DocumentKind, dict[str, str]] = {
    "invoice": {"fi": "LASKU", "sv": "FAKTURA", "en": "INVOICE"},
    "credit_note": {"fi": "HYVITYSLASKU", "sv": "KREDITFAKTURA", "en": "CREDIT NOTE"},
    "interest_invoice": {"fi": "KORKOLASKU", "sv": "RÄNTEFAKTURA", "en": "INTEREST INVOICE"},
    "collection_letter": {
        "fi": "MAKSUVAATIMUS", "sv": "INKASSOVARNING", "en": "COLLECTION LETTER",
    },
    "reminder": {"fi": "MAKSUMUISTUTUS", "sv": "BETALNINGSPÅMINNELSE", "en": "PAYMENT REMINDER"},
    "notice": {"fi": "HUOMAUTUS", "sv": "ANMÄRKNING", "en": "NOTICE OF PAYMENT DUE"},
}  # fmt: skip

ROWS: dict[str, dict[str, str]] = {
    "principal": {
        "fi": "Lasku {number}, avoinna", "sv": "Faktura {number}, obetalt",
        "en": "Invoice {number}, unpaid",
    },
    "fee": {
        "fi": "Perintäkulut, lasku {number}", "sv": "Indrivningskostnader, faktura {number}",
        "en": "Collection costs, invoice {number}",
    },
    "interest": {
        "fi": "Viivästyskorko, lasku {number}", "sv": "Dröjsmålsränta, faktura {number}",
        "en": "Late interest, invoice {number}",
    },
    "compensation": {
        "fi": "Vakiokorvaus, lasku {number}", "sv": "Standardersättning, faktura {number}",
        "en": "Standard compensation, invoice {number}",
    },
    "credit_note": {
        "fi": "Hyvityslasku {number}", "sv": "Kreditfaktura {number}", "en": "Credit note {number}",
    },
    "payment": {"fi": "Suoritus {number}", "sv": "Betalning {number}", "en": "Payment {number}"},
}  # fmt: skip
