"""Text twins: the same lines to our twin room and to datasketch (MinHash with 128 permutations and LSH at 0.6)."""

import pathlib
import random

NAME = "text twins"
RIVAL = "datasketch"
HERE = pathlib.Path(__file__).resolve().parent


def lines(work, small):
    """Invented texts of 40 to 80 words; one of twenty is a copy in which every tenth word is another one."""
    path = work / "texts.txt"
    if not path.exists():
        dice = random.Random(17)
        words = ["".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(1, 4)))
                 for _ in range(30_000)]
        weights = [1 / (rank + 3) for rank in range(len(words))]
        texts = []
        while len(texts) < (5_000 if small else 50_000):
            text = dice.choices(words, weights, k=dice.randint(40, 80))
            texts.append(" ".join(text))
            if dice.random() < 0.05:
                texts.append(" ".join(dice.choice(words) if dice.random() < 0.1 else word for word in text))
        dice.shuffle(texts)
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def ours(tools, work, small):
    return [tools.program("examples/twins"), "lines", "0.7"], lines(work, small)


def rival(tools, work, small):
    return [tools.need(RIVAL), HERE / "_texts_datasketch.py"], lines(work, small)
