"""The site of these tests."""

from tests.sites import site

__all__ = ["site"]
