"""What holds for every test: no network beyond this machine, a database in a file, properties that do not hurry."""

import gc
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.databases import emptied_between_tests
from tests.sharing_out import ByModule, longest_first, scheduler

# What is compiled here is kept, also by the programs that tests start: each would compile hundreds of modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

NEAR = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", ""}

# Cores are shared by more workers than there are, so time is no measure of a property. Where the run decides over a
# change, it draws the same examples in the same order every time; at a desk it draws new ones.
DECIDES = bool(os.environ.get("CI"))
ORDER = 2021  # of the tests of a module, where the run decides
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("desk"), derandomize=True, print_blob=True)
settings.load_profile("gate" if DECIDES else "desk")


NO_DATABASE = ("browser", "evidence", "house", "policy", "testbed", "wire", "world")  # or bring their own, once
ASKING = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--on-database", action="store_true", help="Only tests that ask the database: for a second engine."
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if DECIDES and config.getoption("randomly_seed", None) == "default":
        config.option.randomly_seed = ORDER


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: whoever looks for garbage need not walk through them each time."""
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    here = collection_path.parent == Path(__file__).parent and collection_path.name in NO_DATABASE
    return True if here and config.getoption("--on-database") else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database comes out alike on each: once is enough."""
    longest_first(items)
    if config.getoption("--on-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
        items[:] = [item for item in items if _asks_a_database(item)]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByModule:
    return scheduler(config, log)


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "engine"))
    return marked or not ASKING.isdisjoint(getattr(item, "fixturenames", ()))


class NoNetwork(Exception):  # noqa: N818 - it reads as what happened
    """A test tried to reach beyond this machine."""


def _is_near(address: Any) -> bool:
    """Unix sockets are text or bytes, addresses are (host, port, …)."""
    return not isinstance(address, tuple) or str(address[0]) in NEAR or str(address[0]).startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _stay_on_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in memory is one connection that threads fight over; in a file it is as in production."""
    from django.conf import settings as django

    database = django.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(autouse=True)
def _nobody_listens() -> Iterator[None]:
    """The thread that hears of new hops ends with the test that began to wait."""
    yield
    if "hopback.portal.ground.waking" in sys.modules:
        sys.modules["hopback.portal.ground.waking"].close()


@pytest.fixture(autouse=True, scope="session")
def _signing_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the portal signs with, as `hopback serve` makes it."""
    from django.conf import settings as django

    from hopback.portal.ground.signing_keys import make_where_missing

    path = tmp_path_factory.mktemp("keys") / "signing-key.pem"
    make_where_missing(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django, "SIGNING_KEY_FILE", path)
        yield


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """Argon2 is slow on purpose; a test waits for nobody. Everywhere alike: a password hashed at another cost is
    hashed anew at the next proof, and that ends its person's sessions."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("time_cost", 1), ("memory_cost", 64), ("parallelism", 1)):
            patch.setattr(Argon2PasswordHasher, name, value)
        yield


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_found_once() -> Iterator[None]:
    """Each of Django's clients builds its middleware anew, and looks through all static files: 10 ms each time."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    find, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def found_before(self: WhiteNoiseMiddleware) -> None:
        if not found:
            find(self)
            found.update(self.files)
        self.files = found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", found_before)
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptied_between_tests() -> Iterator[None]:
    with emptied_between_tests():
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if not _is_near(address):
            raise NoNetwork(f"{address} is not on this machine")
        return connect(self, address)

    return guarded
