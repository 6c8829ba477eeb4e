//! A column of texts without an allocation per row.

/// Texts back to back. An empty text is no text: the format reads an empty cell as null.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Texts {
    /// Where each text ends; one entry more than there are rows.
    offsets: Vec<usize>,
    data: String,
}

impl Default for Texts {
    fn default() -> Self {
        Self { offsets: vec![0], data: String::new() }
    }
}

impl Texts {
    /// Adds a row; `None` and the empty text are the same.
    pub fn push(&mut self, text: Option<&str>) {
        self.data.push_str(text.unwrap_or_default());
        self.offsets.push(self.data.len());
    }

    /// The text of a row; `None` when it is null or there is no such row.
    pub fn get(&self, row: usize) -> Option<&str> {
        let text = self.data.get(*self.offsets.get(row)?..*self.offsets.get(row + 1)?)?;
        (!text.is_empty()).then_some(text)
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.data.len()
    }

    /// Every row in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// So many rows without a text.
    pub(crate) fn nulls(rows: usize) -> Self {
        Self { offsets: vec![0; rows + 1], data: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_no_text() {
        let mut texts = Texts::default();
        for text in [Some("kana"), None, Some(""), Some("名")] {
            texts.push(text);
        }
        assert_eq!(texts.iter().collect::<Vec<_>>(), [Some("kana"), None, None, Some("名")]);
        assert_eq!((texts.len(), texts.bytes(), texts.get(4)), (4, 7, None));
        assert_eq!(Texts::nulls(2).iter().collect::<Vec<_>>(), [None, None]);
    }
}
