"""How the downloads of some providers name their columns.

Bandwidth's billing detail records: the names in its own description. Twilio's: those of its API, and those that its
users' scripts write, as no description of the console's download was found. Telnyx's: those of its support pages
and API.
No description of a CSV from Metaswitch's switches (they write BAF, or leave it to a mediation system) was found: that
reader takes any of the usual names, and recognises a file only by the maker's name.
"""

from .exports import Export, Preset
from .mapped.names import NAMES

_WAYS = {
    "inbound": ["inbound", "incoming", "in", "trunking-originating"],
    "outbound": ["outbound", "outgoing", "out", "outbound-api", "outbound-dial", "trunking-terminating"],
}


def _marks(words: str) -> frozenset[str]:
    return frozenset(words.split())


TELNYX = Export(
    Preset(
        "telnyx",
        "Telnyx (CDR report)",
        {
            **NAMES,
            "call": ("callsessionid", "telnyxsessionid", "sessionid", "calluuid", "uuid", "callid", "id"),
            "leg": ("calllegid", "legid", "callcontrolid"),
            "ingress_call_id": ("sipcallid", "sipid"),
            "ingress_trunk": ("connectionname", "connection", "connectionid"),
        },
        _marks("""
            connectionid connectionname billinggroup billinggroupid billinggroupname callsessionid calllegid
            callcontrolid telnyxsessionid billabletime billedsec cld originatingnumber terminatingnumber
            istelnyxbillable
        """),
        direction={**_WAYS, "swap_sides": "inbound"},  # the connection is the customer's, on its side of the call
    )
)
TWILIO = Export(
    Preset(
        "twilio",
        "Twilio (call log)",
        {
            **NAMES,
            "at": ("starttime", "datecreated", "starttimeutc"),
            "call": ("parentcallsid", "callsid", "sid"),
            "leg": ("callsid", "sid"),
            "ingress_call_id": ("sipcallid",),
            "ingress_trunk": ("trunksid", "trunk"),
            "account": ("accountsid",),
        },
        _marks("""
            callsid sid parentcallsid accountsid phonenumbersid answeredby toformatted fromformatted trunksid groupsid
            priceunit
        """),
        direction=_WAYS,
    )
)
BANDWIDTH = Export(
    Preset(
        "bandwidth",
        "Bandwidth (billing detail records)",
        {**NAMES, "call": ("callid", "bdrid"), "ingress_call_id": ("sipcallid",)},
        _marks("""
            callsource calldestination bdrid callstartdatetime callenddatetime tiertype perminrate sourceratecenter
            destinationratecenter desinationratecenter rateattempts sourcelata
        """),
        forms=("%Y/%m/%d %I:%M:%S %p", "%Y/%m/%d %H:%M:%S", "iso", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S"),
    )
)
METASWITCH = Export(
    Preset(
        "metaswitch",
        "Metaswitch (CSV of a mediation system)",
        NAMES,
        _marks("metaswitch metaswitchid metaswitchname cfsid cfsname perimeta perimetaid"),
        forms=("iso", "%m/%d/%Y %H:%M:%S", "epoch_s", "epoch_ms", "rfc2822"),
        zone="",
        direction=_WAYS,
    )
)
