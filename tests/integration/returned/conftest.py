from tests.integration.metering.conftest import office
from tests.sites import site

__all__ = ["office", "site"]
