"""The fixtures of the tests in a browser."""

from browser_opening import browser, opened, page_file, small_picture
from site_opening import hostile_address, site_address, visit

__all__ = ["browser", "hostile_address", "opened", "page_file", "site_address", "small_picture", "visit"]
