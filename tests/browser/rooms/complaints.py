"""What came in of complaints: pages in a browser."""

from ..page import Page, wrong

PAGES = (
    Page("complaints:morning", "rosa"),
    Page("complaints:morning", "rosa", query="?show=known"),
    Page("complaints:import", "rosa"),
    wrong("complaints:import", "rosa", "main form .btn.p"),
    Page("complaints:file", "rosa", "complaint_file"),
    Page("sourcing:new", "rosa", query="?purpose=trace_forward&number=%2B13152328257"),
)
NO_PAGE: dict[str, str] = {}
