//! xrdp and sesman, 0.9.5 to 0.10: `[stamp] [LEVEL ] …`, alone or inside a journal. They write sentences and no
//! codes, so what the sentences say is told here, for everybody who wants to know.
//!
//! Long because the sentences of all versions stand in one place.

use super::{Format, Frame, Line, bracket, severity};
use crate::stamp::Stamp;
use crate::statement::{Severity, Statement};

/// xrdp and its helpers.
pub static FORMAT: Format = Format { name: "xrdp", read, codes: none };

fn read<'a>(line: &Line<'a>) -> Option<Frame<'a>> {
    let named = line.program.is_some_and(|program| program == "xrdp" || program.starts_with("xrdp-"));
    // The stamp inside a journal's line.
    let (at, text) = match crate::stamp::leading(line.text) {
        Some((at, rest)) if named => (Some(at), rest),
        _ => (line.at, line.text),
    };
    // 0.9.1 in the journal: (pid)(thread)[LEVEL ] …
    let mut text = text;
    while named && text.starts_with('(') {
        let Some((_, rest)) = text.split_once(')') else { break };
        text = rest.trim_start();
    }
    let Some((level, rest)) = bracket(text) else {
        return named.then_some(Frame { speaker: &FORMAT, severity: Severity::Unsaid, at, text });
    };
    // Without a name, only its own stamp tells that it is xrdp: others write dates and levels, too.
    let dated = at.is_some_and(|at| at.civil.is_some() && at.of_xrdp);
    let level = severity(level).filter(|_| named || dated)?;
    let mut text = rest;
    // Process, function and file, where they are logged.
    while let Some((inside, after)) = bracket(text) {
        let is_place = inside.contains("pid:")
            || inside.contains(".c:")
            || inside.bytes().all(|byte| byte.is_ascii_digit());
        if !is_place || after.is_empty() {
            break;
        }
        text = after;
    }
    Some(Frame { speaker: &FORMAT, severity: level, at, text })
}

/// xrdp writes no codes; its numbers are sockets, displays and pids.
fn none(_: &str) -> Vec<crate::Said> {
    Vec::new()
}

/// What a line of xrdp says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The sign-in failed; why stands in the log of sesman.
    LoginFailed,
    /// A wrong name or password.
    WrongCredentials,
    /// PAM knows no such user.
    UnknownUser,
    /// The account has ended.
    AccountExpired,
    /// The account may not sign in now, or at all.
    AccountRefused,
    /// Too many wrong passwords.
    LockedOut,
    /// The password must be changed first.
    PasswordExpired,
    /// The user is in none of the groups that may sign in.
    NotInGroup,
    /// root may not sign in.
    RootRefused,
    /// There are as many sessions as may be.
    SessionLimit,
    /// PAM could not open the session.
    PamSessionFailed,
    /// A session began.
    SessionStarted,
    /// A session that was there was taken up again.
    SessionResumed,
    /// The password was right.
    SignInAccepted,
    /// xrdp listens.
    ServiceStarted,
    /// The session's program ended at once.
    SessionFailed,
    /// The X server did not start, or died.
    XServerFailed,
    /// Only who sits at the console may start the X server.
    OnlyConsoleUsers,
    /// The sign-in service was not reached.
    LoginServiceUnreachable,
    /// The certificate or its key can't be read.
    KeyUnreadable,
    /// The certificate and its key don't belong together.
    KeyDoesNotFit,
    /// Another program has the port.
    PortTaken,
    /// TLS did not come about.
    TlsFailed,
    /// The host wants TLS, which the client does not offer.
    TlsRequired,
    /// No kind of encryption suits both.
    NoCommonEncryption,
    /// The client's screen is not taken.
    BadScreen,
    /// A module named in the configuration can't be loaded.
    ModuleMissing,
}

/// One thing that xrdp told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What.
    pub event: Event,
    /// When.
    pub at: Option<Stamp>,
    /// The user it is about.
    pub user: Option<String>,
    /// The address it is about.
    pub from: Option<String>,
    /// The seconds since 1970 that the line gives besides its stamp.
    pub seconds: Option<i64>,
    /// Which statement.
    pub statement: usize,
}

