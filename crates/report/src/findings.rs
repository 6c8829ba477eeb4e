//! What was found for a case: one block for each indicator, with its sentences, its records and what would be innocent.

use maud::{Markup, html};

use crate::index::Index;
use crate::limits::{Depth, SENTENCE_CHARS, TEXT_CHARS, cut};
use crate::model::{Case, Finding, Term, TermKind};
use crate::waterfall::group;
use crate::witness::witnesses;
use crate::words::{self, both, both_or, days, finite, signed};

/// Longer lists of records are folded away.
const OPEN_ROWS: usize = 8;
/// Accounts named beside a finding.
const ACCOUNTS: usize = 12;
/// Sources named beside a finding.
const SOURCES: usize = 3;

/// One indicator of a case with all its findings.
pub struct Block<'a> {
    /// The indicator.
    pub indicator_id: &'a str,
    /// Its part of the score, if it has one.
    pub term: Option<&'a Term>,
    /// Its findings.
    pub findings: Vec<&'a Finding>,
}

/// The blocks of a case, what counts most first.
pub fn blocks(case: &Case) -> Vec<Block<'_>> {
    of(&case.findings, &case.terms)
}

fn of<'a>(findings: &'a [Finding], terms: &'a [Term]) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    for finding in findings {
        match blocks.iter_mut().find(|block| block.indicator_id == finding.indicator_id) {
            Some(block) => block.findings.push(finding),
            None => blocks.push(Block {
                indicator_id: &finding.indicator_id,
                term: terms
                    .iter()
                    .find(|term| term.kind == TermKind::Indicator && term.indicator_id == finding.indicator_id),
                findings: vec![finding],
            }),
        }
    }
    let bits = |block: &Block| block.term.map_or(0.0, |term| finite(term.counted_bits));
    blocks.sort_by(|a, b| bits(b).total_cmp(&bits(a)));
    blocks
}

/// The section of a case.
pub fn findings(index: &Index, case: &Case, depth: &Depth) -> Markup {
    listed(index, Some(&case.account_id), &blocks(case), depth)
}

/// The findings of a ring.
pub fn ring_findings(index: &Index, findings: &[Finding], depth: &Depth) -> Markup {
    listed(index, None, &of(findings, &[]), depth)
}

fn listed(index: &Index, own: Option<&str>, blocks: &[Block], depth: &Depth) -> Markup {
    let left_out = blocks.len().saturating_sub(depth.indicators);
    html! {
        @if !blocks.is_empty() {
            section.findings {
                h4 { (words::FINDINGS) }
                @for one in blocks.iter().take(depth.indicators) { (block(index, own, one, depth)) }
                @if left_out > 0 { (more(left_out)) }
            }
        }
    }
}

fn more(left_out: usize) -> Markup {
    html! { p.help { (both(
    html! { (left_out) " more: see findings.jsonl." },
    html! { "ほか " (left_out) " 件は findings.jsonl にあります。" })) } }
}

fn block(index: &Index, own: Option<&str>, block: &Block, depth: &Depth) -> Markup {
    let left_out = block.findings.len().saturating_sub(depth.findings);
    html! {
        article.finding {
            header {
                @if let Some(term) = block.term { span.bits { (signed(term.counted_bits)) } }
                h5 { (index.title(block.indicator_id)) }
                @if let Some(term) = block.term { (group(&term.group)) }
            }
            @for finding in block.findings.iter().take(depth.findings) {
                (sentence(index, finding, own))
                (witnesses(finding, depth, OPEN_ROWS))
            }
            @if left_out > 0 { (more(left_out)) }
            (background(index, block.indicator_id))
        }
    }
}

/// The plain sentence of a finding, when it happened, and whom else it concerns.
pub fn sentence(index: &Index, finding: &Finding, own: Option<&str>) -> Markup {
    let says = both_or(&cut(&finding.says_en, SENTENCE_CHARS), &cut(&finding.says_ja, SENTENCE_CHARS));
    let others: Vec<_> = finding.account_ids.iter().filter(|id| Some(id.as_str()) != own).collect();
    html! {
        p.says { (says) }
        p.when {
            @if finding.first_at.or(finding.last_at).is_some() {
                span.fixed { (days(finding.first_at.or(finding.last_at), finding.last_at.or(finding.first_at))) } " "
            }
            code { (cut(&finding.finding_id, crate::limits::ID_CHARS)) }
        }
        @if !others.is_empty() {
            p.also {
                @if own.is_some() { (words::SHARED) } @else { (words::CONCERNS) } ": "
                @for id in others.iter().take(ACCOUNTS) { span.id { (index.account(id)) } " " }
                @if others.len() > ACCOUNTS { "+" (others.len() - ACCOUNTS) }
            }
        }
    }
}

/// What would be innocent, and where the idea comes from.
fn background(index: &Index, indicator_id: &str) -> Markup {
    let Some(text) = index.text(indicator_id) else { return html! {} };
    let innocent = both_or(&cut(&text.innocent_en, TEXT_CHARS), &cut(&text.innocent_ja, TEXT_CHARS));
    html! {
        @if !text.innocent_en.is_empty() || !text.innocent_ja.is_empty() {
            p.innocent { strong { (words::INNOCENT) } " " (innocent) }
        }
        @if !text.sources.is_empty() {
            p.sources {
                (words::SOURCES) ": "
                @for (place, source) in text.sources.iter().take(SOURCES).enumerate() {
                    @if place > 0 { "; " } (cut(source, SENTENCE_CHARS / 3))
                }
                @if text.sources.len() > SOURCES { "; …" }
            }
        }
    }
}
