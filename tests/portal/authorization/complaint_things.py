"""A file of complaints that came in."""

from typing import Any

from hopback.portal.complaints import actions
from hopback.portal.sourcing.complaints import HEADER
from tests.portal.factories import NOW

ROW = "3152328257,2021-07-07 09:55:40,2021-07-07 09:53:00,,Texas,325,Other,Y"


def add(world: Any, story: Any) -> None:
    text = f"{','.join(HEADER)}\n{ROW}\n"
    file = actions.import_file(name="complaints.csv", text=text, by=story.by, now=NOW)
    world.add("complaint_file", given=file.public_id)
