"""The journal only grows, and shows when somebody changed it (47 USC 222(d), XA.8)."""

import sqlite3
import stat
import threading
from datetime import UTC, datetime

import pytest

from hopback.carrier.responder import sending
from hopback.carrier.responder.journal import BrokenJournalError, Entry, Journal, Kind
from hopback.wire.answers import AnswerIn

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAID = AnswerIn.model_validate({"kind": "cannot_answer", "reason": "The switch is gone."})


@pytest.fixture
def file(tmp_path):
    return tmp_path / "house" / "journal.sqlite3"


@pytest.fixture
def journal(file):
    opened = Journal(file)
    yield opened
    opened.close()


def test_what_was_written_is_read_in_its_order(journal):
    journal.write([Entry(Kind.REQUEST, "hop_a", AT, {"n": 1}), Entry(Kind.REQUEST, "hop_b", AT, {"n": 2})])
    journal.write([Entry(Kind.DRAFT, "hop_a", AT, {"n": 3})])
    assert [(entry.kind, entry.body["n"], entry.at) for entry in journal.of("hop_a")] == [
        (Kind.REQUEST, 1, AT), (Kind.DRAFT, 3, AT),
    ]  # fmt: skip
    assert journal.hops() == ["hop_a", "hop_b"]
    assert [entry.hop for entry in journal.newest(Kind.REQUEST, limit=9)] == ["hop_b", "hop_a"]
    assert journal.verify() == 3


def test_nobody_changes_or_deletes_an_entry(journal, file):
    journal.write([Entry(Kind.REQUEST, "hop_a", AT)])
    sending.intend(journal, [sending.Leaving("hop_a", SAID, "ines")], AT)
    other = sqlite3.connect(file)
    for table in ("entry", "sent"):
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {'hop' if table == 'entry' else 'body'} = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                other.execute(change)
    other.close()


def test_a_change_by_force_is_found(journal, file):
    journal.write([Entry(Kind.REQUEST, f"hop_{n}", AT) for n in "abc"])
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("DROP TRIGGER entry_no_UPDATE")
    other.execute("UPDATE entry SET hop = 'hop_z' WHERE seq = 2")
    other.close()
    with pytest.raises(BrokenJournalError, match="Entry 2"):
        journal.verify()


def test_a_missing_entry_is_found(journal, file):
    journal.write([Entry(Kind.REQUEST, f"hop_{n}", AT) for n in "abc"])
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("DROP TRIGGER entry_no_DELETE")
    other.execute("DELETE FROM entry WHERE seq = 2")
    other.close()
    with pytest.raises(BrokenJournalError, match="Entry 3"):
        journal.verify()


def test_what_fails_leaves_nothing(journal):
    def request_and_a_second_answer() -> None:
        with journal.writing():
            journal.write([Entry(Kind.REQUEST, "hop_a", AT), Entry(Kind.SENDING, "hop_b", AT)])
            sending.intend(journal, [sending.Leaving("hop_b", SAID, "ines")], AT)

    with pytest.raises(sending.AlreadySaidError):
        request_and_a_second_answer()
    assert journal.of("hop_a") == []


def test_numbers_are_for_its_owner_only(journal, file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_two_who_answer_at_once_one_does(file):
    Journal(file).close()
    won: list[str] = []
    told: list[str] = []
    together = threading.Barrier(4)

    def answer(by: str) -> None:
        mine = Journal(file)
        together.wait()
        try:
            won.append(sending.intend(mine, [sending.Leaving("hop_a", SAID, by)], AT).key)
        except sending.AlreadySaidError as problem:
            told.append(str(problem))
        mine.close()

    threads = [threading.Thread(target=answer, args=(f"person-{n}",)) for n in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(won), len(told)) == (1, 3)
    left = Journal(file)
    assert [each.key for each in sending.left_over(left)] == won
    assert left.verify() == 2
    left.close()


def test_two_journals_never_use_the_same_key(tmp_path):
    keys = set()
    for name in ("one", "other"):
        journal = Journal(tmp_path / name)
        keys.add(sending.intend(journal, [sending.Leaving("hop_a", SAID, "ines")], AT).key)
        journal.close()
    assert len(keys) == 2
