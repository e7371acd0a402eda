"""No bytes at all make an inspection raise: what is malformed is a finding."""

import json
import os
import time
from base64 import b64decode, b64encode
from functools import cache
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hopback.evidence.shaken.authority import read as read_authority
from hopback.evidence.shaken.inspection import Desk, inspect
from hopback.evidence.shaken.reporting import as_object, as_text
from tests.evidence.shaken.evidence import CALL, CLAIMS, HEADER, NOW, SAMPLES, packed

SECONDS = float(os.environ.get("HOPBACK_SOAK_SECONDS", "0"))  # `make soak` takes a minute
SOME = settings(max_examples=60, deadline=None)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*CLAIMS, *HEADER, "tn", "uri", "div"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@cache
def certificates() -> list[bytes]:
    lines = (SAMPLES / "certificates.jsonl").read_text(encoding="utf-8").splitlines()
    return [b64decode(json.loads(line)["der_b64"]) for line in lines]


@cache
def tokens() -> list[bytes]:
    return (SAMPLES / "readme_identity.txt").read_bytes().splitlines()


def survives(data: bytes) -> None:
    for found in inspect(data, Desk(now=NOW, call=CALL)):
        json.dumps(as_object(found))
        as_text(found).encode("utf-8")


@SOME
@given(data=st.binary(max_size=600))
def test_any_bytes(data: bytes) -> None:
    survives(data)
    read_authority(data)


@SOME
@given(
    header=st.dictionaries(st.sampled_from(list(HEADER)), ANYTHING),
    claims=st.dictionaries(st.sampled_from([*CLAIMS, "rcd", "div"]), ANYTHING),
)
def test_any_claims(header: dict[str, object], claims: dict[str, object]) -> None:
    survives(f"{packed(HEADER | header)}.{packed(CLAIMS | claims)}.{'A' * 86};info=<x>".encode())


@SOME
@given(seed=st.integers(0, 2**32))
def test_evidence_damaged_anywhere(seed: int) -> None:
    survives(damaged(Random(seed)))


def test_for_as_long_as_is_said() -> None:
    """Seeds that were never tried before; the last one is printed where it fails."""
    until, tries, dice = time.monotonic() + SECONDS, 0, Random()
    while tries < 3 or time.monotonic() < until:
        seed, tries = dice.getrandbits(48), tries + 1
        try:
            survives(damaged(Random(seed)))
        except BaseException:
            print(f"seed {seed}")
            raise
    print(f"{tries:,} pieces of evidence")


def damaged(dice: Random) -> bytes:
    if dice.random() < 0.4:
        return _hurt(dice.choice(tokens()), dice)
    hurt = _hurt(dice.choice(certificates()), dice)
    if dice.random() < 0.5:
        return json.dumps({"der_b64": b64encode(hurt).decode(), "url": "https://x.example/"}).encode()
    return hurt


def _hurt(whole: bytes, dice: Random) -> bytes:
    data = bytearray(whole)
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(data)) if data else 0
        match dice.randrange(4):
            case 0:
                del data[place : place + dice.randint(1, 40)]
            case 1:
                data[place:place] = dice.randbytes(dice.randint(1, 8))
            case 2 if data:
                data[place % len(data)] ^= 1 << dice.randrange(8)
            case _:
                data[place:place] = data[place : place + 30]
    return bytes(data)
