"""Greedy peeling (Hooi and others, "FRAUDAR", KDD 2016) over a networkx graph: edges on the standard input, `row column`."""

import heapq
import math
import sys

import networkx

graph = networkx.Graph()
for line in sys.stdin:
    row, column = line.split()
    graph.add_edge("r" + row, "c" + column)
weight = {node: 1 / math.log(graph.degree(node) + 5) for node in graph if node[0] == "c"}


def of(a, b):
    return weight[a] if a[0] == "c" else weight[b]


priority = {node: sum(of(node, other) for other in graph[node]) for node in graph}
total = sum(priority.values()) / 2
heap = [(value, node) for node, value in priority.items()]
heapq.heapify(heap)
left, order = len(priority), []
best, best_left = total / left, left
while heap:
    value, node = heapq.heappop(heap)
    if priority.get(node) != value:
        continue
    total -= value
    del priority[node]
    order.append(node)
    left -= 1
    for other in graph[node]:
        if other in priority:
            priority[other] -= of(node, other)
            heapq.heappush(heap, (priority[other], other))
    if left and total / left > best:
        best, best_left = total / left, left
block = order[len(order) - best_left:]
rows = sum(node[0] == "r" for node in block)
print(f"{rows} x {len(block) - rows}, score {best:.3f}")
