"""The customer card: what a `customer.nv` body means for a customer of Karhu.

Everything that Karhu has no field for is kept by its element's name and told again by
`getcustomer.nv`.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from karhu.contract import types
from karhu.netvisor.envelope import invalid, too_long
from karhu.netvisor.message import Node

Extras = dict[str, Any]

# element -> field of the contract's customer
FIELDS = {
    "internalidentifier": "number",
    "externalidentifier": "business_id",
    "name": "name",
    "streetaddress": "street",
    "city": "city",
    "postnumber": "postcode",
    "country": "country",
    "phonenumber": "phone",
    "emailinvoicingaddress": "email",
    "finvoiceaddress": "einvoice_address",
    "finvoiceroutercode": "einvoice_operator",
    "invoicinglanguage": "language",
    "isprivatecustomer": "kind",
}
RULE_ELEMENTS = ("receivablesmanagementautomationrule", "receivablemanagementautomationrule")
LANGUAGES = {"FI": "fi", "SE": "sv", "SV": "sv", "EN": "en"}
KINDS = {"1": "consumer", "0": "business", "": "business"}

# longest text by element; other fields end at 100, and what is only kept at 2000
_LENGTHS = {
    "internalidentifier": 50, "name": 250, "nameextension": 250, "streetaddress": 80,
    "additionaladdressline": 80, "city": 80, "postnumber": 50, "organizationunitnumber": 17,
    "deliverystreetaddress": 80, "deliverycity": 80, "deliverypostnumber": 50,
    "email": 254, "emailinvoicingaddress": 254,
}  # fmt: skip
_FIELD_LENGTH = 100
_EXTRA_LENGTH = 2_000
_MOST_EXTRAS = 200

_ELEMENTS = {field: element for element, field in FIELDS.items()} | {"email": "email"}
_NOT_BLANK = {"number", "country", "language"}


class RuleName(msgspec.Struct, frozen=True):
    """How a body names the automation rule; an empty text takes the choice away (7.2)."""

    by: Literal["customer", "netvisor"]
    text: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a body says, by element: absent elements are absent, blank ones are empty texts."""

    texts: dict[str, str]
    kinds: dict[str, str]
    dimensions: list[list[str]] | None

    @property
    def rule(self) -> RuleName | None:
        """The automation rule, under either spelling."""
        for element in RULE_ELEMENTS:
            if element in self.texts:
                by = self.kinds.get(element, "customer").lower()
                if by not in ("customer", "netvisor"):
                    raise invalid(f"The type of {element} is customer or netvisor.")
                return RuleName(by, self.texts[element])  # type: ignore[arg-type]
        return None


def read(node: Node) -> Told:
    """What the body says; raises Refusal for texts that are too long."""
    texts: dict[str, str] = {}
    kinds: dict[str, str] = {}
    dimensions = None
    for section in node.children:
        if section.name == "customerdimensiondetails":
            dimensions = [_dimension(one) for one in section.named("dimension")]
            continue
        for leaf in _leaves(section):
            texts[leaf.name] = _checked(leaf)
            if (kind := leaf.attributes.get("type")) is not None:
                kinds[leaf.name] = kind[:20]
    if len(texts) > _MOST_EXTRAS:
        raise too_long(f"A customer has {_MOST_EXTRAS} elements at most.")
    return Told(texts=texts, kinds=kinds, dimensions=dimensions)


def added(told: Told) -> tuple[types.CustomerWrite, Extras]:
    """A new customer; raises Refusal for a value that cannot be used."""
    texts = {"isprivatecustomer": "0", **told.texts}
    values, extras = _merged(texts, told, kind="business", fields={}, extras={})
    given = {field: value for field, value in values.items() if value is not None}
    return _converted(given, types.CustomerWrite), extras


def edited(
    told: Told, row: Mapping[str, Any], *, home: str
) -> tuple[types.CustomerChanges | None, Extras]:
    """The change of a stored customer: absent elements keep, blank ones empty (1, 4.1)."""
    before: Extras = dict(row["netvisor"])
    values, extras = _merged(told.texts, told, kind=row["kind"], fields=row, extras=before)
    if values.get("country", "") is None:
        values["country"] = home
    changes = {
        field: value
        for field, value in values.items()
        if not (value is None and field in _NOT_BLANK)
    }
    if not changes:
        return None, extras
    return _converted(changes, types.CustomerChanges), extras


