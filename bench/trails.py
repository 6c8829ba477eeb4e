#!/usr/bin/env python3
"""Money trails against joins: plain three-hop chains in DuckDB, in Polars and in our room, on the same file in one run, and
our general search on top.

    pip install duckdb polars
    cargo build --release -p sekisho-trail --example follow
    python3 bench/trails.py [--transfers 5000000] [--data DIR] [--rounds 1]

The question of the joins: money in, 80 to 97 % of it out within five days, again, then cash in another country than that of
the account. The file is invented here: five transfers for every payment account, a chain among every 500 accounts.
Prints CPU seconds and peak memory; ratios count, seconds do not. Every rival is held to one thread, as CPU is compared.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

QUERY = """
SELECT count(*), sum(a.amount_minor + b.amount_minor + c.amount_minor + d.amount_minor)
FROM transfers d
JOIN accounts p ON p.payment_account_id = d.from_payment_account_id AND d.country <> p.country
JOIN transfers c ON c.to_payment_account_id = d.from_payment_account_id AND c.currency = d.currency
  AND c."at" < d."at" AND c."at" >= d."at" - INTERVAL 5 DAY
JOIN transfers b ON b.to_payment_account_id = c.from_payment_account_id AND b.currency = c.currency
  AND b."at" < c."at" AND b."at" >= c."at" - INTERVAL 5 DAY
  AND c.amount_minor * 100 BETWEEN b.amount_minor * 80 AND b.amount_minor * 97
JOIN transfers a ON a.to_payment_account_id = b.from_payment_account_id AND a.currency = b.currency
  AND a."at" < b."at" AND a."at" >= b."at" - INTERVAL 5 DAY
  AND b.amount_minor * 100 BETWEEN a.amount_minor * 80 AND a.amount_minor * 97
