"""The FCC's list of Form 499 filers: as its workbook names the columns, or as its pages do."""

from collections.abc import Mapping

from ..models import Particular
from .rows import CITY, LONG, Told, Wrong, filer_id, frn, name_of, several

_OTHERS = [*(f"other_trade_name{place}" for place in range(1, 14)), *(f"other_trade_name_{p}" for p in range(1, 14))]
COLUMNS = {
    "id": ("filer_499_id", "499_filer_id", "filer_id", "filer_id_number", "form_499_id"),
    "name": ("legal_name_of_carrier", "legal_name_of_reporting_entity", "legal_name"),
    "trade_name": ("doing_business_as", "dba"),
    "frn": ("coresid", "registration_number_coresid", "frn", "fcc_registration_number"),
    "type": ("principal_comm_type_1", "principal_communications_type", "principal_comm_type"),
    "holding": ("holding_company",),
    "address_1": ("hq_address1", "hq_address_1", "hq_address", "headquarters_address"),
    "address_2": ("hq_address2", "hq_address_2"),
    "address_3": ("hq_address3", "hq_address_3"),
    "city": ("hq_city", "headquarters_city"),
    "state": ("hq_state", "headquarters_state"),
    "zip": ("hq_zip_code", "hq_zip", "headquarters_zip"),
    **{name: (name,) for name in _OTHERS},
}
NEEDED = ("id", "name")


def read(cells: Mapping[str, str], line: int) -> Told:
    number, name = filer_id(cells["id"]), name_of(cells, "name")
    if not number:
        raise Wrong("It has no filer id.")
    if not name:
        raise Wrong(f"Filer {number} has no name.")
    others = several("|".join([cells.get("trade_name", ""), *(cells.get(column, "") for column in _OTHERS)]))
    city, state = (" ".join(cells.get(column, "").split()) for column in ("city", "state"))
    return Told(
        lines=(line,),
        name=name,
        names=tuple(other for other in others if other.casefold() != name.casefold()),
        form_499_id=number,
        frn=frn(cells.get("frn", "")),
        city=(f"{city.title()}, {state}" if city and state else city.title())[:CITY],
        particulars=tuple(_particulars(cells, name)),
    )


def _particulars(cells: Mapping[str, str], name: str) -> list[tuple[str, str, str]]:
    parts = [cells.get(column, "") for column in ("address_1", "address_2", "address_3", "city")]
    parts.append(f"{cells.get('state', '')} {cells.get('zip', '')}")
    address = ", ".join(part for part in (" ".join(part.split()) for part in parts) if part)
    holding = " ".join(cells.get("holding", "").split())
    told = {
        Particular.Kind.ADDRESS.value: address if cells.get("address_1") else "",
        Particular.Kind.HOLDING.value: "" if holding.casefold() == name.casefold() else holding,
        Particular.Kind.FILING.value: cells.get("type", ""),
    }
    return [(kind, value[:LONG], "") for kind, value in told.items() if value]
