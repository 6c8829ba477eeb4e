//! Where files go.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use crate::error::OutputError;

/// Makes the folder, and proves that it can be written before any long work begins.
///
/// # Errors
/// When it cannot be made or written.
pub fn prepare(folder: &Path) -> Result<(), OutputError> {
    std::fs::create_dir_all(folder).map_err(OutputError::write(folder))?;
    let probe = folder.join(".sekisho");
    std::fs::write(&probe, b"").map_err(OutputError::write(&probe))?;
    std::fs::remove_file(&probe).map_err(OutputError::write(&probe))
}

/// Writes a file through `fill`, then moves it to its name.
pub(crate) fn write_whole(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), OutputError> {
    let (path, part) = (folder.join(name), folder.join(format!(".{name}.part")));
    let file = File::create(&part).map_err(OutputError::write(&part))?;
    let mut writer = BufWriter::new(file);
    fill(&mut writer).and_then(|()| writer.flush()).map_err(OutputError::write(&part))?;
    std::fs::rename(&part, &path).map_err(OutputError::write(&path))
}

/// Writes a text file.
///
/// # Errors
/// When it cannot be written.
pub fn write_text(folder: &Path, name: &str, text: &str) -> Result<(), OutputError> {
    write_whole(folder, name, |out| out.write_all(text.as_bytes()))
}
