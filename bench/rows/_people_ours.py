"""A scan of the accounts, and how many of the pairs by person are right: a second record has the id of the first with `b`."""

import csv
import subprocess
import sys

program, data, out = sys.argv[1:]
subprocess.run([program, "scan", data, "--out", out, "--only", "operator_persona_fanout"], check=True, stdout=subprocess.DEVNULL)
with open(f"{out}/links.csv", encoding="utf-8") as file:
    pairs = {tuple(sorted((row["account_a"], row["account_b"]))) for row in csv.DictReader(file) if row["kind"] == "person"}
with open(f"{data}/accounts.csv", encoding="utf-8") as file:
    there = sum(row["account_id"].endswith("b") for row in csv.DictReader(file))
right = sum(b == a + "b" for a, b in pairs)
print(f"{len(pairs)} pairs, recall {right / there:.3f}, precision {right / max(len(pairs), 1):.3f}")
