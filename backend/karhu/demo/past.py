"""The sample company's past, from its founding to yesterday."""

from collections.abc import Callable
from uuid import UUID

from karhu.demo.company import found_sample
from karhu.demo.life import add_customers, live
from karhu.demo.sample import Sample
from karhu.demo.story import Story
from karhu.demo.telling import tell
from karhu.replay.nights import RUN_AT, instant, make_room_for_events


async def live_past(sample: Sample, story: Story, *, advance: Callable[[int], None]) -> UUID:
    """Found the company if it is not yet, and live what is left; `advance` hears of each day."""
    told, now = tell(story), instant(story.first, RUN_AT)
    await make_room_for_events(story.first, story.today)
    company_id = sample.company_id or await found_sample(story, now=now)
    await add_customers(company_id, told.debtors, now=now)
    await live(company_id, story, told, after_day=lambda day: advance((day - story.first).days + 1))
    return company_id
