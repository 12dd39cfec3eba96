//! The words of a text, as they are counted.

/// Words that stand in any text.
const EMPTY: &str = " the a an to of and in is it i on for with my that this not from are be or at by as but have has can was \
    when you we so if no do me then there after until would could get got just also now all any into up out am \
    been were does did will your our they them he she its too very here how what which who some one ";

/// Each word of a text with its stem first: `("sleep", "sleeping")`. Numbers, long hexadecimal words and single
/// letters are no words; scripts without spaces come as pairs of characters.
pub fn words(text: &str) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let characters: Vec<char> = word.chars().collect();
        for part in characters.chunk_by(|&a, &b| has_no_spaces(a) == has_no_spaces(b)) {
            if has_no_spaces(part[0]) {
                words.extend(part.windows(2).map(|pair| {
                    let pair: String = pair.iter().collect();
                    (pair.clone(), pair)
                }));
            } else {
                let word: String = part.iter().collect();
                if is_word(&word) {
                    words.push((stem(&word).to_owned(), word));
                }
            }
        }
    }
    words
}

fn is_word(word: &str) -> bool {
    let letters = word.chars().count();
    let is_number = word.chars().all(|c| c.is_ascii_digit());
    let is_hexadecimal = letters >= 8 && word.chars().all(|c| c.is_ascii_hexdigit());
    // No language has such long words; a log has.
    (2..=40).contains(&letters) && !is_number && !is_hexadecimal && !EMPTY.contains(&format!(" {word} "))
}

/// A lower-case word without its ending, as far as English goes: asking, asks, asked.
pub fn stem(word: &str) -> &str {
    if word.len() < 5 || !word.is_ascii() || word.contains(|c: char| c.is_ascii_digit()) {
        return word;
    }
    let bare = ["ing", "ed", "es", "s", "e"].iter().find_map(|ending| word.strip_suffix(ending));
    bare.filter(|bare| bare.len() >= 3).unwrap_or(word)
}

/// Kana and Han.
pub fn has_no_spaces(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_stands_everywhere_are_no_words() {
        let stems: Vec<String> = words("The 3 PCs at 192.0.2.7 (00400B1F) keep Disconnecting!")
            .into_iter()
            .map(|word| word.0)
            .collect();
        assert_eq!(stems, ["pcs", "keep", "disconnect"]);
    }

    #[test]
    fn scripts_without_spaces_come_in_pairs() {
        let words: Vec<String> = words("認証エラー").into_iter().map(|word| word.1).collect();
        assert_eq!(words, ["認証", "証エ", "エラ", "ラー"]);
    }
}
