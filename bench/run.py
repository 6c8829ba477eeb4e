#!/usr/bin/env python3
"""Our scan and DuckDB's SQL for the same five indicators on the same files, in one run.

    pip install duckdb
    python3 bench/run.py [--accounts 1000000] [--world DIR] [--rounds 1]

Prints CPU, wall and peak memory of both and their ratios, and what both found. The files are invented once by
`sekisho simulate` (20 sessions an account over 90 days) and kept in --world. Ratios count, seconds do not: the two run one
after the other on the same machine in every round, and the best round of each is compared.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
FIVE = [
    "multi_ip_short_window",
    "one_ip_many_accounts",
    "account_logged_in_days",
    "impossible_travel",
    "activity_before_verification",
]


def measured(command):
    """Runs a command; CPU seconds, wall seconds, peak resident MiB, and what it said."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        if status != 0:
            sys.exit(f"failed: {' '.join(map(str, command))}")
        said.seek(0)
        return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "mib": usage.ru_maxrss / 1024, "said": said.read()}


def best(rounds, command):
    """The round with the least CPU."""
    return min((measured(command) for _ in range(rounds)), key=lambda run: run["cpu"])


def found(out):
    """Subjects per indicator in findings.jsonl."""
    counts = dict.fromkeys(FIVE, 0)
    with open(out / "findings.jsonl", encoding="utf-8") as lines:
        for line in lines:
            name = json.loads(line)["indicator_id"]
            if name in counts:
                counts[name] += 1
    return counts


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--accounts", type=int, default=1_000_000)
    options.add_argument("--world", type=pathlib.Path, default=ROOT / "target" / "bench-world")
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--memory", default="1900MiB")
    chosen = options.parse_args()
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    program = target / "release" / "sekisho"
    subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    if not (chosen.world / "data").exists():
        make = ["simulate", "--accounts", chosen.accounts, "--days", 90, "--seed", 5, "--light", "--out", chosen.world]
        subprocess.run([program, *map(str, make)], check=True, stdout=subprocess.DEVNULL)
    data, out = chosen.world / "data", pathlib.Path(tempfile.mkdtemp())
    scan = [program, "scan", data, "--out", out, "--threads", "2", "--memory", chosen.memory]
    duckdb = best(chosen.rounds, [sys.executable, HERE / "rivals.py", data])
    five = best(chosen.rounds, [*scan, "--only", ",".join(FIVE)])
    ours = found(out)
    everything = best(chosen.rounds, scan)
    theirs = json.loads(duckdb["said"])
    print(f"{'':24} {'CPU s':>8} {'wall s':>8} {'peak MiB':>9}   CPU and wall against DuckDB")
    for name, run in (("DuckDB, five", duckdb), ("sekisho, five", five), ("sekisho, all indicators", everything)):
        cpu, wall = run["cpu"] / duckdb["cpu"], run["wall"] / duckdb["wall"]
        print(f"{name:24} {run['cpu']:8.1f} {run['wall']:8.1f} {run['mib']:9.0f}   {cpu:.2f} {wall:.2f}")
    print(f"\n{'subjects found':32} {'DuckDB':>8} {'sekisho':>8}")
    for name in FIVE:
        print(f"{name:32} {theirs[name]:8} {ours[name]:8}")
    print("(ours also fills in the country and place of addresses from the lists where rows leave them empty)")


if __name__ == "__main__":
    main()
