"""Roles and the permissions they grant, read from permissions.yaml."""

from pathlib import Path
from typing import Any

import yaml

_FILE = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))


def _flat(entries: list[Any]) -> set[str]:
    return {
        name for entry in entries for name in (_flat(entry) if isinstance(entry, list) else {entry})
    }


PERMISSIONS = frozenset(_FILE["permissions"])
ROLES = {role: frozenset(_flat(entries)) for role, entries in _FILE["roles"].items()}
TAKEN_BY_OWN_INVOICES_ONLY = frozenset(_FILE["taken_by_own_invoices_only"])
GIVEN = frozenset({"public", "signed_in"})


def granted(role: str, *, owns_invoices_only: bool) -> frozenset[str]:
    """What a role may do, less what the restriction takes away."""
    return ROLES[role] - TAKEN_BY_OWN_INVOICES_ONLY if owns_invoices_only else ROLES[role]
