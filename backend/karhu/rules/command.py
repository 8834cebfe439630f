"""`karhu found`: the first office, company and administrator of an installation."""

from karhu.identity.company import NewCompany
from karhu.identity.service import Administrator, Founded
from karhu.kit import clock, db
from karhu.migrate import migrate
from karhu.rules.service import found
from karhu.settings import Settings
from karhu.up import reachable


async def found_office(
    settings: Settings, *, office: str, administrator: Administrator, company: NewCompany
) -> Founded:
    """Make an office with its first company and administrator; raises Problem."""
    async with reachable(settings) as connected:
        url = connected.database_url or ""
        await migrate(url)
        await db.open_pool(url)
        try:
            async with db.transaction_over_all() as connection:
                return await found(
                    connection,
                    name=office,
                    administrator=administrator,
                    company=company,
                    now=clock.now(),
                )
        finally:
            await db.close_pool()
