"""The browser fixtures of the tasks that a student does on the site."""

from browser_opening import browser, opened
from site_opening import visit

__all__ = ["browser", "opened", "visit"]
