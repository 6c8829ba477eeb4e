"""Pairs of texts whose sets of three-word shingles are alike, by datasketch; texts on the standard input, one a line."""

import sys

from datasketch import MinHash, MinHashLSH

index, pairs, count = MinHashLSH(threshold=0.6, num_perm=128), 0, 0
for count, text in enumerate(sys.stdin, 1):
    words = text.split()
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[at:at + 3]).encode() for at in range(max(len(words) - 2, 1))])
    pairs += len(index.query(sketch))
    index.insert(str(count), sketch)
print(f"{count} texts, {pairs} pairs")
