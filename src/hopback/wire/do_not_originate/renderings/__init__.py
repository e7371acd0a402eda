"""One list, several forms: what each kind of gateway reads (XB.1). All stream; none holds the list in memory."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import asterisk, freeswitch, kamailio, opensips, plain
from .rendering import Rendering

FORMATS: Final[Mapping[str, Rendering]] = MappingProxyType(
    {
        "csv": Rendering("text/csv", "csv", plain.as_csv),
        "json": Rendering("application/json", "json", plain.as_json),
        "kamailio": Rendering("application/sql", "sql", kamailio.sql),
        "opensips": Rendering("application/sql", "sql", opensips.sql),
        "freeswitch": Rendering("text/plain", "txt", freeswitch.numbers),
        "freeswitch-blocks": Rendering("application/xml", "xml", freeswitch.blocks),
        "asterisk": Rendering("text/plain", "txt", asterisk.commands),
        "asterisk-sql": Rendering("application/sql", "sql", asterisk.sql),
        "sbc": Rendering("text/csv", "csv", plain.as_prefixes),
    }
)

__all__ = ["FORMATS", "Rendering"]