/// A sentence's beginning or part, and what it says. The first that fits.
const SENTENCES: &[(&str, Event)] = &[
    ("++ reconnected session: ", Event::SessionResumed),
    ("login successful for ", Event::SignInAccepted),
    ("login was successful", Event::SignInAccepted),
    ("Access permitted for user", Event::SignInAccepted),
    ("listening to port ", Event::ServiceStarted),
    ("ROOT login attempted, but root login is disabled", Event::RootRefused),
    ("max concurrent session limit", Event::SessionLimit),
    ("Max session limit reached", Event::SessionLimit),
    ("maximum number of sessions", Event::SessionLimit),
    ("login denied for user", Event::NotInGroup),
    ("Access denied for", Event::NotInGroup),
    ("Username okay but group problem", Event::NotInGroup),
    ("Username okey but group problem", Event::NotInGroup),
    ("group problem", Event::NotInGroup),
    ("Cannot read group info! - login denied", Event::NotInGroup),
    ("User is not authorized", Event::NotInGroup),
    ("pam_open_session failed", Event::PamSessionFailed),
    ("Can't start PAM session", Event::PamSessionFailed),
    ("Only console users are allowed to run the X server", Event::OnlyConsoleUsers),
    ("X server for display", Event::XServerFailed),
    ("Timed out waiting for X server", Event::XServerFailed),
    ("X server failed to start", Event::XServerFailed),
    ("X server could not be started", Event::XServerFailed),
    ("There is no X server active on display", Event::XServerFailed),
    ("An error occurred waiting for the X server", Event::XServerFailed),
    ("Error starting X server", Event::XServerFailed),
    ("error starting X server", Event::XServerFailed),
    ("A fatal error has occurred attempting to start the X server", Event::XServerFailed),
    ("A fatal error has occured attempting to start the X server", Event::XServerFailed),
    ("another Xserver might already be active", Event::XServerFailed),
    ("X server -- no display in range", Event::XServerFailed),
    ("No X displays are available", Event::XServerFailed),
    ("Unable to launch waitforx", Event::XServerFailed),
    ("Error connecting to user ", Event::XServerFailed),
    ("connection problem, giving up", Event::XServerFailed),
    ("VNC error - problem connecting", Event::XServerFailed),
    ("VNC error 1 after security negotiation", Event::XServerFailed),
    ("some problem", Event::XServerFailed),
    ("Cannot open virtual console", Event::XServerFailed),
    ("exited quickly (", Event::SessionFailed),
    ("Window manager config problem?", Event::SessionFailed),
    ("No window manager on display", Event::SessionFailed),
    ("A fatal error has occurred attempting to start the window manager", Event::SessionFailed),
    ("A fatal error has occured attempting to start the window manager", Event::SessionFailed),
    ("Error connecting to sesman", Event::LoginServiceUnreachable),
    ("Unexpected sesman failure", Event::LoginServiceUnreachable),
    ("Failure connecting to socket sesman", Event::LoginServiceUnreachable),
    ("No data received from sesman", Event::LoginServiceUnreachable),
    ("Timeout when waiting for sesman", Event::LoginServiceUnreachable),
    ("Error sending login request to sesman", Event::LoginServiceUnreachable),
    ("Can't connect to sesman", Event::LoginServiceUnreachable),
    ("certificate or private key file is not readable", Event::KeyUnreadable),
    ("Cannot accept TLS connections because", Event::KeyUnreadable),
    ("Cannot read private key file", Event::KeyUnreadable),
    ("Cannot read certificate file", Event::KeyUnreadable),
    ("Error loading TLS private key", Event::KeyUnreadable),
    ("Error loading TLS certificate", Event::KeyUnreadable),
    ("No readable certificates or", Event::KeyUnreadable),
    ("Private key ", Event::KeyDoesNotFit),
    ("port '3350'", Event::LoginServiceUnreachable),
    ("127.0.0.1 port 3350 failed", Event::LoginServiceUnreachable),
    ("possibly address already in use", Event::PortTaken),
    ("Address already in use", Event::PortTaken),
    ("bind error on", Event::PortTaken),
    ("trans_listen_address failed", Event::PortTaken),
    ("xrdp_listen_main_loop failed", Event::PortTaken),
    ("listen error, possible port already in use", Event::PortTaken),
    ("Server requires TLS for security", Event::TlsRequired),
    ("Client and server do not both support the same encryption", Event::NoCommonEncryption),
    ("Unable to negotiate a TLS connection", Event::TlsFailed),
    ("SSL_accept: ", Event::TlsFailed),
    ("SSL_accept failed", Event::TlsFailed),
    ("ssl_tls_accept: SSL_", Event::TlsFailed),
    ("xrdp_sec_incoming: xrdp_iso_incoming failed", Event::TlsFailed),
    ("desktop width or height is invalid", Event::BadScreen),
    ("desktop dimensions", Event::BadScreen),
    ("please add a valid entry like lib=", Event::ModuleMissing),
    ("error loading ", Event::ModuleMissing),
];

