"""Many papers as one, to be printed at once."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf


def joined(papers: Sequence[bytes]) -> bytes:
    """The pages of all papers in their order, as one PDF."""
    with pikepdf.new() as whole:
        for paper in papers:
            with pikepdf.open(BytesIO(paper)) as one:
                whole.pages.extend(one.pages)
        written = BytesIO()
        whole.save(written, deterministic_id=True)
        return written.getvalue()
