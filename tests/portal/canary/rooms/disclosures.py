"""What the room `disclosures` keeps."""

from ..keeping import Kept, derived, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "disclosures.Disclosure": plain("id public_id entry of to_party clause about at")
    | derived("to told_as what basis label", "names of parties and staff, a traceback's number, our own words"),
}
