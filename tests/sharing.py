"""How the workers of a parallel run (`pytest -n 2`) share the tests; each has its own servers."""

import pytest
from xdist.scheduler import LoadScopeScheduling

# what takes long begins first, so that no worker is left alone with it at the end
LONG_FIRST = (
    "tests/contract/test_schemathesis", "tests/fault/", "tests/e2e/", "tests/tidy/",
    "tests/integration/test_demo", "tests/integration/netvisor/",
    "tests/integration/test_supervisor", "tests/integration/test_embedded",
)  # fmt: skip
TOGETHER = (
    "tests/fault/",  # a machine bears one crowd of dying workers at a time
    "tests/e2e/",  # one server and one browser
    "tests/integration/netvisor/test_pypi_client",  # one server a file
    "tests/integration/netvisor/test_other_clients",
)


class Sharing(LoadScopeScheduling):
    """Each worker takes the next test, or the next of the parts that stay together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((part for part in TOGETHER if nodeid.startswith(part)), nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Sharing:
    """Hand out the tests in the order in which they were collected."""
    config.option.loadscopereorder = False
    return Sharing(config, log)  # type: ignore[arg-type]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long tests of a parallel run first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    places = (n for n, part in enumerate(LONG_FIRST) if nodeid.startswith(part))
    return next(places, len(LONG_FIRST))
