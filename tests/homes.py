"""Homes for tests: short paths that every account can pass through, gone at the end."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from karhu.kit.embedded import discard


@contextlib.contextmanager
def fresh_home() -> Iterator[Path]:
    """A home that does not exist yet; whatever runs in it and all it holds is gone afterwards."""
    # not pytest's own directory, which only its maker may enter: PostgreSQL runs as another
    with tempfile.TemporaryDirectory(prefix="karhu-test-", dir="/tmp") as directory:
        Path(directory).chmod(0o711)
        home = Path(directory, "home")
        try:
            yield home
        finally:
            discard(home)
