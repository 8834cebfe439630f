"""Payment references: two ways of writing one reference are one reference."""

from stdnum import iso11649

_WEIGHTS = (7, 3, 1)


def reference_key(reference: str | None) -> str | None:
    """What a reference is matched by: no spaces, upper case, no leading zeros, RF unwrapped.

    An RF reference (ISO 11649) and the national reference inside it have the same key. None when
    nothing is left to match by.
    """
    if reference is None:
        return None
    compact = "".join(reference.split()).upper()
    if compact.startswith("RF") and iso11649.is_valid(compact):
        compact = compact[4:]
    return compact.lstrip("0") or None


def finnish_reference(root: int) -> str:
    """The Finnish reference of a number: its digits and the check digit (weights 7, 3, 1)."""
    digits = str(root)
    weighed = zip(reversed(digits), _WEIGHTS * len(digits), strict=False)
    total = sum(int(digit) * weight for digit, weight in weighed)
    return f"{digits}{-total % 10}"


def is_finnish_reference(reference: str) -> bool:
    """Whether a reference is a Finnish one with the right check digit (4 to 20 digits)."""
    compact = "".join(reference.split()).lstrip("0")
    if not (compact.isascii() and compact.isdigit() and 4 <= len(compact) <= 20):
        return False
    return finnish_reference(int(compact[:-1])) == compact
