"""The site of these tests, and somebody who works for the world's company."""

from tests.integration.metering.conftest import office
from tests.sites import site

__all__ = ["office", "site"]