/// What the statements of xrdp among these say, in their order. A sign-in takes several lines of which the first
/// has the reason and the last the name.
pub fn told(statements: &[Statement]) -> Vec<Told> {
    let mut all: Vec<Told> = Vec::new();
    // A reason whose line with a name is still to come, and where it stands.
    let mut open: Option<Reason> = None;
    let mut account_ended = false;
    // A refusal that was told by a form that names no user yet.
    let mut unnamed: Option<usize> = None;
    for (number, statement) in statements.iter().enumerate().filter(|(_, statement)| is_xrdp(statement)) {
        let said = bare(&statement.text);
        // In xrdp's own lines a sentence stands where it wrote it; people quote it and put words before it.
        let framed = *statement.speaker == FORMAT;
        let begins = |words: &str| if framed { said.strip_prefix(words) } else { after(said, words) };
        let plain = |event| Told {
            event,
            at: statement.at,
            user: None,
            from: None,
            seconds: None,
            statement: number,
        };
        if let Some(rest) = begins("AUTHFAIL: user=") {
            // Anything may stand in a name; what xrdp adds stands last, and has no blanks.
            let (user, rest) = rest.rsplit_once(" ip=").unwrap_or((rest, ""));
            let user = Some(bounded(user));
            let from = rest.split(' ').next().filter(|from| !from.is_empty()).map(plain_address);
            let seconds = rest.rsplit_once("time=").and_then(|(_, seconds)| seconds.trim().parse().ok());
            // The same refusal in the other form came just before.
            if let Some(before) = unnamed.take().filter(|_| open.is_none()) {
                let event = all[before].event;
                all[before] = Told { event, user, from, seconds, ..plain(event) };
            } else {
                let event = reason(&mut open, statement, number).unwrap_or(Event::WrongCredentials);
                all.push(Told { user, from, seconds, ..plain(event) });
            }
        } else if let Some(user) = begins("Username or password error for user: ") {
            let event = reason(&mut open, statement, number).unwrap_or(Event::WrongCredentials);
            unnamed = Some(all.len());
            all.push(Told { user: Some(bounded(user.trim())), ..plain(event) });
        } else if let Some(why) = begins("pam_authenticate failed: ") {
            let event = match why.trim_matches([' ', '"', '\'', '.']) {
                "User not known to the underlying authentication module" => Event::UnknownUser,
                "Have exhausted maximum number of retries for service" => Event::LockedOut,
                "User account has expired" => Event::AccountExpired,
                _ => Event::WrongCredentials,
            };
            open = Some(Reason { told: plain(event), settled: false });
        } else if said.starts_with("PAM: ") {
            account_ended = said.contains("account has expired");
        } else if let Some(why) = begins("pam_acct_mgmt failed: ") {
            let event = match why.trim_matches([' ', '"', '\'', '.']) {
                "Authentication token is no longer valid; new one required"
                | "Authentication token expired" => Event::PasswordExpired,
                "User account has expired" => Event::AccountExpired,
                _ if account_ended => Event::AccountExpired,
                _ => Event::AccountRefused,
            };
            open = Some(Reason { told: plain(event), settled: false });
            account_ended = false;
        } else if says(said, "login failed for display")
            || said == "login failed"
            || says(said, "User does not exist, or could not be authenticated")
            || says(said, "Login failed for user")
        {
            // xrdp's own word for what sesman told it.
            let known = all.iter().rev().take(3).any(|told| told.event.is_refusal());
            if let Some(event) =
                reason(&mut open, statement, number).or((!known).then_some(Event::LoginFailed))
            {
                all.push(plain(event));
            }
        } else if let Some(rest) =
            said.strip_prefix("Session started successfully for user ").filter(|_| framed)
        {
            let user = rest.rsplit_once(" on display ").map_or(rest, |(user, _)| user);
            settled(&mut open);
            all.push(Told { user: Some(bounded(user)), ..plain(Event::SessionStarted) });
        } else if let Some(event) = sentence(said).or_else(|| sentence(&statement.text)) {
            let is_told = match event {
                // Words that others use, too.
                Event::NotInGroup
                | Event::KeyDoesNotFit
                | Event::PortTaken
                | Event::ModuleMissing
                | Event::BadScreen
                | Event::SessionResumed
                | Event::SignInAccepted
                | Event::ServiceStarted
                    if !framed =>
                {
                    false
                }
                // "X server for display 12 startup timeout", not "… is working".
                Event::XServerFailed if said.contains("X server for display") => said.contains("timeout"),
                Event::KeyDoesNotFit => said.contains("do not match"),
                _ => true,
            };
            let user = user_in(said);
            // xrdp says some things twice, in two lines of one moment.
            let again = all
                .last()
                .is_some_and(|last| last.event == event && last.at == statement.at && last.user == user);
            if is_told && matches!(event, Event::SessionResumed | Event::SignInAccepted) {
                settled(&mut open);
            }
            if is_told && !again {
                all.push(Told { user, ..plain(event) });
            }
        }
    }
    // A reason that no line with a name followed stands where it was written.
    if let Some(Reason { told: reason, settled: false }) = open {
        let place = all.partition_point(|told| told.statement < reason.statement);
        all.insert(place, reason);
    }
    all
}

