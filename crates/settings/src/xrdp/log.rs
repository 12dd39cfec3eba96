//! What xrdp, its sesman and the journal around them logged, as entries. What their sentences say is told in
//! `reading`, for `explain` as for this.

use std::path::{Path, PathBuf};

use diagnosis::facts::Log;
use diagnosis::facts::log::{Entry, NotUnderstood, Span, What};
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use reading::formats::xrdp::{Event, Told, told};
use reading::{Reading, Stamp};

use super::Xrdp;
use super::read::GLOBALS;

/// As much of the end of a log is read, in bytes.
pub(super) const TAIL: u64 = 4 << 20;

/// Reads the texts of logs, each with its name.
pub(super) fn read_all(texts: Vec<(String, String)>) -> Log {
    let mut logs = Logs::default();
    for (name, text) in texts {
        logs.read(&name, &text);
    }
    logs.log.entries.sort_by_key(|entry| entry.at);
    logs.log
}

/// What was read so far.
#[derive(Debug, Default)]
struct Logs {
    log: Log,
}

impl Xrdp {
    pub(super) fn logs(&self) -> Log {
        read_all(self.log_texts())
    }

    /// The ends of all logs in sight, with their names.
    fn log_texts(&self) -> Vec<(String, String)> {
        let main = self.main.value("Logging", "LogFile").or(self.main.value(GLOBALS, "LogFile"));
        let sesman = self.sesman.as_ref().and_then(|ini| ini.value("Logging", "LogFile"));
        let files = [(main, "xrdp.log"), (sesman, "xrdp-sesman.log")];
        files
            .into_iter()
            .filter_map(|(set, usual)| Some((usual.to_owned(), self.log_text(set.unwrap_or(usual), usual)?)))
            .collect()
    }

    /// The end of a log: where the configuration says; of a copied folder also beside it, under the configured
    /// name or the usual one.
    fn log_text(&self, set: &str, usual: &str) -> Option<String> {
        let beside = Path::new(set).file_name().map(PathBuf::from);
        let whole = self.is_whole().then(|| Path::new("/var/log").join(set));
        let beside = beside.map(|name| self.config.join(name)).filter(|_| !self.is_whole());
        let usual = (!self.is_whole()).then(|| PathBuf::from(usual));
        let candidates = [whole, beside, usual];
        candidates.into_iter().flatten().find_map(|path| {
            let path = self.folder.resolve(&path).ok()?;
            let bytes = self.folder.tail(&path, TAIL).ok()?;
            Some(reading::decode(&bytes).text)
        })
    }
}

impl Logs {
    fn read(&mut self, name: &str, text: &str) {
        let reading = reading::read(text);
        let all = told(&reading.statements);
        let mut stamps = reading.statements.iter().filter_map(|statement| statement.at);
        // Lines carry local time, and some of them seconds since 1970 or the zone besides.
        let ahead = all.iter().rev().find_map(zone).unwrap_or_default();
        let (from, until) = (stamps.next(), stamps.next_back());
        let moment = |stamp: Option<Stamp>| stamp.and_then(|stamp| moment(stamp, ahead));
        let unread = text.lines().filter(|line| !line.trim().is_empty()).count();
        let span = Span {
            log: name.to_owned(),
            from: moment(from),
            until: moment(until.or(from)),
            unread: if reading.framed == 0 { u32::try_from(unread).unwrap_or(u32::MAX) } else { 0 },
        };
        for told in &all {
            let Some(what) = what(told.event) else { continue };
            // Where a line has no date, the order is that of the log.
            let Some(at) = moment(told.at).or(span.until) else { continue };
            self.entry(Entry {
                at,
                log: name.to_owned(),
                what,
                status: None,
                user: told.user.clone(),
                from: told.from.clone(),
                during_this_run: false,
            });
        }
        for (at, what) in crashes(&reading) {
            let Some(at) = moment(at).or(span.until) else { continue };
            let log = name.to_owned();
            self.entry(Entry { at, log, what, status: None, user: None, from: None, during_this_run: false });
        }
        let is_understood = reading.statements.iter().any(|statement| {
            *statement.speaker == reading::formats::xrdp::FORMAT
                || *statement.speaker == reading::formats::system::FORMAT
        });
        if is_understood || text.trim().is_empty() {
            self.log.read.push(span);
        } else {
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
            self.log.not_understood.push(NotUnderstood {
                log: name.to_owned(),
                begins: first.trim().chars().take(80).collect(),
            });
        }
    }

