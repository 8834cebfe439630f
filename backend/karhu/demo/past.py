"""The sample company's past, from its founding to yesterday."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from karhu.demo.company import found_sample
from karhu.demo.housing import LETTER_DAYS_AGO, began_on, found_housing_company, settle_some
from karhu.demo.life import add_customers, live, swallow
from karhu.demo.sample import Sample
from karhu.demo.story import Story
from karhu.demo.telling import tell
from karhu.replay.nights import RUN_AT, instant, make_room_for_events, send_night


async def live_past(sample: Sample, story: Story, *, advance: Callable[[int], None]) -> UUID:
    """Found the company if it is not yet, and live what is left; `advance` hears of each day."""
    told, now = tell(story), instant(story.first, RUN_AT)
    await make_room_for_events(min(story.first, began_on(story.today)), story.today)
    company_id = sample.company_id or await found_sample(story, now=now)
    await add_customers(company_id, told.debtors, now=now)
    await live(company_id, story, told, after_day=lambda day: advance((day - story.first).days + 1))
    await _house(story)
    return company_id


async def _house(story: Story) -> None:
    """The housing company beside it, whose first letters have gone and were partly paid."""
    await found_housing_company(story.today)
    await send_night(swallow, story.today - timedelta(days=LETTER_DAYS_AGO - 1))
    await settle_some(story.today)
