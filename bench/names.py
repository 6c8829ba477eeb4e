#!/usr/bin/env python3
"""Screening by `nomenklatura` and by `rapidfuzz` on the queries of the screening example, in the same run as ourselves.

  pip install nomenklatura rapidfuzz
  cargo build --release -p sekisho-screen --example screening
  python3 bench/names.py LISTS [QUERIES]

QUERIES (default 500) of the 10,000 names with an error and as many ordinary ones: the rivals have no index, and take long. Each rival gets
the threshold at which it raises 10 alarms per 10,000 ordinary names. Time is CPU time (user and system).
"""
import csv
import gzip
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml


def listed(folder):
    """(number of the entry, name) of the two lists that the example screens against."""
    names = []
    number = 0
    for row in csv.reader(gzip.open(os.path.join(folder, "ofac-sdn-2024-05-03.csv.gz"), "rt", encoding="utf-8", errors="replace")):
        if len(row) > 1:
            names.append((number, row[1]))
            names += [(number, name) for name in re.findall(r"[afn]\.k\.a\. '([^']*)'", row[-1])]
            number += 1
    tree = xml.parse(gzip.open(os.path.join(folder, "un-consolidated-2026-02-27.xml.gz")))
    for kind in ("INDIVIDUAL", "ENTITY"):
        for entry in tree.iter(kind):
            parts = [entry.findtext(part) for part in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")]
            names.append((number, " ".join(part for part in parts if part)))
            names += [(number, alias.text) for alias in entry.iter("ALIAS_NAME") if alias.text]
            number += 1
    return names


def plain(name):
    return " ".join(sorted(re.sub(r"[^a-z0-9 ]", " ", name.lower()).split()))


def rapidfuzz_scores(names, queries):
    from rapidfuzz import fuzz, process
    choices = [plain(name) for _, name in names]
    for query in queries:
        found = process.extractOne(plain(query), choices, scorer=fuzz.token_sort_ratio)
        yield names[found[2]][0], found[1]


def nomenklatura_scores(names, queries):
    from followthemoney import model
    from nomenklatura.matching import LogicV1
    from nomenklatura.matching.types import ScoringConfig
    from rapidfuzz import fuzz, process
    def entity(name):
        return model.get_proxy({"id": "x", "schema": "LegalEntity", "properties": {"name": [name]}})
    choices, config = [plain(name) for _, name in names], ScoringConfig.defaults()
    for query in queries:
        # It needs candidates from an index; the 20 nearest by letters are generous ones.
        near = process.extract(plain(query), choices, scorer=fuzz.token_sort_ratio, limit=20)
        asked, best = entity(query), (0, 0.0)
        for _, _, place in near:
            score = LogicV1.compare(asked, entity(names[place][1]), config).score
            best = max(best, (score, names[place][0]), key=lambda pair: pair[0]) if best[1] else (score, names[place][0])
        yield best[1], best[0]


def main():
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 500
    target = os.environ.get("CARGO_TARGET_DIR", "target")
    queries = os.path.join(tempfile.mkdtemp(), "queries.csv")
    ours = subprocess.run([os.path.join(target, "release/examples/screening"), folder, "99", queries], capture_output=True, text=True, check=True).stdout
    print("\n".join(ours.splitlines()[:4]))
    speed = float(re.search(r"(\d+) names per CPU second", ours)[1])
    rows = list(csv.reader(open(queries, encoding="utf-8")))[1:]
    errors, ordinary = rows[:10_000][:count], rows[10_000:][:count]
    names = listed(folder)
    names_of = {}
    for number, name in names:
        names_of.setdefault(number, set()).add(plain(name))
    for title, scores in (("rapidfuzz", rapidfuzz_scores), ("nomenklatura", nomenklatura_scores)):
        try:
            start = time.process_time()
            found = list(scores(names, [row[0] for row in errors + ordinary]))
            spent = time.process_time() - start
        except ImportError as missing:
            print(f"{title}: not installed ({missing})")
            continue
        alarms = sorted((score for _, score in found[count:]), reverse=True)
        limit = alarms[max(count // 1000, 0)]
        hits = sum(score > limit and names_of[number] & names_of.get(int(row[1]), set()) != set() for (number, score), row in zip(found, errors))
        rate = 2 * count / spent
        print(f"{title}: {hits / count:.3f} found at {count // 1000 or '<1'} alarms in {count}, {rate:.0f} names per CPU second; ours is {speed / rate:.1f} times as fast")


if __name__ == "__main__":
    main()
