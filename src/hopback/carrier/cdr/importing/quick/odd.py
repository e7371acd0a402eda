"""Values that are not written plainly: each goes once through the function that the row reader uses."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


def by_hand(
    values: pa.Array, odd: pa.Array, make: Callable[[str], Sequence[Any]], types: Sequence[pa.DataType]
) -> list[pa.Array]:
    """For the odd ones among the values, in their order: what `make` says of each, as columns of these types."""
    chosen = values.filter(odd).dictionary_encode()
    made = [make(text) for text in chosen.dictionary.to_pylist()]
    columns = zip(*made, strict=True) if made else ((),) * len(types)
    return [pa.array(column, kind).take(chosen.indices) for column, kind in zip(columns, types, strict=True)]


def put(into: pa.Array, where: pa.Array, found: pa.Array) -> pa.Array:
    """The values, those at `where` replaced in their order."""
    return pc.replace_with_mask(into, where, found) if len(found) else into


def anywhere(mask: pa.Array) -> bool:
    return bool(pc.any(mask).as_py())


def repeated(value: Any, kind: pa.DataType, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), size)
