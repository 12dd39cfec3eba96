//! Time stamps at the beginning of lines, in the forms that programs write.

use jiff::SignedDuration;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// A moment as a line gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// By the writer's clock; none where the form has no date, or a month in an unknown language.
    pub civil: Option<DateTime>,
    /// Whether the line gives the year; otherwise that of `civil` is 2000, and means nothing.
    pub has_year: bool,
    /// Whether it is in one of the two forms that xrdp writes.
    pub of_xrdp: bool,
    /// How far that clock is ahead of UTC, where the line says so.
    pub offset: Option<Offset>,
}

impl Stamp {
    /// By UTC, where the line says how far the clock is ahead of it; by that clock otherwise.
    pub fn in_utc(self) -> Option<DateTime> {
        let ahead = self.offset.map_or(0, Offset::seconds);
        Some(self.civil?.saturating_sub(SignedDuration::from_secs(ahead.into())))
    }
}

const UNDATED: Stamp = Stamp { civil: None, has_year: false, of_xrdp: false, offset: None };

fn dated(civil: DateTime, offset: Option<Offset>) -> Stamp {
    Stamp { civil: Some(civil), has_year: true, of_xrdp: false, offset }
}

/// The stamp at the beginning of a line, and what follows.
pub(crate) fn leading(line: &str) -> Option<(Stamp, &str)> {
    let line = line.trim_start();
    bracketed(line).or_else(|| iso(line)).or_else(|| syslog(line)).or_else(|| clock(line))
}

/// `[20261123-01:57:15]`, `[2024-12-20T09:51:23.206-0500]`, `[19:12:17:248]`.
fn bracketed(line: &str) -> Option<(Stamp, &str)> {
    let (inside, rest) = line.strip_prefix('[')?.split_once(']')?;
    if inside.len() > 40 {
        return None;
    }
    if let Some(text) = inside.get(..17)
        && let Ok(civil) = DateTime::strptime("%Y%m%d-%H:%M:%S", text)
    {
        return Some((Stamp { of_xrdp: true, ..dated(civil, None) }, rest.trim_start()));
    }
    let (stamp, left) = iso(inside).or_else(|| syslog(inside)).or_else(|| clock(inside))?;
    // [2024-12-20T09:51:23.206-0500]: others write a comma, a blank, a Z, or no zone.
    let zone = inside.get(23..).is_some_and(|zone| zone.len() == 5 && zone.starts_with(['+', '-']));
    let of_xrdp = zone && inside.get(10..11) == Some("T") && inside.get(19..20) == Some(".");
    left.trim().is_empty().then(|| (Stamp { of_xrdp, ..stamp }, rest.trim_start()))
}

/// `2024-12-20T09:51:23.206-0500`, `2024-12-20 09:51:23,206`, `2024/12/20 09:51:23`.
fn iso(line: &str) -> Option<(Stamp, &str)> {
    let head = line.get(..19)?;
    let plain: String = head.chars().map(|c| if c == '/' { '-' } else { c }).collect();
    let civil = DateTime::strptime("%Y-%m-%dT%H:%M:%S", &plain)
        .or_else(|_| DateTime::strptime("%Y-%m-%d %H:%M:%S", &plain))
        .ok()?;
    let mut rest = &line[19..];
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let (offset, rest) = zone(rest);
    Some((dated(civil, offset), rest.trim_start()))
}

/// `Z`, `+0100`, `+01:00`.
fn zone(rest: &str) -> (Option<Offset>, &str) {
    if let Some(left) = rest.strip_prefix('Z') {
        return (Some(Offset::UTC), left);
    }
    let Some(sign @ ('+' | '-')) = rest.chars().next() else { return (None, rest) };
    let digits: String = rest[1..].chars().filter(|c| *c != ':').take(4).collect();
    let length = if rest.get(3..4) == Some(":") { 6 } else { 5 };
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<i32>().ok());
    let (Some(hours), Some(minutes), Some(left)) =
        (number(digits.get(..2)), number(digits.get(2..4)), rest.get(length..))
    else {
        return (None, rest);
    };
    let seconds = (hours * 3600 + minutes * 60) * if sign == '-' { -1 } else { 1 };
    (Offset::from_seconds(seconds).ok(), left)
}

