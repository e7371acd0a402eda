"""What the room `sourcing` keeps."""

from ..keeping import CALLED, HANDED, MEMBER, PROPRIETARY, THE_GROUP, WHO_ASKED, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "sourcing.Source": plain("id public_id kind provider verified_at verified_until listed_at")
    | plain("credibility score_top ended_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("verified_how credibility_why ended_because", PROPRIETARY, THE_GROUP)
    | kept("email", PROPRIETARY, "the source")
    | derived("verified_by", "a name of staff"),
    "sourcing.Referrer": plain("id public_id source member designated_on recorded_at ended_on")
    | kept("name email designated_by designated_how ended_because", PROPRIETARY, "the member that designated")
    | derived("recorded_by", "a name of staff"),
    "sourcing.Wording": plain("id digest") | derived("words", "the evidence of candidates; shown nowhere"),
    "sourcing.WordingBand": plain("id wording band"),
    "sourcing.Complaint": plain("id source digest number_raw calling call_back called_at complained_at city state")
    | plain("area_code subject recorded odd imported_at"),  # published by the authority, row by row
    "sourcing.Question": plain("id public_id candidate asked_at answered_at")
    | kept("text answer", PROPRIETARY, "the source that is asked, and the group")
    | derived("asked_by answered_by", "a name"),
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
    | plain("assigned_to call_group minute_group wording complaints closed_as closed_at duplicate_of")
    | kept("evidence approval submitted_by closed_because", PROPRIETARY, "the source")
    | derived("closed_by", "a name of staff"),
    "sourcing.EvidenceFile": plain("id candidate media_type sha256 added_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("content", owner="the source", **CALLED)  # type: ignore[arg-type]
    | derived("added_by", "a name"),
    "sourcing.DueDiligence": plain("id candidate credible_source nature warrants_resources opens decided_at")
    | kept("credible_source_why nature_why warrants_resources_why", PROPRIETARY, THE_GROUP)
    | derived("decided_by", "a name of staff"),
}
