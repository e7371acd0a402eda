"""Every cell of the matrix: route, method, who, and whose the thing is (A1.11, A3.11, XC.2)."""

import pytest

from .cells import cells, faults_of, odd_method_faults
from .matrix import ROWS
from .people import Who
from .row import Row
from .world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_each_door_lets_in_whom_the_matrix_says(world: World, row: Row) -> None:
    """And to all others another's thing looks exactly like one that is not there."""
    faults = [fault for cell in cells(row, world) for fault in faults_of(world, cell)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.route)
def test_no_method_answers_that_the_matrix_does_not_name(world: World, row: Row) -> None:
    faults = [fault for who in (Who.NOBODY, _somebody_let_in(row)) for fault in odd_method_faults(world, row, who)]
    assert not faults, "\n".join(faults)


def _somebody_let_in(row: Row) -> Who:
    return next((who for who in Who if who in row.who and who is not Who.NOBODY), Who.ADMIN)
