"""`hopback.toml`: what a responder is told by its owner. Paths are beside the file unless they begin with a slash."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from hopback.carrier.client import settings as common
from hopback.carrier.client.settings import Listen, StatusTable, Table

PROVIDER = r"^(prv_[A-Za-z0-9]+)?$"


class SettingsError(Exception):
    """The settings cannot be used; the message names each key that is wrong."""


class PortalTable(common.PortalTable):
    provider: Annotated[str, StringConstraints(pattern=PROVIDER)] = Field(
        default="", description="who we are; without it, whom the first signed request addresses"
    )
    signatures: Literal["required", "when_given"] = "required"
    wait_s: int = Field(default=30, ge=0, le=60)
    timeout_s: float = Field(default=10.0, gt=0, le=120)


class RecordsTable(Table):
    archive: Path | None = None
    lag_min: float = Field(default=60.0, ge=0, description="switches hand over their records this late at most")
    warehouse: Path | None = Field(default=None, description="a mapping to a table of our own, instead of the archive")
    trunks: Path = Path("trunks.toml")


class AnswersTable(Table):
    """What leaves the house without a person. A sure answer names an upstream or a customer of ours."""

    traceback: bool = True
    trace_forward: bool = False
    not_found: bool = False


class SearchTable(Table):
    again_s: float = Field(default=30.0, ge=0.05, description="how often we look for a call not there yet")
    alert_h: float = Field(default=4.0, ge=0, description="this long before the deadline it becomes a draft")


class WebhooksTable(Table):
    listen: Listen = ""
    secret_file: Path | None = None
    sweep_s: float = Field(default=60.0, gt=0, description="how often all open hops are read anew")


class Settings(Table):
    portal: PortalTable
    records: RecordsTable = RecordsTable()
    answers: AnswersTable = AnswersTable()
    search: SearchTable = SearchTable()
    webhooks: WebhooksTable = WebhooksTable()
    status: StatusTable = StatusTable()
    journal: Path = Path("journal.sqlite3")
    dry_run: bool = False

    @property
    def state_file(self) -> Path:
        return self.journal.with_suffix(".state.json")


def read(file: Path) -> Settings:
    """The settings of a file. Raises SettingsError."""
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as problem:
        raise SettingsError(f"{file} cannot be read: {problem.strerror}. `hopback respond init` writes one.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise SettingsError(f"{file}: {problem}") from None
    try:
        said = Settings.model_validate(document)
    except ValidationError as problem:
        raise SettingsError(
            "\n".join(f"{file}: {_words(each)}" for each in problem.errors(include_url=False))
        ) from None
    _whole(said, file)
    return _placed(said, file.parent)


def _words(error: Any) -> str:
    said = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        said = f"there is no such setting.{_meant(error['loc'])}"
    return f"{'.'.join(str(part) for part in error['loc'])}: {said}"


def _meant(where: tuple[str, ...]) -> str:
    table: Any = Settings
    for name in where[:-1]:
        table = table.model_fields[name].annotation
    near = get_close_matches(where[-1], table.model_fields, n=1)
    return f" Did you mean {near[0]}?" if near else f" There are: {', '.join(table.model_fields)}."


def _whole(said: Settings, file: Path) -> None:
    if said.webhooks.listen and not said.webhooks.secret_file:
        raise SettingsError(f"{file}: webhooks.secret_file: without the secret anybody could send webhooks")
    if not said.webhooks.listen and not said.portal.wait_s:
        raise SettingsError(f"{file}: portal.wait_s: 0 needs webhooks.listen, or nobody would tell of new requests")
    if bool(said.records.archive) == bool(said.records.warehouse):
        raise SettingsError(f"{file}: records: say where the calls are, by archive or by warehouse")


def _placed(said: Settings, beside: Path) -> Settings:
    """Every relative path seen from the file's own folder."""

    def at(table: Table, *names: str) -> dict[str, Any]:
        paths = {name: getattr(table, name) for name in names}
        return {name: beside / path for name, path in paths.items() if path is not None}

    def moved[T: Table](table: T, *names: str) -> T:
        return table.model_copy(update=at(table, *names))

    return said.model_copy(
        update={
            "portal": moved(said.portal, "key_file", "ca_file", "keys_file"),
            "records": moved(said.records, "archive", "warehouse", "trunks"),
            "webhooks": moved(said.webhooks, "secret_file"),
            "journal": beside / said.journal,
        }
    )
