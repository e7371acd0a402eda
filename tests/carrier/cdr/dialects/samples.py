"""A genuine cut of every dialect. Whoever adds a dialect adds its sample here: the tests of corruption, of recognition
and of random bytes take every line of this table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from hopback.carrier.cdr.reading import Settings

FOLDER = Path(__file__).resolve().parents[2] / "samples"
UTC = ZoneInfo("UTC")
NEW_YORK = ZoneInfo("America/New_York")
CHICAGO = ZoneInfo("America/Chicago")


@dataclass(frozen=True, slots=True)
class Sample:
    dialect: str  # its name in the registry
    place: str  # a file or a folder under tests/carrier/samples
    zone: ZoneInfo = UTC
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return FOLDER / self.place

    @property
    def settings(self) -> Settings:
        return Settings(zone=self.zone, switch="", columns=self.columns)


SAMPLES: tuple[Sample, ...] = (
    Sample("cucm", "cucm/cdr_StandAloneCluster_02_202611232346_7"),
    Sample("oracle-sbc", "oracle-sbc/cdr202611231839"),
    Sample("oracle-sbc", "oracle-sbc/cdr-s-c6.1"),
    Sample("oracle-sbc", "oracle-sbc/cdr-s-cz"),
    Sample("ribbon-sbc", "ribbon-sbc/100013A.ACT"),
    Sample("broadworks", "broadworks/BW-CDR-20261123234500-2-0000-000001.csv"),
    Sample("telnyx", "exports/telnyx.csv"),
    Sample("twilio", "exports/twilio.csv"),
    Sample("bandwidth", "exports/bandwidth.csv"),
    Sample("metaswitch", "exports/metaswitch.csv", CHICAGO),
)
