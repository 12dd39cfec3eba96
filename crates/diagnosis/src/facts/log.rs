//! What the host wrote down: events, and lines of logs, by their meaning.

use jiff::Timestamp;
use reading::formats::xrdp::Event;
use serde::{Deserialize, Serialize};

/// The host's logs, as far as they concern Remote Desktop.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Log {
    /// The logs that were read, with the moments of their oldest and newest entries.
    pub read: Vec<Span>,
    /// The entries that mean something, oldest first; at most [`Log::MOST`] of each kind.
    pub entries: Vec<Entry>,
    /// Logs in which nothing was understood: that they hold no complaint says nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_understood: Vec<NotUnderstood>,
}

/// A log that no reader understands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotUnderstood {
    /// Its name.
    pub log: String,
    /// The form of its first line: letters as x, digits as 9.
    pub begins: String,
}

/// One log, and the time it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Its name, as in `System` or `xrdp.log`.
    pub log: String,
    /// Its oldest entry.
    pub from: Option<Timestamp>,
    /// Its newest entry.
    pub until: Option<Timestamp>,
    /// Entries that could not be read.
    pub unread: u32,
    /// It holds warnings and errors alone, so that a success would not show in it.
    #[serde(default)]
    pub only_faults: bool,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was written, by the host's clock.
    pub at: Timestamp,
    /// Who wrote it, in short: `System`, `RdpCoreTS`, `xrdp.log`.
    pub log: String,
    /// What it says.
    pub what: What,
    /// A status code in it.
    pub status: Option<u32>,
    /// The user it is about.
    pub user: Option<String>,
    /// The address it is about.
    pub from: Option<String>,
    /// It was written while this run looked from outside.
    #[serde(default)]
    pub during_this_run: bool,
}

/// What an entry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A Windows event, by the number its provider gave it.
    Event {
        /// Who wrote it.
        provider: Provider,
        /// Its number.
        id: u32,
    },
    /// xrdp: the certificate or its key can't be read.
    KeyUnreadable,
    /// xrdp: the sign-in service was not reached.
    LoginServiceUnreachable,
    /// xrdp: a wrong name or password.
    WrongCredentials,
    /// xrdp: PAM knows no such user.
    UnknownUser,
    /// xrdp: the account has ended.
    AccountExpired,
    /// xrdp: the account may not sign in now, or at all.
    AccountRefused,
    /// xrdp: too many wrong passwords.
    LockedOut,
    /// xrdp: the password must be changed first.
    PasswordExpired,
    /// xrdp: the user is in none of the groups that may sign in.
    NotInGroup,
    /// xrdp: root may not sign in.
    RootRefused,
    /// xrdp: there are as many sessions as may be.
    SessionLimit,
    /// xrdp: a session began.
    SessionStarted,
    /// xrdp: a session that was there was taken up again.
    SessionResumed,
    /// xrdp: a password was right; what comes of it is another line.
    SignInAccepted,
    /// xrdp: it listens.
    ServiceStarted,
    /// xrdp: the session's program ended at once.
    SessionFailed,
    /// xrdp: the X server did not start, or died.
    XServerFailed,
    /// xrdp: another program has the port.
    PortTaken,
    /// A service crashed, as its system's journal says.
    ServiceCrashed,
    /// gnome-remote-desktop: no user name and password are set.
    CredentialsNotSet,
}

impl What {
    /// Whether it is the host's word on somebody's sign-in.
    pub fn is_verdict(self) -> bool {
        match self {
            Self::WrongCredentials
            | Self::UnknownUser
            | Self::AccountExpired
            | Self::AccountRefused
            | Self::LockedOut
            | Self::PasswordExpired
            | Self::NotInGroup
            | Self::RootRefused
            | Self::SessionLimit
            | Self::SessionStarted => true,
            Self::Event { provider, id } => provider == Provider::Security && matches!(id, 4624 | 4625),
            Self::KeyUnreadable
            | Self::LoginServiceUnreachable
            | Self::SignInAccepted
            | Self::ServiceStarted
            | Self::SessionResumed
            | Self::SessionFailed
            | Self::XServerFailed
            | Self::PortTaken
            | Self::ServiceCrashed
            | Self::CredentialsNotSet => false,
        }
    }
}

impl What {
    /// Whether this, said later, ends what the other says: it shows that the other is over.
    pub fn ends(self, earlier: Self) -> bool {
        // What keeps everybody out before anybody is judged.
        let shut = matches!(earlier, Self::PortTaken | Self::ServiceCrashed | Self::LoginServiceUnreachable);
        match (self, earlier) {
            // A key that can't be read makes encryption weaker and keeps few out: a session says nothing of it.
            (_, Self::KeyUnreadable) => false,
            // Whoever gets in, or is told that the password is wrong, is not locked out.
            (Self::SessionStarted, _)
            | (Self::Event { provider: Provider::Security, id: 4624 }, Self::Event { id: 4740, .. }) => true,
            // Neither frees a place for a session, nor starts an X server.
            (Self::SignInAccepted | Self::SessionResumed, _) => {
                shut || earlier.is_verdict() && earlier != Self::SessionLimit
            }
            // It listens. A service that is started again and again goes on crashing.
            (Self::ServiceStarted, _) => earlier == Self::PortTaken,
            (Self::SessionFailed | Self::XServerFailed, _) => shut,
            // One person's refusal ends another word on a sign-in, and mends no desktop.
            _ => self.is_verdict() && (shut || earlier.is_verdict()),
        }
    }

