"""The same five indicators in DuckDB's SQL. Run by bench/run.py in a process of its own: prints one JSON line.

Usage: python3 rivals.py DATA
"""

import csv
import ipaddress
import json
import sys

import duckdb

DATA = sys.argv[1]

# Times are inclusive at both ends, as in the definitions. Each statement gives the subjects that fire.
STATEMENTS = {
    # Sliding 24 h: for every session, how many countries in the 24 h that end with it. Accounts with fewer than three
    # countries in all are left out first (the fair, pre-filtered form).
    "multi_ip_short_window": """
        with s as (select account_id, started_at, ip_country from sessions where ip_country is not null),
             k as (select account_id from s group by 1 having count(distinct ip_country) >= 3),
             w as (select account_id, count(distinct ip_country) over (
                     partition by account_id order by started_at
                     range between interval 24 hours preceding and current row) n
                   from s semi join k using (account_id))
        select distinct account_id from w where n >= 3""",
    "one_ip_many_accounts": """
        with a as (select {ip} as ip, account_id, started_at from sessions where ip is not null),
             i as (select distinct ip from a where ip not like '%:%'),
             n as (select ip, list_reduce(list_transform(string_split(ip, '.'), lambda x: x::ubigint), lambda x, y: x * 256 + y) v
                   from i),
             h as (select ip from n join shared_networks on v between lo and hi),
             s as (select * from a where ip not in (select ip from h)),
             k as (select ip from s group by 1 having count(distinct account_id) >= 3),
             w as (select ip, count(distinct account_id) over (
                     partition by ip order by started_at
                     range between interval 7 days preceding and current row) n
                   from s semi join k using (ip))
        select distinct ip from w where n >= 3""",
    "account_logged_in_days": """
        with t as (select account_id, "at" from activity
                   union all select account_id, started_at from sessions
                   union all select account_id, last_seen_at from sessions where last_seen_at is not null),
             g as (select account_id, "at", case when "at" - lag("at") over p < interval 30 minutes then 0 else 1 end b
                   from t window p as (partition by account_id order by "at")),
             r as (select account_id, "at", sum(b) over (partition by account_id order by "at") run from g)
        select account_id from r group by account_id, run having max("at") - min("at") >= interval 24 hours""",
    "impossible_travel": """
        with s as (select account_id, started_at t, radians(ip_latitude) la, radians(ip_longitude) lo from sessions
                   where ip_latitude is not null and (ip_kind is null or ip_kind in ('residential', 'mobile'))),
             p as (select account_id, t, la, lo, lag(t) over w pt, lag(la) over w pla, lag(lo) over w plo
                   from s window w as (partition by account_id order by t)),
             d as (select account_id, epoch(t - pt) / 3600.0 h, 2 * 6371.0088 * asin(least(1.0, sqrt(
                     pow(sin((la - pla) / 2), 2) + cos(la) * cos(pla) * pow(sin((lo - plo) / 2), 2)))) km
                   from p where pt is not null)
        select distinct account_id from d where km > 500 and km > 900 * h""",
    "activity_before_verification": """
        with f as (select account_id, min("at") "at" from (
                     select account_id, "at" from proposals
                     union all select worker_account_id, started_at from contracts
                     union all select p.account_id, t.at from transfers t join payment_accounts p
                       on t.to_payment_account_id = p.payment_account_id where t.kind = 'payout')
                   group by 1)
        select f.account_id from f join accounts a using (account_id)
        where a.verified_at is null or f.at < a.verified_at""",
}


def main():
    db = duckdb.connect()
    db.execute("set threads = 2")
    for table in ("accounts", "sessions", "activity", "proposals", "contracts", "payment_accounts", "transfers"):
        db.execute(f"create view {table} as select * from read_parquet('{DATA}/{table}.parquet')")
    networks = [ipaddress.ip_network(row["cidr"]) for row in csv.DictReader(open(f"{DATA}/lists/shared_networks.csv"))]
    spans = [(int(n[0]), int(n[-1])) for n in networks if n.version == 4]
    db.execute("create table shared_networks (lo ubigint, hi ubigint)")
    db.executemany("insert into shared_networks values (?, ?)", spans)
    # An IPv6 address counts as its /64; the invented world writes all four groups of the network in full.
    ip = "case when ip like '%:%' then array_to_string(string_split(ip, ':')[1:4], ':') else ip end"
    found = {name: len(db.execute(sql.format(ip=ip)).fetchall()) for name, sql in STATEMENTS.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
