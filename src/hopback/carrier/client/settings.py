"""What every settings file of a provider says of the portal and of its own status page, in the same words."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from .portal import checked

Listen = Annotated[str, StringConstraints(pattern=r"^((\[[0-9a-fA-F:]+\]|[^:\s]+):\d{1,5})?$")]


class Table(BaseModel):
    """A table of a settings file; a key that it does not know is an error."""

    model_config = ConfigDict(extra="forbid")


class PortalTable(Table):
    """Where the portal is and how its word is known to be its own."""

    url: str
    key_file: Path | None = None
    ca_file: Path | None = None
    issuer: str = Field(default="", description="the address in its signatures, where it differs from url")
    keys_file: Path | None = Field(default=None, description="the portal's JWK set; without it, the first list is kept")

    @field_validator("url", "issuer")
    @classmethod
    def _no_tail(cls, said: str) -> str:
        return said.rstrip("/")

    @field_validator("url")
    @classmethod
    def _safe(cls, said: str) -> str:
        checked(said)
        return said


class StatusTable(Table):
    """Where the status page is, if anywhere."""

    listen: Listen = ""

    @field_validator("listen")
    @classmethod
    def _near(cls, said: str) -> str:
        if said and urlsplit(f"//{said}").hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("the status page has no sign-in: it stays on 127.0.0.1")
        return said
