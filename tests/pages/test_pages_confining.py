"""A worker's memory has an end."""

from __future__ import annotations

import subprocess
import sys


def test_what_needs_more_memory_than_it_may_take_fails_and_what_needs_less_does_not() -> None:
    lines = "from kg.pages.protocol.confining import confine; confine(200 << 20)"
    small = [sys.executable, "-c", f"{lines}; print(len(bytearray(100 << 20)))"]
    large = [sys.executable, "-c", f"{lines}; print(len(bytearray(400 << 20)))"]
    assert subprocess.run(small, capture_output=True, text=True, check=False).stdout.strip() == str(100 << 20)
    assert "MemoryError" in subprocess.run(large, capture_output=True, text=True, check=False).stderr
