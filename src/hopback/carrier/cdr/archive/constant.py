"""Columns that say one thing all through a file: the fence keeps what, and no search reads them."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

type Constants = dict[str, Any]  # our name → what every row says


class Watch:
    """Sees all rows of a file, and knows which of these columns never changed."""

    def __init__(self, names: Iterable[str]) -> None:
        self._said: dict[str, pa.Scalar | None] = dict.fromkeys(names)

    def see(self, table: pa.Table) -> None:
        for name in list(self._said):
            column = table.column(name)
            if self._said[name] is None:
                self._said[name] = column[0]
            if not self._same(column, self._said[name]):
                del self._said[name]

    @staticmethod
    def _same(column: pa.ChunkedArray, said: pa.Scalar | None) -> bool:
        return (
            said is not None
            and said.is_valid
            and not column.null_count
            and bool(pc.all(pc.equal(column, said)).as_py())
        )

    def constants(self) -> Constants:
        return {name: said.as_py() for name, said in self._said.items() if said is not None}
