"""Records sent many at a time: each is decided and answered on its own, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

import msgspec

from karhu.kit.money import percent_shown, written
from karhu.kit.pages import cursor_of, cut
from karhu.kit.problems import Fault, Problem, unfit

Row = TypeVar("Row", bound=Any)
Struct = TypeVar("Struct", bound=Any)
Page = TypeVar("Page", bound=Any)
Answer = TypeVar("Answer", bound=msgspec.Struct)
Result = Literal["created", "updated", "unchanged", "failed"]

# How a record finds what it is about: a new one, by external id alone, by any of its names, or a
# certain one.
Matching = Literal["create", "external_id", "any"] | UUID

CONFLICTS = frozenset({"number_taken", "external_id_taken", "payment_differs"})


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one record. The faults of a record that did not fail are remarks."""

    result: Result
    id: UUID | None = None
    label: str | None = None
    faults: tuple[Fault, ...] = ()


def failed(faults: Sequence[Fault], *, label: str | None = None) -> Outcome:
    """The outcome of a record that cannot be used."""
    return Outcome(result="failed", label=label, faults=tuple(faults))


def made(outcome: Outcome) -> UUID:
    """The id of a record that was sent alone; raises 409 or 422 with every fault if it failed."""
    if outcome.result != "failed" and outcome.id is not None:
        return outcome.id
    first = next((f for f in outcome.faults if f.code in CONFLICTS), outcome.faults[0])
    status = 409 if first.code in CONFLICTS else 422
    raise Problem(status, first.code, first.detail, faults=outcome.faults)


class Shelf(Generic[Row]):
    """The rows that a batch touches, as they stand after the records decided so far.

    A row has an `id`; `keys` name the attributes that are unique as well.
    """

    def __init__(self, rows: Iterable[Row], *, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        self._before = {row.id: row for row in rows}
        self._now = dict(self._before)
        self._ids: dict[str, dict[str, UUID]] = {key: {} for key in keys}
        for row in self._now.values():
            self._name(row)

    def get(self, row_id: UUID | None) -> Row | None:
        """The row with this id."""
        return self._now.get(row_id) if row_id is not None else None

    def find(self, key: str, value: str | None) -> Row | None:
        """The row that has this value in one of the unique attributes."""
        return self.get(self._ids[key].get(value)) if value is not None else None

    def rows(self) -> list[Row]:
        """Every row, as it stands now."""
        return list(self._now.values())

    def put(self, row: Row) -> None:
        """Add a row, or put a changed one in its place."""
        if (earlier := self._now.get(row.id)) is not None:
            for key, ids in self._ids.items():
                ids.pop(getattr(earlier, key), None)
        self._now[row.id] = row
        self._name(row)

    def _name(self, row: Row) -> None:
        for key, ids in self._ids.items():
            if (value := getattr(row, key)) is not None:
                ids[value] = row.id

    def added(self) -> list[Row]:
        """The rows that were not there before, in order."""
        return [row for row in self._now.values() if row.id not in self._before]

    def changed(self) -> list[tuple[Row, Row]]:
        """The rows that differ from what they were: before and after."""
        pairs = ((row, self._now[row.id]) for row in self._before.values())
        return [(before, after) for before, after in pairs if before != after]


def given(record: msgspec.Struct) -> dict[str, Any]:
    """The fields that a record names; texts without their outer spaces, empty ones as None."""
    named = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return {
        name: (value.strip() or None) if isinstance(value, str) else value
        for name, value in named
        if value is not msgspec.UNSET
    }


def named(
    fields: Mapping[str, Any],
    finders: Mapping[str, Callable[[Any], Row | None]],
    *,
    unknown: Callable[[str, Any], Fault],
) -> tuple[Row | None, list[Fault]]:
    """The row that a record names in one way or several, and what is wrong with the names."""
    used = [field for field in finders if fields.get(field) is not None]
    found = {field: finders[field](fields[field]) for field in used}
    faults = [unknown(field, fields[field]) for field in used if found[field] is None]
    if len({row.id for row in found.values() if row is not None}) > 1:
        detail = f"{' and '.join(used)} do not mean the same one. Send one of them."
        faults = [Fault(pointer=f"/{used[-1]}", code="names_differ", detail=detail)]
    return (found[used[0]] if used else None), faults


def changed_fields(before: msgspec.Struct, after: msgspec.Struct) -> dict[str, list[Any]]:
    """The fields in which two states of one row differ, each as [before, after]."""
    pairs = ((f, getattr(before, f), getattr(after, f)) for f in before.__struct_fields__)
    return {field: [old, new] for field, old, new in pairs if old != new}


def addressed(record: Struct, external_id: str) -> Struct:
    """The record with the external id of its address; raises 422 if it says another."""
    if record.external_id not in (msgspec.UNSET, external_id):
        detail = f"The address says {external_id}. Leave it out of the body, or put it there."
        raise unfit("/external_id", "external_id_differs", detail)
    return msgspec.structs.replace(record, external_id=external_id)


def result_of(before: msgspec.Struct | None, after: msgspec.Struct) -> Result:
    """Whether a record made its row, changed it, or said what was known."""
    if before is None:
        return "created"
    return "unchanged" if before == after else "updated"


def keyed(rows: Sequence[Struct], keys: Iterable[int]) -> list[Struct]:
    """The rows with their keys, in order."""
    return [msgspec.structs.replace(row, key=key) for row, key in zip(rows, keys, strict=True)]


def columns(rows: Sequence[Any], names: Sequence[str]) -> list[list[Any]]:
    """The rows column by column, as a statement with `unnest` takes them."""
    return [[getattr(row, name) for row in rows] for name in names]


def answered(kind: type[Answer], row: Mapping[str, Any]) -> Answer:
    """A contract struct out of a row whose columns have its fields' names; null is absent."""
    values = ((name, row.get(name)) for name in kind.__struct_fields__)
    return kind(**{name: _plain(name, value) for name, value in values if value is not None})


def sheet(
    page: type[Page],
    kind: type[msgspec.Struct],
    rows: Sequence[Any],
    *,
    limit: int,
    order: Sequence[str],
    with_count: bool,
) -> Page:
    """A page out of `limit + 1` rows in this order; its cursor, if there is more behind it."""
    shown, has_more = cut(rows, limit)
    following = cursor_of(*(shown[-1][name] for name in order)) if has_more else msgspec.UNSET
    total = rows[0]["total_count"] if rows else 0
    return page(
        items=[answered(kind, row) for row in shown],
        next_cursor=following,
        total_count=total if with_count else msgspec.UNSET,
    )


def _plain(name: str, value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case Decimal():
            return percent_shown(value) if name.endswith("_percent") else written(value)
        case _:
            return value
