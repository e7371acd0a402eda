"""What every settings file of a provider says of the portal, in the same words."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from .portal import checked


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
