#!/usr/bin/env python3
"""Ours and rivals from PyPI on the same work, one row each: CPU, wall, peak memory and their ratios.

    python3 bench/rivals_all.py [--rows scan,texts] [--small] [--write]

Sets up the rivals in a folder of their own (~/.cache/sekisho-bench/venv), one after the other, so that one that does not
install only costs its row. Each file in bench/rows/ is one row: NAME, RIVAL (the package), `ours(work, small)` and
`rival(work, small)`, which prepare inputs below `work` and hand back a command (a list, and the file for its standard input or
None). A row is skipped with a message when a side is missing. `--write` puts the table into docs/benchmarks.md.

Trust ratios of one run, not seconds of different runs: both sides of a row run one after the other on the same machine.
"""

import argparse
import datetime
import importlib.util
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
CACHE = pathlib.Path(os.environ.get("SEKISHO_BENCH", pathlib.Path.home() / ".cache/sekisho-bench"))
RIVALS = ["duckdb", "polars", "datasketch", "splink", "nomenklatura", "rapidfuzz", "networkx", "numpy"]


class Missing(Exception):
    """One side of a row is not there."""


class Tools:
    """Where the sides are: our programs by name, and the interpreter with the rivals."""

    def __init__(self):
        self.python = CACHE / "venv/bin/python"
        target = os.environ.get("CARGO_TARGET_DIR") or os.environ.get("SEKISHO_TARGET")
        self.target = pathlib.Path(target or pathlib.Path.home() / ".cache/sekisho-target") / "release"
        self.versions = {}

    def set_up(self):
        """Installs each rival by itself; says which did not."""
        if not self.python.exists():
            subprocess.run([sys.executable, "-m", "venv", CACHE / "venv"], check=True)
        for name in RIVALS:
            done = subprocess.run([self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", name],
                                  capture_output=True, text=True)
            if done.returncode != 0:
                print(f"{name}: does not install: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
                continue
            asked = f"import importlib.metadata as m; print(m.version({name!r}))"
            self.versions[name] = subprocess.run([self.python, "-c", asked], capture_output=True, text=True).stdout.strip()

    def need(self, rival):
        """The interpreter that has a rival."""
        if rival not in self.versions:
            raise Missing(f"{rival} did not install")
        return str(self.python)

    def program(self, *names):
        """The first of our built programs that is there: `sekisho`, `examples/measure`, ..."""
        for name in names:
            if (self.target / name).exists():
                return str(self.target / name)
        raise Missing(f"none of {', '.join(names)} is built below {self.target}")


def measured(command, stdin):
    """CPU seconds, wall seconds, peak MiB and the last line of what was said."""
    start = time.monotonic()
    with tempfile.TemporaryFile("w+") as said, open(stdin or os.devnull, encoding="utf-8") as text:
        child = subprocess.Popen([str(part) for part in command], stdin=text, stdout=said)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
        if status != 0:
            raise Missing(f"{pathlib.Path(command[0]).name} failed with status {status}")
        said.seek(0)
        lines = [line.strip() for line in said.read().splitlines() if line.strip()]
    return {"cpu": usage.ru_utime + usage.ru_stime, "wall": wall, "mib": usage.ru_maxrss / 1024,
            "said": lines[-1][:100] if lines else ""}


def rows(chosen):
    """The modules of bench/rows, by name."""
    for path in sorted((HERE / "rows").glob("*.py")):
        if path.name.startswith("_") or (chosen and path.stem not in chosen):
            continue
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if hasattr(module, "NAME"):
            yield module


def table(results, tools):
    """The table and what it was measured on."""
    cpu = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())
    versions = ", ".join(f"{name} {version}" for name, version in tools.versions.items())
    lines = [f"Measured on {datetime.date.today()}, {os.cpu_count()} cores, {cpu}, Python {platform.python_version()};",
             f"{versions}.", "",
             "| work | rival | CPU s, ours | rival | ratio | wall s, ours | rival | ratio | MiB, ours | rival | ratio | found, ours | rival |",
             "|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for module, ours, rival in results:
        cells = [module.NAME, f"{module.RIVAL} {tools.versions.get(module.RIVAL, '')}"]
        for what, digits in (("cpu", 2), ("wall", 2), ("mib", 0)):
            a, b = ours[what], rival[what]
            cells += [f"{a:.{digits}f}", f"{b:.{digits}f}", f"{b / max(a, 1e-9):.1f}"]
        lines.append("| " + " | ".join(cells + [ours["said"], rival["said"]]) + " |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", default="", help="only these, separated by commas")
    parser.add_argument("--small", action="store_true", help="a tenth of the work, to see that all of it runs")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    tools = Tools()
    tools.set_up()
    results, skipped = [], []
    for module in rows([name for name in arguments.rows.split(",") if name]):
        work = CACHE / "work" / f"{module.__name__}{'-small' if arguments.small else ''}"
        work.mkdir(parents=True, exist_ok=True)
        try:
            ours = measured(*module.ours(tools, work, arguments.small))
            rival = measured(*module.rival(tools, work, arguments.small))
            results.append((module, ours, rival))
        except Missing as why:
            skipped.append(f"- {module.NAME} against {module.RIVAL}: skipped, {why}")
            print(skipped[-1], file=sys.stderr)
    note = "A tenth of the work (`--small`), to see that all rows run; ratios of the whole differ.\n\n" if arguments.small else ""
    text = note + table(results, tools) + ("\nNot measured:\n\n" + "\n".join(skipped) + "\n" if skipped else "")
    print(text)
    if arguments.write:
        head = ("# Benchmarks\n\nMade by `python3 bench/rivals_all.py --write`. A ratio above 1 means that we take less. Both sides did the"
                " same\nwork on the same files; what each found stands beside it.\n\n")
        (ROOT / "docs/benchmarks.md").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    sys.modules["rivals_all"] = sys.modules["__main__"]
    main()
