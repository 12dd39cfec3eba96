//! What of a person's text is repeated: words that this program knows. A password, a name, a host in it are somebody's.

use reading::without_passwords;

use super::sentences;
use super::words::{is_empty, words};

/// Names of codes begin so.
const NAMES: [&str; 12] = [
    "STATUS_",
    "NT_STATUS_",
    "ERRCONNECT_",
    "ERRINFO_",
    "SEC_E_",
    "SEC_I_",
    "ERROR_",
    "X509_",
    "CERT_E_",
    "TRUST_E_",
    "AADSTS",
    "SCARD_",
];
/// Behind such a word a number is a code, and no PIN.
const BEFORE_NUMBERS: [&str; 14] = [
    "code",
    "error",
    "event",
    "id",
    "reason",
    "status",
    "fehler",
    "fehlercode",
    "ereignis",
    "ereignisid",
    "erreur",
    "código",
    "codice",
    "kod",
];

/// A text with nothing in it but words of screens and of this field, codes and short numbers; "…" for the rest.
pub fn repeated(text: &str) -> String {
    let mut shown: Vec<&str> = Vec::new();
    let left = without_passwords(text);
    let mut before = String::new();
    for word in left.split_whitespace() {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
        if is_known(word, &bare, &before) {
            shown.push(word);
        } else if shown.last() != Some(&"…") {
            shown.push("…");
        }
        before = bare.to_lowercase();
    }
    shown.join(" ")
}

fn is_known(word: &str, bare: &str, before: &str) -> bool {
    let core = word
        .trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '“' | '”' | '„' | '…' | '’' | '‘'));
    if core.is_empty() {
        // A dash, an arrow; but no heap of signs.
        return word.chars().count() <= 2;
    }
    let is_hex =
        |digits: &str| (1..=8).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_hexdigit());
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if core.to_lowercase().strip_prefix("0x").is_some_and(is_hex) {
        return true;
    }
    if is_number(core) {
        return core.len() <= 3 || core.len() <= 5 && BEFORE_NUMBERS.contains(&before);
    }
    let is_name = core.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if is_name && NAMES.iter().any(|name| core.starts_with(name)) {
        return true;
    }
    // Letters and digits in one word, and numbers between signs, are nobody's language.
    if core.chars().any(|c| c.is_ascii_digit()) {
        return sentences::has(&bare.to_lowercase());
    }
    if core.is_ascii() {
        let mut parts = core.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let joined = core.to_lowercase().replace('\'', "");
        return sentences::has(&joined)
            || is_empty(&joined)
            || BEFORE_NUMBERS.contains(&joined.as_str())
            || parts.all(|part| is_empty(&part.to_lowercase()) || sentences::has(&part.to_lowercase()));
    }
    // Scripts without spaces are known by pairs.
    let mut parts = words(core);
    parts.retain(|part| !is_empty(part));
    parts.iter().all(|part| sentences::has(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_known_words_is_repeated() {
        for whole in [
            "Your credentials did not work",
            "ERRCONNECT_LOGON_FAILURE [0x00020014]",
            "An internal error has occurred. Error code: 0x904",
            "Error code: 2308",
            "Event 4625",
            "",
        ] {
            assert_eq!(repeated(whole), whole);
        }
        for (text, shown) in [
            ("my password is Winter24! on srv-77", "my password is … on …"),
            ("my PIN is 1234_5678", "my PIN is …"),
            ("the password is HUNTER_2", "the password is …"),
            ("host 192.168.1.20 refused", "host … refused"),
            ("my new password is 12-34-56", "my new password is …"),
            ("password !!??", "password …"),
            ("password is Remote-Desktop-1", "password is …"),
            ("password 4711", "password …"),
        ] {
            assert_eq!(repeated(text), shown);
        }
        for secret in ["grdctl rdp set-credentials alice Sekret123", "login bob / Sekret123", "Sekret123"] {
            assert!(!repeated(secret).contains("Sekret123"), "{secret}");
        }
    }
}
