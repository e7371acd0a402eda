"""What the room `sourcing` keeps."""

from ..keeping import CALLED, HANDED, MEMBER, PROPRIETARY, THE_GROUP, WHO_ASKED, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "sourcing.Source": plain("id public_id kind provider verified_at listed_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("verified_how", PROPRIETARY, THE_GROUP)
    | derived("verified_by", "a name of staff"),
    "sourcing.Campaign": plain("id public_id volume_a_month opened_at closed_at merged_into")
    | kept("name", MEMBER, "whoever is asked about a call of it")
    | kept("message brands pattern", PROPRIETARY, THE_GROUP),
    "sourcing.IncidentData": plain("id called_at volume attestation")
    | kept("calling_raw", PROPRIETARY, WHO_ASKED)
    | derived("calling", "calling_raw")
    | kept("called_raw", owner=WHO_ASKED, **CALLED)  # type: ignore[arg-type]
    | derived("called", "called_raw")
    | kept("called_ip", owner="who submitted the call", **CALLED)  # type: ignore[arg-type]
    | kept("identity_header", owner="who submitted the call", **CALLED, **HANDED)  # type: ignore[arg-type]
    | kept(
        "source_ip originating_point_code destination_point_code sip_anomalies spoofing_evidence",
        PROPRIETARY,
        "who submitted the call",
    )
    | kept("signer_ocn", PROPRIETARY, "who submitted the call: four letters, too short to seek", sought=False),
    "sourcing.Candidate": plain("id public_id purpose source incident campaign first_provider nature")
    | plain("characteristics basis score submitted_at")
    | kept("evidence approval submitted_by", PROPRIETARY, "the source"),
    "sourcing.EvidenceFile": plain("id candidate media_type sha256 added_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("content", owner="the source", **CALLED)  # type: ignore[arg-type]
    | derived("added_by", "a name"),
    "sourcing.DueDiligence": plain("id candidate credible_source nature warrants_resources opens decided_at")
    | kept("credible_source_why nature_why warrants_resources_why", PROPRIETARY, THE_GROUP)
    | derived("decided_by", "a name of staff"),
}
