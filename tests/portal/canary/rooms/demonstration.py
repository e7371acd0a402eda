"""What the room `demonstration` keeps."""

from ..keeping import Kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "demonstration.Demonstration": plain("id seed made_at api_key"),
}