    /// At most [`Log::MOST`] of a kind, the newest.
    fn entry(&mut self, entry: Entry) {
        let log = &mut self.log;
        let kept = log.entries.iter().filter(|known| known.what == entry.what).count();
        if kept >= Log::MOST
            && let Some(oldest) = log.entries.iter().position(|known| known.what == entry.what)
        {
            log.entries.remove(oldest);
        }
        log.entries.push(entry);
    }
}

/// What systemd says of a service that dies, in the statements of a journal.
fn crashes(reading: &Reading) -> impl Iterator<Item = (Option<Stamp>, What)> {
    const DIES: [&str; 4] = [
        "start request repeated too quickly",
        "status=11/segv",
        "code=dumped",
        "failed with result 'core-dump'",
    ];
    reading.statements.iter().filter_map(|statement| {
        let said = statement.text.to_lowercase();
        let of_xrdp = *statement.speaker == reading::formats::system::FORMAT && said.contains("xrdp");
        (of_xrdp && DIES.iter().any(|dies| said.contains(dies)))
            .then_some((statement.at, What::ServiceCrashed))
    })
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

/// What is kept as a fact.
fn what(event: Event) -> Option<What> {
    Some(match event {
        Event::WrongCredentials => What::WrongCredentials,
        Event::UnknownUser => What::UnknownUser,
        Event::AccountExpired => What::AccountExpired,
        Event::AccountRefused => What::AccountRefused,
        Event::LockedOut => What::LockedOut,
        Event::PasswordExpired => What::PasswordExpired,
        Event::NotInGroup => What::NotInGroup,
        Event::RootRefused => What::RootRefused,
        Event::SessionLimit => What::SessionLimit,
        Event::SessionStarted => What::SessionStarted,
        Event::SessionFailed => What::SessionFailed,
        Event::XServerFailed | Event::OnlyConsoleUsers => What::XServerFailed,
        Event::LoginServiceUnreachable => What::LoginServiceUnreachable,
        Event::KeyUnreadable | Event::KeyDoesNotFit => What::KeyUnreadable,
        Event::PortTaken => What::PortTaken,
        // Said of one client, or of what no rule looks for.
        Event::PamSessionFailed
        | Event::TlsFailed
        | Event::TlsRequired
        | Event::NoCommonEncryption
        | Event::BadScreen
        | Event::ModuleMissing
        | Event::ClientLeft => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESMAN: &str = include_str!("../../tests/data/xrdp-sesman.log");
    const XRDP: &str = include_str!("../../tests/data/xrdp.log");

    fn logs(name: &str, text: &str) -> Logs {
        let mut logs = Logs::default();
        logs.read(name, text);
        logs
    }

    fn entries(name: &str, text: &str) -> Vec<(What, Option<String>)> {
        logs(name, text).log.entries.into_iter().map(|entry| (entry.what, entry.user)).collect()
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
            let entry = logs("xrdp-sesman.log", line).log.entries.remove(0);
            assert_eq!(entry.at.as_second(), 1_795_399_035, "{line}");
            assert_eq!(entry.user.as_deref(), Some("a b"));
        }
    }

    #[test]
    fn a_log_in_which_nothing_is_understood_is_not_read() {
        let logs = logs("xrdp.log", "zażółć gęślą\njaźń");
        assert!(logs.log.read.is_empty());
        assert_eq!(logs.log.not_understood[0].begins, "zażółć gęślą");
    }

    #[test]
    fn a_journal_tells_of_a_service_that_dies() {
        let line =
            "Jan 01 12:00:00 pc7 systemd[1]: xrdp.service: Main process exited, code=dumped, status=11/SEGV";
        assert_eq!(entries("journal", line), [(What::ServiceCrashed, None)]);
    }
}
