"""Nothing of the demonstration is switched on in production by accident, and nothing real gets into it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404

from hopback.portal.accounts.viewer import SYSTEM
from hopback.portal.demonstration import actions, guard
from hopback.portal.ground.environment import refuse_real_things
from hopback.portal.ground.models import ClockShift
from tests.cli.running import KEY, hopback
from tests.portal.factories import NOW, make_staff
from tests.ports import free_port

HERE = "127.0.0.1"


@pytest.fixture
def demonstration(settings: Any) -> Any:
    settings.DEMONSTRATION = True
    return settings


@pytest.mark.parametrize(
    ("secret_key", "host", "mail_host", "says"),
    [
        ("a real one", HERE, HERE, "HOPBACK_SECRET_KEY is set, as for a real portal"),
        ("", "stp.example", HERE, "from this machine only, not as stp.example"),
        ("", HERE, "mx.stp.example", "sends no mail to others"),
    ],
)
def test_settings_of_a_real_portal_refuse_the_demonstration(
    secret_key: str, host: str, mail_host: str, says: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=says):
        refuse_real_things(secret_key, host, mail_host)


def test_this_machine_is_where_a_demonstration_belongs() -> None:
    for host in (HERE, "localhost", "::1"):
        refuse_real_things("", host, HERE)


@pytest.mark.django_db
def test_an_empty_database_fits_both(settings: Any) -> None:
    for settings.DEMONSTRATION in (True, False):
        guard.check_database()


@pytest.mark.django_db
def test_a_database_with_real_people_refuses_the_demonstration(demonstration: Any) -> None:
    make_staff()
    with pytest.raises(guard.WrongDatabase, match="holds things that the demonstration did not make"):
        guard.check_database()


@pytest.mark.django_db
def test_the_demonstrations_database_refuses_production(demonstration: Any) -> None:
    actions.mark(seed=1, by=SYSTEM, now=NOW)
    make_staff()
    guard.check_database()
    demonstration.DEMONSTRATION = False
    with pytest.raises(guard.WrongDatabase, match="database of a demonstration"):
        guard.check_database()


@pytest.mark.django_db
def test_the_clock_of_production_cannot_be_moved(settings: Any) -> None:
    settings.DEMONSTRATION = False
    for act in (
        lambda: actions.mark(seed=1, by=SYSTEM, now=NOW),
        lambda: actions.keep_key(secret="hbk_", by=SYSTEM, now=NOW),
        lambda: actions.move_clock(forward=timedelta(hours=1), by=SYSTEM, now=NOW),
    ):
        with pytest.raises(Http404):
            act()
    assert not guard.marked()
    assert not ClockShift.objects.exists()


@pytest.mark.django_db
def test_a_clock_goes_forward_only(demonstration: Any) -> None:
    assert actions.move_clock(forward=timedelta(hours=1), by=SYSTEM, now=NOW) == NOW + timedelta(hours=1)
    actions.move_clock(forward=timedelta(days=1), by=SYSTEM, now=NOW)
    with pytest.raises(ValueError, match="goes forward"):
        actions.move_clock(forward=timedelta(hours=-1), by=SYSTEM, now=NOW)
    assert ClockShift.objects.get().seconds == 25 * 3600


def serve(tmp_path: Path, *words: str, **variables: str) -> tuple[int, str]:
    ran = hopback("serve", "--port", str(free_port()), *words, HOPBACK_VAR=str(tmp_path), **variables)
    return ran.returncode, ran.stderr.strip()


def test_serve_refuses_a_demonstration_under_the_settings_of_a_real_portal(tmp_path: Path) -> None:
    code, says = serve(tmp_path, "--demonstration", HOPBACK_SECRET_KEY=KEY)
    assert (code, says.count("\n")) == (2, 0)
    assert says.startswith("HOPBACK_SECRET_KEY is set, as for a real portal")
    code, says = serve(tmp_path, "--demonstration", HOPBACK_BASE_URL="https://stp.example")
    assert (code, says) == (
        2,
        "A demonstration can be reached from this machine only, not as stp.example. Unset HOPBACK_BASE_URL.",
    )
    assert list(tmp_path.iterdir()) == []


def test_serve_refuses_to_show_a_demonstration_to_others(tmp_path: Path) -> None:
    code, says = serve(tmp_path, "--demonstration", "--host", "0.0.0.0")
    assert code == 2
    assert says.startswith("A demonstration can be reached from this machine only, not at 0.0.0.0")
