//! A tournament of keys: the least is always at the top.

/// A complete binary tree over keys in which every node holds the least key below it. Unlike a heap it has no stale
/// entries, and a key that falls climbs only as far as it is the least: two steps on average while peeling.
pub(crate) struct MinTree {
    /// Node 1 is the top; leaf `i` is node `leaves + i`.
    nodes: Vec<u64>,
    leaves: usize,
}

/// The key of what is not there.
pub(crate) const GONE: u64 = u64::MAX;

impl MinTree {
    /// A tree over keys; [`GONE`] stands for none.
    pub fn new(keys: impl ExactSizeIterator<Item = u64>) -> Self {
        let leaves = keys.len().next_power_of_two();
        let mut nodes = vec![GONE; leaves * 2];
        nodes[leaves..].iter_mut().zip(keys).for_each(|(leaf, key)| *leaf = key);
        for node in (1..leaves).rev() {
            nodes[node] = nodes[node * 2].min(nodes[node * 2 + 1]);
        }
        Self { nodes, leaves }
    }

    /// Takes the least key out, the leftmost of equal ones: its place and the key.
    pub fn take_least(&mut self) -> Option<(u32, u64)> {
        let least = self.nodes[1];
        if least == GONE {
            return None;
        }
        let mut node = 1;
        while node < self.leaves {
            node *= 2;
            if self.nodes[node] != least {
                node += 1;
            }
        }
        let place = node - self.leaves;
        self.nodes[node] = GONE;
        while node > 1 {
            node /= 2;
            self.nodes[node] = self.nodes[node * 2].min(self.nodes[node * 2 + 1]);
        }
        Some((place as u32, least))
    }

    /// Lowers the key at a place; what was taken out stays out.
    pub fn lower(&mut self, place: u32, by: u64) {
        let mut node = self.leaves + place as usize;
        if self.nodes[node] == GONE {
            return;
        }
        let key = self.nodes[node] - by;
        self.nodes[node] = key;
        while node > 1 && self.nodes[node / 2] > key {
            node /= 2;
            self.nodes[node] = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_keys_as_a_scan_would() {
        for count in [0usize, 1, 2, 3, 7, 8, 9, 100] {
            let mut keys: Vec<Option<u64>> = (0..count as u64).map(|i| Some(100 + i * 7919 % 13)).collect();
            let mut tree = MinTree::new(keys.iter().map(|key| key.unwrap_or(GONE)));
            for step in 0..count {
                let place = step * 31 % count;
                if let Some(key) = &mut keys[place] {
                    *key -= 5;
                }
                tree.lower(place as u32, 5);
                let least = (0..count).filter_map(|i| Some((keys[i]?, i))).min();
                assert_eq!(tree.take_least(), least.map(|(key, i)| (i as u32, key)), "{count} keys, step {step}");
                keys[least.unwrap().1] = None;
            }
            assert_eq!(tree.take_least(), None);
        }
    }
}
