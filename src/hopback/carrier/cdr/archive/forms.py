"""How a number was written, beside its key: the evidence is exact, and the usual ways of writing cost nothing."""

from enum import IntEnum


class Form(IntEnum):
    """Null stands for the digits of the key alone, or for nothing written where the key is 0."""

    PLUS = 1  # +12025550142
    NATIONAL = 2  # 2025550142: without the leading 1
    RAW = 3  # in any other way, kept as it is


def form(raw: str, key: int) -> tuple[int | None, str | None]:
    """The form, and the text itself where no form says it."""
    digits = str(key) if key else ""
    if raw == digits:
        return None, None
    if key and raw == "+" + digits:
        return Form.PLUS, None
    if key and "1" + raw == digits:
        return Form.NATIONAL, None
    return Form.RAW, raw


def written(key: int, form: int | None, raw: str | None) -> str:
    """The number exactly as the switch wrote it."""
    digits = str(key) if key else ""
    match form:
        case None:
            return digits
        case Form.PLUS:
            return "+" + digits
        case Form.NATIONAL:
            return digits[1:]
        case _:
            return raw or ""
