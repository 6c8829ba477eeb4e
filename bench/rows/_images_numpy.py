"""All pairs of 64-bit hashes within ten bits, by xor and popcount over blocks; one hash of twenty is a near copy."""

import sys

import numpy as np

count = int(sys.argv[1])
dice = np.random.default_rng(9)
hashes = dice.integers(0, 2**64, count, dtype=np.uint64)
for place in range(0, count - 1, 20):
    flips = dice.choice(64, dice.integers(0, 8), replace=False).astype(np.uint64)
    hashes[place + 1] = hashes[place] ^ np.bitwise_or.reduce(np.uint64(1) << flips, initial=np.uint64(0))
pairs = 0
for start in range(0, count, 512):
    block = hashes[start:start + 512]
    near = np.bitwise_count(block[:, None] ^ hashes[None, start:]) <= 10
    pairs += int(np.triu(near, 1).sum())
print(f"{count} hashes, {pairs} pairs")
