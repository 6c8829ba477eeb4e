//! A compiled sentence.

use std::collections::BTreeSet;

use sekisho_dossier::{Dossier, Plan};
use sekisho_schema::{Schema, SubjectKind, Word};

use crate::cohort::Cohorts;
use crate::compiler::{Compiler, Limits};
use crate::diagnostic::Diagnostic;
use crate::frame::{Facts, Frame, Trace};
use crate::node::{Needs, Scalar};
use crate::parse::parse;
use crate::presence::Presence;

/// What all sentences of a run ask for together: filled while they are compiled.
#[derive(Clone, Default)]
pub struct Registry {
    /// Relations and columns.
    pub plan: Plan,
    /// Population statistics.
    pub cohorts: Cohorts,
}

/// Whether a dataset lets a sentence be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// Everything it reads is there.
    Judged,
    /// It can hold, but something it also reads is missing: these tables and columns.
    InPart(BTreeSet<String>),
    /// It cannot hold: these tables and columns are missing.
    NotJudged(BTreeSet<String>),
}

impl Coverage {
    /// The same when these are missing as well, without which it cannot hold.
    #[must_use]
    pub fn without(self, missing: BTreeSet<String>) -> Self {
        match self {
            known if missing.is_empty() => known,
            Self::Judged => Self::NotJudged(missing),
            Self::InPart(more) | Self::NotJudged(more) => Self::NotJudged(more.into_iter().chain(missing).collect()),
        }
    }
}

/// What a sentence says of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// It does not hold.
    DoesNotHold,
    /// The data does not say.
    Unknown,
    /// The dossier has more rows than can be compared with each other: it was not judged.
    GivenUp,
}

/// A boolean expression over one kind of dossier.
#[derive(Clone)]
pub struct Sentence {
    /// Whose dossiers.
    pub subject: SubjectKind,
    /// Whether the dataset lets it be judged.
    pub coverage: Coverage,
    holds: Scalar,
}

/// Compiles a sentence.
///
/// # Errors
/// The first mistake, with its place and a hint.
pub fn compile(
    source: &str,
    subject: SubjectKind,
    limits: &Limits,
    (schema, presence): (&Schema, &dyn Presence),
    registry: &mut Registry,
) -> Result<Sentence, Diagnostic> {
    let parsed = parse(source)?;
    let mut compiler = Compiler {
        source,
        parsed: &parsed,
        schema,
        subject,
        presence,
        plan: &mut registry.plan,
        cohorts: &mut registry.cohorts,
        limits,
        scope: Vec::new(),
    };
    let node = compiler.expression(&parsed.root)?;
    let holds = compiler.condition(&node)?;
    Ok(Sentence { subject, coverage: coverage(node.needs), holds })
}

fn coverage(needs: Needs) -> Coverage {
    match (needs.missing.is_empty(), needs.possible) {
        (true, _) => Coverage::Judged,
        (false, true) => Coverage::InPart(needs.missing),
        (false, false) => Coverage::NotJudged(needs.missing),
    }
}

impl Sentence {
    /// Whether it holds.
    #[inline]
    pub fn judge(&self, dossier: Dossier<'_>, facts: &Facts) -> Verdict {
        let frame = Frame::new(dossier, facts);
        match (self.holds)(&frame) {
            _ if frame.gave_up() => Verdict::GivenUp,
            Word::TRUE => Verdict::Holds,
            Word::NULL => Verdict::Unknown,
            _ => Verdict::DoesNotHold,
        }
    }

    /// The rows and values that made it hold.
    pub fn trace(&self, dossier: Dossier<'_>, facts: &Facts) -> Trace {
        let frame = Frame::new(dossier, facts).tracing();
        let _: Word = (self.holds)(&frame);
        frame.into_trace()
    }
}
