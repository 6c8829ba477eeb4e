//! Solving a small symmetric system.

/// Solves `matrix · x = right` for a symmetric positive definite matrix, by rows, in place (A.-L. Cholesky). `None` when the
/// matrix is not positive definite.
pub(crate) fn solve(mut matrix: Vec<f64>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    let at = |row: usize, column: usize| row * size + column;
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| matrix[at(row, k)] * matrix[at(column, k)]).sum();
            let rest = matrix[at(row, column)] - known;
            matrix[at(row, column)] =
                if row == column { (rest > 0.0).then(|| rest.sqrt())? } else { rest / matrix[at(column, column)] };
        }
    }
    for row in 0..size {
        let known: f64 = (0..row).map(|k| matrix[at(row, k)] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[at(row, row)];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|k| matrix[at(k, row)] * right[k]).sum();
        right[row] = (right[row] - known) / matrix[at(row, row)];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_of_three_is_solved() {
        let matrix = vec![4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let x = [1.0, -2.0, 0.5];
        let right = (0..3).map(|row| (0..3).map(|k| matrix[row * 3 + k] * x[k]).sum()).collect();
        let found = solve(matrix, right).unwrap();
        assert!(found.iter().zip(x).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        assert_eq!(solve(vec![1.0, 2.0, 2.0, 1.0], vec![1.0, 1.0]), None);
    }
}
