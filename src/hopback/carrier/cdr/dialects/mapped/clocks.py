"""In which forms times are written: those that every value of a column fits, and what decides between them."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product

from ..moments import NoTimeError
from .checks import EPOCHS, FORMS
from .mapping import Time
from .values import moment

_YEARS = ("%Y", "%y")
_DAYS = tuple(
    form.replace("%Y", year)
    for year in _YEARS
    for form in (
        "%m/%d/%Y", "%d/%m/%Y", "%m-%d-%Y", "%d-%m-%Y", "%m.%d.%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d", "%d-%b-%Y",
        "%d %b %Y", "%b %d %Y", "%b %d, %Y", "%d/%b/%Y",
    )
)  # fmt: skip
DAYS = ("%Y-%m-%d", "%Y%m%d", *_DAYS)
CLOCKS = ("%H:%M:%S", "%H:%M:%S.%f", "%I:%M:%S %p", "%H:%M", "%I:%M %p", "%I:%M:%S%p", "%H%M%S", "%H.%M.%S")
_WHOLE = (
    "%Y%m%d%H%M%S", "%Y%m%d%H%M%S.%f", "%a %b %d %H:%M:%S %Y", "%d/%b/%Y:%H:%M:%S %z", "%Y%m%d %H%M%S",
    "%Y-%m-%d-%H.%M.%S",
)  # fmt: skip
_JOINTS = (" ", "T", ", ", "  ")
PATTERNS = (*_WHOLE, *(day + joint + clock for day, joint, clock in product(_DAYS, _JOINTS, CLOCKS)))
_LOOKS = {
    "Y": r"\d{4}", "f": r"\d{1,6}", "b": "[A-Za-z]{3}", "a": "[A-Za-z]{3}", "p": "[AaPp][Mm]", "z": r"[+-]\d\d:?\d\d",
}  # fmt: skip
_DAMAGED = 0.05  # of the values of a column may be anything
_EARLIEST, _LATEST = 2000, 2100  # years of calls that anybody still looks for
_LATEST_EPOCH = 2033  # counts of seconds that begin with 2 are North American telephone numbers


def fitting(written: Sequence[str], forms: Iterable[str] = (*FORMS, *PATTERNS)) -> list[str]:
    """The forms in which nearly all of these can be read, in the order they are tried. Epochs by their size."""
    tried = list(dict.fromkeys(written))[:300]
    if not tried:
        return []
    probes = {tried[0], tried[len(tried) // 2], tried[-1]}
    likely = [form for form in forms if any(_reads(probe, form) for probe in probes)]
    good = {form: sum(_reads(each, form) for each in tried) for form in likely}
    enough = len(tried) - max(_DAMAGED * len(tried), 2 if len(tried) > 10 else int(len(tried) > 3))
    return [form for form in likely if good[form] >= enough and good[form] == max(good.values())]


def still_fitting(written: Iterable[str], forms: Sequence[str]) -> list[str]:
    """Those of these forms that not one day speaks against, while more than one is left."""
    left, seen = list(forms), set()
    for each in written:
        if len(left) < 2:
            break
        if (day := each.partition(" ")[0]) in seen:
            continue
        seen.add(day)
        reading = [form for form in left if _reads(each, form)]
        left = reading or left  # a damaged row decides nothing
    return left


def not_in_the_future(written: Sequence[str], forms: Sequence[str], now: datetime) -> list[str]:
    """Those forms in which no call lies more than a day after `now`: records are written about the past."""
    past = [form for form in forms if all((at := read(each, form)) is None or _behind(at, now) for each in written)]
    return past or list(forms)


def _behind(at: datetime, now: datetime) -> bool:
    return (at - now).total_seconds() < 86400


def read(written: str, form: str) -> datetime | None:
    """The time, a zone that it does not carry taken for UTC."""
    try:
        return moment([written], _how(form), UTC, frozenset()).at
    except NoTimeError:
        return None


@lru_cache(maxsize=4096)
def _how(form: str) -> Time:
    return Time(form=form)


@lru_cache(maxsize=4096)
def _looks(form: str) -> re.Pattern[str]:
    """What a pattern's times look like: quicker to refuse than to read."""
    parts = re.split(r"%(.)", form)
    digits = r"\d\d" if re.search(r"%[YmdHMS]%[mdHMS]", form) else r"\d{1,2}"  # run together they are of one length
    made = (re.escape(part) if i % 2 == 0 else _LOOKS.get(part, digits) for i, part in enumerate(parts))
    return re.compile("".join(made), re.A)


def _reads(written: str, form: str) -> bool:
    if "%" in form and not _looks(form).fullmatch(written):
        return False
    if form in EPOCHS and not _sized(written, form):
        return False
    if form == "julian" and not (written[:7].isdecimal() and written[7:8] == "."):
        return False
    at = read(written, form)
    return at is not None and _EARLIEST <= at.year < (_LATEST_EPOCH if form in EPOCHS else _LATEST)


def _sized(written: str, form: str) -> bool:
    """Seconds of this century have ten digits; an epoch of another unit has three more each."""
    whole = written.partition(".")[0]
    return whole.isascii() and whole.isdecimal() and len(whole) == 9 + len(str(EPOCHS[form]))


def is_day(written: Sequence[str]) -> list[str]:
    """Forms of a date alone."""
    return [form for form in fitting(written, DAYS) if form not in FORMS]


def is_clock(written: Sequence[str]) -> list[str]:
    """Forms of a time of day alone."""
    tried = [form for form in CLOCKS if all(_is_clock(each, form) for each in list(dict.fromkeys(written))[:300])]
    return tried if written else []


def _is_clock(written: str, form: str) -> bool:
    try:
        datetime.strptime(written, form)  # noqa: DTZ007 - only the form is tried
    except ValueError:
        return False
    return True
