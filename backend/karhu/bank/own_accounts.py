"""Whose account a file is of: what stands on another's must never pay this company's invoices."""

from collections.abc import Iterable, Mapping

from karhu.bank.entry import BankFileError, clipped
from karhu.kit.problems import Fault


def own_accounts(bank_accounts: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Everything that a file may call these accounts by; empty when there are none.

    An IBAN, the domestic number inside it (a camt file may have that alone), a bankgiro number.
    """
    found = set()
    for account in bank_accounts:
        found |= {account["iban"], account["iban"][4:]}
        if giro := account.get("bankgiro"):
            found.add(giro)
    return frozenset(found)


def refuse_foreign(told: Iterable[str], own: frozenset[str], *, company: str) -> None:
    """Refuse a file of accounts that are not the company's own, naming each of them."""
    foreign = [account for account in dict.fromkeys(told) if account and _plain(account) not in own]
    if not foreign:
        return
    cure = (
        f"which is none of {company}'s own. Add it under Settings > Bank accounts, or send the file"
        " to the company whose account it is. Nothing was recorded."
    )
    faults = [
        Fault(
            pointer=f"/accounts/{account}",
            code="foreign_account",
            detail=f"The file tells of the account {account_shown(account)}, {cure}",
        )
        for account in foreign
    ]
    raise BankFileError("foreign_account", faults[0].detail, faults=faults)


def account_shown(account: str) -> str:
    """An account as people write it: an IBAN in fours, a bankgiro number with its hyphen."""
    plain = clipped(account)
    if plain.isdigit() and 7 <= len(plain) <= 8:
        return f"{plain[:-4]}-{plain[-4:]}"
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _plain(account: str) -> str:
    return account.replace("-", "")
