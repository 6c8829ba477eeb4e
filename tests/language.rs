//! The reference of the sentence language: every example in it holds on the account of the example dataset.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use sekisho_indicator::{Indicator, Rule, Rulebook, embedded};
use sekisho_judge::judge_small;
use sekisho_read::Dataset;
use sekisho_schema::{Schema, SubjectKind};
use sekisho_sentence::{Coverage, Everything, FUNCTIONS, Limits, compile};

/// A rulebook whose rules are the examples, in the order of the page.
fn book(schema: &Schema) -> Rulebook {
    let any: Indicator = embedded().indicators.into_iter().find(|any| any.per == SubjectKind::Account).unwrap();
    let mut book = Rulebook::default();
    for function in FUNCTIONS {
        let done = compile(function.example, any.per, &Limits::new(), (schema, &Everything), &mut book.registry);
        let sentence = done.unwrap_or_else(|wrong| panic!("the example of `{}` is wrong: {wrong:?}", function.usage));
        assert_eq!(sentence.coverage, Coverage::Judged, "{}", function.usage);
        book.rules.push(Rule { indicator: any.clone(), sentence });
    }
    book
}

#[test]
fn every_example_of_the_reference_page_holds_on_the_example_account() {
    let schema = Arc::new(Schema::embedded().unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sentence/tests/example");
    let dataset = Dataset::open(&folder, &schema).unwrap();
    assert!(dataset.notes().is_empty(), "{:?}", dataset.notes());
    let judged = judge_small(&dataset, &schema, &book(&schema), None).unwrap();
    assert!(judged.rejected.is_empty(), "{:?}", judged.rejected);
    let held: BTreeSet<u16> = judged.hits.iter().map(|hit| hit.rule).collect();
    let numbered = (0u16..).zip(FUNCTIONS);
    let wrong: Vec<&str> =
        numbered.filter(|(place, _)| !held.contains(place)).map(|(_, function)| function.example).collect();
    assert!(wrong.is_empty(), "these examples do not hold:\n{}", wrong.join("\n"));
}

#[test]
fn every_example_shows_the_function_it_stands_for() {
    let silent = FUNCTIONS.iter().filter(|function| !function.example.contains(&format!("{}(", function.name)));
    let silent: Vec<&str> = silent.map(|function| function.usage).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
