"""Tracebacks: pages in a browser."""

from ..page import Page, wrong

STATES = (
    *("open", "overdue", "no_contact", "identifying", "contradicted", "reopened"),
    *("silent", "found", "withdrawn", "forward", "shunned"),
)

PAGES = (
    Page("tracebacks:dashboard", "rosa"),
    Page("tracebacks:list", "rosa"),
    Page("tracebacks:list", "theo", query="?q=nothing+like+it"),
    *(Page("tracebacks:detail", "rosa", state) for state in STATES),
    Page("tracebacks:detail", "rosa", "open", query="?view=table"),
    Page("tracebacks:remind", "rosa", "hop:open"),
    Page("tracebacks:remind_late", "rosa"),
    Page("tracebacks:remind_late", "theo", query="?whose=mine"),
    Page("tracebacks:extend", "rosa", "hop:open"),
    Page("tracebacks:return_answer", "rosa", "hop:found"),
    Page("tracebacks:ask_on", "rosa", "hop:shunned"),
    Page("tracebacks:identify", "rosa", "hop:identifying"),
    Page("tracebacks:note", "rosa", "open"),
    Page("tracebacks:assign", "rosa", "open"),
    Page("tracebacks:withdraw", "rosa", "open"),
    Page("tracebacks:reveal", "rosa", "open"),
    Page("tracebacks:file", "rosa", "file"),
    Page("tracebacks:detail", "rosa", "no_traceback", status=404),
    Page("tracebacks:inbox", "dana"),
    Page("tracebacks:inbox", "odile"),
    Page("tracebacks:history", "dana"),
    Page("tracebacks:history", "odile"),
    Page("tracebacks:upload", "dana"),
    wrong("tracebacks:upload", "dana", "main form .btn.p"),
    Page("tracebacks:answer", "dana", "hop:open"),
    wrong("tracebacks:answer", "dana", ".send .btn.p", "hop:open"),
    wrong("tracebacks:answer", "dana", ".send .btn.p", "hop:open", fill=(("#kind-upstream", ""),)),
    Page("tracebacks:answer", "dana", "hop:forward"),
    Page("tracebacks:answer", "dana", "hop:silent"),
    Page("tracebacks:answered", "dana", "hop:found"),
    Page("tracebacks:correct", "dana", "hop:found"),
    Page("tracebacks:answer", "dana", "no_hop", status=404),
    Page("tracebacks:link", "", "token:open"),
    Page("tracebacks:link", "", "token:over", status=410),
    Page("tracebacks:link", "", "no_token", status=404),
    Page("tracebacks:link_answer", "", "no_hop", status=404),
    Page("tracebacks:check", ""),
    Page("tracebacks:check", "", press="text=Check", status=422),
    Page("tracebacks:check", "", press="text=Check", fill=(("#id_number", "TB-2026-999999"),)),
)
NO_PAGE: dict[str, str] = {
    "tracebacks:open": "a button's",
    "tracebacks:history_csv": "a file",
    "tracebacks:answers_csv": "a file",
}
