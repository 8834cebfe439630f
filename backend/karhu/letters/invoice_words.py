"""What an invoice and the mail that carries it say in Finnish, Swedish and English."""

NOTICE_TITLE = {
    "fi": "Suoramaksun ennakkoilmoitus",
    "sv": "Förhandsmeddelande om direktbetalning",
    "en": "Advance notice of a direct payment",
}
# the one row of an invoice whose rows the ledger of record has not told
WHOLE = {
    "fi": "Loppusumma, sisältää arvonlisäveron",
    "sv": "Slutsumma inklusive mervärdesskatt",
    "en": "Total, VAT included",
}
CREDITS = {
    "fi": "Tämä hyvityslasku hyvittää laskun {number}.",
    "sv": "Denna kreditfaktura krediterar faktura {number}.",
    "en": "This credit note credits invoice {number}.",
}
NOTICE = {
    "fi": "Lasku {number} veloitetaan tililtänne suoramaksuna eräpäivänä {due_on}."
    " Teidän ei tarvitse maksaa sitä itse.",
    "sv": "Faktura {number} debiteras ert konto som direktbetalning på förfallodagen {due_on}."
    " Ni behöver inte betala den själva.",
    "en": "Invoice {number} is charged to your account as a direct payment on {due_on}, its due"
    " date. You need not pay it yourself.",
}
TRANSFERRED = {
    "fi": "Siirtoilmoitus: tämä saatava on siirretty yhtiölle {company}, jolle maksu on"
    " suoritettava tilille {iban}. Vain maksu tälle tilille vapauttaa teidät velasta.",
    "sv": "Meddelande om överlåtelse: denna fordran har överlåtits till {company}, till vilken"
    " betalningen ska göras på konto {iban}. Endast betalning till detta konto befriar er"
    " från skulden.",
    "en": "Notice of transfer: this claim has been transferred to {company}, to whom it is to be"
    " paid on account {iban}. Only payment to this account discharges you from the debt.",
}
SUBJECT = {
    "fi": "{title} {number}, {creditor}",
    "sv": "{title} {number}, {creditor}",
    "en": "{title} {number}, {creditor}",
}
OPENING = {
    "invoice": {
        "fi": "Ohessa laskumme {number}.",
        "sv": "Bifogat finns vår faktura {number}.",
        "en": "Our invoice {number} is attached.",
    },
    "credit_note": {
        "fi": "Ohessa hyvityslaskumme {number}.",
        "sv": "Bifogat finns vår kreditfaktura {number}.",
        "en": "Our credit note {number} is attached.",
    },
    "interest_invoice": {
        "fi": "Ohessa korkolaskumme {number}.",
        "sv": "Bifogat finns vår räntefaktura {number}.",
        "en": "Our interest invoice {number} is attached.",
    },
}
LABELS = {
    "total": {"fi": "Yhteensä", "sv": "Totalt", "en": "Total"},
    "due_on": {"fi": "Eräpäivä", "sv": "Förfallodag", "en": "Due date"},
    "payee": {"fi": "Saaja", "sv": "Mottagare", "en": "Payee"},
    "account": {"fi": "Tilinumero", "sv": "Konto", "en": "Account"},
    "bankgiro": {"fi": "Bankgiro", "sv": "Bankgiro", "en": "Bankgiro"},
    "reference": {"fi": "Viite", "sv": "Referens", "en": "Reference"},
}
FAREWELL = {"fi": "Ystävällisin terveisin", "sv": "Med vänlig hälsning", "en": "Kind regards"}
