//! Worlds of invented texts: what they are made of, beside the edits.

use crate::invent::{Dice, Draft, Edits, Tongue, Vocabulary, draft, edited};

/// Every world, with what it tries.
pub const WORLDS: [(&str, &str); 17] = [
    ("market", "four languages, 30,000 words each, 300 stock phrases"),
    ("english", "60,000 words, 300 stock phrases"),
    ("japanese", "20,000 words, 300 stock phrases"),
    ("korean", "the same"),
    ("chinese", "the same"),
    ("small", "400 words, no phrases"),
    ("tiny", "150 words, nearly equally frequent"),
    ("flat", "3,000 words, equally frequent"),
    ("short", "20 to 30 words of 8,000"),
    ("long", "220 to 300 words of 8,000"),
    ("hundred", "five to seven of 100 phrases and nothing else"),
    ("fifty", "five to seven of 50 phrases and nothing else"),
    ("thousand", "five to seven of 1,000 phrases and nothing else"),
    ("slots", "six sentences, each one of 60 for its place"),
    ("framed", "a frame of 40 words that all have, and 30 words of one's own"),
    ("public", "a third are edited copies of one template, the others as in english"),
    ("equal", "all texts are equal"),
];

/// What texts are drawn from.
pub struct World {
    name: String,
    tongues: Vec<Vocabulary>,
    public: Draft,
}

impl World {
    pub fn new(name: &str, dice: &mut Dice) -> World {
        use Tongue::{Chinese, English, Japanese, Korean};
        let one = |tongue, size, exponent, phrases, dice: &mut Dice| {
            vec![Vocabulary::new(tongue, size, exponent, phrases, dice)]
        };
        let tongues = match name {
            "market" => [English, English, English, Japanese, Japanese, Korean, Chinese]
                .into_iter()
                .map(|tongue| Vocabulary::new(tongue, 30_000, 1.05, 300, dice))
                .collect(),
            "japanese" => one(Japanese, 20_000, 1.0, 300, dice),
            "korean" => one(Korean, 20_000, 1.0, 300, dice),
            "chinese" => one(Chinese, 20_000, 1.0, 300, dice),
            "small" => one(English, 400, 0.9, 0, dice),
            "tiny" => one(English, 150, 0.5, 0, dice),
            "flat" => one(English, 3_000, 0.0, 0, dice),
            "short" | "long" => one(English, 8_000, 1.0, 0, dice),
            "hundred" => one(English, 5_000, 1.0, 100, dice),
            "fifty" => one(English, 5_000, 1.0, 50, dice),
            "thousand" => one(English, 5_000, 1.0, 1_000, dice),
            "slots" => one(English, 5_000, 1.0, 360, dice),
            "framed" => one(English, 20_000, 1.0, 0, dice),
            "english" | "public" | "equal" => one(English, 60_000, 1.0, 300, dice),
            _ => panic!("no world {name}"),
        };
        let public = sized(&tongues[0], 40..100, dice);
        World { name: name.to_owned(), tongues, public }
    }

    pub fn vocabulary(&self, dice: &mut Dice) -> &Vocabulary {
        &self.tongues[dice.below(self.tongues.len())]
    }

    /// A text that is no planted copy.
    pub fn draft(&self, words: &Vocabulary, dice: &mut Dice) -> Draft {
        match self.name.as_str() {
            "short" => sized(words, 20..31, dice),
            "long" => sized(words, 220..301, dice),
            "hundred" | "fifty" | "thousand" => {
                (0..5 + dice.below(3)).map(|_| words.phrases[dice.below(words.phrases.len())].clone()).collect()
            }
            "slots" => (0..6).map(|slot| words.phrases[60 * slot + dice.below(60)].clone()).collect(),
            "framed" => {
                let frame = self.public.iter().flatten().take(40).copied().collect();
                [vec![frame], sized(words, 30..31, dice)].concat()
            }
            "public" if dice.below(3) == 0 => edited(&self.public, 0.3 * dice.share(), Edits::Mixed, words, dice),
            "equal" => self.public.clone(),
            _ => draft(words, dice),
        }
    }
}

/// Sentences of words with about so many words.
fn sized(words: &Vocabulary, size: std::ops::Range<usize>, dice: &mut Dice) -> Draft {
    let mut left = size.start + dice.below(size.len());
    let mut text = Draft::new();
    while left > 0 {
        let sentence = (6 + dice.below(10)).min(left);
        text.push((0..sentence).map(|_| words.draw(dice)).collect());
        left -= sentence;
    }
    text
}
