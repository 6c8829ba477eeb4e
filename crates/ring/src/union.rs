//! Union-find.

/// Disjoint sets of `0..n` (R. E. Tarjan, "Efficiency of a good but not linear set union algorithm", 1975, with path
/// halving). Own code, because twenty lines do not earn a graph library, and the smallest member is always the root.
pub(crate) struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    /// Every number by itself.
    pub(crate) fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }

    /// The smallest number of the set.
    pub(crate) fn find(&mut self, mut x: u32) -> u32 {
        while self.parent[x as usize] != x {
            let grandparent = self.parent[self.parent[x as usize] as usize];
            self.parent[x as usize] = grandparent;
            x = grandparent;
        }
        x
    }

    /// Makes two sets one.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b) as usize] = a.min(b);
    }

    /// The sets as numbers `0..k`, in order of their smallest members, and `k`.
    pub(crate) fn labels(&mut self) -> (Vec<u32>, usize) {
        let mut labels = vec![0; self.parent.len()];
        let mut count = 0;
        for x in 0..self.parent.len() as u32 {
            let root = self.find(x);
            if root == x {
                labels[x as usize] = count;
                count += 1;
            } else {
                labels[x as usize] = labels[root as usize];
            }
        }
        (labels, count as usize)
    }
}
