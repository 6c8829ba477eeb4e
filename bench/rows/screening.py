"""Screening: names with typing errors and ordinary ones against OFAC's and the United Nations' lists, from files to files: `sekisho
screen`, and nomenklatura's LogicV1 over the 20 nearest candidates by rapidfuzz (it needs candidates from an index)."""

import csv
import pathlib
import random
import sys

NAME = "names screened"
RIVAL = "nomenklatura"
HERE = pathlib.Path(__file__).resolve().parent
LISTS = HERE.parents[2] / "shared/data/sanctions"
FILES = ("ofac-sdn-2024-05-03.csv.gz", "un-consolidated-2026-02-27.xml.gz")


def lists(work):
    """A folder with the two lists."""
    missing = [name for name in FILES if not (LISTS / name).exists()]
    if missing:
        raise sys.modules["rivals_all"].Missing(f"{missing[0]} is not below {LISTS}")
    folder = work / "lists"
    folder.mkdir(exist_ok=True)
    for name in FILES:
        if not (folder / name).exists():
            (folder / name).symlink_to(LISTS / name)
    return folder


def names(work, small):
    """Half listed names with one error, half invented ones."""
    path = work / "names.csv"
    if not path.exists():
        sys.path.insert(0, str(HERE.parent))
        import names as screening
        dice = random.Random(31)
        listed = [name for _, name in screening.listed(str(lists(work))) if name.isascii() and len(name.split()) > 1]
        half = 50 if small else 500
        rows = []
        for name in dice.sample(listed, half):
            at = dice.randrange(1, len(name) - 2)
            error = dice.choice(["swap", "drop", "double"])
            rows.append({"swap": name[:at] + name[at + 1] + name[at] + name[at + 2:], "drop": name[:at] + name[at + 1:],
                         "double": name[:at] + name[at] + name[at:]}[error])
        parts = [name.split() for name in listed]
        rows += [f"{dice.choice(parts)[0]} {dice.choice(parts)[-1]}" for _ in range(half)]
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["name"])
            writer.writerows([row] for row in rows)
    return path


def ours(tools, work, small):
    asked = names(work, small)
    return [tools.program("sekisho"), "screen", asked, "--lists", lists(work), "--out", work / "matches.csv", "--format", "json"], None


def rival(tools, work, small):
    return [tools.need(RIVAL), HERE / "_screening_nomenklatura.py", lists(work), names(work, small)], None
