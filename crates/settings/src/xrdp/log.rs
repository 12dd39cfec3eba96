//! What xrdp, its sesman and the journal around them logged, as entries. What their sentences say is told in
//! `reading`, for `explain` as for this.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use diagnosis::facts::Log;
use diagnosis::facts::log::{Entry, NotUnderstood, Span, What};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use reading::formats::xrdp::{Told, told};
use reading::{Reading, Severity, Stamp, Statement, formats};

use super::Xrdp;
use super::read::GLOBALS;

/// As much of the end of a log is read, in bytes.
pub(super) const TAIL: u64 = Reading::MOST as u64;

/// The text of a log.
#[derive(Debug)]
pub(super) struct Text {
    /// What it is called in facts.
    pub(super) name: String,
    pub(super) text: String,
    /// When it was written last: journals write no year.
    pub(super) written: Timestamp,
}

/// Reads the texts of logs.
pub(super) fn read_all(texts: &[Text]) -> Log {
    let mut log = Log::default();
    for text in texts {
        read(text, &mut log);
    }
    // xrdp repeats in its own log, without a name, what sesman wrote with one.
    if log.entries.iter().any(|entry| entry.what.is_verdict() && entry.user.is_some()) {
        log.entries.retain(|entry| entry.what != What::WrongCredentials || entry.user.is_some());
    }
    log.entries.sort_by_key(|entry| entry.at);
    keep_the_newest(&mut log.entries);
    log
}

/// At most [`Log::MOST`] of a kind, the newest.
fn keep_the_newest(entries: &mut Vec<Entry>) {
    let mut counts: BTreeMap<What, usize> = BTreeMap::new();
    let mut newest: Vec<Entry> = Vec::new();
    for entry in entries.drain(..).rev() {
        let count = counts.entry(entry.what).or_default();
        *count += 1;
        if *count <= Log::MOST {
            newest.push(entry);
        }
    }
    newest.reverse();
    *entries = newest;
}

impl Xrdp {
    pub(super) fn logs(&self) -> Log {
        read_all(&self.log_texts())
    }

    /// The ends of all logs in sight, with their names.
    fn log_texts(&self) -> Vec<Text> {
        let main = self.main.value("Logging", "LogFile").or(self.main.value(GLOBALS, "LogFile"));
        let sesman = self.sesman.as_ref().and_then(|ini| ini.value("Logging", "LogFile"));
        let files = [(main, "xrdp.log"), (sesman, "xrdp-sesman.log")];
        let text = |(set, usual): (Option<&str>, &str)| {
            let text = self.log_text(set.unwrap_or(usual), usual)?;
            Some(Text { name: usual.to_owned(), text, written: Timestamp::now() })
        };
        files.into_iter().filter_map(text).collect()
    }

    /// The end of a log: where the configuration says; of a copied folder also beside it, under the configured
    /// name or the usual one.
    fn log_text(&self, set: &str, usual: &str) -> Option<String> {
        let beside = Path::new(set).file_name().map(PathBuf::from);
        let in_place = self.is_rooted().then(|| Path::new("/var/log").join(set));
        let beside = beside.map(|name| self.config.join(name)).filter(|_| !self.is_whole());
        let usual = (!self.is_whole()).then(|| PathBuf::from(usual));
        let candidates = [in_place, beside, usual];
        candidates.into_iter().flatten().find_map(|path| {
            let path = self.folder.resolve(&path).ok()?;
            let bytes = self.folder.tail(&path, TAIL).ok()?;
            Some(whole_lines(reading::decode(&bytes).text, bytes.len() as u64))
        })
    }
}

/// Without the line whose beginning was cut off: what is left of it may be somebody's name.
pub(super) fn whole_lines(text: String, length: u64) -> String {
    match text.split_once('\n') {
        Some((_, rest)) if length >= TAIL => rest.to_owned(),
        _ => text,
    }
}

