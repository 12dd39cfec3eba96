//! What xrdp and its sesman logged, by its meaning. They write sentences, not codes, so the
//! sentences are matched here, at the edge, and nowhere else. Seen in 0.9.21.

use std::path::{Path, PathBuf};

use diagnosis::facts::Log;
use diagnosis::facts::log::{Entry, Span, What};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};

use super::Xrdp;
use super::read::GLOBALS;

/// As much of the end of a log is read, in bytes.
const TAIL: u64 = 4 << 20;

impl Xrdp {
    pub(super) fn logs(&self) -> Log {
        let mut log = Log::default();
        let main = self.main.value("Logging", "LogFile").or(self.main.value(GLOBALS, "LogFile"));
        let sesman = self.sesman.as_ref().and_then(|ini| ini.value("Logging", "LogFile"));
        let files = [(main, "xrdp.log"), (sesman, "xrdp-sesman.log")];
        let texts: Vec<(&str, String)> = files
            .into_iter()
            .filter_map(|(set, usual)| Some((usual, self.log_text(set.unwrap_or(usual), usual)?)))
            .collect();
        // Lines carry local time, and some of them seconds since 1970 besides.
        let ahead = texts.iter().find_map(|(_, text)| zone(text)).unwrap_or_default();
        for (name, text) in &texts {
            read(name, text, ahead, &mut log);
        }
        log.entries.sort_by_key(|entry| entry.at);
        log
    }

