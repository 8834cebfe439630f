"""Payment references: two ways of writing one reference are one reference."""

from stdnum import iso11649, luhn
from stdnum.iso7064 import mod_97_10

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


def reference_in(country: str, root: int) -> str:
    """The reference of a number as the payers of a country are used to it.

    Finland: the national reference. Sweden and Norway: OCR with a Luhn digit. Elsewhere ISO 11649.
    """
    match country:
        case "FI":
            return finnish_reference(root)
        case "SE" | "NO":
            return f"{root}{luhn.calc_check_digit(str(root))}"
        case _:
            return f"RF{mod_97_10.calc_check_digits(f'{root}RF')}{root}"
