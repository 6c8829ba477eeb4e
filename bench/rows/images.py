"""Image twins: 64-bit perceptual hashes within ten bits, against comparing all with all in numpy.

The two sides invent hashes of the same kind, not the same ones: our example reads none.
"""

import pathlib

NAME = "image twins (same kind of hashes)"
RIVAL = "numpy"
HERE = pathlib.Path(__file__).resolve().parent


def count(small):
    return "10000" if small else "60000"


def ours(tools, work, small):
    return [tools.program("examples/twins"), "images", "even", count(small), "9"], None


def rival(tools, work, small):
    return [tools.need(RIVAL), HERE / "_images_numpy.py", count(small)], None
