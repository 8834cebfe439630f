"""Composing the document of one debtor's messages from what the ledger says now."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.dispatch.charging import PARTS
from karhu.jurisdictions.figures import ClaimClass, claim_class_of
from karhu.jurisdictions.law import law_of
from karhu.jurisdictions.statutes import statute_of
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements
from karhu.letters.calculation import Calculation, Term
from karhu.letters.choosing import BUILT_IN, Choice, Words, words_of
from karhu.letters.document import Basis, Credit, Document, DocumentKind, Line, Party
from karhu.letters.parties import account_of, creditor_of, debtor_of, recipient_of
from karhu.letters.variables import Past

sql = Statements(__file__)

# of several in one letter the gravest gives it its name
GRAVITY: tuple[DocumentKind, ...] = (
    "reminder", "notice", "collection_letter", "possession_warning",
)  # fmt: skip
DEMANDS = frozenset({"collection_letter", "possession_warning"})


# what a paper about single invoices has of a message, when no message asked for it
OF_NO_MESSAGE: Mapping[str, Any] = {
    "case_id": None, "is_collective": False, "recipient_id": None, "text": None,
}  # fmt: skip


class Told(msgspec.Struct, frozen=True):
    """What letters say beside the facts, by invoice, customer and currency, message or case."""

    names: Mapping[UUID, Any]
    calculations: Mapping[UUID, Calculation]
    credits: Mapping[tuple[UUID, str], tuple[Credit, ...]]
    words: Words
    references: Mapping[UUID, str] = {}
    recipients: Mapping[UUID, Party] = {}


async def read(connection: Connection, company_id: UUID, rows: Sequence[Mapping[str, Any]]) -> Told:
    """Read what the letters of messages say: nine statements at most, however many."""
    invoice_ids = [row["invoice_id"] for row in rows]
    collective = [row["id"] for row in rows if row["is_collective"]]
    found = await connection.fetch(sql.letter_rows, company_id, invoice_ids, collective)
    proposed = {row["invoice_id"]: row for row in rows if row["state"] == "proposed"}
    names = {
        row["invoice_id"]: once_approved(row, proposed.get(row["invoice_id"])) for row in found
    }
    counted = await _calculations(connection, company_id, names)
    credits = await _credits(connection, company_id, names)
    words = await words_of(connection, company_id, rows)
    references = await _references(connection, company_id, rows)
    recipients = await _recipients(connection, company_id, rows)
    return Told(names, counted, credits, words, references, recipients)


async def _recipients(
    connection: Connection, company_id: UUID, rows: Sequence[Mapping[str, Any]]
) -> dict[UUID, Party]:
    """To whom letters are addressed that do not go to the customer itself, by recipient."""
    ids = list({row["recipient_id"] for row in rows if row["recipient_id"] is not None})
    if not ids:
        return {}
    found = await connection.fetch(sql.read_recipients, company_id, ids)
    return {row["id"]: recipient_of(row) for row in found}


async def _references(
    connection: Connection, company_id: UUID, rows: Sequence[Mapping[str, Any]]
) -> dict[UUID, str]:
    """By which reference all that a customer owes is paid, by case."""
    cases = list({row["case_id"] for row in rows if row["is_collective"]})
    if not cases:
        return {}
    found = await connection.fetch(
        "select id, reference from cases where company_id = $1 and id = any($2::uuid[])",
        company_id, cases,
    )  # fmt: skip
    return {row["id"]: row["reference"] for row in found}


def once_approved(names: Mapping[str, Any], dispatch: Mapping[str, Any] | None) -> Any:
    """The names as a proposed letter will have them: it says what it is going to claim."""
    if dispatch is None:
        return names
    claimed = {
        f"{part}_open": max(dispatch[part] - names[f"{part}_paid"], ZERO)
        for part in PARTS
        if dispatch[part] is not None
    }
    until = dispatch["interest_until"] or names["interest_until"]
    return {**names, **claimed, "interest_until": until}


async def _calculations(
    connection: Connection, company_id: UUID, names: Mapping[UUID, Any]
) -> dict[UUID, Calculation]:
    """How the interest was counted that letters ask for, by invoice."""
    asked = [id for id, row in names.items() if row["interest_open"]]
    owed = await read_owed(connection, company_id, asked) if asked else {}
    return {id: calculation_of(one, names[id]["interest_until"]) for id, one in owed.items()}


def calculation_of(owed: Owed, until: date) -> Calculation:
    """How the interest of an invoice was counted up to a day."""
    run = claim_of(owed, until).interest.run
    terms = [
        Term(**{name: getattr(period, name) for name in Term.__struct_fields__})
        for period in run.periods
    ]
    before = owed.interest_paid + owed.interest_invoiced
    return Calculation(terms=tuple(terms), divisor=run.divisor, paid=before)


async def _credits(
    connection: Connection, company_id: UUID, names: Mapping[UUID, Any]
) -> dict[tuple[UUID, str], tuple[Credit, ...]]:
    customers = list({row["customer_id"] for row in names.values()})
    found: dict[tuple[UUID, str], tuple[Credit, ...]] = {}
    for row in await connection.fetch(sql.read_credits, company_id, customers):
        credit = Credit(kind=row["kind"], number=row["number"], on=row["on"], amount=row["amount"])
        key = (row["customer_id"], row["currency"])
        found[key] = (*found.get(key, ()), credit)
    return found


def oldest_first(told: Told, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Messages by the age of their invoices."""
    names = told.names
    return sorted(
        rows,
        key=lambda row: (names[row["invoice_id"]]["due_on"], names[row["invoice_id"]]["number"]),
    )


