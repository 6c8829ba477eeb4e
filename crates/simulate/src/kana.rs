//! Half-width katakana, as Japanese banks print the holder of an account.

const FULL: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー";
const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ";
const VOICED: &str = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ";
const VOICED_BASE: &str = "カキクケコサシスセソタチツテトハヒフヘホ";
const HALF_VOICED: &str = "パピプペポ";
const HALF_VOICED_BASE: &str = "ハヒフヘホ";

/// Spells full-width katakana in half width; other letters stay as they are.
pub fn half_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        let (base, mark) = if let Some(base) = counterpart(letter, VOICED, VOICED_BASE) {
            (base, Some('ﾞ'))
        } else if let Some(base) = counterpart(letter, HALF_VOICED, HALF_VOICED_BASE) {
            (base, Some('ﾟ'))
        } else {
            (letter, None)
        };
        out.push(counterpart(base, FULL, HALF).unwrap_or(base));
        out.extend(mark);
    }
    out
}

fn counterpart(letter: char, from: &str, to: &str) -> Option<char> {
    let place = from.chars().position(|other| other == letter)?;
    to.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_voiced_and_plain_letters() {
        assert_eq!(half_width("ヤマダ ハナコ"), "ﾔﾏﾀﾞ ﾊﾅｺ");
        assert_eq!(half_width("パンダ"), "ﾊﾟﾝﾀﾞ");
        assert_eq!(FULL.chars().count(), HALF.chars().count());
    }
}
