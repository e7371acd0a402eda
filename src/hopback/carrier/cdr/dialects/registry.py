"""All dialects by their names, and which of them a source looks like."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ..reading import Dialect, UnreadableError
from . import text
from .asterisk_csv import AsteriskCsv
from .asterisk_custom import AsteriskCustom
from .asterisk_odbc import AsteriskOdbc
from .broadworks import Broadworks
from .cucm import Cucm
from .freeswitch_csv import FreeswitchCsv
from .freeswitch_json import FreeswitchJson
from .freeswitch_xml import FreeswitchXml
from .kamailio_flatstore import KamailioFlatstore
from .kamailio_json import KamailioJson
from .kamailio_postgres_csv import KamailioPostgresCsv
from .kamailio_sqlite import KamailioSqlite
from .kamailio_syslog import KamailioSyslog
from .opensips import OpenSips
from .oracle_sbc import OracleSbc
from .presets import BANDWIDTH, METASWITCH, TELNYX, TWILIO
from .ribbon_sbc import RibbonSbc

_ALL: tuple[Dialect, ...] = (
    AsteriskCsv(),
    AsteriskCustom(),
    AsteriskOdbc(),
    FreeswitchCsv(),
    FreeswitchJson(),
    FreeswitchXml(),
    KamailioSqlite(),
    KamailioPostgresCsv(),
    KamailioFlatstore(),
    KamailioJson(),
    KamailioSyslog(),
    OpenSips(),
    Cucm(),
    OracleSbc(),
    RibbonSbc(),
    Broadworks(),
    TELNYX,
    TWILIO,
    BANDWIDTH,
    METASWITCH,
)


@cache
def dialects() -> Mapping[str, Dialect]:
    return MappingProxyType({dialect.name: dialect for dialect in _ALL})


def by_name(name: str) -> Dialect:
    """`UnreadableError` for a name that is none, with those that are."""
    known = dialects()
    if name not in known:
        raise UnreadableError(f"There is no dialect “{name}”. Known are: {', '.join(sorted(known))}.")
    return known[name]


def recognise(path: Path) -> list[tuple[Dialect, float]]:
    """The dialects that this source can be in, how sure each is (above 0, to 1), best first. A folder is judged by its
    first file."""
    first = next(iter(text.files(path)), path)
    head = text.head(first)
    found = [(dialect, dialect.recognises(first, head)) for dialect in dialects().values()]
    return sorted(((d, sure) for d, sure in found if sure > 0), key=lambda pair: -pair[1])
