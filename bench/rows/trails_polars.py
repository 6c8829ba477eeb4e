"""Three-hop chains of money: ours and the joins in Polars. See trails_duckdb.py."""

import importlib.util
import pathlib

NAME = "money, three hops"
RIVAL = "polars"
_spec = importlib.util.spec_from_file_location("trails_of_duckdb", pathlib.Path(__file__).with_name("trails_duckdb.py"))
_duckdb = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_duckdb)
ours = _duckdb.ours


def rival(tools, work, small):
    return _duckdb.rival(tools, work, small, RIVAL)
