"""Who stands behind a trunk, an address or an account, as the map of trunks says; and which of them are abroad."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hopback.carrier.trunks import Row, read
from hopback.wire.answers import ContactDetails, Customer

HOME = "US"


@dataclass(frozen=True, slots=True)
class Known:
    """`names`: from the name in the records to the party's own. `abroad`: ways in of providers of other countries."""

    names: Mapping[str, str]
    abroad: tuple[str, ...]

    def name(self, said: str) -> str:
        return self.names.get(said, "")


def known(file: Path) -> Known:
    """What the file says of customers and of providers that are not listed. Raises TrunksFileError."""
    names: dict[str, str] = {}
    abroad: list[str] = []
    for row in read(file).rows:
        party = row.party
        if isinstance(party, Customer | ContactDetails):
            names |= {key: party.name for key in _keys(row) if key not in names}
        if isinstance(party, ContactDetails) and party.country != HOME:
            abroad += [key for key in _keys(row) if key != row.account]
    return Known(names, tuple(dict.fromkeys(abroad)))


def _keys(row: Row) -> Iterator[str]:
    address = str(row.source_ip or "").removesuffix("/32").removesuffix("/128")
    yield from (each for each in (row.account, row.trunk, address) if each)
