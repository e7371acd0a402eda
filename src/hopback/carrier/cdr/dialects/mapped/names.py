"""What people call the columns of call records: our name → theirs, the most telling first, letters and digits only."""

import re
from collections.abc import Iterable, Mapping

_WORDS: Mapping[str, str] = {
    "at": """
        starttime starttimeutc starttimestamp startdatetime callstartdatetime callstarttime callstart
        startstamp startedat setuptime setuptimestamp callsetuptime invitetime invitetimestamp
        calldatetime datetimestart datetimestartutc calldate calltime ocallstarttime datetime timestamp
        timestart datestart begintime begin start starttimegmt connecttime eventtime timeofcall time date
        createdat datecreated calltimestamp epoch startepoch ts
    """,
    "day": "startdate calldate date day callday datestart eventdate",
    "clock": "starttime calltime time hour timestart callclock timeofday eventtime",
    "answered_at": """
        answertime answeredat answertimestamp answerstamp answer connecttime connectedat connect
        datetimeconnect datetimeconnectutc callanswertime pickuptime answerdatetime anstime
    """,
    "ended_at": """
        endtime endtimestamp endedat enddatetime callenddatetime stoptime disconnecttime hanguptime
        releasetime endstamp datetimeend datetimeendutc finishedat callend end disconnect stop
    """,
    "duration": """
        duration callduration durationsecs durationsec durationseconds billsec billseconds seconds
        talktime billedseconds billsecs durationinseconds sessiontime callsec length dur secs usage
        callseconds connectedseconds rawduration durationms milliseconds
    """,
    "calling": """
        ani callingnumber calling callingpartynumber callingparty fromnumber from fromani caller
        callernumber callerid calleridnumber callernum origani origtn originatingnumber originationnumber
        originnumber source src sourcenumber srcuser srcnumber anumber numbera cli clid callsource oani
        inani origination origin fromuser fromuri cid orig sourceuser billingani callfrom fromtn callingtn
        remoteparty
    """,
    "called": """
        dnis callednumber called calledpartynumber calledparty tonumber to todid callee calleenumber
        dialednumber dialed dest destination destinationnumber dst dstuser dstnumber terminatingnumber
        terminationnumber bnumber numberb cld calldestination did destinationdid termtn destnumber
        destuser touser touri callto totn calledtn odnis indnis ruri phonenumber localparty termdnis
        dialednum term
    """,
    "dialled": "dialled dialleddigits dialeddigits originalcalled originalcallednumber odialed",
    "routing_number": "terminatinglrn lrn routingnumber calledlrn tolrn dnislrn termlrn destlrn rn lrndip",
    "diverted_from": "diversion rdnis redirectingnumber forwardedfrom divertedfrom redirectednumber",
    "calling_asserted": "pai passertedid passertedidentity chargenumber billingnumber assertedid rpid",
    "caller_name": "callername calleridname cnam callingname fromname srcname",
    "calling_out": "callingout outani egressani tani sourcenumberout",
    "called_out": "calledout outdnis egressdnis tdnis outpulsednumber",
    "ingress_trunk": """
        intrunk ingresstrunk ingresstrunkgroup ingresstrunkgroupname intrunkgroup inboundtrunk
        incomingtrunk origtrunk originatingtrunk originatingtrunkgroup srctrunk sourcetrunk trunkin
        ingressrealm ingressgateway origgw ingresspeer ingressroute customertrunk origtrunkgroup
        srctrunkname sourcetrunkname trunk trunkname trunkgroup tg trunkgroupname tgin tgrp connectionname
        connection peer gateway ingress realm sourcedevice vendor
    """,
    "egress_trunk": """
        outtrunk egresstrunk egresstrunkgroup egresstrunkgroupname outtrunkgroup outboundtrunk
        outgoingtrunk termtrunk terminatingtrunk terminatingtrunkgroup dsttrunk desttrunk trunkout
        egressrealm egressgateway termgw egresspeer egressroute route desttrunkname tgout termtrunkgroup
        egress carrier destinationdevice
    """,
    "source_ip": """
        sourceip srcip ingressip customerip origip originatingip fromip remoteip ipsource signalingip
        sourceaddress srcaddr peerip sipip callerip inip sourceipaddress ip ipaddress origipaddr
        ingresssignalingip host srchost sourcehost sipremoteip
    """,
    "destination_ip": """
        destinationip dstip destip egressip termip terminatingip toip ipdestination outip
        destinationaddress dstaddr termipaddr egresssignalingip dsthost desthost
    """,
    "ingress_call_id": """
        ingresscallid sipcallid callid incallid origcallid sipid callidin acallid legacallid inboundcallid
        sipcallidin networkcallid
    """,
    "egress_call_id": "egresscallid outcallid termcallid callidout bcallid legbcallid outboundcallid",
    "call": """
        uniqueid uuid calluuid cdrid sessionid recordid callrecordid calluniqueid id cgrid globalcallid
        callsid linkedid callguid guid calllegid accountingid originid xid
    """,
    "account": "account accountcode accountid accountnumber customer customerid customername subscriber",
    "code": """
        sipcode siphangupcode responsecode code sipstatus sipresponsecode disconnectcode releasecode q850 causecode
        sipresponse finalcode sipreasoncode hangupcode statuscode cause
    """,
    "result": """
        disposition status result hangupcause releasecause reason callstatus disconnectreason
        terminationcause outcome answerstatus sipreason disconnectresponse callresult
    """,
    "identity": "identity sipidentity passport identityheader",
    "verstat": "verstat attestation attest stirshaken shaken verificationstatus",
    "switch": "switch switchname node hostname server sbc gwname switchid",
    "direction": "direction calldirection calltype dir inout type trafficdirection",
}
NAMES: Mapping[str, tuple[str, ...]] = {ours: tuple(words.split()) for ours, words in _WORDS.items()}


def plain(name: str) -> str:
    """`Start Time (UTC)` and `start_time_utc` are one name."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def says_utc(name: str) -> bool:
    """Does the heading itself say which zone the times are in?"""
    return bool(re.search(r"(?:^|[^a-z])(?:utc|gmt|zulu)(?:$|[^a-z])", name.casefold()))


def rank(name: str, known: Iterable[str]) -> int | None:
    """How telling a name is among those known for a field: 0 the most, None not at all."""
    bare = plain(name)
    for place, other in enumerate(known):
        if bare == other:
            return place
    return None
