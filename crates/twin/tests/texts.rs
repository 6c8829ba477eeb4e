//! Near copies of texts: against all pairs, in four languages, in any order, in crowds.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
#[path = "../examples/twins/invent.rs"]
mod invent;

use std::collections::{HashMap, HashSet};

use invent::{Dice, Edits, Tongue, Vocabulary, draft, edited, written};
use sekisho_twin::{Bag, TextLimits, Twins, explain, text_twins};

fn twins(texts: &[String]) -> Twins<sekisho_twin::Likeness> {
    let bags: Vec<Bag> = texts.iter().map(|text| Bag::of(text)).collect();
    text_twins(&bags, &TextLimits::default()).twins
}

fn pairs(texts: &[String]) -> Vec<(u32, u32)> {
    twins(texts).pairs.iter().map(|pair| (pair.a, pair.b)).collect()
}

fn shuffle<T>(items: &mut [T], dice: &mut Dice) {
    for at in (1..items.len()).rev() {
        items.swap(at, dice.below(at + 1));
    }
}

/// Texts, and for each the number of the original it was made from.
fn families(
    words: &[Vocabulary],
    originals: usize,
    copies: usize,
    edits: Edits,
    dice: &mut Dice,
) -> Vec<(usize, String)> {
    let mut texts = Vec::new();
    for family in 0..originals {
        let words = &words[family % words.len()];
        let original = draft(words, dice);
        texts.push((family, written(&original, words, dice)));
        for _ in 0..copies {
            let share = 0.05 + 0.25 * dice.share();
            let copy = edited(&original, share, edits, words, dice);
            texts.push((family, written(&copy, words, dice)));
        }
    }
    shuffle(&mut texts, dice);
    texts
}

/// Dice's coefficient straight from its definition, for texts of words between spaces.
fn slow_similarity(a: &str, b: &str) -> f64 {
    let count = |text: &str| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        let lower = text.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        words.for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
        counts
    };
    let (a, b) = (count(a), count(b));
    let common: usize = a.iter().map(|(word, times)| *times.min(b.get(word).unwrap_or(&0))).sum();
    2.0 * common as f64 / (a.values().sum::<usize>() + b.values().sum::<usize>()) as f64
}

#[test]
fn similarity_is_that_of_its_definition() {
    let mut dice = Dice(101);
    let words = Vocabulary::new(Tongue::English, 300, 1.0, 5, &mut dice);
    let texts: Vec<String> =
        (0..60).map(|_| draft(&words, &mut dice)).map(|text| written(&text, &words, &mut Dice(3))).collect();
    for a in &texts {
        for b in &texts {
            assert!((Bag::of(a).similarity(&Bag::of(b)) - slow_similarity(a, b)).abs() < 1e-12);
        }
    }
}

#[test]
fn nearly_all_of_all_pairs_are_found_and_no_other() {
    // More texts than are compared each with each. With a vocabulary of 60 words, nearly all texts are nearly alike: such
    // worlds have crowds, not pairs, and are tried below.
    for (seed, size) in [(500, 200), (501, 400), (502, 5_000)] {
        let mut dice = Dice(seed);
        let words = [Vocabulary::new(Tongue::English, size, 0.8, 6, &mut dice)];
        let texts = families(&words, 400, 3, Edits::Mixed, &mut dice);
        let bags: Vec<Bag> = texts.iter().map(|(_, text)| Bag::of(text)).collect();
        let limits = TextLimits { rare: 0.0, largest_group: 10_000, ..TextLimits::default() };
        let mut slow = HashSet::new();
        for (a, one) in bags.iter().enumerate() {
            let near = bags.iter().enumerate().skip(a + 1).filter(|(_, other)| one.similarity(other) >= 0.7 - 1e-9);
            slow.extend(near.map(|(b, _)| (a as u32, b as u32)));
        }
        let quick: HashSet<_> = text_twins(&bags, &limits).twins.pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        assert!(quick.is_subset(&slow), "{size} words");
        assert!(slow.len() > 1_000, "{size} words: {}", slow.len());
        assert!(quick.len() as f64 >= 0.99 * slow.len() as f64, "{size} words: {} of {}", quick.len(), slow.len());
    }
}

