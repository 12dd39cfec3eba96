//! Passwords in what people paste: whole command lines, addresses with a user and a password, lines of files.

use std::ops::Range;

/// Names that say that a password comes next, by their end: `RDP_PASSWORD`, `gateway-password`.
const NAMES: [&str; 9] =
    ["password", "passwd", "passwort", "kennwort", "passphrase", "pass", "pwd", "secret", "token"];
/// Options of clients that take a password or a hash of one, where `/`, `-` or `,` stands before them.
const OPTIONS: [&str; 5] = ["p", "gp", "pth", "pw", "assistance"];

/// A pasted text without what programs take as a password: `/p:…`, `--password …`, `password = …`, `user:…@host`,
/// `/u:user%…`. Rather too much is left out than too little; whoever wants to know what a text means reads it whole.
pub fn without_passwords(text: &str) -> String {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    for line in lines(text) {
        named(text, line.clone(), &mut hidden);
        for word in words(text, line.clone()) {
            beside_a_user(text, word, &mut hidden);
        }
        as_next_word(text, line, &mut hidden);
    }
    hidden.sort_by_key(|range| (range.start, range.end));
    let (mut shown, mut end) = (String::with_capacity(text.len()), 0);
    for range in hidden {
        if range.start >= end && !range.is_empty() {
            shown.push_str(&text[end..range.start]);
            shown.push('…');
        }
        end = end.max(range.end);
    }
    shown.push_str(&text[end..]);
    shown
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    pieces(text, 0..text.len(), |c| matches!(c, '\n' | '\r'))
}

fn words(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    pieces(text, within, char::is_whitespace)
}

fn pieces(text: &str, within: Range<usize>, cut: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut begin = within.start;
    text[within].split_inclusive(cut).map(move |piece| {
        let range = begin..begin + piece.trim_end_matches(cut).len();
        begin += piece.len();
        range
    })
}

/// `/p:x`, `"password": "x"`, `RDP_PASSWORD=x`, `,p:x`.
fn named(text: &str, line: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    let of_a_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    for (at, _) in text[line.clone()].match_indices([':', '=']) {
        let at = line.start + at;
        let before = text[line.start..at].trim_end_matches([' ', '\t']).trim_end_matches(['"', '\'']);
        let name = &before[before.trim_end_matches(of_a_name).len()..];
        let before = &before[..before.len() - name.len()];
        // `-p:x` has its dash in what was taken for the name.
        let dashed = name.starts_with('-');
        let name = name.trim_start_matches('-').to_lowercase();
        let is_option = OPTIONS.contains(&name.as_str()) && (dashed || before.ends_with(['/', ',']));
        let is_named = NAMES.iter().any(|known| name.ends_with(known));
        if !(is_option || is_named) {
            continue;
        }
        let rest = &text[at + 1..line.end];
        let blanks = if is_named { rest.len() - rest.trim_start_matches([' ', '\t', '=']).len() } else { 0 };
        // A quote that was opened before the option closes behind the value.
        let opened = before.trim_end_matches('/').chars().next_back().filter(|c| matches!(c, '"' | '\''));
        hidden.push(value(text, at + 1 + blanks..line.end, opened));
    }
}

/// The value that begins a range: up to its quote, or to the next blank.
fn value(text: &str, range: Range<usize>, opened: Option<char>) -> Range<usize> {
    let rest = &text[range.clone()];
    let own = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '“'));
    let close = match own.or(opened) {
        Some('“') => Some('”'),
        other => other,
    };
    let skipped = own.map_or(0, char::len_utf8);
    let end = close
        .and_then(|close| Some(skipped + rest[skipped..].find(close)? + close.len_utf8()))
        .unwrap_or_else(|| rest.find(char::is_whitespace).unwrap_or(rest.len()));
    range.start..range.start + end
}