fn read(Text { name, text, written }: &Text, log: &mut Log) {
    let mut statements = reading::read_log(text).statements;
    date(&mut statements, *written);
    if is_reversed(&statements) {
        statements.reverse();
    }
    let all = told(&statements);
    // Lines carry local time, and some of them seconds since 1970 or the zone besides.
    let ahead = all.iter().rev().find_map(zone).unwrap_or_default();
    let moment = |stamp: Option<Stamp>| stamp.and_then(|stamp| moment(stamp, ahead));
    let mut stamps = statements.iter().filter_map(|statement| statement.at);
    let (from, until) = (stamps.next(), stamps.next_back());
    let of_xrdp = |statement: &&Statement| *statement.speaker == formats::xrdp::FORMAT;
    let faults_alone = |statement: &Statement| statement.severity >= Severity::Warning;
    let (from, until) = (moment(from), moment(until.or(from)));
    let span = Span {
        log: name.clone(),
        from,
        until,
        unread: 0,
        only_faults: statements.iter().any(|statement| of_xrdp(&statement))
            && statements.iter().filter(of_xrdp).all(faults_alone),
    };
    let entry = |at: Option<Stamp>, what: What| {
        let at = moment(at).or(until).unwrap_or(*written);
        Entry { at, log: name.clone(), what, status: None, user: None, from: None, during_this_run: false }
    };
    for told in &all {
        let Some(what) = What::of_xrdp(told.event) else { continue };
        log.entries.push(Entry { user: told.user.clone(), from: told.from.clone(), ..entry(told.at, what) });
    }
    log.entries.extend(crashes(&statements).into_iter().map(|at| entry(at, What::ServiceCrashed)));
    if text.trim().is_empty()
        || statements.iter().any(|statement| of_xrdp(&statement) || names_unit(statement))
    {
        log.read.push(span);
    } else {
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        log.not_understood.push(NotUnderstood { log: name.clone(), begins: form_of(first) });
    }
}

/// Gives years to stamps that have none: nothing was written after the file was, and from one line to the next it is
/// half a year at most, forward or, where journals are joined, back. A line without a date gets its neighbour's.
fn date(statements: &mut [Statement], written: Timestamp) {
    // Clocks and zones differ by less than a day.
    let latest = written.to_zoned(TimeZone::UTC).datetime().saturating_add(SignedDuration::from_hours(24));
    let half_a_year = SignedDuration::from_hours(183 * 24);
    let mut next = latest;
    for statement in statements.iter_mut().rev() {
        let Some(stamp) = &mut statement.at else { continue };
        let civil = match stamp.civil {
            None => next,
            Some(civil) if stamp.has_year => civil,
            Some(civil) => {
                let of_year = |year: i16| {
                    let built = civil.with().year(year).build();
                    built.or_else(|_| civil.with().year(year).day(28).build()).ok()
                };
                let years = [next.year().saturating_add(1), next.year(), next.year().saturating_sub(1)];
                let near = |at: &DateTime| *at <= latest && next.duration_until(*at).abs() <= half_a_year;
                let before = || years[1..].iter().filter_map(|year| of_year(*year)).find(|at| *at <= latest);
                years.iter().filter_map(|year| of_year(*year)).find(near).or_else(before).unwrap_or(next)
            }
        };
        stamp.civil = Some(civil);
        next = civil;
    }
}

/// The form of a line, in at most 80 characters: letters as x, digits as 9. What it says isn't understood, so it may be a
/// password, a key, or a command with one.
fn form_of(line: &str) -> String {
    let form = |c: char| match c {
        _ if c.is_numeric() => '9',
        _ if c.is_uppercase() => 'X',
        _ if c.is_alphabetic() => 'x',
        _ => c,
    };
    line.trim().chars().take(80).map(form).collect()
}

/// Whether the newest line stands first, as `journalctl -r` writes. A clock that is put back makes one step back, and so
/// do journals that are joined; that alone turns nothing around.
fn is_reversed(statements: &[Statement]) -> bool {
    let times: Vec<DateTime> = statements.iter().filter_map(|statement| statement.at?.in_utc()).collect();
    let falls = times.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let rises = times.windows(2).any(|pair| pair[0] < pair[1]);
    !rises && (falls > 1 || falls == 1 && times.len() == 2 && !is_put_back(times[1], times[0]))
}

/// Whether a clock was put back by an hour at most, as at the end of summer.
fn is_put_back(from: DateTime, to: DateTime) -> bool {
    from.duration_until(to) <= SignedDuration::from_hours(1)
}

