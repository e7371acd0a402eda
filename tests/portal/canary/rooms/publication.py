"""What the room `publication` keeps: what staff decide to publish, and counts."""

from ..keeping import Kept, derived, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "publication.Switch": plain("id what audience on basis switched_at") | derived("switched_by", "a name of staff"),
    "publication.Draft": plain("id public_id span first_on texts reasons made_at")
    | derived("body made_by", "counts, and names of providers that the law asks for; a name of staff"),
    "publication.Report": plain("id public_id span first_on edition fingerprint made_at published_at")
    | derived("body made_by published_by", "the draft's; names of staff"),
    "publication.Mailing": plain("id public_id what names receivers sent_at") | derived("sent_by", "a name of staff"),
}
