"""splink on a table of accounts, without labels, by its tutorial's recipe: blocking on equal parts, comparisons from its library,
weights by expectation maximisation; pairs from even odds on."""

import csv
import logging
import sys

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

logging.disable(logging.WARNING)
db = duckdb.connect()
db.execute("CREATE TABLE people AS SELECT account_id AS unique_id, split_part(legal_name, ' ', 1) AS given, split_part(legal_name, ' ', 2) AS family,"
           f" birth_date, address, email, phone FROM read_csv('{sys.argv[1]}', all_varchar = true)")
blocks = [block_on("birth_date", "given"), block_on("family", "birth_date"), block_on("email"), block_on("phone"), block_on("given", "family"), block_on("address")]
settings = SettingsCreator(
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=blocks,
    comparisons=[cl.NameComparison("given"), cl.NameComparison("family"), cl.LevenshteinAtThresholds("birth_date", [1, 2]),
                 cl.LevenshteinAtThresholds("address", [2, 5]), cl.LevenshteinAtThresholds("email", [1, 3]), cl.ExactMatch("phone")],
)
linker = Linker(DuckDBAPI(connection=db).register("people"), settings)
linker.training.estimate_probability_two_random_records_match([block_on("email"), block_on("given", "family", "birth_date")], recall=0.7)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
found = linker.inference.predict(threshold_match_probability=0.5).as_record_list()
pairs = {tuple(sorted((row["unique_id_l"], row["unique_id_r"]))) for row in found}
with open(sys.argv[1], encoding="utf-8") as file:
    there = sum(row["account_id"].endswith("b") for row in csv.DictReader(file))
right = sum(b == a + "b" for a, b in pairs)
print(f"{len(pairs)} pairs, recall {right / there:.3f}, precision {right / max(len(pairs), 1):.3f}")
