"""Columns of numbers as keys, worked out by the engine: what `number.key` makes of each, in terms that sort of SQL has.

Two things it leaves as they stand, since only the plan of every country could tell: ten digits behind a plus, and more
than eleven without one. A switch's own prefixes belong in the mapping.
"""

from collections.abc import Callable, Sequence

import ibis
import ibis.expr.types as ir

from ..dialects.mapped.mapping import Numbers
from .staging import step

BARE = r"^<?(sips?:|tel:)?([^;@>]*)"
NANP = "1"
_PLAIN = r"^[+]?[0-9]+$"
_PREFIXED = r"^([+]?[0-9]*[#*])+"
_LONGEST = 18  # digits that an integer of 64 bits holds
_SHORTEST = 7

type _Named = Callable[[str], ir.StringValue]  # a column of the step before, of this number


def keyed(table: ir.Table, names: Sequence[str], how: Numbers) -> ir.Table:
    """The table with these columns as keys: E.164 without its plus, 0 where nobody can tell. They hold text without
    null, or integers."""
    whole = [name for name in names if table[name].type().is_integer()]
    table = step(table, **{name: _of_integer(table[name], how) for name in whole}) if whole else table
    return _of_text(table, [name for name in names if name not in whole], how)


def _of_integer(number: ir.IntegerValue, how: Numbers) -> ir.IntegerValue:
    """No plus and no zero leads it, so that there is little to tell."""
    number = number.cast("int64").fill_null(0)
    ten = number.between(2_000_000_000, 9_999_999_999) & (number // 1_000_000 % 10 >= 2)
    home = ten.ifelse(number + int(NANP) * 10**10, number) if how.country == NANP else number
    return (number > 0).ifelse(home, 0)


def _of_text(table: ir.Table, names: Sequence[str], how: Numbers) -> ir.Table:
    if not names:
        return table
    made: dict[str, list[str]] = {name: [] for name in names}
    for suffix, of in _STEPS:
        columns = {f"{name}_{suffix}": of(_named(table, name), how) for name in names}
        table = step(table, **columns)
        for name in names:
            made[name].append(f"{name}_{suffix}")
    keys = {name: _key(table[f"{name}_digits"]) for name in names}
    return step(table, **keys).drop(*(each for some in made.values() for each in some))


def _named(table: ir.Table, name: str) -> _Named:
    return lambda suffix: table[f"{name}_{suffix}" if suffix else name]


def _messy(of: _Named, how: Numbers) -> ir.StringValue:
    """Null for what is plain, so that the steps for the others cost nothing."""
    if how.tech_prefixes:
        return of("")
    return of("").re_search(_PLAIN).ifelse(ibis.null("string"), of(""))


def _bare(of: _Named, how: Numbers) -> ir.StringValue:
    """Without scheme, host, parameters and the switch's own prefixes."""
    messy = of("messy")
    bare = messy.re_extract(BARE, 2).strip() if how.decorated else messy.strip()
    for prefix in how.tech_prefixes:
        bare = bare.startswith(prefix).ifelse(bare.substr(len(prefix)), bare)
    return bare


def _rest(of: _Named, _: Numbers) -> ir.StringValue:
    """Without what was dialled before it."""
    rest = of("bare").re_replace(_PREFIXED, "")
    return (rest.length() >= _SHORTEST).ifelse(rest, of("bare"))


def _plus(of: _Named, _: Numbers) -> ir.BooleanValue:
    return ibis.coalesce(of("rest"), of("")).startswith("+").fill_null(False)


def _only(of: _Named, _: Numbers) -> ir.StringValue:
    """The digits alone, "" for words."""
    rest = of("rest")
    cleaned = rest.re_search("[A-Za-z]{3}").ifelse("", rest.re_replace("[^0-9]", ""))
    plain = of("").startswith("+").ifelse(of("").substr(1), of(""))
    return of("messy").isnull().ifelse(plain, cleaned)


def _digits(of: _Named, how: Numbers) -> ir.StringValue:
    digits = of("only")
    long = digits.length()
    if how.country == NANP:  # areas and exchanges begin with 2 or more
        ten = (long == 10) & (digits.substr(0, 1) >= "2") & (digits.substr(3, 1) >= "2")
        home = ten, ibis.literal(NANP) + digits
    else:
        home = digits.startswith("0"), ibis.literal(how.country) + digits.substr(1)
    return ibis.cases(
        (of("plus") & ~digits.startswith("0"), digits),
        (digits.startswith("011") & (long > len("011") + _SHORTEST), digits.substr(3)),
        (digits.startswith("00") & (long > len("00") + _SHORTEST), digits.substr(2)),
        home,
        else_=digits,
    )


def _key(digits: ir.StringValue) -> ir.IntegerValue:
    return digits.substr(0, _LONGEST).nullif("").cast("int64").fill_null(0)


_STEPS: tuple[tuple[str, Callable[[_Named, Numbers], ir.Value]], ...] = (
    ("messy", _messy), ("bare", _bare), ("rest", _rest), ("plus", _plus), ("only", _only), ("digits", _digits),
)  # fmt: skip