    /// The end of a log: where the configuration says, or beside it where only that is in sight.
    fn log_text(&self, set: &str, usual: &str) -> Option<String> {
        let path: PathBuf =
            if self.is_whole() { Path::new("/var/log").join(set) } else { PathBuf::from(usual) };
        let path = self.folder.resolve(&path).ok()?;
        let bytes = self.folder.tail(&path, TAIL).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// How far the log's clock is ahead of UTC: `AUTHFAIL: … time=` is in both.
fn zone(text: &str) -> Option<SignedDuration> {
    let line = text.lines().rev().find(|line| line.contains("AUTHFAIL: "))?;
    let seconds: i64 = line.rsplit_once("time=")?.1.trim().parse().ok()?;
    let local = stamp(line)?;
    let ahead = local.duration_since(Timestamp::from_second(seconds).ok()?);
    // Zones are multiples of a quarter of an hour.
    let quarters = (ahead.as_secs() + 450).div_euclid(900);
    Some(SignedDuration::from_secs(quarters * 900))
        .filter(|ahead| ahead.abs() <= SignedDuration::from_hours(15))
}

/// The time of a line, `[20261123-01:57:15]`, as if it were UTC.
fn stamp(line: &str) -> Option<Timestamp> {
    let text = line.strip_prefix('[')?.get(..17)?;
    let time = DateTime::strptime("%Y%m%d-%H:%M:%S", text).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

fn read(name: &str, text: &str, ahead: SignedDuration, log: &mut Log) {
    let mut span = Span { log: name.to_owned(), from: None, until: None, unread: 0 };
    let mut open: Option<What> = None;
    let mut account_ended = false;
    for line in text.lines() {
        let Some(at) = stamp(line).and_then(|at| at.checked_sub(ahead).ok()) else { continue };
        span.from = span.from.or(Some(at));
        span.until = Some(at);
        let said = line.splitn(3, "] ").nth(2).or_else(|| line.split("] ").last()).unwrap_or(line);
        let mut tell = |what: What, user: Option<&str>, from: Option<&str>| {
            let kept = log.entries.iter().filter(|entry| entry.what == what).count();
            if kept >= Log::MOST
                && let Some(oldest) = log.entries.iter().position(|entry| entry.what == what)
            {
                log.entries.remove(oldest);
            }
            log.entries.push(Entry {
                at,
                log: name.to_owned(),
                what,
                status: None,
                user: user.map(bounded),
                from: from.map(bounded),
                during_this_run: false,
            });
        };
        if let Some(rest) = said.strip_prefix("AUTHFAIL: user=") {
            // Users may have blanks in their names; the rest has none.
            let user = rest.split(" ip=").next();
            let from = rest.split(" ip=").nth(1).and_then(|rest| rest.split(' ').next());
            tell(open.take().unwrap_or(What::WrongCredentials), user, from.map(plain_address));
        } else if let Some(why) = said.strip_prefix("pam_authenticate failed: ") {
            open = Some(match why.trim() {
                "User not known to the underlying authentication module" => What::UnknownUser,
                "Have exhausted maximum number of retries for service" => What::LockedOut,
                "User account has expired" => What::AccountExpired,
                _ => What::WrongCredentials,
            });
        } else if said.starts_with("PAM: ") {
            account_ended = said.contains("account has expired");
        } else if let Some(why) = said.strip_prefix("pam_acct_mgmt failed: ") {
            open = Some(match why.trim() {
                "Authentication token is no longer valid; new one required"
                | "Authentication token expired" => What::PasswordExpired,
                "User account has expired" => What::AccountExpired,
                _ if account_ended => What::AccountExpired,
                _ => What::AccountRefused,
            });
            account_ended = false;
        } else if let Some(user) = said.strip_prefix("login denied for user ") {
            tell(What::NotInGroup, Some(user.trim()), None);
        } else if said.contains("ROOT login attempted, but root login is disabled") {
            tell(What::RootRefused, Some("root"), None);
        } else if let Some(rest) = said.strip_prefix("max concurrent session limit exceeded. login for user ")
        {
            tell(What::SessionLimit, rest.strip_suffix(" denied"), None);
        } else if let Some(rest) = said.strip_prefix("Session started successfully for user ") {
            tell(What::SessionStarted, rest.split(" on display ").next(), None);
        } else if said.contains(") exited quickly (") {
            tell(What::SessionFailed, None, None);
        } else if said.starts_with("Error connecting to sesman")
            || said.starts_with("Unexpected sesman failure")
        {
            tell(What::LoginServiceUnreachable, None, None);
        } else if said.starts_with(
            "Cannot accept TLS connections because certificate or private key file is not readable",
        ) {
            tell(What::KeyUnreadable, None, None);
        }
    }
    log.read.push(span);
}

/// Names in a log are what somebody typed.
fn bounded(text: &str) -> String {
    text.chars().take(100).collect()
}

/// IPv4 as it is written by those who speak IPv6.
fn plain_address(text: &str) -> &str {
    text.strip_prefix("::ffff:").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SESMAN: &str = include_str!("../../tests/data/xrdp-sesman.log");
    const XRDP: &str = include_str!("../../tests/data/xrdp.log");

    fn told(name: &str, text: &str) -> Vec<(What, Option<String>)> {
        let mut log = Log::default();
        read(name, text, zone(text).unwrap_or_default(), &mut log);
        log.entries.into_iter().map(|entry| (entry.what, entry.user)).collect()
    }

    #[test]
    fn what_a_real_sesman_wrote() {
        let of = |user: &str| Some(user.to_owned());
        assert_eq!(
            told("xrdp-sesman.log", SESMAN),
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
            told("xrdp.log", XRDP),
            [(What::KeyUnreadable, None), (What::LoginServiceUnreachable, None)]
        );
    }

    #[test]
    fn the_zone_is_found_from_the_seconds() {
        // 1795399035 is 2026-11-23 01:57:15 UTC.
        let line = "[20261123-03:57:15] [INFO ] AUTHFAIL: user=a b ip=::1 time=1795399035";
        assert_eq!(zone(line), Some(SignedDuration::from_hours(2)));
        let mut log = Log::default();
        read("xrdp-sesman.log", line, zone(line).unwrap(), &mut log);
        assert_eq!(log.entries[0].at, Timestamp::from_second(1_795_399_035).unwrap());
        assert_eq!(log.entries[0].user.as_deref(), Some("a b"));
    }

    #[test]
    fn nonsense_is_left_out() {
        assert_eq!(told("xrdp.log", "\u{fffd}\n[]\n[20261399-99:99:99] x\n[20261123-01:57:15]\n"), []);
    }
}
