"""Every way a switch may have written one number, so that a table can be asked for it as it stands."""

from collections.abc import Collection, Iterator, Sequence

NANP = "1"


def written(number: int, *, country: str = NANP, prefixes: Sequence[str] = ()) -> tuple[str, ...]:
    """Texts that `number.key` reads as this key: the plainest first, each once.

    Punctuated forms are the North American ones; numbers abroad come with +, 00, 011 and bare.
    """
    plain = tuple(_plain(str(number), country))
    punctuated = tuple(_punctuated(str(number)))
    prefixed = (prefix + form for prefix in prefixes for form in plain if not form.startswith("0"))
    return tuple(dict.fromkeys((*plain, *punctuated, *prefixed)))


def as_integers(forms: Collection[str]) -> tuple[int, ...]:
    """The same for a column of integers, which keeps neither plus nor leading zeros."""
    return tuple(sorted({int(form) for form in forms if form.isdigit() and len(form) <= 18}))


def _plain(digits: str, country: str) -> Iterator[str]:
    yield from ("+" + digits, digits)
    national = digits.removeprefix(country)
    if country == NANP:
        if len(digits) == 11 and digits.startswith(NANP):
            yield national
    elif national != digits:
        yield "0" + national
    if len(digits) > 7:
        yield from ("011" + digits, "00" + digits)


def _punctuated(digits: str) -> Iterator[str]:
    if len(digits) != 11 or not digits.startswith(NANP):
        return
    area, exchange, line = digits[1:4], digits[4:7], digits[7:]
    for gap in "-. ":
        local = gap.join((area, exchange, line))
        yield from (local, f"1{gap}{local}", f"+1{gap}{local}")
    yield from (f"({area}) {exchange}-{line}", f"({area}){exchange}-{line}", f"+1 ({area}) {exchange}-{line}")
