"""The fixtures of the tests in a browser."""

from browser_opening import browser, opened, page_file, small_picture

__all__ = ["browser", "opened", "page_file", "small_picture"]
