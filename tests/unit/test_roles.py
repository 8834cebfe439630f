"""Who may do what, before anybody asks."""

import pytest

from karhu.contract.permissions import PERMISSIONS, ROLES
from karhu.identity.role import Standing, needed_to_give


def standing(
    *, office: str | None = None, company: str | None = None, own: bool = False
) -> Standing:
    return Standing(office_role=office, company_role=company, owns_invoices_only=own)  # type: ignore[arg-type]


@pytest.mark.req("R015")
@pytest.mark.req("R016")
@pytest.mark.req("R017")
def test_three_roles_activate_the_automation_and_no_other_does() -> None:
    activating = {role for role, grants in ROLES.items() if "automation.activate" in grants}
    assert activating == {
        "office_main_administrator",
        "user_administrator",
        "company_main_administrator",
    }


@pytest.mark.req("R018")
@pytest.mark.req("R020")
@pytest.mark.req("R022")
@pytest.mark.parametrize("role", sorted(ROLES))
def test_own_invoices_only_takes_rules_and_activation_from_every_role(role: str) -> None:
    free, restricted = standing(company=role), standing(company=role, own=True)
    taken = free.permissions - restricted.permissions
    assert taken == free.permissions & {"automation.activate", "rules.read", "rules.edit"}


@pytest.mark.req("R019")
@pytest.mark.req("R021")
def test_rules_are_edited_with_the_right_to_edit_and_seen_with_the_right_to_read() -> None:
    assert "rules.edit" in standing(company="ledger_editor").permissions
    assert "rules.edit" not in standing(company="ledger_reader").permissions
    assert "rules.read" in standing(company="ledger_reader").permissions


def test_a_role_of_the_office_and_one_of_the_company_add_up() -> None:
    both = standing(office="user_administrator", company="ledger_editor")
    assert {"users.edit", "invoices.edit"} <= both.permissions
    assert both.role == "user_administrator"


def test_the_main_administrator_of_the_office_holds_every_permission() -> None:
    assert standing(office="office_main_administrator").permissions == PERMISSIONS


def test_nobody_gives_more_than_they_hold() -> None:
    for role in ROLES:
        for giver, grants in ROLES.items():
            if needed_to_give(role) not in grants or giver == "user_administrator":
                continue
            assert ROLES[role] <= grants, f"{giver} gives {role}"
