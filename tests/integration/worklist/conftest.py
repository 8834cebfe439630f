import pytest

from karhu.kit import db
from karhu.kit.ids import uuid7
from tests.sites import Person, Site, site, unique_email
from tests.world import World

__all__ = ["site"]


@pytest.fixture
async def office(site: Site, world: World) -> Person:
    """The main administrator of the office that the world's company belongs to, signed in."""
    user_id = uuid7()
    async with db.transaction_over_all() as connection:
        await connection.execute(
            """insert into users (id, office_id, name, email, password_hash, office_role)
               select $1, office_id, 'Aino Admin', $2, '', 'office_main_administrator'
               from companies where id = $3""",
            user_id, unique_email(), world.company_id,
        )  # fmt: skip
    return await site.session(user_id, world.company_id)
