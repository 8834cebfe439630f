"""`karhu bank FILE`, by the function behind it."""

from pathlib import Path

import pytest

from karhu.bank.command import import_bank_file
from karhu.kit import db
from karhu.kit.problems import Problem
from karhu.settings import Settings
from tests.integration.ledger.asking import fetch
from tests.sites import Site
from tests.unit.bank.files import ktl


async def test_a_bank_file_is_recorded_from_the_command_line_once(
    site: Site, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = await site.administrator()
    settings = Settings(home=tmp_path, database_url=database, redis_url="redis://127.0.0.1:1")
    path = tmp_path / "viitteet.ktl"
    path.write_bytes(ktl({"reference": "1012"}, {"cents": 250, "archive": "A2"}))
    await db.close_pool()  # the command opens its own
    try:
        for _ in range(2):
            await import_bank_file(settings, path, company="esimerkki oy")
        path.write_bytes(ktl({}, cents=1))
        with pytest.raises(Problem) as refused:
            await import_bank_file(settings, path, company=str(admin.company_id))
        assert refused.value.code == "does_not_balance"
    finally:
        await db.open_pool(database)
    printed = " ".join(capsys.readouterr().out.split())
    assert "2 new, 0 duplicate, 0 matched, 2 unallocated" in printed
    assert "Recorded: 102.50 EUR." in printed
    assert "nothing was changed" in printed
    [file] = await fetch(admin, "select actor, file_name from bank_files where company_id = $1")
    assert (file["actor"], file["file_name"]) == ("command_line", "viitteet.ktl")
    assert len(await fetch(admin, "select id from payments where company_id = $1")) == 2