def _merged(
    texts: Mapping[str, str], told: Told, *, kind: str, fields: Mapping[str, Any], extras: Extras
) -> tuple[dict[str, Any], Extras]:
    values: dict[str, Any] = {}
    kept = dict(extras)
    for element, text in texts.items():
        if element in RULE_ELEMENTS:
            continue
        if element in FIELDS:
            values[FIELDS[element]] = _value(element, text)
        else:
            _keep(kept, element, text, told.kinds.get(element))
    if told.dimensions is not None:
        kept["dimensions"] = told.dimensions
    _split_identifier(values, kept, kind=values.get("kind", kind), was=kind, fields=fields)
    _split_email(values, kept, texts, fields=fields, before=extras)
    if values.get("name", "") is None:
        raise invalid("The element name is compulsory and may not be empty.")
    return values, kept


def _split_identifier(
    values: dict[str, Any], kept: Extras, *, kind: str, was: str, fields: Mapping[str, Any]
) -> None:
    """Keep a person's identity code away from the business id, which is shown and searched."""
    if "business_id" not in values and kind == was:
        return
    known = kept.pop("externalidentifier", None) or fields.get("business_id")
    told = values.get("business_id") if "business_id" in values else known
    values["business_id"] = told if kind == "business" else None
    if kind == "consumer" and told:
        kept["externalidentifier"] = told


def _split_email(
    values: dict[str, Any],
    kept: Extras,
    texts: Mapping[str, str],
    *,
    fields: Mapping[str, Any],
    before: Extras,
) -> None:
    """Reminders go to the invoicing address if there is one; the card's own is kept beside it."""
    if not {"email", "emailinvoicingaddress"} & set(texts):
        return
    has_both = "email" in before
    card = before["email"] if has_both else fields.get("email")
    invoicing = fields.get("email") if has_both else None
    card = texts.get("email", card or "")
    invoicing = texts.get("emailinvoicingaddress", invoicing or "")
    kept.pop("email", None)
    if invoicing:
        kept["email"] = card
    values["email"] = _collapsed(invoicing or card) or None


def _value(element: str, text: str) -> str | None:
    text = _collapsed(text)
    match element:
        case "isprivatecustomer":
            if text not in KINDS:
                raise invalid("The element isprivatecustomer is 0 or 1.")
            return KINDS[text]
        case "invoicinglanguage":
            if text and text.upper() not in LANGUAGES:
                raise invalid(f"The element invoicinglanguage is FI, SE or EN, not {text}.")
            return LANGUAGES.get(text.upper())
        case "country":
            return text.upper() or None
        case _:
            return text or None


def _keep(kept: Extras, element: str, text: str, kind: str | None) -> None:
    kept.pop(element, None)
    kept.pop(f"{element}@type", None)
    if text:
        kept[element] = text
        if kind is not None:
            kept[f"{element}@type"] = kind


def _leaves(node: Node) -> list[Node]:
    found = []
    for child in node.children:
        found += _leaves(child) if child.children else [child]
    return found


def _dimension(node: Node) -> list[str]:
    name, item = node.child("dimensionname"), node.child("dimensionitem")
    return [_checked(part) if part is not None else "" for part in (name, item)]


def _checked(leaf: Node) -> str:
    is_field = leaf.name in FIELDS or leaf.name in RULE_ELEMENTS
    most = _LENGTHS.get(leaf.name, _FIELD_LENGTH if is_field else _EXTRA_LENGTH)
    if leaf.name in RULE_ELEMENTS:
        most = _LENGTHS["name"]
    if len(leaf.text) > most:
        raise too_long(f"The element {leaf.name} may have {most} characters at most.")
    return leaf.text


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def _converted(values: dict[str, Any], kind: Any) -> Any:
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        field = str(error).rpartition("$.")[2].strip("`")
        if "missing required field" in str(error):
            raise invalid("The element name is compulsory and may not be empty.") from None
        element = _ELEMENTS.get(field, field)
        raise invalid(f"The element {element} cannot be {values.get(field)!r}.") from None
