"""What a replay proves: each promise, and every invoice on which it was broken."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from karhu.replay.export import Entry
from karhu.rules.rule import Step

ONE_DAY = timedelta(days=1)


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that reached the sink: about which invoice, of which step, on which day."""

    number: str
    step: str
    sent_on: date
    message_id: str


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What the evaluation says of an invoice at the end."""

    number: str
    outcome: str
    reasons: tuple[str, ...]


class Lived(msgspec.Struct, frozen=True, kw_only=True):
    """A replay's whole outcome: the file on one side, what Karhu did on the other."""

    entries: Mapping[str, Entry]
    steps: tuple[Step, ...]
    letters: tuple[Sent, ...]
    looked: tuple[Looked, ...]
    lost: tuple[str, ...]  # letters in the sink that no sent dispatch knows, and the reverse
    ended_on: date

    def by_invoice(self) -> dict[str, list[Sent]]:
        """The letters about each invoice in the order of their sending."""
        found: defaultdict[str, list[Sent]] = defaultdict(list)
        for letter in self.letters:
            found[letter.number].append(letter)
        return dict(found)


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A promise and a sentence for each time it was broken."""

    text: str
    broken: tuple[str, ...]


def promises(lived: Lived) -> list[Promise]:
    """Hold every promise against what was lived, by the file's days and not by Karhu's own."""
    return [Promise(text=text, broken=tuple(find(lived))) for text, find in PROMISES]


def _paid(lived: Lived) -> Iterator[str]:
    for letter in lived.letters:
        settled_on = lived.entries[letter.number].settled_on
        if settled_on is not None and letter.sent_on >= settled_on:
            yield f"{_named(letter)}, and it was paid on {settled_on}"


def _disputed(lived: Lived) -> Iterator[str]:
    for letter in lived.letters:
        since = lived.entries[letter.number].disputed_from
        if since is not None and letter.sent_on >= since:
            yield f"{_named(letter)}, and it was disputed from {since}"


def _early(lived: Lived) -> Iterator[str]:
    for number, letters in lived.by_invoice().items():
        days = _days(lived.entries[number], lived.steps, [letter.sent_on for letter in letters])
        for letter, day in zip(letters, days, strict=False):
            if letter.sent_on < day:
                yield f"{_named(letter)}, and its day is {day}"


def _days(entry: Entry, steps: Sequence[Step], sent_on: Sequence[date]) -> Iterator[date]:
    """The first day of each step, as the rule says, counted from the letters that were sent."""
    before = entry.due_on
    for place, step in enumerate(steps):
        start = entry.due_on if step.anchor == "after_due" else before
        yield start + timedelta(days=step.offset_days)
        if place < len(sent_on):
            before = sent_on[place]


def _twice(lived: Lived) -> Iterator[str]:
    for (number, step), count in Counter((s.number, s.step) for s in lived.letters).items():
        if count > 1:
            yield f"invoice {number}: {count} letters of the step {step}"
    for message_id, count in Counter(letter.message_id for letter in lived.letters).items():
        if count > 1:
            yield f"the message {message_id} came {count} times"


def _out_of_order(lived: Lived) -> Iterator[str]:
    kinds = [step.kind for step in lived.steps]
    for number, letters in lived.by_invoice().items():
        got = [letter.step for letter in letters]
        if got != kinds[: len(got)]:
            yield f"invoice {number}: {', '.join(got)}, and the rule says {', '.join(kinds)}"


def _forgotten(lived: Lived) -> Iterator[str]:
    got = lived.by_invoice()
    for entry in lived.entries.values():
        if entry.is_disputed:
            continue
        sent_on = [letter.sent_on for letter in got.get(entry.number, ())]
        ended_on = min(entry.settled_on or lived.ended_on + ONE_DAY, lived.ended_on + ONE_DAY)
        for place, day in enumerate(_days(entry, lived.steps, sent_on)):
            if day < ended_on and sent_on[place : place + 1] != [day]:
                yield f"invoice {entry.number}: {lived.steps[place].kind} of {day}"
                break


def _unexplained(lived: Lived) -> Iterator[str]:
    counts = Counter(look.number for look in lived.looked)
    for number in lived.entries.keys() | counts.keys():
        if counts[number] != 1 or number not in lived.entries:
            yield f"invoice {number}: {counts[number]} outcomes"
    for look in lived.looked:
        if not look.reasons:
            yield f"invoice {look.number}: {look.outcome} without a reason"


def _lost(lived: Lived) -> Iterator[str]:
    yield from lived.lost


def _named(letter: Sent) -> str:
    return f"invoice {letter.number}: a {letter.step} on {letter.sent_on}"


PROMISES: tuple[tuple[str, Callable[[Lived], Iterator[str]]], ...] = (
    ("Nothing was sent for an invoice that was paid.", _paid),
    ("Nothing was sent for an invoice that was disputed.", _disputed),
    ("Nothing was sent before its day.", _early),
    ("Nothing was sent twice.", _twice),
    ("The first contact was the first step, and no step was jumped over.", _out_of_order),
    ("Nothing was forgotten: each undisputed open invoice had its letter on its day.", _forgotten),
    ("Every invoice has exactly one explained outcome.", _unexplained),
    ("Every letter that is told as sent arrived, and no other did.", _lost),
)
