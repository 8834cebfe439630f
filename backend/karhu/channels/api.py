"""Operations on the ways out."""

from karhu.channels.carriers import configured_by
from karhu.channels.standing import standings
from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.service import find_company


async def list_channels(call: Call) -> types.ChannelList:
    """Every channel: whether it is set up here, whether the company uses it, what is missing."""
    company = await find_company(call.connection, call.company_id)
    configured = configured_by(call.request.app.state["settings"])
    items = [
        types.ChannelStanding(
            channel=one.channel,
            is_configured=one.is_configured,
            is_active=one.is_active,
            missing=list(one.missing),
        )
        for one in standings(company, configured)
    ]
    return types.ChannelList(items=items)
