//! Invented proposals. Shares no code with the crate; words are made up, only their statistics matter.

/// SplitMix64 (Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    English,
    Japanese,
    Korean,
    Chinese,
}

/// Words of one language, drawn after Zipf's law with an exponent.
pub struct Vocabulary {
    tongue: Tongue,
    pub words: Vec<String>,
    cumulated: Vec<f64>,
    pub phrases: Vec<Vec<usize>>,
}

impl Vocabulary {
    pub fn new(tongue: Tongue, size: usize, exponent: f64, phrases: usize, dice: &mut Dice) -> Vocabulary {
        let words = (0..size).map(|rank| word(tongue, rank, dice)).collect();
        let mut sum = 0.0;
        let cumulated = (0..size)
            .map(|rank| {
                sum += 1.0 / (rank as f64 + 2.7).powf(exponent);
                sum
            })
            .collect();
        let mut made = Vocabulary { tongue, words, cumulated, phrases: Vec::new() };
        made.phrases = (0..phrases).map(|_| (0..8 + dice.below(6)).map(|_| made.draw(dice)).collect()).collect();
        made
    }

    pub fn draw(&self, dice: &mut Dice) -> usize {
        let at = dice.share() * self.cumulated.last().unwrap();
        self.cumulated.partition_point(|&sum| sum < at).min(self.words.len() - 1)
    }

    fn phrase(&self, dice: &mut Dice) -> Vec<usize> {
        // A few phrases (greetings) are everywhere, others are rare.
        let share = dice.share();
        self.phrases[(share * share * self.phrases.len() as f64) as usize].clone()
    }
}

fn word(tongue: Tongue, rank: usize, dice: &mut Dice) -> String {
    let mut letters = |from: u32, count: u32, length: usize| -> String {
        (0..length).map(|_| char::from_u32(from + dice.below(count as usize) as u32).unwrap()).collect()
    };
    match tongue {
        Tongue::English if rank < 100 => letters('a' as u32, 26, 2 + rank % 3),
        Tongue::English => letters('a' as u32, 26, 4 + rank % 7),
        Tongue::Japanese if rank.is_multiple_of(2) => letters(0x3042, 70, 1 + rank % 3),
        Tongue::Japanese if rank % 5 == 1 => letters(0x30a2, 70, 3 + rank % 4),
        Tongue::Japanese => letters(0x4e00, 1500, 2),
        Tongue::Korean => letters(0xac00, 900, 2 + rank % 3),
        Tongue::Chinese if rank < 60 => letters(0x4e00, 2500, 1),
        Tongue::Chinese => letters(0x4e00, 2500, 2),
    }
}

/// Ranks from here on are words of no vocabulary.
const FOREIGN: usize = 1 << 44;

/// A text before it is written down: sentences of word ranks.
pub type Draft = Vec<Vec<usize>>;

/// About seventy words: a greeting, up to three stock phrases, sentences of one's own.
pub fn draft(words: &Vocabulary, dice: &mut Dice) -> Draft {
    let mut text: Draft = Vec::new();
    for _ in 0..dice.below(5) {
        if !words.phrases.is_empty() {
            text.push(words.phrase(dice));
        }
    }
    let wanted = 55 + dice.below(31);
    while text.iter().map(Vec::len).sum::<usize>() < wanted {
        text.push((0..6 + dice.below(10)).map(|_| words.draw(dice)).collect());
    }
    text
}

/// How a copy differs from its original.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edits {
    /// Replaced, inserted and dropped words, a third each.
    Mixed,
    /// Replaced words only.
    Replaced,
    /// Replaced words only, the rarer half of the text's words.
    RareReplaced,
    /// Words replaced by words that nobody else has.
    Foreign,
    /// Words put to another place of the text.
    Moved,
    /// Characters replaced by other characters of the same text, wherever they stand (for scripts without gaps).
    Letters,
}

/// A copy with that share of its words edited; sentences are shuffled in half of the copies.
pub fn edited(original: &Draft, share: f64, kind: Edits, words: &Vocabulary, dice: &mut Dice) -> Draft {
    let mut text = original.clone();
    let size: usize = text.iter().map(Vec::len).sum();
    let mut ranks: Vec<usize> = text.iter().flatten().copied().collect();
    ranks.sort_unstable();
    let middle = if kind == Edits::RareReplaced { ranks[size / 2] } else { 0 };
    // Each place is edited once only: edits are drawn without putting back.
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (s, sentence) in text.iter().enumerate() {
        places.extend(sentence.iter().enumerate().filter(|(_, rank)| **rank >= middle).map(|(w, _)| (s, w)));
    }
    for at in (1..places.len()).rev() {
        places.swap(at, dice.below(at + 1));
    }
    places.truncate((share * size as f64) as usize);
    places.sort_unstable_by(|a, b| b.cmp(a));
    if kind == Edits::Letters {
        return text;
    }
    for (s, w) in places {
        if kind == Edits::Moved {
            let (word, to) = (text[s].remove(w), dice.below(text.len()));
            let place = dice.below(text[to].len() + 1);
            text[to].insert(place, word);
            continue;
        }
        if kind == Edits::Foreign {
            text[s][w] = FOREIGN + (dice.next() >> 20) as usize;
            continue;
        }
        match if kind == Edits::Mixed { dice.below(3) } else { 0 } {
            0 => text[s][w] = words.draw(dice),
            1 => text[s].insert(w, words.draw(dice)),
            _ => drop(text[s].remove(w)),
        }
    }
    if dice.below(2) == 0 {
        for at in (1..text.len()).rev() {
            text.swap(at, dice.below(at + 1));
        }
    }
    text
}

/// The text as people would write it; in one of four the case or the width is changed.
pub fn written(draft: &Draft, words: &Vocabulary, dice: &mut Dice) -> String {
    let (gap, stop) = match words.tongue {
        Tongue::English | Tongue::Korean => (" ", ". "),
        Tongue::Japanese | Tongue::Chinese => ("", "。"),
    };
    let mut text = String::new();
    for sentence in draft {
        for (place, &rank) in sentence.iter().enumerate() {
            if place > 0 {
                text.push_str(gap);
            }
            match words.words.get(rank) {
                Some(word) => text.push_str(word),
                None => text.push_str(&word(words.tongue, 101, &mut Dice(rank as u64))),
            }
        }
        text.push_str(stop);
    }
    match dice.below(8) {
        0 => text.to_uppercase(),
        1 => text.chars().map(wide).collect(),
        _ => text,
    }
}

/// The text with that share of its characters replaced.
pub fn with_letters_replaced(text: &str, share: f64, dice: &mut Dice) -> String {
    let letters: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let other = |letter: char, dice: &mut Dice| {
        if letter.is_alphanumeric() && dice.share() < share { letters[dice.below(letters.len())] } else { letter }
    };
    text.chars().map(|letter| other(letter, dice)).collect()
}

fn wide(letter: char) -> char {
    match letter {
        '!'..='~' => char::from_u32(letter as u32 + 0xfee0).unwrap(),
        _ => letter,
    }
}