def kinship(company: Mapping[str, Any], names: Mapping[str, Any], dispatch: Any) -> tuple[Any, ...]:
    """What messages have in common that go in one letter; without grouping only themselves."""
    if dispatch["is_collective"]:
        return (dispatch["case_id"], dispatch["step_number"], dispatch["recipient_id"])
    if not company["groups_letters"]:
        return (dispatch["id"],)
    paper = dispatch["step"] if dispatch["step"] in DEMANDS else "reminder"
    shared = (dispatch["recipient"], names["currency"], names["trade_name"], paper)
    return (dispatch["customer_id"], dispatch["channel"], *shared)


def compose(
    company: Mapping[str, Any], told: Told, dispatches: Sequence[Mapping[str, Any]], today: date
) -> Document:
    """The document of messages to one debtor in one currency, as it would read today."""
    first = told.names[dispatches[0]["invoice_id"]]
    currency, country = first["currency"], first["country"]
    lines = tuple(_line(told, dispatch) for dispatch in dispatches)
    kind = kind_of(dispatches)
    reference = told.references.get(dispatches[0]["case_id"])
    recipient = told.recipients.get(dispatches[0]["recipient_id"])
    claim_class = claim_class_of(first["kind"], is_housing_charge=company["is_housing_company"])
    document = Document(
        kind=kind,
        id=str(dispatches[0]["id"]),
        language=first["language"],
        country=country,
        sent_on=today,
        due_on=min(line.pay_by_on for line in lines),
        creditor=creditor_of(company, first["trade_name"]),
        debtor=recipient or debtor_of(first),
        customer=first["customer_name"] if recipient else "",
        currency=currency,
        title="",
        text="",
        reference=reference or (lines[0].reference if len(lines) == 1 else ""),
        is_collective=reference is not None,
        account=account_of(company, currency),
        lines=lines,
        credits=told.credits.get((first["customer_id"], currency), ()),
        bases=_bases(lines, kind, country, claim_class, today),
        is_consumer=claim_class == "consumer",
        look=told.words.look,
    )
    worded = choice_of(told, dispatches).word(document, past_of(told, dispatches))
    if text := dispatches[0]["text"]:  # what a person wrote for this letter alone (R310)
        return msgspec.structs.replace(worded, text=text)
    return worded


def kind_of(dispatches: Sequence[Mapping[str, Any]]) -> DocumentKind:
    """What a letter about these messages is: the gravest of their steps."""
    kinds: list[DocumentKind] = [dispatch["step"] for dispatch in dispatches]
    return max(kinds, key=_gravity)


def _gravity(kind: DocumentKind) -> int:
    return GRAVITY.index(kind) if kind in GRAVITY else -1


def choice_of(told: Told, dispatches: Sequence[Mapping[str, Any]]) -> Choice:
    """By which words a letter about these messages is written: those of its gravest step."""
    return told.words.choices.get(_gravest(dispatches)["id"], BUILT_IN)


def past_of(told: Told, dispatches: Sequence[Mapping[str, Any]]) -> Past:
    """What went before a letter about these messages: before the one of its gravest step."""
    names = told.names[_gravest(dispatches)["invoice_id"]]
    return Past(
        reminder_on=names["reminder_on"],
        demand_on=names["demand_on"],
        last_on=names["last_on"],
        trade_name=names["trade_name"] or "",
    )


def _gravest(dispatches: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    kind = kind_of(dispatches)
    return next(dispatch for dispatch in dispatches if dispatch["step"] == kind)


def _line(told: Told, dispatch: Mapping[str, Any]) -> Line:
    names = told.names[dispatch["invoice_id"]]
    return Line(
        step=dispatch["step"],
        ordinal=dispatch["step_number"],
        invoice_number=names["number"],
        invoice_on=names["invoice_on"],
        due_on=names["due_on"],
        reference="" if dispatch["is_collective"] else names["reference"] or "",
        total=names["total"],
        open=names["open"],
        fee=names["fee_open"],
        interest=names["interest_open"],
        interest_until=names["interest_until"],
        calculation=told.calculations.get(dispatch["invoice_id"]),
        compensation=names["compensation_open"],
        pay_by_on=dispatch["pay_by_on"],
    )


def _bases(
    lines: Sequence[Line], kind: str, country: str, claim_class: ClaimClass, today: date
) -> tuple[Basis, ...]:
    law = law_of(country)
    asked = [part for part in PARTS if any(getattr(line, part) for line in lines)]
    found = [(part, statute_of(law, part, claim_class, today, kind)) for part in asked]
    return tuple(Basis(part=part, statute=statute) for part, statute in found if statute)
