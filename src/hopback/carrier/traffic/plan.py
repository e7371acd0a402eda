"""What the North American plan says of a caller id: which area codes are in use at all."""

from functools import cache

import phonenumbers


@cache
def _in_use() -> str:
    return "".join("1" if area >= 200 and _valid(area) else "0" for area in range(1000))


def _valid(area: int) -> bool:
    """In use: somewhere in the plan a number of this area code is a valid one."""
    number = phonenumbers.PhoneNumber(country_code=1, national_number=area * 10_000_000 + 2_345_678)
    return phonenumbers.is_valid_number(number)


IN_USE = _in_use()  # 1000 signs: the area code's is 1 where it is in use
