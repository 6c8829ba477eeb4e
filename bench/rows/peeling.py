"""Peeling: the densest block of one review graph by greedy peeling with logarithmic column weights (FRAUDAR, KDD 2016), ours and
the same algorithm over a networkx graph with a heap. A block of 200 by 100 is planted."""

import pathlib
import random

NAME = "review graph peeled"
RIVAL = "networkx"
HERE = pathlib.Path(__file__).resolve().parent


def edges(work, small):
    """Reviews of uneven customers and workers, and a planted block of which every second edge is there."""
    path = work / "edges.txt"
    if not path.exists():
        dice = random.Random(23)
        count, rows, columns = (50_000, 20_000, 5_000) if small else (500_000, 200_000, 50_000)
        found = set()
        while len(found) < count:
            found.add((int(rows * dice.random() ** 2), int(columns * dice.random() ** 2)))
        for row in range(200):
            for column in range(100):
                if dice.random() < 0.5:
                    found.add((rows + row, columns + column))
        shuffled = sorted(found)
        dice.shuffle(shuffled)
        path.write_text("".join(f"{row} {column}\n" for row, column in shuffled))
    return path


def ours(tools, work, small):
    return [tools.program("examples/edges")], edges(work, small)


def rival(tools, work, small):
    return [tools.need(RIVAL), HERE / "_peeling_networkx.py"], edges(work, small)


