"""What the room `complaints` keeps: files as authorities published them."""

from ..keeping import Kept, derived, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "complaints.File": plain("id public_id name authority sha256 rows kept left_out odd odd_rows imported_at")
    | derived("imported_by", "a name of staff"),
}
