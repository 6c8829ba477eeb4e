"""Five indicators over sessions: our scan against DuckDB's SQL (bench/rivals.py has the statements)."""

import pathlib
import subprocess

NAME = "scan, five indicators"
RIVAL = "duckdb"
FIVE = "multi_ip_short_window,one_ip_many_accounts,account_logged_in_days,impossible_travel,activity_before_verification"


def world(tools, work, small):
    made = work / "world"
    if not (made / "data").exists():
        count = "20000" if small else "200000"
        subprocess.run([tools.program("sekisho"), "simulate", "--accounts", count, "--light", "--seed", "1", "--out", made],
                       check=True, stdout=subprocess.DEVNULL)
    return made / "data"


def ours(tools, work, small):
    data = world(tools, work, small)
    return [tools.program("sekisho"), "scan", data, "--out", work / "out", "--only", FIVE, "--format", "json"], None


def rival(tools, work, small):
    script = pathlib.Path(__file__).resolve().parent.parent / "rivals.py"
    return [tools.need(RIVAL), script, world(tools, work, small)], None