/// `user:x@host`, `rdp://user:x@host`, `/u:user%x`.
fn beside_a_user(text: &str, word: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    let shown = &text[word.clone()];
    let lower = shown.to_ascii_lowercase();
    if let (Some(percent), true) = (shown.find('%'), lower.contains("/u:") || lower.contains("-u:")) {
        hidden.push(word.start + percent + 1..word.end);
    }
    let from = shown.find("://").map_or(0, |at| at + 3);
    let Some(host) = shown.rfind('@').filter(|host| *host > from) else { return };
    if let Some(colon) = shown[from..host].find(':') {
        hidden.push(word.start + from + colon + 1..word.start + host);
    }
}

/// `-p x`, `--password x`, `-u user%x`.
fn as_next_word(text: &str, line: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    let mut words = words(text, line.clone()).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let option = text[word].trim_start_matches(['"', '\'', '(']).to_lowercase();
        let Some(name) = option.strip_prefix(['-', '/']).map(|name| name.trim_start_matches('-')) else {
            continue;
        };
        let Some(next) = words.peek() else { return };
        if OPTIONS.contains(&name) || NAMES.iter().any(|known| name.ends_with(known)) {
            if !text[next.clone()].starts_with('-') {
                hidden.push(value(text, next.start..line.end, None));
            }
        } else if let ("u", Some(percent)) = (name, text[next.clone()].find('%')) {
            hidden.push(next.start + percent + 1..next.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_spelling_of_a_password_is_repeated() {
        for text in [
            "xfreerdp /v:h /u:bob /P:hunter2",
            "xfreerdp /v:h '/p:hunter2' +clipboard",
            "(/p:hunter2)",
            "\"/p:hunter2 hunter2\" /v:h",
            "/p:\"hunter2 hunter2\" /v:h",
            "/pass:hunter2",
            "cmdkey /add:h /user:bob /pass:hunter2",
            "/gateway:g:h,u:bob,p:hunter2",
            "/gateway-password:hunter2",
            "/pth:hunter2",
            "/assistance:hunter2",
            "-password:hunter2",
            "--password=hunter2",
            "rdesktop -u bob -p hunter2 h",
            "rdesktop -u bob%hunter2 h",
            "xfreerdp --password hunter2 h",
            "--password 'hunter2 hunter2'",
            "password: hunter2",
            "Password:hunter2",
            "password = hunter2",
            "{\"password\":\"hunter2\"}",
            "user=bob;password=hunter2",
            "RDP_PASSWORD=hunter2",
            "pwd=hunter2",
            "Kennwort: hunter2",
            "bob:hunter2@h",
            "rdp://bob:hunter2@h",
            "rdp://bob:hun:hunter2@h",
            "bob@corp.example:hunter2@h",
            "bob:hun@hunter2@h",
            "bob:hun/hunter2@[fs1]",
            r"CORP\bob:hunter2@h",
            "/proxy:http://bob:hunter2@proxy",
            "/u:bob%hunter2",
        ] {
            let shown = without_passwords(text);
            assert!(!shown.contains("hunter2") && shown.contains('…'), "{text} became {shown}");
        }
    }

    #[test]
    fn what_is_no_password_stays() {
        for text in [
            "xfreerdp /v:h:3389 /u:bob /sec:nla",
            "ERRCONNECT_LOGON_FAILURE [0x00020014]",
            "http://fs1:8080/rdweb",
            "alice@corp.example",
            "2026-11-25T10:00:00 error: nothing",
            "wrong password",
            "",
        ] {
            assert_eq!(without_passwords(text), text);
        }
        assert_eq!(
            without_passwords("xfreerdp /v:h /p:hunter2 +clipboard\nERROR"),
            "xfreerdp /v:h /p:… +clipboard\nERROR"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(
            text in "(/p:|-p |password|\"|'|“|”|:|=|@|%|://|/u:| |\n|é|İ|x){0,16}"
        ) {
            without_passwords(&text);
        }
    }
}
