from tests.sites import site

__all__ = ["site"]
