//! What can end a run.

/// A run that did not come to an end.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// The other processes could not be reached or are lost.
    #[error(transparent)]
    Cluster(#[from] crate::cluster::ClusterError),
    /// A worker thread ended early.
    #[error("failed to finish the scan: {0}")]
    Worker(String),
    /// Rows that went through a file are lost.
    #[error(
        "failed to read back rows that went through a file: {0}\nhint: give `--memory` more, or the folder for temporary files more room"
    )]
    Spill(String),
    /// The network of workers could not be built.
    #[error("failed to start the workers: {0}")]
    Start(String),
}