#[test]
fn few_words_and_few_phrases_make_no_endless_work() {
    let mut dice = Dice(640);
    let few = Vocabulary::new(Tongue::English, 40, 0.5, 0, &mut dice);
    let many = Vocabulary::new(Tongue::Korean, 3_000, 1.0, 20, &mut dice);
    let phrases = |dice: &mut Dice| (0..6).map(|_| many.phrases[dice.below(20)].clone()).collect::<Vec<_>>();
    for world in 0..2 {
        let texts: Vec<String> = (0..6_000)
            .map(|_| {
                if world == 0 {
                    written(&draft(&few, &mut dice), &few, &mut Dice(3))
                } else {
                    written(&phrases(&mut dice), &many, &mut Dice(3))
                }
            })
            .collect();
        let bags: Vec<Bag> = texts.iter().map(|text| Bag::of(text)).collect();
        let found = text_twins(&bags, &TextLimits::default());
        let crowded: usize = found.twins.crowds.iter().map(Vec::len).sum();
        // Nearly every text is alike to hundreds of others: no evidence of one hand. What was not compared is told.
        assert!(crowded + found.cut > 3_000, "{world}: {crowded} in crowds, {} cut", found.cut);
        assert!(found.twins.pairs.len() < 32 * texts.len(), "{world}: {}", found.twins.pairs.len());
        assert!(found.twins.pairs.iter().all(|pair| bags[pair.a as usize].similarity(&bags[pair.b as usize]) >= 0.7));
    }
}

/// Number of pairs of one family that reach the limit.
fn reaching(families: &[usize], texts: &[String]) -> usize {
    let mut first: HashMap<usize, &String> = HashMap::new();
    let twins = families.iter().zip(texts).filter(|(family, text)| {
        first.insert(**family, text).is_some_and(|other| Bag::of(other).similarity(&Bag::of(text)) >= 0.7)
    });
    twins.count()
}

#[test]
fn planted_copies_are_found_and_strangers_are_not() {
    for (seed, edits) in [(901, Edits::Mixed), (902, Edits::Replaced), (903, Edits::Foreign), (904, Edits::Moved)] {
        let mut dice = Dice(seed);
        let tongues =
            [Tongue::English, Tongue::Japanese, Tongue::Korean, Tongue::Chinese, Tongue::English, Tongue::English];
        let words: Vec<Vocabulary> =
            tongues.iter().map(|&tongue| Vocabulary::new(tongue, 8_000, 1.0, 100, &mut dice)).collect();
        let mut texts = families(&words, 300, 1, edits, &mut dice);
        texts.extend(
            families(&words, 9_400, 0, edits, &mut dice).into_iter().map(|(number, text)| (number + 300, text)),
        );
        shuffle(&mut texts, &mut dice);
        let (families, texts): (Vec<usize>, Vec<String>) = texts.into_iter().unzip();
        let found = pairs(&texts);
        let right = found.iter().filter(|(a, b)| families[*a as usize] == families[*b as usize]).count();
        // Without any chance of a word that fits, some copies with 30 % of foreign words fall below the limit.
        let planted = if edits == Edits::Foreign { reaching(&families, &texts) } else { 300 };
        assert!(planted >= 280 && right as f64 >= 0.97 * planted as f64, "{edits:?}: {right} of {planted}");
        assert!(right as f64 >= 0.99 * found.len() as f64, "{edits:?}: {right} of {}", found.len());
    }
}

#[test]
fn order_of_the_texts_does_not_matter() {
    let mut dice = Dice(77);
    let words = [Vocabulary::new(Tongue::English, 150, 0.9, 3, &mut dice)];
    let mut texts = families(&words, 400, 1, Edits::Mixed, &mut dice);
    texts.extend(families(&words, 4, 130, Edits::Mixed, &mut dice));
    let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    let first = twins(&texts);
    assert!(!first.pairs.is_empty() && !first.crowds.is_empty());
    for _ in 0..5 {
        let mut order: Vec<u32> = (0..texts.len() as u32).collect();
        shuffle(&mut order, &mut dice);
        let moved: Vec<String> = order.iter().map(|&place| texts[place as usize].clone()).collect();
        let again = twins(&moved);
        let old = |place: u32| order[place as usize];
        let mut back: Vec<_> = again
            .pairs
            .iter()
            .map(|pair| (old(pair.a).min(old(pair.b)), old(pair.a).max(old(pair.b)), pair.how))
            .collect();
        back.sort_by_key(|pair| (pair.0, pair.1));
        assert_eq!(back, first.pairs.iter().map(|pair| (pair.a, pair.b, pair.how)).collect::<Vec<_>>());
        let mut crowds: Vec<Vec<u32>> =
            again.crowds.iter().map(|crowd| crowd.iter().map(|&place| old(place)).collect()).collect();
        crowds.iter_mut().for_each(|crowd| crowd.sort_unstable());
        crowds.sort();
        assert_eq!(crowds, first.crowds);
    }
}

