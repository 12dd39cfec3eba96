//! From what was pasted to lines of plain text: encodings, colours, markup, quotation marks of mail.

use crate::{Reading, formats};

/// Bytes as text, and whether they are none.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text; what could not be decoded is U+FFFD.
    pub text: String,
    /// So much of it is no text that it is taken for none.
    pub binary: bool,
}

/// Decodes bytes: UTF-8, UTF-16 with or without its mark, else Windows-1252's Latin letters.
pub fn decode(bytes: &[u8]) -> Decoded {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        _ if is_utf16(bytes, 1) => utf16(bytes, u16::from_le_bytes),
        _ if is_utf16(bytes, 0) => utf16(bytes, u16::from_be_bytes),
        _ => utf8(bytes),
    };
    let sample: Vec<char> = text.chars().take(4096).collect();
    let odd = |c: &&char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{1b}') || **c == '\u{fffd}';
    let binary = sample.iter().filter(odd).count() * 10 > sample.len();
    Decoded { text, binary }
}

/// Valid UTF-8 as it is; a byte that is none as the Latin letter it would be.
fn utf8(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(
            chunk.invalid().iter().map(|&byte| if byte < 0xA0 { '\u{fffd}' } else { char::from(byte) }),
        );
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

/// Nearly every second byte is zero.
fn is_utf16(bytes: &[u8], zero_at: usize) -> bool {
    let sample = &bytes[..bytes.len().min(512)];
    let zeros = sample.iter().skip(zero_at).step_by(2).filter(|byte| **byte == 0).count();
    sample.len() >= 8 && zeros * 10 > sample.len() / 2 * 7
}

/// Plain text: no colours, markup, quotation signs of mail, invisible letters; straight quotation marks.
pub fn clean(text: &str) -> String {
    let text = without_escapes(text);
    // A log that begins like one is no page, whatever somebody's name in it looks like.
    let page = is_markup(&text) && !begins_as_log(&text);
    clean_lines(&if page { without_markup(&text) } else { text })
}

/// The same of a log, which is never a page.
pub(crate) fn clean_log(text: &str) -> String {
    clean_lines(&without_escapes(text))
}

/// A page begins with a tag, a log with lines of its own; what stands in them is somebody's name.
fn begins_as_log(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(40).peekable();
    let is_tagged = lines.peek().is_some_and(|line| line.starts_with('<'));
    !is_tagged && lines.any(|line| formats::frame(line, None).is_some())
}

fn clean_lines(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for line in text.split('\n') {
        let mut line = line.trim_end_matches('\r');
        while let Some(rest) = line.strip_prefix("> ").or_else(|| line.strip_prefix('>')) {
            line = rest;
        }
        for c in line.chars() {
            match c {
                '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{00B4}' => clean.push('\''),
                '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' => clean.push('"'),
                '\u{00A0}' | '\u{202F}' | '\u{3000}' | '\t' | '\r' => clean.push(' '),
                '\u{2010}'..='\u{2012}' => clean.push('-'),
                c if c.is_control() || is_invisible(c) => {}
                c => clean.push(c),
            }
        }
        clean.push('\n');
    }
    clean.truncate(clean.trim_end_matches('\n').len());
    clean
}

/// Letters that leave no trace on a screen, or turn the direction of what follows.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Without the sequences that terminals take for colours and movements.
fn without_escapes(text: &str) -> String {
    if !text.contains('\u{1b}') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c != '\u{1b}' {
            plain.push(c);
            continue;
        }
        match characters.next_if(|c| *c != '\n') {
            // Parameters, then one letter.
            Some('[') => {
                while characters.next_if(|c| ('\u{20}'..='\u{3f}').contains(c)).is_some() {}
                characters.next_if(|c| ('\u{40}'..='\u{7e}').contains(c));
            }
            // Words up to a bell. A line's end ends it in any case: nobody may hide the lines that follow.
            Some(']') => {
                while characters.next_if(|c| !matches!(c, '\u{7}' | '\u{1b}' | '\n')).is_some() {}
                characters.next_if_eq(&'\u{7}');
            }
            _ => {}
        }
    }
    plain
}

