//! What the graph answers for one window.

/// Numbers of one output: a row a word, all rows of one width.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    columns: usize,
    values: Vec<f32>,
}

impl Matrix {
    /// Rows of `columns` numbers, one after another.
    #[must_use]
    pub fn new(columns: usize, values: Vec<f32>) -> Self {
        Self { columns, values }
    }

    /// Numbers in a row: labels, or 1 + words where words point at words (column 0: at none).
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Number of words.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The numbers of a word of the window; empty where there is no such word.
    #[must_use]
    pub fn row(&self, word: usize) -> &[f32] {
        let start = word.saturating_mul(self.columns);
        self.values.get(start..start.saturating_add(self.columns)).unwrap_or_default()
    }
}

/// The answers of all outputs for one window, in the order of [`Model::outputs`](crate::Model::outputs).
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Log-probabilities by output.
    pub outputs: Vec<Matrix>,
}
