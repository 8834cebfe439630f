"""A mail as HTML that every reader shows: tables and styles of its own, no pictures, no classes.

It is put together from pieces and not from a template for each letter, which is ten times as fast;
whatever a debtor, a company or an invoice is called goes through `_escaped` and is text.
"""

from collections.abc import Iterable
from functools import lru_cache

from markupsafe import escape

from karhu.letters.telling import Pair, Told

FONT = "font-family:-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"
INK, SOFT, RULE = "#16201b", "#54625a", "#dfe5e1"
TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"'
RIGHT = "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums"
CELL = f"padding:8px 0;border-bottom:1px solid {RULE};vertical-align:top"
PAPER = "max-width:600px;background:#ffffff"
SHEET = "padding:28px 28px 32px;font-size:15px;line-height:1.55;text-align:left"
HEAD = f"border-bottom:2px solid {RULE};font-size:13px;font-weight:600;color:{SOFT}"
SMALL = f"font-size:13px;color:{SOFT}"
KEY = f"padding:3px 16px 3px 0;color:{SOFT};white-space:nowrap;vertical-align:top"
SLIP = "margin:18px 0 20px;background:#f2f5f3"
PLAIN = '<table cellpadding="0" cellspacing="0" border="0" width="100%"'
FIRST = f'<td style="{CELL};color:{SOFT}">'
LAST = f'<td style="{CELL};{RIGHT}">'
TOTAL = f"padding:12px 0;font-weight:600;font-size:17px;color:{INK}"


def html_of(told: Told) -> str:
    """The whole page; amounts stay on one line, long names break."""
    return "".join(
        (
            (
                f'<!doctype html><html lang="{told.language}"><head><meta charset="utf-8">'
                '<meta name="viewport" content="width=device-width">'
                f"<title>{_escaped(told.subject)}</title></head>"
                f'<body style="margin:0;padding:0;background:#f2f5f3;color:{INK};{FONT}">'
                f'{TABLE}><tr><td align="center" style="padding:24px 12px">'
                f'{TABLE} style="{PAPER};border-top:4px solid {told.colour}">'
                f'<tr><td style="{SHEET}">'
            ),
            _head(told),
            _paragraphs(told.paragraphs),
            _claimed(told),
            _notes(told.notes),
            _payment(told),
            _foot(told),
            "</td></tr></table></td></tr></table></body></html>\n",
        )
    )


def _head(told: Told) -> str:
    return (
        f'<p style="margin:0 0 18px;font-weight:600;color:{told.colour}">'
        f"{_escaped(told.creditor)}</p>"
        f'<h1 style="margin:0 0 20px;font-size:24px;line-height:1.25;font-weight:600">'
        f"{escape(told.title)}</h1>"
        f'<p style="margin:0 0 14px">{_escaped(told.debtor)}</p>'
    )


def _paragraphs(paragraphs: Iterable[str]) -> str:
    return "".join(
        f'<p style="margin:0 0 14px">{str(escape(one)).replace(chr(10), "<br>")}</p>'
        for one in paragraphs
    )


def _claimed(told: Told) -> str:
    many = _many(told) if told.rows else ""
    parts = "".join(map(_pair, (*told.facts, *told.sums)))
    label, amount = told.total
    return (
        f'{many}{TABLE} style="margin:{0 if many else 20}px 0 20px;border-collapse:collapse">'
        f"{parts}"
        f'<tr><td style="{TOTAL}">{_escaped(label)}</td>'
        f'<td style="{TOTAL};{RIGHT}">{_escaped(amount)}</td></tr></table>'
    )


def _many(told: Told) -> str:
    heads = "".join(
        f'<th scope="col" style="padding:6px 0 6px {10 if at else 0}px;{HEAD};'
        f'text-align:{"right" if at else "left"}">'
        f"{_escaped(head)}</th>"
        for at, head in enumerate(told.heads)
    )
    rows = "".join(_invoice(row) for row in told.rows)
    return (
        f'{PLAIN} style="margin:20px 0 0;border-collapse:collapse;font-size:14px">'
        f"<tr>{heads}</tr>{rows}</table>"
    )


def _invoice(row: tuple[str, ...]) -> str:
    number, about, *figures = row
    cells = "".join(
        f'<td style="{CELL};padding-left:10px;{RIGHT}">{_escaped(one)}</td>' for one in figures
    )
    return (
        f'<tr><th scope="row" style="{CELL};text-align:left;font-weight:600">{_escaped(number)}'
        f'<br><span style="{SMALL};font-weight:400">{_escaped(about)}</span></th>'
        f"{cells}</tr>"
    )


def _pair(pair: Pair) -> str:
    return f"<tr>{FIRST}{_escaped(pair[0])}</td>{LAST}{_escaped(pair[1])}</td></tr>"


def _notes(notes: Iterable[Pair]) -> str:
    return "".join(
        f'<p style="margin:0 0 10px;{SMALL}">{_escaped(label)}: {escape(said)}</p>'
        for label, said in notes
    )


def _payment(told: Told) -> str:
    if not told.payment:
        return ""
    rows = "".join(
        f'<tr><td style="{KEY}">{_escaped(label)}</td>'
        f'<td style="padding:3px 0;width:99%;font-weight:600">'
        f"{_escaped(value)}</td></tr>"
        for label, value in told.payment
    )
    return (
        f'{TABLE} style="{SLIP};border-left:4px solid {told.colour}">'
        f'<tr><td style="padding:14px 18px">{TABLE}>{rows}</table></td></tr></table>'
    )


def _foot(told: Told) -> str:
    contact = (
        f'<br><span style="color:{SOFT}">{_escaped(told.contact)}</span>' if told.contact else ""
    )
    return f'<p style="margin:0">{told.farewell}<br>{_escaped(told.creditor)}{contact}</p>'


@lru_cache(maxsize=10_000)
def _escaped(word: str) -> str:
    return str(escape(word))