#[test]
fn a_template_of_many_is_one_crowd_and_no_pairs() {
    let mut dice = Dice(31);
    let words = [Vocabulary::new(Tongue::Japanese, 4_000, 1.0, 20, &mut dice)];
    let mut texts = families(&words, 1, 3_000, Edits::Mixed, &mut dice);
    texts
        .extend(families(&words, 200, 1, Edits::Mixed, &mut dice).into_iter().map(|(family, text)| (family + 1, text)));
    texts.extend(
        families(&words, 20_000, 0, Edits::Mixed, &mut dice).into_iter().map(|(family, text)| (family + 999, text)),
    );
    let (families, texts): (Vec<usize>, Vec<String>) = texts.into_iter().unzip();
    let found = twins(&texts);
    assert_eq!(found.crowds.len(), 1);
    assert!(found.crowds[0].len() >= 2_950, "{}", found.crowds[0].len());
    assert!(found.crowds[0].iter().all(|&place| families[place as usize] == 0));
    let inside = found.pairs.iter().filter(|pair| families[pair.a as usize] == 0).count();
    assert!(inside < 100, "{inside}");
    assert!(found.pairs.len() - inside >= 190, "{}", found.pairs.len());
}

#[test]
fn copies_letter_by_letter_are_pairs_up_to_the_limit() {
    let text =
        "I have built booking systems for hotels in three countries, and my last client asked me back twice for it.";
    let texts = |copies: usize| vec![text.to_owned(); copies];
    assert_eq!(pairs(&texts(5)).len(), 10);
    assert!(twins(&texts(5)).pairs.iter().all(|pair| pair.how.similarity == 1.0));
    assert_eq!(pairs(&texts(65)).len(), 65 * 64 / 2);
    let many = twins(&texts(66));
    assert!(many.pairs.is_empty());
    assert_eq!(many.crowds, [(0..66).collect::<Vec<u32>>()]);
}

#[test]
fn short_texts_are_left_out() {
    let texts: Vec<String> = ["Thank you!", "Thank you!", "ありがとうございます。", "ありがとうございます。", "", ""]
        .map(String::from)
        .to_vec();
    assert_eq!(twins(&texts), Twins { pairs: Vec::new(), crowds: Vec::new() });
    assert_eq!(text_twins(&[], &TextLimits::default()).twins, Twins { pairs: Vec::new(), crowds: Vec::new() });
    let none = TextLimits { smallest_text: 0, ..TextLimits::default() };
    assert_eq!(text_twins(&[Bag::of(""), Bag::of("")], &none).twins.pairs, []);
}

#[test]
fn one_more_text_does_not_change_the_others() {
    let mut dice = Dice(55);
    let words = [Vocabulary::new(Tongue::English, 3_000, 1.0, 30, &mut dice)];
    let mut texts: Vec<String> =
        families(&words, 600, 1, Edits::Mixed, &mut dice).into_iter().map(|(_, text)| text).collect();
    let before = pairs(&texts);
    for _ in 0..20 {
        texts.push(written(&draft(&words[0], &mut dice), &words[0], &mut dice));
        assert_eq!(pairs(&texts), before);
    }
}

#[test]
fn common_phrases_alone_make_hardly_a_pair() {
    let mut dice = Dice(12);
    let words = Vocabulary::new(Tongue::English, 20_000, 1.0, 0, &mut dice);
    let frame = "Dear client, thank you very much for posting this interesting job. I have carefully read your description and I am \
                 very confident that I can deliver exactly what you need. Please feel free to contact me at any time for a short \
                 call. I am looking forward to hearing from you soon. Best regards and have a nice day.";
    let texts: Vec<String> = (0..3_000)
        .map(|_| written(&draft(&words, &mut dice), &words, &mut Dice(3)))
        .map(|own| own.split(' ').take(25).collect::<Vec<_>>().join(" "))
        .enumerate()
        .map(|(place, own)| if place % 4 == 0 { format!("{frame} {own}") } else { format!("{own} {own}x") })
        .collect();
    let framed: Vec<&String> = texts.iter().step_by(4).collect();
    assert!(Bag::of(framed[0]).similarity(&Bag::of(framed[1])) >= 0.7, "the frame alone is enough for the plain limit");
    // 280,875 pairs reach the plain limit by the frame. Their rare words overlap by half, give or take, and a limit above
    // all of them would lose copies whose rare words were replaced: fewer than one of a hundred may come out. Where a text
    // has many of them it stands in a crowd. Texts without the frame are in neither.
    let found = twins(&texts);
    assert!(found.pairs.len() < 2_808, "{}", found.pairs.len());
    let named = found.pairs.iter().flat_map(|pair| [pair.a, pair.b]).chain(found.crowds.iter().flatten().copied());
    assert!(named.into_iter().all(|place| place % 4 == 0));
}

