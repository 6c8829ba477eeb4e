//! Lists that are filled and emptied once per dossier, kept so that judging allocates nothing.

use std::cell::RefCell;

use crate::node::Item;

thread_local! {
    static SPARE: RefCell<Vec<Vec<Item>>> = const { RefCell::new(Vec::new()) };
}

/// Lends an empty list.
pub(crate) fn lend<T>(work: impl FnOnce(&mut Vec<Item>) -> T) -> T {
    let mut items = SPARE.with(|spare| spare.borrow_mut().pop()).unwrap_or_default();
    let done = work(&mut items);
    items.clear();
    SPARE.with(|spare| spare.borrow_mut().push(items));
    done
}
