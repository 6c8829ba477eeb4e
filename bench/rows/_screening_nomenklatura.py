"""The best score of nomenklatura's LogicV1 for every name of a file: folder of the lists, file of names."""

import csv
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import names

asked = [row["name"] for row in csv.DictReader(open(sys.argv[2], encoding="utf-8"))]
scores = [score for _, score in names.nomenklatura_scores(names.listed(sys.argv[1]), asked)]
print(f"{len(asked)} names, {sum(score >= 0.7 for score in scores)} with a score of 0.7 or more")