const UNITS: [&str; 2] = ["xrdp.service", "xrdp-sesman.service"];

/// Whether a line of the journal names one of xrdp's units, wherever.
fn names_unit(statement: &Statement) -> bool {
    *statement.speaker == formats::system::FORMAT && UNITS.iter().any(|unit| statement.text.contains(unit))
}

/// Whether a line of the journal is systemd's word on one of xrdp's units: it names the unit first. Behind that, and in
/// others' lines, anybody can.
fn is_of_unit(statement: &Statement) -> bool {
    let text = statement.text.trim_start_matches(['●', '○', '×', ' ']);
    *statement.speaker == formats::system::FORMAT && UNITS.iter().any(|unit| text.starts_with(unit))
}

/// When xrdp's units died, by what systemd says, if that is more than once: one crash is no habit.
fn crashes(statements: &[Statement]) -> Vec<Option<Stamp>> {
    let of_unit = || statements.iter().filter(|statement| is_of_unit(statement));
    let says = |statement: &Statement, words: &str| statement.text.to_lowercase().contains(words);
    let died = |statement: &&Statement| {
        says(statement, "main process exited")
            && ["code=dumped", "code=killed", "/segv"].iter().any(|how| says(statement, how))
    };
    let deaths: Vec<Option<Stamp>> = of_unit().filter(died).map(|statement| statement.at).collect();
    let gave_up = of_unit().filter(|statement| says(statement, "start request repeated too quickly"));
    let given_up: Vec<Option<Stamp>> = gave_up.map(|statement| statement.at).collect();
    if deaths.len() + 2 * given_up.len() < 2 {
        return Vec::new();
    }
    deaths.into_iter().chain(given_up).collect()
}

/// How far the log's clock is ahead of UTC: `AUTHFAIL: … time=` is in both.
fn zone(told: &Told) -> Option<SignedDuration> {
    let local = utc(told.at?.civil?)?;
    let ahead = local.duration_since(Timestamp::from_second(told.seconds?).ok()?);
    // Zones are multiples of a quarter of an hour.
    let quarters = (ahead.as_secs() + 450).div_euclid(900);
    Some(SignedDuration::from_secs(quarters * 900))
        .filter(|ahead| ahead.abs() <= SignedDuration::from_hours(15))
}

/// The moment of a stamp; by the log's zone where the stamp has none.
fn moment(stamp: Stamp, ahead: SignedDuration) -> Option<Timestamp> {
    let local = utc(stamp.civil?)?;
    let ahead =
        stamp.offset.map_or(ahead, |offset: Offset| SignedDuration::from_secs(offset.seconds().into()));
    local.checked_sub(ahead).ok()
}

