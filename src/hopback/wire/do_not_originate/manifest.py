"""What a copy of the list is: which version, how much of it, and the hash of its text; signed by the portal (XB.6)."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..moment import Moment
from ..signing import NotSigned, seal, unseal

TYPE: Final = "hopback-dno+jwt"
VERSION_HEADER: Final = "Hopback-Version"
MANIFEST_HEADER: Final = "Hopback-Manifest"
SCOPE: Final = "do_not_originate"  # of the key
PATH: Final = "/do-not-originate"  # under /api/v1
LONGEST_WAIT_S: Final = 30


class Manifest(BaseModel):
    """`sha256` is that of the canonical CSV of the same content, in whichever format the content travels."""

    model_config = ConfigDict(frozen=True)

    iss: str = Field(description="The portal's address")
    version: Annotated[int, Field(ge=0)] = Field(description="Grows by one with each change of what is listed")
    since: int | None = Field(description="The version this is a difference from; null: a full copy")
    made_at: Moment
    listed: Annotated[int, Field(ge=0)] = Field(description="Rows that say listed")
    removed: Annotated[int, Field(ge=0)] = Field(description="Rows that say removed; 0 in a full copy")
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    redress: str = Field(description="Whom to ask when a call was refused by mistake: a web, mail or telephone address")


def sign(said: Manifest, key: Ed25519PrivateKey) -> str:
    return seal(said.model_dump_json().encode(), TYPE, key)


def verify(signed: str, keys: Mapping[str, Ed25519PublicKey]) -> Manifest:
    """Raises NotSigned; UnknownKey where `keys` may be older than the signature."""
    body = unseal(signed, TYPE, keys, what="manifest of a list")
    try:
        return Manifest.model_validate_json(body)
    except ValidationError:
        raise NotSigned("The manifest of the list is signed, but cannot be read.") from None


def etag(version: int, since: int | None = None) -> str:
    return f'"v{version}"' if since is None else f'"v{version}-{since}"'


def sha256_of(chunks: Iterable[str]) -> str:
    """Of the canonical CSV as `entries.write` gives it, in hexadecimal."""
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk.encode())
    return found.hexdigest()
