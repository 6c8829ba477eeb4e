//! What can be wrong with a schema file.

/// A schema file that cannot be used. The embedded files are checked by a test, so a user meets this only after
/// editing them.
#[derive(Debug, thiserror::Error)]
pub enum SchemaError {
    /// The file is not TOML of the expected shape.
    #[error("failed to read schema file `{file}`: {source}")]
    Syntax {
        /// The file's name.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// A name in the file refers to nothing.
    #[error("failed to resolve {what} `{name}` in schema of table `{table}`")]
    Unknown {
        /// The table whose file it is.
        table: String,
        /// What kind of thing was named.
        what: &'static str,
        /// The name.
        name: String,
    },
}
