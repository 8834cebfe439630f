"""What to do about an invoice that was not moved, by the code of the refusal."""

CURES = {
    "already_in_collection": "It is in collection already.",
    "not_in_collection": "It is not in collection.",
    "not_found": "There is no such invoice.",
    "not_due": "Wait until the day after its due date.",
    "settled": "Nothing of it is open.",
    "negative_balance": "The customer has money in hand on it: match it first.",
    "credit_note": "Match the credit note with an invoice.",
    "interest_invoice": "Interest invoices are followed up by hand.",
    "customer_blocked": "Move the customer into a rule that looks at all that they owe.",
    "rule_of_single_invoices": "Move the customer into a rule that looks at all that they owe.",
    "collection_ban": "Take the collection ban off the customer.",
    "at_agency": "Withdraw it from the agency first.",
    "in_sending": "A letter is on its way: take it back, or wait until it has gone.",
    "other_currency": "The open case is in another currency: close it first.",
}


def cure_of(code: str) -> str:
    """One sentence that says what to do."""
    return CURES[code]
