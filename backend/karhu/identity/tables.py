"""The tables of identity that are read and written row by row; migrations make them."""

from piccolo.columns import (
    UUID,
    Array,
    Boolean,
    Bytea,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class Office(Table, tablename="offices"):
    """An accounting firm, or a company alone."""

    id = UUID(primary_key=True)
    name = Text()


class User(Table, tablename="users"):
    """A person; `office_role` counts in every company of the office."""

    id = UUID(primary_key=True)
    office_id = UUID()
    name = Text()
    email = Text()
    language = Text()
    password_hash = Text(secret=True)
    office_role = Text(null=True, default=None)
    owns_invoices_only = Boolean()


class Membership(Table, tablename="memberships"):
    """A person's role in one company."""

    company_id = UUID()
    user_id = UUID(primary_key=True)
    role = Text()
    owns_invoices_only = Boolean()


class Session(Table, tablename="sessions"):
    """A sign-in that lasts; the token itself is in the cookie alone."""

    token_hash = Bytea(primary_key=True)
    user_id = UUID()
    csrf_token = Text(secret=True)
    created_at = Timestamptz()
    expires_at = Timestamptz()


class ApiKey(Table, tablename="api_keys"):
    """An integration's key, without its secret."""

    company_id = UUID()
    id = UUID(primary_key=True)
    name = Text()
    prefix = Text()
    secret_hash = Bytea(secret=True)
    scopes = Array(base_column=Varchar())
    created_at = Timestamptz()
    last_used_at = Timestamptz(null=True, default=None)
    revoked_at = Timestamptz(null=True, default=None)
