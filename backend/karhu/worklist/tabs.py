"""The tabs of a list: they follow the steps of its rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from karhu.rules.rule import Step, StepKind

LIST, HANDOVER = "list", "handover"


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """A tab: all that is past its due date, the cases whose next step is one, or for an agency."""

    key: str
    step: StepKind | None = None
    ordinal: int | None = None
    is_repeated: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """In which tab the cases of a rule version stand whose next step has this number."""

    version: int
    step_number: int
    tab: str


def keys_of(steps: Sequence[Step]) -> list[str]:
    """The key of each step: its kind, and which of its kind it is, such as `reminder-2`."""
    seen: Counter[str] = Counter()
    keys = []
    for step in steps:
        seen[step.kind] += 1
        keys.append(f"{step.kind}-{seen[step.kind]}")
    return keys


def tabs_of(steps: Sequence[Step], *, has_agency: bool) -> list[Tab]:
    """The tabs of a rule as it is now, in their order (R123-R127, R129, R135)."""
    counts = Counter(step.kind for step in steps)
    stepped = [
        Tab(
            key=key,
            step=step.kind,
            ordinal=int(key.rsplit("-", 1)[1]),
            is_repeated=counts[step.kind] > 1,
        )
        for key, step in zip(keys_of(steps), steps, strict=True)
    ]
    return [Tab(key=LIST), *stepped, *([Tab(key=HANDOVER)] if has_agency else [])]


def tab_of(key: str) -> Tab:
    """The tab of a key that the rule no longer has, while cases of an earlier version need it."""
    step, ordinal = key.rsplit("-", 1)
    return Tab(
        key=key,
        step=msgspec.convert(step, StepKind),
        ordinal=int(ordinal),
        is_repeated=ordinal != "1",
    )


def places_of(versions: Mapping[tuple[UUID, int], Sequence[Step]], rule_id: UUID) -> list[Place]:
    """Where the cases of every version of a rule stand; cases stay on the version they began on."""
    return [
        Place(version=version, step_number=number, tab=key)
        for (id, version), steps in versions.items()
        if id == rule_id
        for number, key in enumerate(keys_of(steps), start=1)
    ]


def number_of(target: str, steps: Sequence[Step]) -> int | None:
    """The number of a step by its key; None where the rule has no such step."""
    keys = keys_of(steps)
    return keys.index(target) + 1 if target in keys else None
