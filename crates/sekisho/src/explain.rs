//! `sekisho explain`.

use std::path::Path;

use sekisho_indicator::{Corpus, embedded, load, page};
use sekisho_schema::nearest;
use sekisho_sentence::language_page;

use crate::cli::ExplainArgs;
use crate::print;

/// Prints an indicator's page, or the reference of the language.
pub fn run(arguments: &ExplainArgs) -> anyhow::Result<u8> {
    if arguments.language {
        print::line(&language_page())?;
        return Ok(0);
    }
    let corpus = corpus(arguments.indicators.as_deref())?;
    let id = arguments.id.as_deref().unwrap_or_default();
    let Some(indicator) = corpus.indicators.iter().find(|indicator| indicator.id == id) else {
        let near = nearest(id, corpus.indicators.iter().map(|indicator| indicator.id.as_str()));
        let hint =
            near.map_or_else(|| "`sekisho list` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
        anyhow::bail!("failed to explain `{id}`: there is no such indicator\nhint: {hint}");
    };
    let mut indicator = indicator.clone();
    if let Some(calibration) = crate::calibrate::read(arguments.calibration.as_deref())? {
        calibration.apply_to(&mut indicator);
    }
    print::line(&page(&indicator))?;
    Ok(0)
}

/// The built-in indicators and those of a folder, which take precedence.
pub fn corpus(own: Option<&Path>) -> anyhow::Result<Corpus> {
    let Some(folder) = own else { return Ok(embedded()) };
    let others = load(folder).map_err(|(path, error)| {
        anyhow::anyhow!(
            "failed to read `{}`: {error}\nhint: name the folder that holds the indicator files",
            path.display()
        )
    })?;
    Ok(embedded().with(others))
}