/// How the months' short names begin, in the languages that journals are met in. Others are known by their place, and
/// their lines have no date.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "янв", "sty"],
    &["feb", "fév", "fev", "фев", "lut"],
    &["mar", "mär", "mrt", "мар"],
    &["apr", "avr", "abr", "апр", "kwi"],
    &["may", "mai", "maj", "mei", "mag", "май", "мая"],
    &["jun", "juin", "giu", "июн", "cze"],
    &["jul", "juil", "lug", "июл", "lip"],
    &["aug", "aoû", "aou", "ago", "авг", "sie"],
    &["sep", "set", "сен", "wrz"],
    &["oct", "okt", "out", "ott", "окт", "paź"],
    &["nov", "ноя", "lis"],
    &["dec", "dez", "déc", "dic", "дек", "gru"],
];

/// The month of a word, from 0.
fn month_of(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    if let Some(number) = word.strip_suffix(['月', '월']) {
        return number.parse::<usize>().ok()?.checked_sub(1).filter(|month| *month < 12);
    }
    MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))
}

/// `Dec 30 18:59:32`, `déc. 30 18:59:32`, `30 Dez 18:59:32`, `12月 30 18:59:32`; with or without a year.
fn syslog(line: &str) -> Option<(Stamp, &str)> {
    let mut rest = line;
    let mut day = None;
    let mut month = None;
    let mut year = None;
    for place in 0..5 {
        let word = rest.split(' ').next()?;
        if is_clock(word) {
            let known = month.and_then(month_of);
            day.filter(|day| (1..=31).contains(day))?;
            month?;
            let civil = known.and_then(|known| {
                let text =
                    format!("{}-{:02}-{:02} {}", year.unwrap_or(2000), known + 1, day?, word.get(..8)?);
                DateTime::strptime("%Y-%m-%d %H:%M:%S", text).ok()
            });
            let stamp = Stamp { civil, has_year: civil.is_some() && year.is_some(), ..UNDATED };
            return Some((stamp, rest[word.len()..].trim_start()));
        }
        let bare = word.trim_end_matches(['.', ',']);
        match bare.parse::<u32>() {
            Ok(number) if number <= 31 && day.is_none() => day = Some(number),
            Ok(number @ 1970..=2100) => year = Some(number),
            Err(_) if is_month(bare) && (month.is_none() || place == 1) => month = Some(bare),
            _ => return None,
        }
        rest = rest[word.len()..].trim_start();
    }
    None
}

/// A short word of letters, or a number with the sign for "month".
fn is_month(word: &str) -> bool {
    let length = word.chars().count();
    (2..=9).contains(&length)
        && word.chars().all(|c| c.is_alphabetic() || c.is_ascii_digit() && word.ends_with(['月', '월']))
}

/// `19:12:17:248`, `12:00:00.000`, `21:10:02`.
fn clock(line: &str) -> Option<(Stamp, &str)> {
    let end = line.find([' ', '\t', ']']).unwrap_or(line.len());
    let word = &line[..end];
    is_clock(word.trim_end_matches(':')).then(|| (UNDATED, line[end..].trim_start()))
}

/// Two digits, a colon, two digits, a colon, two digits, and perhaps a fraction.
fn is_clock(word: &str) -> bool {
    let mut parts = word.split([':', '.', ',']);
    let two = |part: Option<&str>| {
        part.is_some_and(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let whole = two(parts.next()) && two(parts.next()) && two(parts.next());
    let fraction = parts.next().is_none_or(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    whole && fraction && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(line: &str) -> Option<&str> {
        leading(line).map(|(_, rest)| rest)
    }

    #[test]
    fn every_form_that_programs_write() {
        for line in [
            "[20261123-01:57:15] x",
            "[2024-12-20T09:51:23.206-0500] x",
            "[19:12:17:248] x",
            "2024-12-20T09:51:23+01:00 x",
            "2024-12-20 09:51:23,206 x",
            "Dec 30 18:59:32 x",
            "déc. 30 18:59:32 x",
            "30 Dez 18:59:32 x",
            "12月 30 18:59:32 x",
            "Okt 03 2024 18:59:32 x",
            "21:10:02.123 x",
        ] {
            assert_eq!(rest(line), Some("x"), "{line}");
        }
    }

    #[test]
    fn what_is_no_stamp() {
        for line in ["x", "", "[ERROR] x", "error 30 18 x", "1234 x", "[20261399-99:99:99] x"] {
            assert_eq!(rest(line), None, "{line}");
        }
    }

    #[test]
    fn the_zone_is_kept() {
        let (stamp, _) = leading("[2024-12-20T09:51:23.206-0500] x").expect("it is a stamp");
        assert_eq!(stamp.offset, Some(Offset::from_hours(-5).expect("it is one")));
        assert_eq!(stamp.civil.expect("it has a date").hour(), 9);
    }
}
