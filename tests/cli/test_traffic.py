"""`hopback traffic` at a terminal (XA.6, XA.7, A4.4)."""

import json
import stat

import duckdb
from click.testing import Result
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from hopback.cli.traffic import app


def hopback(*words: str) -> Result:
    return CliRunner().invoke(app, words)


ABROAD = [word for n in range(4) for word in ("--abroad", f"intl-{n}")]


def test_from_made_up_calls_to_candidates_in_a_portal(tmp_path, httpserver: HTTPServer):
    archive, out = tmp_path / "archive", tmp_path / "out"
    rehearsed = hopback("rehearse", "--archive", str(archive), "--customers", "40", "--days", "1")
    assert rehearsed.exit_code == 0, rehearsed.stderr
    assert hopback("rehearse", "--archive", str(archive)).exit_code == 2
    ran = hopback("report", "--archive", str(archive), "--out", str(out), *ABROAD)
    assert ran.exit_code == 1, ran.stderr
    assert "to be looked at. The page:" in ran.stdout
    names = ["calls.csv", "customers.csv", "numbers.csv", "traffic.html", "traffic.json", "upstreams.csv"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    said = json.loads((out / "traffic.json").read_text("utf-8"))
    name, report = said["suspects"][0], ["--report", str(out / "traffic.json")]
    shown = hopback("show", name, *report)
    assert f"{name}: " in shown.stdout
    row = {"row": 0, "result": "taken", "id": "cnd_1", "duplicate_of": "", "errors": []}
    answer = {"accepted": 1, "duplicates": 0, "refused": 0, "results": [row]}
    httpserver.expect_request("/api/v1/candidates", method="POST").respond_with_json(answer)
    key = tmp_path / "key"
    key.write_text("hbk_test", encoding="utf-8")
    key.chmod(0o600)
    judged = ["--nature", "fraudulent", "--basis", "protection_222d2", "--calls", "1"]
    sent = hopback("candidate", name, *report, *judged, "--portal", httpserver.url_for(""), "--key-file", str(key))
    assert (sent.exit_code, sent.stdout.splitlines()) == (
        0,
        ["1 opened, 0 there already, 0 not taken.", "taken: cnd_1"],
    )
    [(request, _)] = httpserver.log
    assert len(request.json["candidates"]) == 1
    assert request.headers["Idempotency-Key"]


def test_a_table_of_ones_own_makes_the_same_report_where_it_stands(tmp_path):
    archive, database = tmp_path / "archive", tmp_path / "calls.duckdb"
    hopback("rehearse", "--archive", str(archive), "--customers", "20", "--days", "1")
    with duckdb.connect(database) as db:
        db.execute(f"CREATE TABLE calls AS SELECT * FROM read_parquet('{archive}/day=*/*.parquet')")
    mapping = tmp_path / "calls.toml"
    mapping.write_text(MAPPING.format(database=database), encoding="utf-8")
    kept = ["--figures", str(tmp_path / "kept")]
    ran = hopback("report", "--warehouse", str(mapping), *kept, "--json", *ABROAD)
    assert ran.exit_code == 1, ran.stderr
    held = hopback("report", "--archive", str(archive), "--json", *ABROAD)
    assert held.exit_code == 1, held.stderr
    ours = json.loads(held.stdout)
    said = json.loads(ran.stdout)
    assert [(one["name"], one["score"]) for one in said["customers"]] == [
        (one["name"], one["score"]) for one in ours["customers"]
    ]
    told = hopback("report", "--warehouse", str(mapping), *kept, "--out", str(tmp_path / "out"), *ABROAD)
    assert "in 1 day, 0 counted now." in told.stdout
    assert "Left out, since the records do not tell: caller names (no caller_name)." in told.stdout


MAPPING = """
[source]
format = "warehouse"
url = "duckdb://{database}"
table = "calls"
[columns]
at = "at"
calling = "calling"
called = "called"
duration = "duration_s"
account = "account"
ingress_trunk = "ingress_trunk"
verstat = "verstat"
[time]
zone = "UTC"
"""


def test_what_cannot_be_is_said_in_one_sentence(tmp_path):
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(MAPPING.format(database=tmp_path / "none.duckdb"), encoding="utf-8")
    for words in (
        ["report"], ["report", "--archive", str(tmp_path), "--warehouse", str(wrong)],
        ["report", "--warehouse", str(tmp_path / "none.toml")], ["report", "--warehouse", str(wrong)],
        ["report", "--archive", str(tmp_path)], ["report", "--archive", str(tmp_path), "--since", "yesterday"],
        ["show", "acct-1", "--report", str(tmp_path / "none.json")],
    ):  # fmt: skip
        ran = hopback(*words)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert "Traceback (most recent" not in ran.stderr
