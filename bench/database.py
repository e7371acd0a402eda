"""An empty portal database for one benchmark: a SQLite file, or a test database on DATABASE_URL's server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


@contextmanager
def portal() -> Iterator[None]:
    """Django set up over a database that is gone afterwards. A database with facts in it is never touched."""
    with tempfile.TemporaryDirectory(prefix="hopback-bench-") as folder:
        server = os.environ.get("DATABASE_URL", "").startswith("postgres")
        if not server:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["HOPBACK_VAR"] = folder
        os.environ["HOPBACK_SECRET_KEY"] = "a key for one benchmark, known to everybody who reads this"
        os.environ["DJANGO_SETTINGS_MODULE"] = "hopback.portal.settings"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        _signing_key()
        if not server:
            call_command("migrate", verbosity=0)
            yield
            connection.close()
        else:
            name = connection.settings_dict["NAME"]
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            try:
                yield
            finally:
                connection.close_pool()  # it would hold the database that is dropped now
                connection.creation.destroy_test_db(name, verbosity=0)


def _signing_key() -> None:
    from django.conf import settings

    from hopback.portal.ground.signing_keys import make_where_missing

    make_where_missing(settings.SIGNING_KEY_FILE)


@contextmanager
def timed(taken: list[float]) -> Iterator[None]:
    """Append the seconds that the block took."""
    begun = perf_counter()
    yield
    taken.append(perf_counter() - begun)
