//! Invented names in the scripts they are known in.

use crate::dice::Dice;
use crate::kana::half_width;
use crate::places::Culture;
use crate::words::{Part, name_parts};

/// A person's name.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Whose habits it follows.
    pub culture: Culture,
    /// Family name.
    pub family: Part,
    /// Given name.
    pub given: Part,
}

impl Name {
    /// Invents a name.
    pub fn invent(dice: &mut Dice, culture: Culture) -> Self {
        let family = *dice.pick(name_parts(culture, "family"));
        let given = *dice.pick(name_parts(culture, "given"));
        Self { culture, family, given }
    }

    /// `Hanako Yamada`
    pub fn latin(&self) -> String {
        format!("{} {}", self.given.latin, self.family.latin)
    }

    /// `YAMADA HANAKO`, as passports and cards have it.
    pub fn upper(&self) -> String {
        format!("{} {}", self.family.latin, self.given.latin).to_uppercase()
    }

    /// The name in its own script, if that is not the Latin one.
    pub fn native(&self) -> Option<String> {
        let (family, given) = (self.family.native?, self.given.native?);
        Some(match self.culture {
            Culture::Korean | Culture::Chinese => format!("{family}{given}"),
            Culture::Japanese | Culture::Vietnamese => format!("{family} {given}"),
            _ => format!("{given} {family}"),
        })
    }

    /// `ヤマダ ハナコ`
    pub fn kana(&self) -> Option<String> {
        Some(format!("{} {}", self.family.kana?, self.given.kana?))
    }

    /// `ﾔﾏﾀﾞ ﾊﾅｺ`
    pub fn half_kana(&self) -> Option<String> {
        self.kana().map(|kana| half_width(&kana))
    }
}
