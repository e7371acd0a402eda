"""The provider's API key: from the environment or a file, never from a command line, never in a log."""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

VARIABLE = "HOPBACK_API_KEY"


class KeyMissingError(Exception):
    """There is no key, or everybody on this machine could read it; the message says what to do."""


def read_key(file: Path | None, environment: Mapping[str, str] = os.environ) -> SecretStr:
    """The key from the file, or without one from `HOPBACK_API_KEY`."""
    if file is None:
        return _checked(environment.get(VARIABLE, ""), f"Set {VARIABLE}, or name a key_file in the settings.")
    return _checked(read_secret(file), f"{file} is empty: put the key of the portal's page “Keys” in it.")


def read_secret(file: Path) -> str:
    """What stands in a file that only its owner and group may read."""
    try:
        mode = file.stat().st_mode
        said = file.read_text(encoding="utf-8").strip()
    except FileNotFoundError as missing:
        raise KeyMissingError(f"{file} is not there: put in it what the portal's page gave you.") from missing
    except OSError as problem:
        raise KeyMissingError(f"{file} cannot be read: {problem.strerror}.") from problem
    if mode & stat.S_IROTH:
        raise KeyMissingError(f"Everybody on this machine can read {file}. Run: chmod 600 {file}")
    return said


def _checked(key: str, otherwise: str) -> SecretStr:
    key = key.strip()
    if not key:
        raise KeyMissingError(otherwise)
    if not key.isascii() or not key.isprintable() or " " in key:
        raise KeyMissingError("The key holds signs that no key has. It is one word that begins with hbk_.")
    return SecretStr(key)
