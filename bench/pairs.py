#!/usr/bin/env python3
"""Labelled pairs of names judged by `nomenklatura` and by `rapidfuzz`, and by ourselves, in one run.

  pip install nomenklatura rapidfuzz
  cargo build --release
  python3 bench/pairs.py FILE.csv...   columns left, right, kind (person, organisation), same (1 or 0)

Ours is F1 at the one limit of the verdict (0.5). Each rival gets the threshold that suits it best on the very file, and that of the verdict of
its authors (0.7) in brackets. Where its best is that of calling every pair the same, no threshold of it tells the pairs apart better than that. Time is CPU time of judging alone for rivals, of the whole program for us.
"""
import csv
import os
import re
import resource
import subprocess
import sys
import tempfile
import time


def f1(scores, limit):
    met = sum(score >= limit and same for score, same in scores)
    wrong = sum(score >= limit and not same for score, same in scores)
    missed = sum(score < limit and same for score, same in scores)
    return 2 * met / max(1, 2 * met + wrong + missed)


def best(scores):
    return max(f1(scores, limit) for limit in {score for score, _ in scores})


def ours(file, rows):
    target = os.environ.get("CARGO_TARGET_DIR", "target")
    with tempfile.TemporaryDirectory() as folder:
        asked, judged = os.path.join(folder, "pairs.csv"), os.path.join(folder, "judged.csv")
        with open(asked, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["left", "right", "kind"])
            writer.writerows([row["left"], row["right"], row["kind"]] for row in rows)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([os.path.join(target, "release/sekisho"), "name", "--pairs", asked, "--out", judged], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        said = list(csv.DictReader(open(judged, encoding="utf-8")))
    return [(float(answer["same"]), row["same"] == "1") for answer, row in zip(said, rows)], spent


def plain(name):
    from normality import latinize_text
    return " ".join(sorted(re.sub(r"[^a-z0-9 ]", " ", (latinize_text(name) or "").lower()).split()))


def rivals():
    from rapidfuzz import fuzz
    from followthemoney import model
    from nomenklatura.matching import LogicV1, LogicV2
    from nomenklatura.matching.types import ScoringConfig

    def entity(name, kind):
        schema = "Person" if kind == "person" else "Organization"
        return model.get_proxy({"id": name + kind, "schema": schema, "properties": {"name": [name]}})
    config = ScoringConfig.defaults()
    yield "rapidfuzz token_sort_ratio", lambda left, right, kind: fuzz.token_sort_ratio(plain(left), plain(right)) / 100
    yield "nomenklatura logic-v1", lambda left, right, kind: LogicV1.compare(entity(left, kind), entity(right, kind), config).score
    yield "nomenklatura logic-v2", lambda left, right, kind: LogicV2.compare(entity(left, kind), entity(right, kind), config).score


def main():
    for file in sys.argv[1:]:
        rows = list(csv.DictReader(open(file, encoding="utf-8")))
        scores, spent = ours(file, rows)
        print(f"{os.path.basename(file)}: {len(rows)} pairs\n  sekisho: F1 {f1(scores, 0.5):.3f}, {spent:.2f} CPU s")
        print(f"  every pair called the same: F1 {f1([(1, row['same'] == '1') for row in rows], 0.5):.3f}")
        for name, judge in rivals():
            judge(rows[0]["left"], rows[0]["right"], rows[0]["kind"])  # loads its tables
            start = time.process_time()
            scores = [(judge(row["left"], row["right"], row["kind"]), row["same"] == "1") for row in rows]
            spent = time.process_time() - start
            print(f"  {name}: F1 {best(scores):.3f} ({f1(scores, 0.7):.3f} at 0.7), {spent:.2f} CPU s")


if __name__ == "__main__":
    main()