/// Why somebody is refused, before the line that says who.
struct Reason {
    told: Told,
    /// Somebody got in since: perhaps this one, by another of PAM's modules.
    settled: bool,
}

fn settled(open: &mut Option<Reason>) {
    if let Some(reason) = open {
        reason.settled = true;
    }
}

/// The open reason, if it is this refusal's: the lines of one sign-in follow each other closely.
fn reason(open: &mut Option<Reason>, statement: &Statement, number: usize) -> Option<Event> {
    const SECONDS: i64 = 60;
    const LINES: usize = 50;
    let reason = open.take()?.told;
    let time = |stamp: Option<Stamp>| stamp.and_then(Stamp::in_utc);
    let near = match (time(reason.at), time(statement.at)) {
        (Some(from), Some(to)) => from.duration_until(to).as_secs().abs() <= SECONDS,
        _ => number - reason.statement <= LINES,
    };
    near.then_some(reason.event)
}

impl Event {
    /// Whether it is the host's word on somebody's sign-in, and a no.
    pub fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::WrongCredentials
                | Self::LoginFailed
                | Self::UnknownUser
                | Self::AccountExpired
                | Self::AccountRefused
                | Self::LockedOut
                | Self::PasswordExpired
                | Self::NotInGroup
                | Self::RootRefused
                | Self::SessionLimit
        )
    }
}

/// What the first sentence says that a line itself says.
fn sentence(said: &str) -> Option<Event> {
    // The sentences whose ends follow a name.
    if said.starts_with("User ") && said.contains(" is not in ") && said.ends_with(". Access denied")
        || said.starts_with("[MNG] ") && said.ends_with("not allowed on TS")
    {
        return Some(Event::NotInGroup);
    }
    let said =
        match said.strip_prefix("Can't create session for user ").and_then(|rest| rest.rsplit_once(" - ")) {
            Some((_, why)) => why,
            None => said,
        };
    SENTENCES.iter().find(|(part, _)| says(said, part)).map(|(_, event)| *event)
}

/// Whether a line says this in its own words: it begins before anything that a stranger may have chosen. Before anybody
/// signed in, xrdp logs what a client calls its computer and its user.
fn says(said: &str, part: &str) -> bool {
    const STRANGERS: [&str; 9] = [" for ", " from ", "user", "User", "account", "name", "=", "\"", "["];
    said.find(part).is_some_and(|at| !STRANGERS.iter().any(|mark| said[..at].contains(mark)))
}

/// A line without the name of the function before it: `xrdp_wm_log_msg: login failed`.
fn bare(text: &str) -> &str {
    match text.split_once(": ") {
        Some((function, rest)) if function.contains('_') && function.bytes().all(is_of_name) => rest,
        _ => text,
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

/// A statement of xrdp's, or a short one without a frame: xrdp shows its log in a window, too, and people copy lines
/// without their beginnings.
fn is_xrdp(statement: &Statement) -> bool {
    const SHORT: usize = 160;
    let shown = *statement.speaker == super::plain::FORMAT && statement.text.len() < SHORT;
    *statement.speaker == FORMAT || shown
}

fn after<'a>(said: &'a str, words: &str) -> Option<&'a str> {
    said.split_once(words).map(|(_, rest)| rest)
}

