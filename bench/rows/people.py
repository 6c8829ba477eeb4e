"""People registered twice with typing errors: the same table of accounts to `sekisho scan` (ties by person) and to splink."""

import csv
import pathlib
import random

NAME = "people registered twice"
RIVAL = "splink"
HERE = pathlib.Path(__file__).resolve().parent


def slip(dice, text):
    """One typing error."""
    if len(text) < 3:
        return text
    at = dice.randrange(len(text) - 1)
    return dice.choice([text[:at] + text[at + 1] + text[at] + text[at + 2:], text[:at] + text[at + 1:], text[:at] + text[at] + text[at:]])


def accounts(work, small):
    """Invented people; one of ten is registered a second time with errors in half of the fields, and another telephone in half of the
    cases. The id of a second record is that of the first with `b`."""
    folder = work / "data"
    if not (folder / "accounts.csv").exists():
        folder.mkdir(exist_ok=True)
        dice = random.Random(41)
        syllable = lambda: dice.choice("bdfgklmnprstvz") + dice.choice("aeiou")
        word = lambda least, most: "".join(syllable() for _ in range(dice.randint(least, most))).capitalize()
        given, family, street, town = ([word(2, 3) for _ in range(many)] for many in (800, 3_000, 2_000, 300))
        rare = lambda words: words[int(len(words) * dice.random() ** 2)]
        rows = []
        for number in range(2_000 if small else 20_000):
            first, last = rare(given), rare(family)
            born = f"{dice.randint(1955, 2004)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            place = f"{dice.randint(1, 200)} {rare(street)} Street, {rare(town)}"
            phone, mail = f"+81{dice.randint(10**9, 10**10 - 1)}", f"{first.lower()}.{last.lower()}{dice.randint(1, 99)}@example.com"
            rows.append([f"a{number}", f"{first} {last}", born, place, mail, phone])
            if dice.random() < 0.1:
                wrong = lambda text: slip(dice, text) if dice.random() < 0.5 else text
                other = phone if dice.random() < 0.5 else f"+81{dice.randint(10**9, 10**10 - 1)}"
                rows.append([f"a{number}b", f"{wrong(first)} {wrong(last)}", born, wrong(place), wrong(mail), other])
        dice.shuffle(rows)
        with open(folder / "accounts.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["account_id", "role", "opened_at", "legal_name", "birth_date", "address", "email", "phone"])
            writer.writerows([row[0], "worker", "2025-01-01T00:00:00Z", *row[1:]] for row in rows)
    return folder


def ours(tools, work, small):
    return [tools.need(RIVAL), HERE / "_people_ours.py", tools.program("sekisho"), accounts(work, small), work / "out"], None


def rival(tools, work, small):
    return [tools.need(RIVAL), HERE / "_people_splink.py", accounts(work, small) / "accounts.csv"], None
