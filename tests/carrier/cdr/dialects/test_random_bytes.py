"""No bytes at all make a reader raise anything but that the whole source cannot be read."""

import os
import time
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.carrier.cdr.dialects import corrupting
from tests.carrier.cdr.dialects.samples import SAMPLES, Sample

ONE_EACH = list({s.dialect: s for s in SAMPLES}.values())
EVERY = pytest.mark.parametrize("of", ONE_EACH, ids=lambda s: s.dialect)
SECONDS = float(os.environ.get("HOPBACK_SOAK_SECONDS", "0"))  # for each dialect: `make soak` takes a minute
BRIEFLY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EVERY
@BRIEFLY
@given(content=st.binary(max_size=2000))
def test_any_bytes(of: Sample, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any"
    file.write_bytes(content)
    corrupting.survives(of, file)


@EVERY
@BRIEFLY
@given(seed=st.integers(0, 2**32))
def test_a_file_damaged_anywhere(of: Sample, tmp_path: Path, seed: int) -> None:
    """Also its heading, its line ends, its length, and for tables the pages of the database."""
    file = tmp_path / of.path.name
    file.write_bytes(corrupting.damaged_bytes(of.path.read_bytes(), Random(seed)))
    corrupting.survives(of, file)


@EVERY
@pytest.mark.parametrize("size", [0, 1, 2, 15, 16, 100, 1000])
def test_a_file_cut_off_early(of: Sample, tmp_path: Path, size: int) -> None:
    file = tmp_path / of.path.name
    file.write_bytes(of.path.read_bytes()[:size])
    corrupting.survives(of, file)


@EVERY
def test_for_as_long_as_is_said(of: Sample, tmp_path: Path) -> None:
    """Seeds that were never tried before; the last one stays in the file's name where it fails."""
    content, until, tries = of.path.read_bytes(), time.monotonic() + SECONDS, 0
    dice = Random()
    while tries < 3 or time.monotonic() < until:
        seed, tries = dice.getrandbits(48), tries + 1
        file = tmp_path / f"{seed}-{of.path.name}"
        file.write_bytes(corrupting.damaged_bytes(content, Random(seed)) if tries % 4 else dice.randbytes(2000))
        corrupting.survives(of, file)
        file.unlink()
    print(f"{of.dialect}: {tries} files")
