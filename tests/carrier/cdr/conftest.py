"""Call records of providers, on a disk that loses no power."""

import os

import pytest


@pytest.fixture(autouse=True)
def _no_power_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is not waited for: processes die in these tests, the machine does not."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
