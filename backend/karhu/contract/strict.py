"""The struct that all generated types are made from."""

import msgspec


class Strict(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, frozen=True):
    """A contract type: unknown fields are refused, absent optional fields are UNSET."""
