//! Typing errors in the few words of a person.

use super::sentences;
use super::words::count;

/// Words of other languages that look like slips of English ones.
const NO_SLIPS: [&str; 12] =
    ["mein", "meine", "dein", "sein", "dass", "wird", "sind", "mijn", "moje", "more", "just", "care"];
/// A text of so many words is short.
const SHORT: usize = 4;

/// A short text with its typing errors mended: "internal eror". A word that no sentence has becomes the one that most
/// sentences have of those a letter away; nothing where nothing is to be mended. In a long text other words speak.
pub(super) fn mended(text: &str) -> Option<String> {
    if count(text) > SHORT {
        return None;
    }
    let meant = |word: &str| {
        let is_word = (4..=20).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let lower = word.to_ascii_lowercase();
        // Many people type no accents: that is no error.
        let is_known = |known: &str| known == lower || !known.is_ascii() && without_accents(known) == lower;
        if NO_SLIPS.contains(&lower.as_str()) {
            return None;
        }
        if !is_word || sentences::has(&lower) || sentences::vocabulary().any(|(known, _)| is_known(known)) {
            return None;
        }
        let near = sentences::vocabulary().filter(|(known, _)| {
            known.len() > 3
                && known.as_bytes()[0] == lower.as_bytes()[0]
                && strsim::osa_distance(known, &lower) == 1
        });
        // Of two as frequent ones the order is the alphabet's.
        let best = near.min_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| a.cmp(b)));
        best.map(|(known, _)| known)
    };
    let mut any = false;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
            let Some(known) = meant(bare) else { return word.to_owned() };
            any = true;
            word.replacen(bare, known, 1)
        })
        .collect();
    any.then(|| words.join(" "))
}

/// Latin letters without their marks.
fn without_accents(word: &str) -> String {
    const MARKED: [(&str, char); 12] = [
        ("àáâãäåā", 'a'),
        ("çćč", 'c'),
        ("èéêëěę", 'e'),
        ("ìíîïı", 'i'),
        ("ñńň", 'n'),
        ("òóôõöøő", 'o'),
        ("ùúûüůű", 'u'),
        ("ýÿ", 'y'),
        ("šśş", 's'),
        ("žźż", 'z'),
        ("łľ", 'l'),
        ("ğ", 'g'),
    ];
    let plain = |c: char| MARKED.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |(_, plain)| *plain);
    word.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_are_mended_and_many_are_not() {
        for (typed, meant) in [
            ("internal eror", "internal error"),
            ("wrong pasword", "wrong password"),
            ("\"internal eror\"", "\"internal error\""),
        ] {
            assert_eq!(mended(typed).as_deref(), Some(meant));
        }
        for other in [
            "internal error",
            "xqzw kjhg",
            "0x904",
            "Fehler eror eror eror eror",
            "",
            "mot de passe expire",
            "rechazo la conexion",
            "connexion refusee",
        ] {
            assert_eq!(mended(other), None, "{other}");
        }
    }
}
