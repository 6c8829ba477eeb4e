//! Rows and columns of the table of dots: which ties are drawn, and which accounts make one row together.

use std::collections::BTreeMap;

use super::canon::Canon;
use super::family::{Family, family};
use super::order::order;

/// Up to so many accounts have a row each; in larger rings kin accounts share one.
pub const SINGLE_ROWS: usize = 48;
/// A tie that more of the ring than this share says nothing about who is kin.
const COMMON: f64 = 0.5;
/// Columns that are drawn, as many as a desktop screen holds; the other ties stand in the table below.
const MOST_COLUMNS: usize = 28;
/// Families named inside of a row.
const MOST_INSIDE: usize = 5;
/// Rows that are drawn; what is beyond is said in words.
const MOST_ROWS: usize = 120;

/// The table of dots.
pub struct Grid {
    /// Accounts of each row, places in `canon.members`, in the order to draw.
    pub rows: Vec<Vec<usize>>,
    /// Bundles, in the order to draw.
    pub columns: Vec<Vec<usize>>,
    /// For each column the rows that have it, ascending, and how many of the row's accounts do.
    pub dots: Vec<Vec<(usize, usize)>>,
    /// For each row the families of what only its own accounts share, the heaviest first.
    pub inside: Vec<Vec<Family>>,
    /// How many bundles stay inside of one row and have no column.
    pub within: usize,
    /// Accounts for which no row was left.
    pub beyond: usize,
}

impl Grid {
    /// Whether rows stand for more than one account.
    pub fn is_joined(&self) -> bool {
        self.rows.iter().any(|row| row.len() > 1)
    }

    /// The most families that any row shares inside.
    pub fn most_inside(&self) -> usize {
        self.inside.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// Picks, joins and orders.
pub fn grid(canon: &Canon) -> Grid {
    let rows = rows(canon);
    let (columns, inside, within) = columns(canon, &rows);
    let plain: Vec<Vec<usize>> =
        dots(canon, &rows, &columns).into_iter().map(|dots| dots.into_iter().map(|(row, _)| row).collect()).collect();
    let (row_order, column_order) = order(rows.len(), &plain);
    let inside = row_order.iter().map(|row| inside[*row].clone()).collect();
    let mut rows: Vec<_> = row_order.iter().map(|row| rows[*row].clone()).collect();
    let beyond = rows.split_off(rows.len().min(MOST_ROWS)).iter().map(Vec::len).sum();
    let columns: Vec<_> = column_order.iter().map(|column| columns[*column].clone()).collect();
    let dots = dots(canon, &rows, &columns);
    Grid { rows, columns, dots, inside, within, beyond }
}

/// The row of each account; `usize::MAX` without one.
pub fn row_of(accounts: usize, rows: &[Vec<usize>]) -> Vec<usize> {
    let mut row_of = vec![usize::MAX; accounts];
    for (row, members) in rows.iter().enumerate() {
        members.iter().for_each(|member| row_of[*member] = row);
    }
    row_of
}

fn dots(canon: &Canon, rows: &[Vec<usize>], columns: &[Vec<usize>]) -> Vec<Vec<(usize, usize)>> {
    let row_of = row_of(canon.members.len(), rows);
    let of = |column: &Vec<usize>| {
        let mut dots = BTreeMap::<usize, usize>::new();
        for row in canon.sharers(column).iter().map(|member| row_of[*member]).filter(|row| *row != usize::MAX) {
            *dots.entry(row).or_default() += 1;
        }
        dots.into_iter().collect()
    };
    columns.iter().map(of).collect()
}

/// The bundles that join most rows, but so that every row has one if it can; and the families of those that stay inside
/// of one row.
fn columns(canon: &Canon, rows: &[Vec<usize>]) -> (Vec<Vec<usize>>, Vec<Vec<Family>>, usize) {
    let row_of = row_of(canon.members.len(), rows);
    let reach = |bundle: &[usize]| {
        let mut rows: Vec<usize> = canon.sharers(bundle).iter().map(|member| row_of[*member]).collect();
        rows.dedup();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let all = canon.bundles().into_iter().map(|bundle| (reach(&bundle), bundle));
    let (within, mut across): (Vec<_>, Vec<_>) = all.partition(|(rows, _)| rows.len() < 2);
    let says = |(rows, bundle): &(Vec<usize>, Vec<usize>)| canon.weight(bundle).max(0.1) * (rows.len() as f64 - 1.0);
    across.sort_by(|a, b| says(b).total_cmp(&says(a)).then_with(|| a.1.cmp(&b.1)));
    let mut seen = vec![false; rows.len()];
    let mut news = |rows: &[usize]| rows.iter().fold(false, |new, row| new | !std::mem::replace(&mut seen[*row], true));
    let (first, second): (Vec<_>, Vec<_>) = across.into_iter().partition(|(rows, _)| news(rows));
    let mut columns: Vec<_> = first.into_iter().chain(second).take(MOST_COLUMNS).map(|(_, bundle)| bundle).collect();
    columns.sort();
    (columns, inside(canon, rows.len(), &within), within.len())
}

fn inside(canon: &Canon, rows: usize, within: &[(Vec<usize>, Vec<usize>)]) -> Vec<Vec<Family>> {
    let mut inside = vec![Vec::new(); rows];
    for (at, bundle) in within {
        for thing in bundle {
            let family = family(&canon.things[*thing].tie.kind);
            at.iter().for_each(|row| {
                if !inside[*row].contains(&family) {
                    inside[*row].push(family)
                }
            });
        }
    }
    inside.iter_mut().for_each(|families| families.truncate(MOST_INSIDE));
    inside
}

/// One row for each account; in large rings accounts of one role share the row of what joins them most closely.
fn rows(canon: &Canon) -> Vec<Vec<usize>> {
    let accounts = canon.members.len();
    if accounts <= SINGLE_ROWS {
        return (0..accounts).map(|account| vec![account]).collect();
    }
    let homes = homes(canon);
    let mut kin = BTreeMap::<(Option<usize>, &str), Vec<usize>>::new();
    for (account, member) in canon.members.iter().enumerate() {
        kin.entry((homes[account], &member.role)).or_default().push(account);
    }
    let mut rows: Vec<Vec<usize>> = kin.into_values().collect();
    rows.sort();
    rows
}

/// For each account the bundle that joins it most closely: the heaviest that not half of the ring shares.
fn homes(canon: &Canon) -> Vec<Option<usize>> {
    let most = canon.members.len() as f64 * COMMON;
    let mut bundles = canon.bundles();
    bundles.retain(|bundle| canon.sharers(bundle).len() as f64 <= most);
    // A pair that shares much is still only a pair: weight counts by how many it joins, up to a handful.
    let close = |bundle: &Vec<usize>| canon.weight(bundle) * (canon.sharers(bundle).len().min(6) as f64 - 1.0);
    bundles.sort_by(|a, b| close(b).total_cmp(&close(a)).then_with(|| a.cmp(b)));
    let mut homes = vec![None; canon.members.len()];
    for (place, bundle) in bundles.iter().enumerate() {
        for member in canon.sharers(bundle) {
            homes[*member].get_or_insert(place);
        }
    }
    homes
}

/// The number of each account's row in the picture, from one; none where every account has a row of its own.
pub fn numbers(canon: &Canon) -> Option<Vec<usize>> {
    let grid = (canon.members.len() > SINGLE_ROWS).then(|| grid(canon)).filter(Grid::is_joined)?;
    Some(row_of(canon.members.len(), &grid.rows).into_iter().map(|row| row.wrapping_add(1)).collect())
}
