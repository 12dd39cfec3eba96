//! Text from strangers, made harmless.

/// The longest text from a stranger that is shown, in characters.
const LONGEST: usize = 300;

/// `text` without control characters, line separators and bidirectional overrides; spaces in
/// a row become one, so that nobody can draw with them.
pub fn clean(text: &str) -> String {
    let mut shown = String::new();
    let mut count = 0;
    for c in text.chars().filter(|c| !is_harmful(*c)) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c == ' ' && shown.ends_with(' ') {
            continue;
        }
        if count == LONGEST {
            shown.push('…');
            break;
        }
        shown.push(c);
        count += 1;
    }
    shown
}

/// Whether a character can move the cursor, hide text or turn its order around.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        // Characters that are none, which XML refuses.
        || u32::from(c) & 0xFFFE == 0xFFFE
        || matches!(c,
            '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_and_overrides_are_gone() {
        let nasty = "a\u{1b}]0;owned\u{7}b\u{202e}c\u{9b}31md\r\ne\u{2028}f";
        assert_eq!(clean(nasty), "a]0;ownedbc31mdef");
    }

    #[test]
    fn names_in_any_script_stay() {
        assert_eq!(clean("Зоя 山田 ß"), "Зоя 山田 ß");
    }

    #[test]
    fn nobody_draws_with_spaces() {
        assert_eq!(clean("a   \u{a0} b"), "a b");
    }

    #[test]
    fn what_has_no_end_gets_one() {
        assert_eq!(clean(&"x".repeat(5000)).chars().count(), LONGEST + 1);
    }
}
