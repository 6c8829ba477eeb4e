//! The order of rows and columns in which a table of dots shows its blocks.
//!
//! Seriation: rows are joined by average linkage, the most alike first, and each time the two ends that are most alike
//! are put together (Gruvaeus and Wainer, British Journal of Mathematical and Statistical Psychology 1972). Columns
//! follow the mean of their rows. Equal choices fall to the given order, so that the result depends on it alone.

/// Rows and columns in the order to draw; `columns` lists the rows of each.
pub fn order(rows: usize, columns: &[Vec<usize>]) -> (Vec<usize>, Vec<usize>) {
    let alike = likeness(rows, columns);
    let rows = linked(&alike);
    let mut place = vec![0.0; rows.len()];
    rows.iter().enumerate().for_each(|(at, row)| place[*row] = at as f64);
    let mean = |column: &Vec<usize>| {
        let sum: f64 = column.iter().map(|row| place[*row]).sum();
        if column.is_empty() { f64::MAX } else { sum / column.len() as f64 }
    };
    let means: Vec<f64> = columns.iter().map(mean).collect();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by(|a, b| means[*a].total_cmp(&means[*b]).then(a.cmp(b)));
    (rows, order)
}

/// How alike two rows are, from 0 to 1: the columns they share, where a column of few rows counts more (Adamic and
/// Adar, Social Networks 2003), by cosine.
fn likeness(rows: usize, columns: &[Vec<usize>]) -> Vec<Vec<f64>> {
    let mut alike = vec![vec![0.0; rows]; rows];
    for column in columns.iter().filter(|column| !column.is_empty()) {
        let weight = 1.0 / (1.0 + column.len() as f64).ln();
        for one in column {
            column.iter().for_each(|other| alike[*one][*other] += weight);
        }
    }
    let own: Vec<f64> = (0..rows).map(|row| alike[row][row].max(1e-9)).collect();
    for (one, row) in alike.iter_mut().enumerate() {
        row.iter_mut().zip(&own).for_each(|(value, other)| *value /= (own[one] * other).sqrt());
    }
    alike
}

/// The rows, joined until one chain is left.
fn linked(alike: &[Vec<f64>]) -> Vec<usize> {
    let mut chains: Vec<Vec<usize>> = (0..alike.len()).map(|row| vec![row]).collect();
    let mut near = alike.to_vec();
    while let Some((one, other)) = closest(&chains, &near) {
        let (size, added) = (chains[one].len() as f64, chains[other].len() as f64);
        let gone = near[other].clone();
        for (place, far) in gone.iter().enumerate() {
            let mean = (near[one][place] * size + far * added) / (size + added);
            near[one][place] = mean;
            near[place][one] = mean;
        }
        let taken = std::mem::take(&mut chains[other]);
        chains[one] = joined(alike, &chains[one], &taken);
    }
    chains.into_iter().next().unwrap_or_default()
}

/// The two chains that are most alike; an empty one has been joined to another.
fn closest(chains: &[Vec<usize>], near: &[Vec<f64>]) -> Option<(usize, usize)> {
    let left: Vec<usize> = (0..chains.len()).filter(|place| !chains[*place].is_empty()).collect();
    let mut best: Option<(f64, usize, usize)> = None;
    for (at, one) in left.iter().enumerate() {
        for other in left.iter().skip(at + 1) {
            if best.is_none_or(|(most, ..)| near[*one][*other] > most) {
                best = Some((near[*one][*other], *one, *other));
            }
        }
    }
    best.map(|(_, one, other)| (one, other))
}

/// Two chains as one, turned so that alike ends meet.
fn joined(alike: &[Vec<f64>], one: &[usize], other: &[usize]) -> Vec<usize> {
    let turned = |chain: &[usize]| chain.iter().rev().copied().collect::<Vec<_>>();
    let choices = [
        (one.to_vec(), other.to_vec()),
        (one.to_vec(), turned(other)),
        (turned(one), other.to_vec()),
        (turned(one), turned(other)),
    ];
    let seam = |(first, second): &(Vec<usize>, Vec<usize>)| match (first.last(), second.first()) {
        (Some(a), Some(b)) => alike[*a][*b],
        _ => 0.0,
    };
    let best = choices.into_iter().reduce(|best, next| if seam(&next) > seam(&best) { next } else { best });
    best.map(|(mut first, second)| {
        first.extend(second);
        first
    })
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many empty places lie inside of the columns, where a dot could be.
    fn gaps(columns: &[Vec<usize>], rows: &[usize]) -> usize {
        let place = |row: &usize| rows.iter().position(|one| one == row).unwrap();
        let gap = |column: &Vec<usize>| {
            let places: Vec<_> = column.iter().map(place).collect();
            places.iter().max().unwrap() + 1 - places.iter().min().unwrap() - places.len()
        };
        columns.iter().map(gap).sum()
    }

    /// Blocks of five rows share three columns each, and a column that all rows share; rows are dealt in another order.
    #[test]
    fn blocks_stand_together() {
        let blocks = 8;
        let rows = blocks * 5;
        let dealt = |row: usize| (row * 7) % rows;
        let block = |column: usize| (0..5).map(|row| dealt((column % blocks) * 5 + row)).collect::<Vec<_>>();
        let columns: Vec<Vec<usize>> = (0..blocks * 3).map(block).chain([(0..rows).collect()]).collect();
        let (rows_shown, columns_shown) = order(rows, &columns);
        assert_eq!(gaps(&columns, &rows_shown), 0);
        assert_eq!((rows_shown.len(), columns_shown.len()), (rows, columns.len()));
    }

    #[test]
    fn a_chain_of_pairs_is_unrolled() {
        let columns: Vec<Vec<usize>> = (0..11).map(|link| vec![(link * 5) % 12, ((link + 1) * 5) % 12]).collect();
        let (rows, _) = order(12, &columns);
        assert!(gaps(&columns, &rows) <= 2, "{rows:?}");
    }

    #[test]
    fn nothing_to_order_is_no_trouble() {
        assert_eq!(order(0, &[]), (vec![], vec![]));
        assert_eq!(order(2, &[]), (vec![0, 1], vec![]));
        assert_eq!(order(2, &[vec![]]).0, [0, 1]);
    }
}
