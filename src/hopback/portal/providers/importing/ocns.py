"""A list of operating company numbers with the names that sign under them."""

from collections.abc import Mapping

from .rows import NAME, Told, Wrong, ocn, several

COLUMNS = {
    "ocn": ("ocn_spc", "ocn", "spc", "operating_company_number", "company_code"),
    "names": ("org_names", "org_name", "organization", "company_name", "name"),
}
NEEDED = ("ocn", "names")


def read(cells: Mapping[str, str], line: int) -> Told:
    """The first name is its name; the others are names it goes by."""
    code = ocn(cells["ocn"])
    names = several(cells["names"])
    if not names:
        raise Wrong(f"Nobody is named beside {code}.")
    if len(names[0]) > NAME:
        raise Wrong(f"The name has {len(names[0])} characters; at most {NAME} are kept.")
    others = (name for name in names[1:] if name.casefold() != names[0].casefold())
    return Told(lines=(line,), name=names[0], names=tuple(others), ocns=(code,))
