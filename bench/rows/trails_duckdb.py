"""Three-hop chains of money (in, 80 to 97 % out within five days, again, cash abroad): ours and the joins in DuckDB, on one file."""

import pathlib
import subprocess

NAME = "money, three hops"
RIVAL = "duckdb"
TRAILS = pathlib.Path(__file__).resolve().parents[1] / "trails.py"
COUNT = {False: 2_000_000, True: 200_000}


def transfers(tools, work, small):
    """The folder with the file, invented on first use."""
    folder = work.parent / "trails" / str(COUNT[small])
    if not (folder / "transfers.parquet").exists():
        script = f"import sys, pathlib; sys.path.insert(0, {str(TRAILS.parent)!r}); import trails; trails.invent(pathlib.Path({str(folder)!r}), {COUNT[small]})"
        subprocess.run([tools.need("duckdb"), "-c", script], check=True)
    return folder


def ours(tools, work, small):
    return [tools.program("examples/follow"), transfers(tools, work, small), "three-hops"], None


def rival(tools, work, small, name=RIVAL):
    folder = transfers(tools, work, small)
    return [tools.need(name), TRAILS, "--transfers", str(COUNT[small]), "--data", folder.parent, "--rival", name], None


