"""`gateway.toml`: what keeps a gateway's list current is told by its owner. Paths are beside the file."""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from hopback.carrier.client import settings as common
from hopback.carrier.client.settings import StatusTable, Table
from hopback.wire.do_not_originate import answers
from hopback.wire.do_not_originate.manifest import LONGEST_WAIT_S
from hopback.wire.do_not_originate.renderings import FORMATS

POSTGRESQL = ("postgresql://", "postgres://")


class SettingsError(Exception):
    """The settings cannot be used; the message names each key that is wrong."""


class PortalTable(common.PortalTable):
    wait_s: int = Field(default=LONGEST_WAIT_S, ge=1, le=LONGEST_WAIT_S)
    timeout_s: float = Field(default=30.0, gt=0, le=300)


class CopyTable(Table):
    folder: Path = Path("dno")
    stale_min: float = Field(default=15.0, gt=0, description="the portal not reached for so long is told loudly")


class ScreeningTable(Table):
    answer: str = answers.USUAL
    at_most: int = Field(default=0, ge=0, description="rows the switch can hold, first by priority (XB.8); 0: all")
    allow_file: Path | None = Field(default=None, description="numbers that pass all the same, one on each line")

    @field_validator("answer")
    @classmethod
    def _known(cls, said: str) -> str:
        return answers.known(said)


class KamailioTable(Table):
    database: str = Field(min_length=1, description="an SQLite file, or postgresql://…")
    rpc: Path | None = Field(default=None, description="the datagram socket of its jsonrpcs module")
    htable: str = "dno"
    mtree: str = "dnoblk"


class FileTable(Table):
    format: str
    path: Path
    after: list[str] = Field(default=[], description="a program and its arguments, run when the file was replaced")

    @field_validator("format")
    @classmethod
    def _known(cls, said: str) -> str:
        if said not in FORMATS:
            raise ValueError(f"there is no format {said!r}. There are: {', '.join(FORMATS)}")
        return said


class ReportTable(Table):
    implemented: Literal["yes", "no"] = Field(default="yes", description="XB.7: who implements says so, with the date")


class Settings(Table):
    portal: PortalTable
    list: Annotated[CopyTable, Field()] = CopyTable()
    screening: ScreeningTable = ScreeningTable()
    kamailio: KamailioTable | None = None
    files: Annotated[tuple[FileTable, ...], Field()] = ()
    report: ReportTable = ReportTable()
    status: StatusTable = StatusTable()


def read(file: Path) -> Settings:
    """The settings of a file. Raises SettingsError."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsError(f"{file} cannot be read: {problem.strerror}. `hopback dno init` writes one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{file}: {problem}") from None
    try:
        return _placed(Settings.model_validate(document), file.parent)
    except ValidationError as problem:
        told = (f"{file}: {_words(each)}" for each in problem.errors(include_url=False))
        raise SettingsError("\n".join(told)) from None


def _words(error: Any) -> str:
    said = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        said = "there is no such setting."
    return f"{'.'.join(str(part) for part in error['loc'])}: {said}"


def _placed(said: Settings, beside: Path) -> Settings:
    """Every relative path seen from the file's own folder."""

    def moved[T: Table](table: T, *names: str) -> T:
        paths = {name: getattr(table, name) for name in names}
        return table.model_copy(update={name: beside / path for name, path in paths.items() if path is not None})

    kamailio = said.kamailio
    if kamailio:
        kamailio = moved(kamailio, "rpc")
        if not kamailio.database.startswith(POSTGRESQL):
            kamailio = kamailio.model_copy(update={"database": str(beside / kamailio.database)})
    return said.model_copy(
        update={
            "portal": moved(said.portal, "key_file", "ca_file", "keys_file"),
            "list": moved(said.list, "folder"),
            "screening": moved(said.screening, "allow_file"),
            "kamailio": kamailio,
            "files": tuple(moved(each, "path") for each in said.files),
        }
    )