const TAGS: [&str; 12] =
    ["<p>", "<br", "<div", "<span", "<pre", "<code", "</", "<td", "<li>", "<html", "<blockquote", "<p "];

fn is_markup(text: &str) -> bool {
    let head: String = text.chars().take(Reading::LOOK).collect::<String>().to_lowercase();
    TAGS.iter().any(|tag| head.contains(tag))
}

/// The words of a web page: a block's end is a line's end, entities are their letters.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        let tail = &rest[at..];
        let is_tag = tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if let Some(end) = tail.bytes().take(400).position(|byte| byte == b'>').filter(|_| is_tag) {
            let name = tail[1..end].trim_start_matches('/').to_lowercase();
            let tag = name.split([' ', '/']).next().unwrap_or_default();
            if ["br", "p", "div", "li", "tr", "pre", "blockquote"].contains(&tag) {
                plain.push('\n');
            }
            rest = &tail[end + 1..];
            // What a page does is none of its words; as in a browser, it goes on to its end tag or for ever.
            if ["script", "style"].contains(&tag) && tail.as_bytes()[1] != b'/' {
                rest = end_tag(rest, tag).map_or("", |at| &rest[at..]);
            }
        } else {
            plain.push('<');
            rest = &tail[1..];
        }
    }
    plain.push_str(rest);
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(plain, |text, (entity, letter)| text.replace(entity, letter))
}

/// Where the end tag of such an element begins.
fn end_tag(text: &str, tag: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        text.as_bytes()[at + 2..]
            .get(..tag.len())
            .is_some_and(|name| name.eq_ignore_ascii_case(tag.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_words() {
        let words = "Die Anmeldung ist fehlgeschlagen: Gerät";
        let le: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE][..], &le].concat();
        let latin: Vec<u8> =
            words.chars().map(|c| u8::try_from(u32::from(c)).expect("it is Latin")).collect();
        for bytes in [words.as_bytes(), &le, &be, &marked, &latin] {
            assert_eq!(decode(bytes), Decoded { text: words.to_owned(), binary: false });
        }
    }

    #[test]
    fn what_nobody_ends_hides_no_line_after_it() {
        for text in [
            "a\u{1b}]\nnext",
            "a\u{1b}[\nnext",
            "a\u{1b}[31\nnext",
            "a\u{1b}]0;x\nnext",
            "a\u{1b}\nnext",
            "a\u{1b}]\u{1b}\nnext",
        ] {
            assert!(clean(text).ends_with("\nnext"), "{text:?}: {:?}", clean(text));
        }
    }

    #[test]
    fn a_name_in_a_log_makes_no_page_of_it() {
        let log =
            "[20261123-01:57:16] [INFO ] AUTHFAIL: user=x<br>[20261123-01:57:17] [ERROR] y<br> ip=::1 time=1";
        assert_eq!(clean(log), log);
        assert_eq!(clean_log("<p>x"), "<p>x");
    }

    #[test]
    fn a_program_is_no_text() {
        let bytes: Vec<u8> = (0..=255).cycle().take(5000).collect();
        assert!(decode(&bytes).binary);
        assert!(decode(&[0x7F, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0]).binary);
    }

    #[test]
    fn colours_markup_and_mail_leave_no_trace() {
        for text in [
            "\u{1b}[31mAccess denied\u{1b}[0m",
            "<p>Access&nbsp;<b>denied</b></p>",
            "> > Access denied",
            "Access\u{200b} denied\r",
            "\u{1b}]0;title\u{7}Access denied",
            "<style>p { color: #0x904 }</style><p>Access <SCRIPT>if (a < 0x904) error</Script >denied</p><script>0x904",
        ] {
            assert_eq!(clean(text).trim(), "Access denied", "{text}");
        }
        assert_eq!(clean("user <alice> & <bob>"), "user <alice> & <bob>");
    }
}