    /// What an event of xrdp's log is as a fact; nothing for what is said of one client alone.
    pub fn of_xrdp(event: Event) -> Option<Self> {
        Some(match event {
            Event::WrongCredentials => Self::WrongCredentials,
            Event::UnknownUser => Self::UnknownUser,
            Event::AccountExpired => Self::AccountExpired,
            Event::AccountRefused => Self::AccountRefused,
            Event::LockedOut => Self::LockedOut,
            Event::PasswordExpired => Self::PasswordExpired,
            Event::NotInGroup => Self::NotInGroup,
            Event::RootRefused => Self::RootRefused,
            Event::SessionLimit => Self::SessionLimit,
            Event::SessionStarted => Self::SessionStarted,
            Event::SignInAccepted => Self::SignInAccepted,
            Event::ServiceStarted => Self::ServiceStarted,
            Event::SessionResumed => Self::SessionResumed,
            Event::SessionFailed => Self::SessionFailed,
            Event::XServerFailed | Event::OnlyConsoleUsers => Self::XServerFailed,
            Event::LoginServiceUnreachable => Self::LoginServiceUnreachable,
            Event::KeyUnreadable | Event::KeyDoesNotFit => Self::KeyUnreadable,
            Event::PortTaken => Self::PortTaken,
            Event::LoginFailed
            | Event::PamSessionFailed
            | Event::TlsFailed
            | Event::TlsRequired
            | Event::NoCommonEncryption
            | Event::BadScreen
            | Event::ModuleMissing => return None,
        })
    }
}

/// Who wrote a Windows event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Microsoft-Windows-TerminalServices-RemoteConnectionManager.
    RemoteConnectionManager,
    /// Microsoft-Windows-TerminalServices-LocalSessionManager.
    LocalSessionManager,
    /// Microsoft-Windows-RemoteDesktopServices-RdpCoreTS.
    RdpCoreTs,
    /// Schannel.
    Schannel,
    /// Service Control Manager.
    Services,
    /// Microsoft-Windows-Security-Auditing.
    Security,
    /// NETLOGON.
    Netlogon,
    /// LsaSrv.
    Lsa,
    /// Microsoft-Windows-Kernel-Power.
    KernelPower,
    /// Tcpip.
    Tcpip,
    /// TermDD, TermService and TerminalServices-Licensing.
    TermService,
    /// Microsoft-Windows-Resource-Exhaustion-Detector.
    Resources,
    /// Microsoft-Windows-User Profiles Service.
    Profiles,
    /// Microsoft-Windows-Winlogon.
    Winlogon,
    /// Microsoft-Windows-Security-Kerberos.
    Kerberos,
    /// Microsoft-Windows-NTLM.
    Ntlm,
    /// Microsoft-Windows-TerminalServices-Gateway.
    Gateway,
    /// Microsoft-Windows-TerminalServices-SessionBroker and its client.
    Broker,
}

impl Provider {
    /// Its short name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RemoteConnectionManager => "RemoteConnectionManager",
            Self::LocalSessionManager => "LocalSessionManager",
            Self::RdpCoreTs => "RdpCoreTS",
            Self::Schannel => "Schannel",
            Self::Services => "Service Control Manager",
            Self::Security => "Security",
            Self::Netlogon => "NETLOGON",
            Self::Lsa => "LsaSrv",
            Self::KernelPower => "Kernel-Power",
            Self::Tcpip => "Tcpip",
            Self::TermService => "TermService",
            Self::Resources => "Resource-Exhaustion-Detector",
            Self::Profiles => "User Profiles Service",
            Self::Winlogon => "Winlogon",
            Self::Kerberos => "Security-Kerberos",
            Self::Ntlm => "NTLM",
            Self::Gateway => "TerminalServices-Gateway",
            Self::Broker => "SessionBroker",
        }
    }
}

impl Log {
    /// The most entries that are kept of one kind.
    pub const MOST: usize = 50;

    /// Marks what an earlier look did not show.
    pub fn mark_since(&mut self, earlier: &Self) {
        let mut known = earlier.entries.clone();
        for entry in &mut self.entries {
            match known.iter().position(|old| old == entry) {
                Some(at) => drop(known.swap_remove(at)),
                None => entry.during_this_run = true,
            }
        }
    }

    /// The newest moment that any of the logs covers.
    pub fn end(&self) -> Option<Timestamp> {
        self.read.iter().filter_map(|span| span.until).max()
    }

    /// The newest entry of one of these kinds, with how many there are.
    pub fn newest(&self, kinds: &[What]) -> Option<(&Entry, usize)> {
        let mut of_kind = self.entries.iter().filter(|entry| kinds.contains(&entry.what));
        let count = of_kind.clone().count();
        of_kind.next_back().map(|entry| (entry, count))
    }

    /// The newest Windows event of one of these numbers, with how many there are.
    pub fn event(&self, provider: Provider, ids: &[u32]) -> Option<(&Entry, usize)> {
        let kinds: Vec<What> = ids.iter().map(|&id| What::Event { provider, id }).collect();
        self.newest(&kinds)
    }
}