/// Text, the same with edits, and a different one of the same kind.
const TONGUES: [[&str; 3]; 4] = [
    [
        "Dear client, I have six years of experience with payment systems in Kotlin and Go. For a bank in Osaka I moved the \
         card ledger to a new data centre without an hour of downtime. I can begin on Monday and report every evening.",
        "HELLO! I can start on Monday and report each evening. I have seven years of experience with payment systems in \
         Kotlin and Rust. For a bank in Nagoya I moved the card ledger to a new data centre without one hour of downtime.",
        "Dear client, I am a designer who likes quiet colours. My last project was a museum guide for children, drawn by hand \
         and tested in two schools. I can send you sketches on Friday and a first clickable version a week later.",
    ],
    [
        "決済システムの開発に六年携わっております。大阪の銀行ではカード台帳を新しいデータセンターへ無停止で移行しました。\
         月曜日から着手でき、毎晩進捗をご報告いたします。",
        "はじめまして！決済システムの開発に七年携わっております。月曜日から着手でき、毎晩、進捗をご報告いたします。名古屋の銀行では\
         カード台帳を新しいﾃﾞｰﾀｾﾝﾀｰへ無停止で移行しました。",
        "落ち着いた色づかいを得意とするデザイナーです。直近では子ども向けの博物館ガイドを手描きで制作し、二つの小学校で試していただきました。\
         金曜日に下書きをお送りし、その一週間後に試作をお見せします。",
    ],
    [
        "결제 시스템 개발에 육 년간 참여했습니다. 오사카 은행에서 카드 원장을 새로운 데이터 센터로 중단 없이 이전했습니다. 월요일부터 시작할 수 \
         있으며 매일 저녁 진행 상황을 보고드리겠습니다.",
        "안녕하세요! 월요일부터 시작할 수 있으며 매일 저녁 진행 상황을 보고드립니다. 결제 시스템 개발에 칠 년간 참여했습니다. 나고야 은행에서 카드 \
         원장을 새로운 데이터 센터로 중단 없이 이전했습니다.",
        "차분한 색감을 좋아하는 디자이너입니다. 최근에는 어린이를 위한 박물관 안내서를 손으로 그려 제작하고 두 초등학교에서 시험했습니다. 금요일에 \
         초안을 보내 드리고 일주일 뒤에 시제품을 보여 드리겠습니다.",
    ],
    [
        "我从事支付系统开发已有六年。在大阪的一家银行，我把银行卡账本无停机地迁移到了新的数据中心。我可以从星期一开始工作，每天晚上汇报进度。",
        "您好！我可以从星期一开始工作，每晚汇报进度。我从事支付系统开发已有七年。在名古屋的一家银行，我把银行卡账本无停机地迁移到了新数据中心。",
        "我是一名喜欢素雅色彩的设计师。最近为孩子们手绘了一本博物馆导览，并在两所小学试用。星期五可以发送草图，一周之后给您看可以点击的样品。",
    ],
];

#[test]
fn four_languages() {
    let texts: Vec<String> = TONGUES.iter().flatten().map(|text| (*text).to_owned()).collect();
    assert_eq!(pairs(&texts), [(0, 1), (3, 4), (6, 7), (9, 10)]);
}

#[test]
fn an_explanation_names_what_is_common() {
    let told = explain("I moved the card ledger to Osaka.", "To Nagoya I MOVED the card ledger!");
    assert_eq!(told.common, ["i moved the card ledger to"]);
    assert_eq!((told.only_first, told.only_second), (vec!["osaka".to_owned()], vec!["nagoya".to_owned()]));
    assert_eq!((told.common_words, told.words), (6, [7, 7]));
    assert!((told.similarity - 6.0 / 7.0).abs() < 1e-12);
    let told = explain(TONGUES[1][0], TONGUES[1][1]);
    assert!(told.common.iter().any(|phrase| phrase.contains("データセンター")), "{told:?}");
}
