"""The FCC's Robocall Mitigation Database as it is handed out: by its columns' names or by its labels."""

from collections.abc import Mapping

from django.conf import settings

from .. import countries
from ..models import Particular
from .rows import LONG, Contact, Told, Wrong, frn, name_of, rmd_number, several

COLUMNS = {
    "frn": ("frn", "fcc_registration_number_frn", "fcc_registration_number"),
    "name": ("business_name",),
    "implementation": ("implementation",),
    "number": ("number", "rmd_number", "filing_number"),
    "address": ("business_address",),
    "country": ("country",),
    "foreign": ("foreign_voice_provider", "foreign_voice_service_provider"),
    "other_names": ("other_dba_names", "other_dba_name_s"),
    "earlier_names": ("previous_dba_names", "previous_business_names"),
    "contact": ("robocall_mitigation_contact_name",),
    "title": ("contact_title",),
    "department": ("contact_department",),
    "email": ("contact_email", "contact_email_address"),
    "phone": ("contact_telephone_number",),
    "voice": ("voice_service_provider_choice", "voice_service_provider"),
    "gateway": ("gateway_provider_choice", "gateway_provider"),
    "intermediate": ("intermediate_provider_choice", "non_gateway_intermediate_provider", "intermediate_provider"),
}
NEEDED = ("frn", "name", "implementation")
ROLES = {"voice": "voice service provider", "gateway": "gateway provider", "intermediate": "intermediate provider"}


def read(cells: Mapping[str, str], line: int) -> Told:
    name = name_of(cells, "name")
    if not name:
        raise Wrong("It names no business.")
    number = frn(cells["frn"])
    if not number:
        raise Wrong("It has no FCC registration number.")
    others = several(f"{cells.get('other_names', '')};{cells.get('earlier_names', '')}")
    return Told(
        lines=(line,),
        name=name,
        names=tuple(other for other in others if other.casefold() != name.casefold()),
        frn=number,
        rmd_number=rmd_number(cells.get("number", "")),
        country=_country(cells),
        particulars=tuple(_particulars(cells)),
        contact=_contact(cells),
    )


def _country(cells: Mapping[str, str]) -> str:
    """As the column says, or the end of the address; who calls itself foreign is not placed at home."""
    address = cells.get("address", "")
    code = countries.code_of(cells.get("country", "")) or countries.at_the_end_of(address)
    foreign = cells.get("foreign", "").casefold() in {"yes", "true", "1"}
    if foreign and not code:
        raise Wrong("It says that it is foreign, and its address names no country.")
    return code or (settings.COUNTRY if address else "")


def _particulars(cells: Mapping[str, str]) -> list[tuple[str, str, str]]:
    address = " ".join(cells.get("address", "").split())[:LONG]
    found = [(Particular.Kind.ADDRESS.value, address, _country(cells))] if address else []
    roles = [role for column, role in ROLES.items() if cells.get(column, "").casefold() in {"yes", "true", "1"}]
    said = "; ".join(filter(None, (", ".join(roles), cells.get("implementation", ""))))
    return found + ([(Particular.Kind.FILING.value, said[:LONG], "")] if said else [])


def _contact(cells: Mapping[str, str]) -> Contact | None:
    title = ", ".join(filter(None, (cells.get("title", ""), cells.get("department", ""))))
    email = cells.get("email", "")
    found = Contact(cells.get("contact", "")[:120], title[:120], email[:254], cells.get("phone", "")[:60])
    return found if found.full_name or found.email or found.phone else None
