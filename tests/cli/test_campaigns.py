"""`hopback campaigns group` and `score` at a terminal, without the portal (A1.6)."""

import json
from pathlib import Path

from typer.testing import CliRunner

from hopback.cli.campaigns import app
from tests.cli.running import hopback

SAMPLES = Path(__file__).parents[1] / "evidence" / "samples" / "texts"


def test_texts_are_grouped_and_scored(tmp_path: Path) -> None:
    texts, groups, state = SAMPLES / "transcripts.csv", tmp_path / "groups.jsonl", tmp_path / "known.json"
    ran = hopback("campaigns", "group", str(texts), "--json", "--state", str(state))
    assert (ran.returncode, ran.stderr) == (0, "")
    said = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(said) == 300
    assert all(list(one) == ["file_name", "campaign"] for one in said)
    groups.write_text(ran.stdout)
    scored = CliRunner().invoke(app, ["score", str(groups), str(SAMPLES / "campaign_labels.csv")])
    assert scored.stdout.startswith("precision 0.")
    assert "117 texts" in scored.stdout

    more = tmp_path / "more.csv"
    more.write_text("file_name,transcript\nx,\ny," + "Hello this is a call of nobody in particular at all\n")
    ran = CliRunner().invoke(app, ["group", str(more), "--state", str(state)])
    assert ran.exit_code == 1
    assert "line 2: it has no transcript" in ran.stderr
    assert "1 text is grouped, 1 line left out." in ran.stderr


def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("a,b\n1,2\n")
    known = str(SAMPLES / "transcripts.csv")
    for words in (
        ["group", str(wrong)], ["group", str(tmp_path / "none")], ["group", known, "--state", str(wrong)],
        ["score", str(wrong), known], ["score", str(SAMPLES / "campaign_labels.csv"), str(wrong)],
    ):  # fmt: skip
        ran = CliRunner().invoke(app, words)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert len(ran.stderr.splitlines()) == 1
