"""Roles: what a person may do in one company, and who may give which role."""

import msgspec

from karhu.contract.permissions import granted
from karhu.contract.types import Role

OFFICE_ROLE = "office_main_administrator"

# whoever gives a role, changes it or takes it away holds at least this
_NEEDED_TO_GIVE = {
    "office_main_administrator": "office.edit",
    "company_main_administrator": "company.edit",
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How a person stands to a company: a role of the office, one of the company, or both."""

    office_role: Role | None
    company_role: Role | None
    owns_invoices_only: bool

    @property
    def role(self) -> Role | None:
        """The role that is shown; an office's goes before a company's."""
        return self.office_role or self.company_role

    @property
    def permissions(self) -> frozenset[str]:
        """Everything that either role grants, less what the restriction takes away."""
        grants = [
            granted(role, owns_invoices_only=self.owns_invoices_only)
            for role in (self.office_role, self.company_role)
            if role is not None
        ]
        return frozenset().union(*grants)


def needed_to_give(role: str) -> str:
    """The permission that giving or taking this role asks for."""
    return _NEEDED_TO_GIVE.get(role, "users.edit")
