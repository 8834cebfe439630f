"""`karhu import FILE`, by the function behind it."""

from pathlib import Path

import msgspec
import pytest

from karhu.imports.command import import_file
from karhu.kit import db
from karhu.kit.problems import Problem
from karhu.settings import Settings
from tests.integration.ledger.asking import fetch
from tests.sites import Site


async def test_a_file_is_imported_from_the_command_line_with_the_lines_to_mend(
    site: Site, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = await site.administrator()
    settings = Settings(home=tmp_path, database_url=database, redis_url="redis://127.0.0.1:1")
    path = tmp_path / "asiakkaat.csv"
    path.write_bytes("number;kind;name\n1;business;Åke\n2;robot;X\n".encode("latin-1"))
    await db.close_pool()  # the command opens its own
    try:
        for is_dry_run in (True, False):
            went_well = await import_file(
                settings, path, kind="customers", company="esimerkki oy", is_dry_run=is_dry_run
            )
            assert went_well is False
        with pytest.raises(Problem) as refused:
            await import_file(settings, path, kind="customers", company="Muu Oy")
        assert refused.value.status == 404
        path.write_text("number;kind\n")
        with pytest.raises(Problem) as unreadable:
            await import_file(settings, path, kind="customers", company=str(admin.company_id))
        assert unreadable.value.code == "missing_column"
    finally:
        await db.open_pool(database)
    printed = " ".join(capsys.readouterr().out.split())
    assert "A dry run: nothing was changed. 2 lines: 1 created" in printed
    assert "Latin-1" in printed
    assert "/kind" in printed
    [row] = await fetch(admin, "select name from customers where company_id = $1")
    assert row["name"] == "Åke"
    [made] = await fetch(
        admin, "select actor, file_name from imports where company_id = $1 and not is_dry_run"
    )
    assert msgspec.to_builtins(dict(made)) == {
        "actor": "command_line", "file_name": "asiakkaat.csv",
    }  # fmt: skip
