"""Statements kept in `.sql` files beside the capability that owns them."""

from functools import cache
from pathlib import Path


class Statements:
    """The `.sql` files of one folder, each read when first asked for: `sql.open_cases`."""

    def __init__(self, beside: str) -> None:
        self._folder = Path(beside).parent

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        text = _read(self._folder / f"{name}.sql")
        setattr(self, name, text)  # found without coming here from now on
        return text


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