WHERE d.kind = 'atm_withdrawal'
"""


def invent(folder, transfers):
    """Ordinary transfers among random accounts, and chains."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    accounts = transfers // 5
    db = duckdb.connect()
    db.execute("SELECT setseed(0.42)")
    db.execute(f"""COPY (SELECT 'pa_' || lpad(i::VARCHAR, 8, '0') AS payment_account_id, 'bank' AS kind,
        ['JP','US','DE','IN'][1 + i % 4] AS country FROM range({accounts}) t(i))
        TO '{folder}/payment_accounts.parquet' (FORMAT parquet)""")
    pa = "'pa_' || lpad(({})::VARCHAR, 8, '0')"
    plain = transfers - 4 * (accounts // 500)
    db.execute(f"""CREATE TABLE plain AS SELECT floor(random() * {accounts})::BIGINT AS a, floor(random() * {accounts})::BIGINT AS b,
        floor(random() * 90 * 86400)::BIGINT AS s, (1000 + floor(random() * random() * 500000))::BIGINT AS m,
        random() AS k, i FROM range({plain}) t(i)""")
    db.execute(f"""CREATE TABLE chain AS SELECT i, floor(random() * {accounts})::BIGINT AS a, floor(random() * {accounts})::BIGINT AS b,
        floor(random() * {accounts})::BIGINT AS c, floor(random() * 70 * 86400)::BIGINT AS s, (100000 + floor(random() * 400000))::BIGINT AS m
        FROM range({accounts // 500}) t(i)""")
    at = "TIMESTAMPTZ '2025-01-01 00:00:00+00' + INTERVAL (s + {}) SECOND"
    columns = "transfer_id, \"at\", kind, from_payment_account_id, to_payment_account_id, amount_minor, currency, country"
    legs = [
        ("payout", "NULL", pa.format("a"), 0, "m", "NULL"),
        ("transfer", pa.format("a"), pa.format("b"), 90_000, "m * 90 // 100", "NULL"),
        ("transfer", pa.format("b"), pa.format("c"), 200_000, "m * 85 // 100", "NULL"),
        ("atm_withdrawal", pa.format("c"), "NULL", 300_000, "m * 80 // 100", "'ZZ'"),
    ]
    parts = [f"""SELECT 'tc_{leg}_' || i AS transfer_id, {at.format(after)} AS "at", '{kind}' AS kind, {source} AS from_payment_account_id,
        {target} AS to_payment_account_id, {amount} AS amount_minor, 'USD' AS currency, {country} AS country FROM chain"""
             for leg, (kind, source, target, after, amount, country) in enumerate(legs)]
    parts.append(f"""SELECT 'tf_' || i, {at.format(0)}, CASE WHEN k < 0.25 THEN 'payout' WHEN k < 0.7 THEN 'transfer'
        WHEN k < 0.9 THEN 'atm_withdrawal' ELSE 'card_purchase' END,
        CASE WHEN k < 0.25 THEN NULL ELSE {pa.format('a')} END, CASE WHEN k < 0.7 THEN {pa.format('b')} END, m, 'USD',
        ['JP','US','DE','IN'][1 + CASE WHEN k < 0.88 THEN a % 4 ELSE i % 4 END] FROM plain""")
    db.execute(f"COPY (SELECT {columns} FROM ({' UNION ALL '.join(parts)}) ORDER BY \"at\") TO '{folder}/transfers.parquet' (FORMAT parquet)")


def duck(folder):
    """The joins in DuckDB."""
    import duckdb

    db = duckdb.connect()
    db.execute("SET threads = 1")
    # Left to itself, 1.5.6 may choose an order that takes hours; as written, the rarest rows come first.
    db.execute("SET disabled_optimizers = 'join_order'")
    db.execute(f"CREATE VIEW transfers AS SELECT * FROM '{folder}/transfers.parquet'")
    db.execute(f"CREATE VIEW accounts AS SELECT * FROM '{folder}/payment_accounts.parquet'")
    print(*db.execute(QUERY).fetchone())


def polars(folder):
    """The joins in Polars."""
    import polars as pl

    days = pl.duration(days=5)
    wanted = ["at", "kind", "from_payment_account_id", "to_payment_account_id", "amount_minor", "currency", "country"]
    moves = pl.scan_parquet(f"{folder}/transfers.parquet").select(wanted)
    accounts = pl.scan_parquet(f"{folder}/payment_accounts.parquet").select("payment_account_id", pl.col("country").alias("home"))
    chain = (moves.filter(pl.col("kind") == "atm_withdrawal")
             .join(accounts, left_on="from_payment_account_id", right_on="payment_account_id")
             .filter(pl.col("country") != pl.col("home"))
             .select(pl.col("from_payment_account_id").alias("key"), pl.col("at").alias("t"), pl.col("amount_minor").alias("m"),
                     "currency", pl.col("amount_minor").alias("sum")))
    for part in (False, True, True):
        step = (chain.join(moves, left_on=["key", "currency"], right_on=["to_payment_account_id", "currency"])
                .filter((pl.col("at") < pl.col("t")) & (pl.col("at") >= pl.col("t") - days)))
        if part:
            share = pl.col("m") * 100
            step = step.filter((share >= pl.col("amount_minor") * 80) & (share <= pl.col("amount_minor") * 97))
        chain = step.select(pl.col("from_payment_account_id").alias("key"), pl.col("at").alias("t"), pl.col("amount_minor").alias("m"),
                            "currency", (pl.col("sum") + pl.col("amount_minor")).alias("sum"))
    found = chain.select(pl.len(), pl.col("sum").sum().alias("total")).collect()
    print(found["len"][0], found["total"][0])


def measured(command, threads=None):
    """CPU seconds, peak resident MiB and what it said."""
    environment = dict(os.environ, **({"POLARS_MAX_THREADS": threads} if threads else {}))
    with tempfile.TemporaryFile("w+") as said:
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        if status != 0:
            sys.exit(f"failed: {' '.join(map(str, command))}")
        said.seek(0)
        return {"cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / 1024, "said": said.read().strip()}


def main():
    """Measures one size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--transfers", type=int, default=5_000_000)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "sekisho-trails")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--follow", type=pathlib.Path, help="the built example `follow`")
    parser.add_argument("--rival", choices=["duckdb", "polars"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.data / str(options.transfers)
    if options.rival:
        return {"duckdb": duck, "polars": polars}[options.rival](folder)
    if not (folder / "transfers.parquet").exists():
        invent(folder, options.transfers)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))
    follow = options.follow or target / "release/examples/follow"
    me = [sys.executable, __file__, "--transfers", str(options.transfers), "--data", str(options.data), "--rival"]
    runs = {
        "DuckDB, three hops": (me + ["duckdb"], None),
        "Polars, three hops": (me + ["polars"], "1"),
        "sekisho, three hops": ([follow, folder, "three-hops"], None),
        "sekisho, all trails": ([follow, folder], None),
    }
    best = {}
    for name, (command, threads) in runs.items():
        best[name] = min((measured(command, threads) for _ in range(options.rounds)), key=lambda run: run["cpu"])
        run = best[name]
        print(f"{name:<20} {run['cpu']:7.2f} CPU s  {run['mib']:7.0f} MiB  {run['said']}")
    ratio = best["sekisho, three hops"]["cpu"] / best["DuckDB, three hops"]["cpu"]
    print(f"three hops: {ratio:.2f} of DuckDB's CPU")


if __name__ == "__main__":
    main()
