"""The registry of Do Not Originate: pages in a browser."""

from ..page import Page, wrong

PRESS = "main form .btn.p"
DANGER = "main form .btn.d"
R = "do_not_originate"
PAGES = (
    Page(f"{R}:registry", "rosa"),
    Page(f"{R}:registry", "rosa", query="?state=unconfirmed"),
    Page(f"{R}:request", "rosa"),
    wrong(f"{R}:request", "rosa", PRESS),
    Page(f"{R}:request", "maria"),
    Page(f"{R}:own", "maria"),
    Page(f"{R}:plan", "dana"),
    Page(f"{R}:statistics", "dana"),
    wrong(f"{R}:statistics", "dana", PRESS),
    Page(f"{R}:rounds", "rosa"),
    Page(f"{R}:confirm", "", "token:round:open"),
    wrong(f"{R}:confirm", "", PRESS, "token:round:open"),
    Page(f"{R}:confirm", "", "token:round:used", status=410),
    Page(f"{R}:copies", "rosa"),
    Page(f"{R}:name_reader", "rosa"),
    wrong(f"{R}:name_reader", "rosa", PRESS),
    Page(f"{R}:end_reader", "rosa", "dno:reader"),
    Page(f"{R}:settle", "rosa", "dno:conflict"),
    *(Page(f"{R}:recipient", "rosa", f"dno:recipient:{one}") for one in ("office", "bank")),
    Page(f"{R}:contact", "rosa", "dno:recipient:office"),
    Page(f"{R}:charge", "rosa", "dno:recipient:bank"),
    wrong(f"{R}:charge", "rosa", PRESS, "dno:recipient:bank"),
    Page(f"{R}:end_charge", "rosa", "dno:recipient:bank"),
    *(Page(f"{R}:listing", "rosa", f"dno:{one}") for one in ("office", "disputed", "gone", "ready", "own")),
    *(Page(f"{R}:listing", "dana", f"dno:{one}") for one in ("office", "gone", "own")),
    Page(f"{R}:listing", "maria", "dno:own"),
    Page(f"{R}:tests", "rosa", "dno:ready"),
    Page(f"{R}:vet", "dana", "dno:own"),
    Page(f"{R}:vet", "rosa", "dno:shop"),
    wrong(f"{R}:vet", "dana", PRESS, "dno:own"),
    Page(f"{R}:approve", "rosa", "dno:ready"),
    wrong(f"{R}:approve", "rosa", PRESS, "dno:own"),
    Page(f"{R}:decline", "rosa", "dno:ready"),
    Page(f"{R}:remove", "rosa", "dno:office"),
    wrong(f"{R}:remove", "rosa", DANGER, "dno:office"),
    Page(f"{R}:drop", "rosa", "dno:office"),
    wrong(f"{R}:drop", "rosa", DANGER, "dno:office"),
    Page(f"{R}:conflict", "dana", "dno:office"),
    Page(f"{R}:implemented", "dana", "dno:office"),
    Page(f"{R}:implemented", "rosa", "dno:office"),
    Page(f"{R}:taken_out", "dana", "dno:gone"),
)
NO_PAGE = {f"{R}:copy": "hands over a file", f"{R}:letter": "hands over a file"}
