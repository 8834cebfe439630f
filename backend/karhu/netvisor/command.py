"""`karhu keys`: credentials of a partner that pushes `.nv` updates."""

from karhu.identity.named import company_named
from karhu.kit import clock, db
from karhu.netvisor.credentials import Credentials, add_credentials
from karhu.settings import Settings
from karhu.up import reachable


async def make_keys(settings: Settings, *, company: str, partner: str) -> Credentials:
    """Make the keys of a partner for a company; raises Problem."""
    async with reachable(settings) as connected:
        await db.open_pool(connected.database_url or "")
        try:
            company_id = await company_named(company)
            async with db.transaction(company_id) as connection:
                return await add_credentials(
                    connection,
                    company_id,
                    partner_id=partner,
                    actor="command_line",
                    now=clock.now(),
                )
        finally:
            await db.close_pool()