/// A time as if it were UTC.
fn utc(civil: DateTime) -> Option<Timestamp> {
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESMAN: &str = include_str!("../../tests/data/xrdp-sesman.log");
    const XRDP: &str = include_str!("../../tests/data/xrdp.log");

    fn logs(name: &str, text: &str) -> Log {
        read_all(&[Text { name: name.to_owned(), text: text.to_owned(), written: Timestamp::UNIX_EPOCH }])
    }

    fn entries(name: &str, text: &str) -> Vec<(What, Option<String>)> {
        let log = logs(name, text);
        let success =
            |what: What| matches!(what, What::SignInAccepted | What::ServiceStarted | What::SessionResumed);
        log.entries
            .into_iter()
            .filter(|entry| !success(entry.what))
            .map(|entry| (entry.what, entry.user))
            .collect()
    }

    #[test]
    fn what_a_real_sesman_wrote() {
        let of = |user: &str| Some(user.to_owned());
        assert_eq!(
            entries("xrdp-sesman.log", SESMAN),
            [
                (What::WrongCredentials, of("alice")),
                (What::WrongCredentials, of("nosuch")),
                (What::AccountExpired, of("bob")),
                (What::WrongCredentials, of("carol")),
                (What::PasswordExpired, of("dave")),
                (What::SessionStarted, of("alice")),
                (What::SessionFailed, None),
                (What::WrongCredentials, of("root")),
                (What::NotInGroup, of("alice")),
                (What::SessionLimit, of("alice")),
            ]
        );
    }

    #[test]
    fn what_a_real_xrdp_wrote() {
        assert_eq!(
            entries("xrdp.log", XRDP),
            [(What::KeyUnreadable, None), (What::LoginServiceUnreachable, None)]
        );
    }

    #[test]
    fn the_zone_is_found_from_the_seconds_or_the_stamp() {
        // 1795399035 is 2026-11-23 01:57:15 UTC.
        for line in [
            "[20261123-03:57:15] [INFO ] AUTHFAIL: user=a b ip=::1 time=1795399035",
            "[2026-11-23T03:57:15.100+0200] [INFO ] AUTHFAIL: user=a b ip=::1 time=1795399035",
        ] {
            let entry = logs("xrdp-sesman.log", line).entries.remove(0);
            assert_eq!(entry.at.as_second(), 1_795_399_035, "{line}");
            assert_eq!(entry.user.as_deref(), Some("a b"));
        }
    }

    #[test]
    fn a_log_in_which_nothing_is_understood_is_not_read() {
        let log = logs("xrdp.log", "zażółć gęślą\njaźń");
        assert!(log.read.is_empty());
        assert_eq!(log.not_understood[0].begins, "xxxxxx xxxxx");
    }

    #[test]
    fn what_is_not_understood_gives_no_secret_away() {
        for line in [
            "xfreerdp /u:alice /p:Sup3rSecret /v:host",
            "root:$6$abc$Sup3rSecret:19000:0:99999:7:::",
            "password Supersecret",
            "Passwort: Supersecret",
            "PATH=/bin DB_PASSWORD=Supersecret",
            "wachtwoord Supersecret",
            "mysql -u root -p Supersecret",
            "login bob Supersecret",
        ] {
            let log = logs("xrdp.log", line);
            assert!(!log.not_understood[0].begins.to_lowercase().contains("sup"), "{log:?}");
        }
    }

    #[test]
    fn a_clock_that_is_put_back_turns_no_log_around() {
        let log = "[2026-10-25T02:59:59.000+0200] [ERROR] pam_acct_mgmt failed: User account has expired\n\
                   [2026-10-25T02:00:00.000+0100] [INFO ] AUTHFAIL: user=bob ip=::1 time=1792890000";
        assert_eq!(entries("xrdp-sesman.log", log), [(What::AccountExpired, Some("bob".to_owned()))]);
    }

    #[test]
    fn a_stranger_at_another_door_accuses_no_unit() {
        let log = "Dec 30 18:59:32 pc7 xrdp[1]: [INFO ] listening to port 3389\n".to_owned()
            + &"Dec 30 18:59:33 pc7 sshd[9]: Invalid user xrdp.service: Main process exited, code=killed from 192.0.2.1 port 22\n".repeat(2);
        assert_eq!(entries("journal", &log), []);
    }

    #[test]
    fn two_people_refused_for_one_reason_are_two() {
        let refusal = |user: &str| {
            format!(
                "[20261123-01:00:00] [ERROR] pam_acct_mgmt failed: Authentication token expired\n\
                 [20261123-01:00:00] [INFO ] AUTHFAIL: user={user} ip=192.0.2.7 time=1795395600\n"
            )
        };
        let of = |user: &str| (What::PasswordExpired, Some(user.to_owned()));
        assert_eq!(
            entries("xrdp-sesman.log", &(refusal("user1") + &refusal("user2"))),
            [of("user1"), of("user2")]
        );
    }

    #[test]
    fn of_more_entries_than_are_kept_the_newest_of_all_logs_stay() {
        let log = |name: &str, hour: u32| Text {
            name: name.to_owned(),
            text: (0..60)
                .map(|minute| {
                    format!("[20261123-{hour:02}:{minute:02}:00] [ERROR] X server failed to start\n")
                })
                .collect::<Vec<_>>()
                .concat(),
            written: Timestamp::UNIX_EPOCH,
        };
        let entries = read_all(&[log("xrdp.log", 9), log("xrdp-sesman.log", 3)]).entries;
        assert_eq!(entries.len(), Log::MOST);
        assert!(entries.iter().all(|entry| entry.log == "xrdp.log"));
    }
}
