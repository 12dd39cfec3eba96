//! Passwords in what people paste: whole command lines, addresses with a user and a password, lines of files.

use std::ops::Range;

/// Words that say that a password comes next, where a sign follows them: `RDP_PASSWORD=`, `"gateway-password": `.
const NAMES: [&str; 17] = [
    "password",
    "passwd",
    "passwort",
    "kennwort",
    "passphrase",
    "mot de passe",
    "contraseña",
    "contrasena",
    "senha",
    "wachtwoord",
    "hasło",
    "пароль",
    "密码",
    "密碼",
    "パスワード",
    "비밀번호",
    "암호",
];
/// The same, where no letter stands before them: they are parts of other words.
const SHORT_NAMES: [&str; 6] = ["pass", "pwd", "pw", "pin", "secret", "token"];
/// What may follow such a word before its value.
const SIGNS: [char; 5] = [':', '=', '：', '＝', '>'];
/// Options of clients that take a password or a hash of one, where `/`, `-`, `,` or `:` stands before them.
const OPTIONS: [&str; 5] = ["p", "gp", "pth", "pw", "assistance"];

/// A pasted text without what programs take as a password, in the forms that are known here: `/p:…`, `--password …`,
/// `password = …`, `user:…@host`, `/u:user%…`. Rather too much is left out than too little; whoever wants to know what a
/// text means reads it whole. A password that nothing marks as one can't be told from another word.
pub fn without_passwords(text: &str) -> String {
    let mut hidden: Vec<Range<usize>> = Vec::new();
    let lines: Vec<Range<usize>> = pieces(text, 0..text.len(), |c| matches!(c, '\n' | '\r')).collect();
    for (at, line) in lines.iter().enumerate() {
        let next = lines[at + 1..].iter().find(|next| !text[(*next).clone()].trim().is_empty());
        named(text, line, next, &mut hidden);
        options(text, line.clone(), &mut hidden);
        for word in pieces(text, line.clone(), char::is_whitespace) {
            beside_a_user(text, word, &mut hidden);
        }
        as_next_word(text, line.clone(), &mut hidden);
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

fn pieces(text: &str, within: Range<usize>, cut: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut begin = within.start;
    text[within].split_inclusive(cut).map(move |piece| {
        let range = begin..begin + piece.trim_end_matches(cut).len();
        begin += piece.len();
        range
    })
}

/// A word that names a password, and a sign behind it: from there the rest of the line is it, or the next line.
fn named(text: &str, line: &Range<usize>, next: Option<&Range<usize>>, hidden: &mut Vec<Range<usize>>) {
    let Some(begin) = first_value(&text[line.clone()]) else { return };
    let begin = line.start + begin;
    if text[begin..line.end].trim_matches([' ', '\t', '"', '\'']).is_empty() {
        hidden.extend(next.cloned());
    } else {
        let blanks = text[begin..line.end].len() - text[begin..line.end].trim_start().len();
        hidden.push(begin + blanks..line.end);
    }
}

/// Where the first value of a named password begins in a line.
fn first_value(line: &str) -> Option<usize> {
    let behind = |at: usize, name: &str| {
        let rest = line[at..].get(name.len()..)?;
        // passwords, password1, password_1; "password"; password 51:b: of a connection file.
        let goes_on = rest.starts_with(char::is_alphabetic) && SHORT_NAMES.contains(&name);
        let rest = rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if goes_on {
            return None;
        }
        let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', ']', ')']);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix(SIGNS)?;
        Some(line.len() - rest.len())
    };
    let starts = |at: usize, name: &str| {
        let mut wanted = name.chars();
        let mut found = line[at..].chars().flat_map(char::to_lowercase);
        wanted.by_ref().all(|c| found.next() == Some(c))
    };
    let mut before: Option<char> = None;
    for (at, c) in line.char_indices() {
        let alone = before.is_none_or(|before| !before.is_alphanumeric());
        // dbpass=, userpwd:, clientSecret=; but not bypass:
        let glued = |name: &str| {
            let word = line[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
            let directly = line[at..].get(name.len()..).is_some_and(|rest| rest.starts_with([':', '=']));
            let begin = line.get(word..at).unwrap_or_default().to_lowercase();
            directly && !["by", "com", "tres", "sur", "encom", "over", "under"].contains(&begin.as_str())
        };
        let short = SHORT_NAMES.iter().filter(|name| alone || glued(name));
        let value =
            NAMES.iter().chain(short).filter(|name| starts(at, name)).find_map(|name| behind(at, name));
        if value.is_some() {
            return value;
        }
        before = Some(c);
    }
    None
}

/// `/p:x`, `-p:x`, `,p:x`, `/gateway:p:x`.
fn options(text: &str, line: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    for (at, _) in text[line.clone()].match_indices([':', '=']) {
        let at = line.start + at;
        let before = &text[line.start..at];
        let name = &before[before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
        let before = &before[..before.len() - name.len()];
        if OPTIONS.contains(&name.to_ascii_lowercase().as_str()) && before.ends_with(['/', '-', ',', ':']) {
            // A quote that was opened before the option closes behind the value.
            let quoted = before.trim_end_matches(['/', '-']).ends_with(['"', '\'']);
            hidden.push(value(text, at + 1..line.end, quoted));
        }
    }
}

/// The value that begins a range: the next word; all the rest where quotes and signs of a shell make words of parts.
fn value(text: &str, range: Range<usize>, quoted: bool) -> Range<usize> {
    let rest = &text[range.clone()];
    let blanks = rest.len() - rest.trim_start().len();
    let word = rest[blanks..].split(char::is_whitespace).next().unwrap_or_default();
    if quoted || word.contains(['"', '\'', '“', '„', '”', '‘', '’', '`', '\\', '(', '$', '^']) {
        return range.start + blanks..range.end;
    }
    range.start + blanks..range.start + blanks + word.len()
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

/// `-p x`, `--password x`, `-u user%x`, `-u user:x`, `sshpass -px`, `ConvertTo-SecureString x`, `net use \\\\h\\c x`.
fn as_next_word(text: &str, line: Range<usize>, hidden: &mut Vec<Range<usize>>) {
    let words: Vec<Range<usize>> =
        pieces(text, line.clone(), char::is_whitespace).filter(|word| !word.is_empty()).collect();
    let lower = |word: &Range<usize>| text[word.clone()].to_lowercase();
    let mounts = words.windows(2).position(|two| lower(&two[0]) == "net" && lower(&two[1]) == "use");
    let unlocks = words.iter().any(|word| lower(word).ends_with("sshpass"));
    for (at, word) in words.iter().enumerate() {
        let shown = lower(word);
        let is_plain = !shown.starts_with(['/', '\\']) && !shown.ends_with(':');
        if mounts.is_some_and(|net| at > net + 1) && is_plain {
            hidden.push(word.clone());
        }
        if unlocks && shown.starts_with("-p") && shown.len() > 2 {
            hidden.push(word.start + 2..word.end);
        }
        let Some(next) = words.get(at + 1) else { return };
        if shown.trim_start_matches('(').eq("convertto-securestring") {
            hidden.push(next.start..line.end);
        }
        let option = shown.trim_start_matches(['"', '\'', '(']);
        let Some(name) = option.strip_prefix(['-', '/']).map(|name| name.trim_start_matches('-')) else {
            continue;
        };
        let is_named = NAMES.iter().chain(&SHORT_NAMES).any(|known| name.ends_with(known));
        if OPTIONS.contains(&name) || is_named {
            hidden.push(value(text, next.start..line.end, false));
        } else if matches!(name, "u" | "user")
            && let Some(sign) = text[next.clone()].find(['%', ':'])
        {
            hidden.push(next.start + sign + 1..next.end);
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
            "/gateway:p:hunter2,g:h",
            "rdesktop -p -hunter2 h",
            r#"{"password":"a\"hunter2"}"#,
            "password=\"a hunter2",
            "Passwort: „a hunter2“",
            "/p:'a'hunter2",
            r"/p:a\ hunter2",
            "/p:a'b hunter2'",
            "Password:\n\n  hunter2",
            "/p: hunter2",
            "-Password (ConvertTo-SecureString \"hunter2\" -AsPlainText)",
            "ConvertTo-SecureString hunter2 -AsPlainText",
            "password 51:b:hunter2",
            "<param name=\"password\">hunter2</param>",
            "curl -u bob:hunter2 h",
            "sshpass -phunter2 ssh h",
            r"net use \\h\c$ hunter2 /user:bob",
            "password1=hunter2",
            "password_1: hunter2",
            "passwords: hunter2",
            "PIN: hunter2",
            "bob dbpass=hunter2",
            "userpwd=hunter2 x",
            "clientSecret: hunter2",
            "mot de passe : hunter2",
            "Contraseña: hunter2",
            "密码：hunter2",
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
            "the password has expired",
            "ping: unknown host",
            "bypass: off",
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
            text in "(/p:|-p |password|-u |net use |PIN|密码|：|\"|'|“|”|:|=|@|%|://|/u:| |\n|é|İ|x){0,16}"
        ) {
            without_passwords(&text);
        }
    }
}