/// `login denied for user carol`, `User carol is not in … group tsusers. Access denied`.
fn user_in(said: &str) -> Option<String> {
    if said.starts_with("ROOT login attempted") {
        return Some("root".to_owned());
    }
    let name = after(said, "reconnected session: username ")
        .map(|rest| rest.rsplit_once(", display").map_or(rest, |(name, _)| name))
        .or_else(|| after(said, "Access permitted for user: "))
        .or_else(|| after(said, "login denied for user "))
        .or_else(|| after(said, "login for user ").map(|rest| rest.strip_suffix(" denied").unwrap_or(rest)))
        .or_else(|| after(said, "but group problem for user: "))
        .or_else(|| said.strip_prefix("User ")?.split_once(" is not in ").map(|(name, _)| name))
        .or_else(|| after(said, "Access denied for "))?;
    let name = name.trim();
    (!name.is_empty()).then(|| bounded(name))
}

/// Names in a log are what somebody typed.
fn bounded(text: &str) -> String {
    text.chars().take(100).collect()
}

/// IPv4 as it is written by those who speak IPv6.
fn plain_address(text: &str) -> String {
    bounded(text.strip_prefix("::ffff:").unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<(Event, Option<String>)> {
        told(&crate::read_log(text).statements).into_iter().map(|told| (told.event, told.user)).collect()
    }

    #[test]
    fn a_wrong_password_in_every_version() {
        for (version, text) in [
            (
                "0.9.17",
                "[20250713-21:10:02] [ERROR] pam_authenticate failed: Authentication failure\n[20250713-21:10:02] [INFO ] Username or password error for user: alice",
            ),
            (
                "0.9.21",
                "[20261123-01:57:15] [ERROR] pam_authenticate failed: Authentication failure\n[20261123-01:57:15] [INFO ] AUTHFAIL: user=alice ip=::ffff:192.0.2.7 time=1795399035",
            ),
            (
                "0.10.1",
                "[2024-12-20T09:51:23.206-0500] [ERROR] pam_authenticate failed: Authentication failure\n[2024-12-20T09:51:23.206-0500] [INFO ] Username or password error for user: alice\n[2024-12-20T09:51:23.207-0500] [INFO ] AUTHFAIL: user=alice ip=192.0.2.7 time=1734706283",
            ),
            (
                "journal",
                "Dec 30 18:59:32 pc7 xrdp-sesman[3280]: [ERROR] pam_authenticate failed: Authentication failure\nDec 30 18:59:32 pc7 xrdp-sesman[3280]: [INFO ] AUTHFAIL: user=alice ip=192.0.2.7 time=1734706283",
            ),
        ] {
            assert_eq!(events(text), [(Event::WrongCredentials, Some("alice".to_owned()))], "{version}");
        }
        assert_eq!(
            events("[20210101-10:00:00] [INFO ] xrdp_wm_log_msg: login failed for display 0"),
            [(Event::LoginFailed, None)]
        );
    }

    #[test]
    fn groups_x_servers_and_window_managers_in_every_wording() {
        for (text, event) in [
            ("[20210101-10:00:00] [INFO ] login denied for user carol", Event::NotInGroup),
            (
                "[2024-12-20T09:51:23.206-0500] [INFO ] User carol is not in TerminalServerUsers group tsusers. Access denied",
                Event::NotInGroup,
            ),
            ("[20210101-10:00:00] [ERROR] X server for display 12 startup timeout", Event::XServerFailed),
            (
                "[2024-12-20T09:51:23.206-0500] [ERROR] Timed out waiting for X server on display 10 to startup",
                Event::XServerFailed,
            ),
            ("[2024-12-20T09:51:23.206-0500] [ERROR] X server failed to start", Event::XServerFailed),
            ("[20210101-10:00:00] [ERROR] There is no X server active on display 10", Event::XServerFailed),
            (
                "[20210212-19:31:15] [CORE ] window manager exited quickly (1 secs). Window manager config problem?",
                Event::SessionFailed,
            ),
            (
                "[20210101-10:00:00] [WARN ] Window manager (pid 12, display 10) exited quickly (0 secs). This could indicate a window manager config problem",
                Event::SessionFailed,
            ),
            (
                "[20210408-15:16:24] [ERROR] xrdp_wm_log_msg: Error connecting to sesman: 127.0.0.1 port: 3350",
                Event::LoginServiceUnreachable,
            ),
            (
                "[20210408-15:16:24] [ERROR] Cannot read private key file /etc/xrdp/key.pem: Permission denied",
                Event::KeyUnreadable,
            ),
            (
                "[20170917-17:17:36] [ERROR] xrdp_listen_main_loop: listen error, possible port already in use",
                Event::PortTaken,
            ),
            ("[20170917-17:17:36] [ERROR] xrdp_sec_incoming: xrdp_iso_incoming failed", Event::TlsFailed),
            ("[20260101-10:00:00] [ERROR] ssl_tls_accept: SSL_ERROR_SYSCALL", Event::TlsFailed),
            ("[20260101-10:00:00] [ERROR] Error connecting to user session 12", Event::XServerFailed),
            ("[20260101-10:00:00] [INFO ] Username okay but group problem for user: bob", Event::NotInGroup),
            ("[20260101-10:00:00] [INFO ] Username okey but group problem for user: bob", Event::NotInGroup),
            (
                "[20260101-10:00:00] [ERROR] Can't create session for user alice - Max session limit reached",
                Event::SessionLimit,
            ),
            (
                "[20260101-10:00:00] [ERROR] Can't create session for user alice - No X displays are available",
                Event::XServerFailed,
            ),
        ] {
            assert_eq!(events(text).first().map(|told| told.0), Some(event), "{text}");
        }
        assert_eq!(events("[20210101-10:00:00] [INFO ] X server for display 12 is working"), []);
    }

    #[test]
    fn a_stranger_s_words_are_not_xrdp_s() {
        let before = "[20261123-01:57:13] [INFO ] ";
        for line in [
            "Connected client computer name: bind error on",
            "Connected client computer name: some problem",
            "Connected client computer name: group problem",
            "Received system login request from xrdp for user: X server failed to start IP: ::1",
            "Received system login request from xrdp for user: AUTHFAIL: user=alice ip=192.0.2.1 time=1 IP: ::1",
            "Received system login request from xrdp for user: Session started successfully for user a IP: ::1",
            "Received system login request from xrdp for user: login successful for x IP: ::1",
            "Performing login request for login was successful",
            "Performing login request for X server failed to start",
            "Performing access control for X server failed to start",
            "Received sys login status for X server failed to start : not logged in",
            "account X server failed to start is disabled",
            "Can't get shadow entry for account X server failed to start",
            "Module \"some problem\" specified by x from 192.0.2.7",
        ] {
            assert_eq!(events(&format!("{before}{line}")), [], "{line}");
        }
        let named = |line: &str| events(&format!("{before}{line}")).remove(0);
        assert_eq!(
            named("login denied for user bob root login"),
            (Event::NotInGroup, Some("bob root login".to_owned()))
        );
        assert_eq!(
            named("AUTHFAIL: user=alice ip=9.9.9.9 z ip=::1 time=1795399036"),
            (Event::WrongCredentials, Some("alice ip=9.9.9.9 z".to_owned()))
        );
        let journal = "Dec 30 18:59:32 pc7 xrdp[1]: [INFO ] listening to port 3389\n";
        for line in [
            "Dec 30 18:59:33 pc7 evil[9]: hello\n        X server failed to start",
            "Dec 30 18:59:33 pc7 evil[9]: hello\n        xrdp: Session started successfully for user bob",
            "Dec 30 18:59:33 pc7 xrdpevil[9]: [ERROR] X server failed to start",
        ] {
            let told = events(&format!("{journal}{line}"));
            assert_eq!(told, [(Event::ServiceStarted, None)], "{line}");
        }
    }

    #[test]
    fn a_quoted_line_says_the_same() {
        let quoted = crate::read("\"pam_acct_mgmt failed: Authentication token expired\"");
        assert_eq!(told(&quoted.statements)[0].event, Event::PasswordExpired);
    }

    #[test]
    fn nonsense_is_left_out() {
        assert_eq!(events("\u{fffd}\n[]\n[20261399-99:99:99] x\n[20261123-01:57:15]\n"), []);
    }
}
