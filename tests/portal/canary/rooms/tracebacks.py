"""What the room `tracebacks` keeps."""

from ..keeping import CALLED, CPNI, HANDED, PROPRIETARY, THE_GROUP, WHO_ANSWERED, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "tracebacks.Traceback": plain("id public_id number candidate owner opened_at closed_at closed_as")
    | derived("opened_by", "a name of staff"),
    "tracebacks.Hop": plain("id public_id traceback position downstream provider state profile created_at asked_at")
    | plain("received_at due_at close_at acknowledged_at over_at no_contact_at second_end"),
    "tracebacks.HandOut": plain("id hop key handed_at"),
    "tracebacks.HopLink": plain("id hop made_at") | kept("nonce token_hash", PROPRIETARY, "nobody", secret=True),
    "tracebacks.Answer": plain("id hop version kind upstream called_at_as_recorded attestation mitigation late")
    | plain("records_since")
    | plain("channel answered_at")
    | kept("contact trunk source_ip originating_point_code destination_point_code", PROPRIETARY, WHO_ANSWERED)
    | kept("searched reason mitigation_note comment", PROPRIETARY, WHO_ANSWERED)
    | kept("call_id calling_as_received", PROPRIETARY, WHO_ANSWERED, **HANDED)
    | kept("called_as_received passport", owner=WHO_ANSWERED, **CALLED, **HANDED)  # type: ignore[arg-type]
    | kept("vetting", CPNI, "the provider whose customer it is")
    | kept("answered_by", PROPRIETARY, WHO_ANSWERED),
    "tracebacks.Signature": plain("id traceback answer grade holds attestation signed_at revoked_at tries again_at")
    | plain("looked_at certificate")
    | derived("ocn organization findings", "a PASSporT, without the number that was called; staff only"),
    "tracebacks.AnswerFile": plain("id answer media_type sha256")
    | kept("name", PROPRIETARY, WHO_ANSWERED)
    | kept("content", owner=WHO_ANSWERED, **CALLED),  # type: ignore[arg-type]
    "tracebacks.ReturnedAnswer": plain("id answer returned_at")
    | kept("reason", PROPRIETARY, "the group, told to the provider")
    | derived("returned_by", "a name of staff"),
    "tracebacks.AnswerDraft": plain("id hop saved_at")
    | kept("fields", PROPRIETARY, "the provider that is asked; not even staff")
    | derived("saved_by", "a name"),
    "tracebacks.Deadline": plain("id hop kind due_at fired_at dropped_at"),
    "tracebacks.Extension": plain("id hop until_at given_at")
    | kept("reason", PROPRIETARY, "the group, told to the provider")
    | derived("given_by", "a name of staff"),
    "tracebacks.Note": plain("id traceback hop written_at")
    | kept("text", PROPRIETARY, THE_GROUP)
    | derived("written_by", "a name of staff"),
}

CERTIFIES = "the organisation that asked, and every provider that is asked"
FIELDS |= {
    "tracebacks.Organization": plain("id source kind recorded_at") | derived("recorded_by", "a name of staff"),
    "tracebacks.Certification": plain("id candidate kind certified_at")
    | kept("statement certified_by", PROPRIETARY, CERTIFIES)
    | derived("organization entered_by", "the source's name; a name"),
    "tracebacks.Authorization": plain("id public_id source candidate party from_at until_at given_at revoked_at")
    | kept("to_whom", PROPRIETARY, "the organisation, and the group")
    | derived("given_by revoked_by", "names of the organisation's people"),
}
