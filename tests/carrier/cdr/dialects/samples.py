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
    sure: float = 0.8  # at least so sure has its dialect to be

    @property
    def path(self) -> Path:
        return FOLDER / self.place

    @property
    def settings(self) -> Settings:
        return Settings(zone=self.zone, switch="", columns=self.columns)


TRACE = {"row": "start src dst peerip channel dstchannel sipcallid disposition uniqueid"}  # a template of its owner
FLAT = {
    "acc": "method from_tag to_tag callid sip_code sip_reason time time_text src_ip src_port trunk src_user dst_user "
    "pai out_calling out_called dst_ip out_callid identity verstat",
    "acc_cdrs": "start_time end_time duration callid src_ip trunk calling called out_calling out_called dst_ip "
    "sip_code",
}

SAMPLES: tuple[Sample, ...] = (
    Sample("asterisk-csv", "asterisk-cdr-csv/Master.csv", NEW_YORK),
    Sample("asterisk-custom", "asterisk-cdr-custom/Master.csv", NEW_YORK),
    Sample("asterisk-custom", "asterisk-cdr-custom/Trace.csv", NEW_YORK, TRACE),
    Sample("asterisk-odbc", "asterisk-cdr-sqlite3/master.db", NEW_YORK),
    Sample("freeswitch-csv", "freeswitch-csv/Master.csv", CHICAGO),
    Sample("freeswitch-json", "freeswitch-json/legs.jsonl"),
    Sample("freeswitch-xml", "freeswitch-xml/legs.xml"),
    Sample("kamailio-sqlite", "kamailio-acc-sqlite/orig_UTC.sqlite"),
    Sample("kamailio-postgres-csv", "kamailio-acc-sqlite/orig_UTC_acc.csv"),
    Sample("kamailio-postgres-csv", "kamailio-acc-sqlite/orig_UTC_acc_cdrs.csv"),
    Sample("kamailio-postgres-csv", "kamailio-acc-sqlite/orig_UTC_missed_calls.csv"),
    Sample("kamailio-postgres-csv", "kamailio-acc-postgres/term_NewYork_skew-4s_acc.csv", NEW_YORK),
    Sample("kamailio-postgres-csv", "kamailio-acc-postgres/term_NewYork_skew-4s_acc_cdrs.csv", NEW_YORK),
    Sample("kamailio-postgres-csv", "kamailio-acc-postgres/term_NewYork_skew-4s_missed_calls.csv", NEW_YORK),
    Sample("kamailio-flatstore", "kamailio-acc-flatstore/acc_129.log", CHICAGO, FLAT),
    Sample("kamailio-flatstore", "kamailio-acc-flatstore/acc_130.log", CHICAGO, FLAT),
    Sample("kamailio-flatstore", "kamailio-acc-flatstore/acc_cdrs_130.log", CHICAGO, FLAT),
    Sample("kamailio-json", "kamailio-acc-json/tandem_acc.jsonl"),
    Sample("kamailio-json", "kamailio-acc-json/tandem_cdr.jsonl"),
    Sample("kamailio-syslog", "kamailio-acc-syslog/acc_lines_stderr.log"),
    Sample("kamailio-syslog", "kamailio-acc-syslog/term_log_extra.log"),
    Sample("opensips", "opensips-acc/acc.csv", NEW_YORK),
    Sample("opensips", "opensips-acc/acc.sqlite", NEW_YORK),
    Sample("cucm", "cucm/cdr_StandAloneCluster_02_202611232346_7"),
    Sample("oracle-sbc", "oracle-sbc/cdr202611231839"),
    Sample("oracle-sbc", "oracle-sbc/cdr-s-c6.1"),
    Sample("oracle-sbc", "oracle-sbc/cdr-s-cz"),
    Sample("ribbon-sbc", "ribbon-sbc/100013A.ACT"),
    Sample("broadworks", "broadworks/BW-CDR-20261123234500-2-0000-000001.csv"),
    Sample("telnyx", "exports/telnyx.csv"),
    Sample("twilio", "exports/twilio.csv"),
    Sample("bandwidth", "exports/bandwidth.csv"),
    Sample("metaswitch", "exports/metaswitch.csv", CHICAGO, sure=0.6),
)
