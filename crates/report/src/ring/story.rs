//! A ring in sentences: what happened, what speaks against it, and what to do next.

use maud::{Markup, html};

use super::canon::Canon;
use super::family::{Family, family, glyph, kind_name};
use super::model::{Ring, Standing, StoryLine};
use super::pen::Names;
use super::words as said;
use crate::index::Index;
use crate::limits::{ID_CHARS, SENTENCE_CHARS, TEXT_CHARS, cut};
use crate::words::{self, both, both_or};

/// Sentences of one list.
const LINES: usize = 24;
/// Things one sentence names as its ground.
const GROUNDS: usize = 6;
/// Families that give a question or an innocent reading.
const FAMILIES: usize = 4;

/// The story.
pub fn story(canon: &Canon, names: &Names) -> Markup {
    let lines = &canon.ring.story;
    html! {
        @if !lines.is_empty() {
            section.story {
                h4 { (said::STORY) }
                ol { @for line in lines.iter().take(LINES) { li { (sentence(canon, names, line)) } } }
            }
        }
    }
}

fn sentence(canon: &Canon, names: &Names, line: &StoryLine) -> Markup {
    html! {
        p.says { (both_or(&cut(&line.en, SENTENCE_CHARS), &cut(&line.ja, SENTENCE_CHARS))) }
        @if !line.about.is_empty() {
            p.grounds { (said::RESTS_ON) " "
                @for about in line.about.iter().take(GROUNDS) { (ground(canon, names, about)) " " }
                @if line.about.len() > GROUNDS { "+" (line.about.len() - GROUNDS) }
            }
        }
    }
}

/// A tie by its kind, as a link into the table; anything else is the id of a finding.
fn ground(canon: &Canon, names: &Names, about: &str) -> Markup {
    match canon.things.iter().position(|thing| thing.tie.kind == about) {
        Some(place) => {
            let (en, ja) = kind_name(about);
            html! { a.chip href=(names.tie(place)) { (glyph(family(about))) (both(en, ja)) } }
        }
        None => html! { code { (cut(about, ID_CHARS)) } },
    }
}

/// What speaks against one hand: the standing, the ring's own sentences, and what would be innocent.
pub fn against(canon: &Canon, names: &Names) -> Markup {
    let ring = canon.ring;
    let families = speaking(canon);
    html! {
        section.against {
            h4 { (said::AGAINST) }
            p { (said::standing_says(ring.standing)) }
            @if !ring.against.is_empty() {
                ul.points { @for line in ring.against.iter().take(LINES) { li { (sentence(canon, names, line)) } } }
            }
            @if !families.is_empty() {
                ul.readings {
                    @for family in &families {
                        @let (en, ja) = family.name();
                        li { (glyph(*family)) strong { (both(en, ja)) } " " (said::innocent(*family)) }
                    }
                }
            }
        }
    }
}

fn speaking(canon: &Canon) -> Vec<Family> {
    canon.families().into_iter().map(|(family, ..)| family).take(FAMILIES).collect()
}

/// What to do next: by the standing, by the ties, and by the ring's findings.
pub fn next(index: &Index, canon: &Canon) -> Markup {
    let ring = canon.ring;
    let asks = if ring.standing == Standing::Suspected { speaking(canon) } else { Vec::new() };
    html! {
        section.next {
            h4 { (words::NEXT) }
            p.help { (words::NEXT_HELP) }
            ul {
                @for step in said::next(ring.standing) { li { (step) } }
                @for (en, ja) in steps(index, ring) { li { (both_or(&en, &ja)) } }
                @for family in asks { li { (said::ask(family)) } }
            }
        }
    }
}

/// The next steps of the ring's own findings, each once.
fn steps(index: &Index, ring: &Ring) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    for text in ring.findings.iter().filter_map(|finding| index.text(&finding.indicator_id)) {
        let step = (cut(&text.next_step_en, TEXT_CHARS), cut(&text.next_step_ja, TEXT_CHARS));
        if !(step.0.is_empty() && step.1.is_empty() || steps.contains(&step)) {
            steps.push(step);
        }
    }
    steps
}
