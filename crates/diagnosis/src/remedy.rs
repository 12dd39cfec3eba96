//! What can be done about a cause: described, never performed here.

use serde::Serialize;

use crate::cause::Trust;
use crate::facts::inside::HostKind;
use crate::situation::{Keeper, Situation};

/// One thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remedy {
    /// Who can do it.
    pub who: Who,
    /// What it costs.
    pub risk: Risk,
    /// An imperative sentence.
    pub text: &'static str,
    /// The command that does it, or its first step.
    pub command: Option<Command>,
}

/// A command for a shell, with `<placeholders>` for what only the reader knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// Which shell it is written for.
    pub shell: Shell,
    /// The line.
    pub line: &'static str,
    /// Whether someone has tried it.
    pub trust: Trust,
}

/// What a command is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shell {
    /// PowerShell.
    PowerShell,
    /// PowerShell, as administrator; for programs it is PowerShell too ([`Shell::is_elevated`] tells).
    #[serde(rename = "power-shell")]
    AdminPowerShell,
    /// A POSIX shell.
    Sh,
    /// A line of an `.rdp` file.
    RdpFile,
}

impl Remedy {
    /// Whether it is done on the host or in its domain.
    pub fn is_for_the_host(&self) -> bool {
        matches!(self.who, Who::HostAdmin | Who::DomainAdmin)
    }

    /// What can be done in a situation: Linux has no PowerShell of Windows, and Windows no systemctl; of a domain's account
    /// the host knows nothing, and may have a namesake of its own. Where steps for a Linux host are known, those that only
    /// talk of a host in general are not shown beside them.
    pub fn fitting(all: impl IntoIterator<Item = &'static Self>, situation: Situation) -> Vec<&'static Self> {
        let all: Vec<&Self> = all.into_iter().collect();
        let shell = |remedy: &Self| remedy.command.map(|command| command.shell);
        let of_linux = |remedy: &Self| remedy.is_for_the_host() && shell(remedy) == Some(Shell::Sh);
        let has_linux = all.iter().copied().any(of_linux);
        // Steps for another's accounts go only where there are some for this one's.
        let has_own =
            all.iter().any(|remedy| remedy.keeper().is_some() && remedy.keeper() == situation.account);
        let of_others = |remedy: &Self| match (remedy.keeper(), situation.account) {
            (Some(keeper), Some(known)) => has_own && keeper != known,
            _ => false,
        };
        let fits = |remedy: &&Self| match situation.host {
            None => true,
            _ if !remedy.is_for_the_host() => true,
            Some(HostKind::Windows) => shell(remedy) != Some(Shell::Sh),
            Some(HostKind::Xrdp | HostKind::Gnome) if has_linux => of_linux(remedy),
            Some(HostKind::Xrdp | HostKind::Gnome) => shell(remedy).is_none(),
        };
        all.iter().copied().filter(|remedy| fits(remedy) && !of_others(remedy)).collect()
    }

    /// Whose accounts its command is about, where that is one account's keeper alone.
    fn keeper(&self) -> Option<Keeper> {
        let line = self.command?.line;
        let of_domain =
            ["-ADUser", "-ADAccount", "/domain", "<REALM>", "<dc>"].iter().any(|word| line.contains(word));
        let of_host = line.contains("-LocalUser") || line.starts_with("net user <user>") && !of_domain;
        match (of_host, of_domain) {
            (true, false) => Some(Keeper::Host),
            (false, true) => Some(Keeper::Domain),
            _ => None,
        }
    }
}

impl Shell {
    /// Whether it has to be started as administrator. Lines for a POSIX shell say `sudo` themselves.
    pub const fn is_elevated(self) -> bool {
        matches!(self, Self::AdminPowerShell)
    }
}

/// Who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The person who is locked out.
    You,
    /// The help desk.
    HelpDesk,
    /// The host's administrator.
    HostAdmin,
    /// The domain's administrator.
    DomainAdmin,
    /// The network's administrator.
    NetworkAdmin,
}

impl Who {
    /// The heading of their steps.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::You => "You can do now",
            Self::HelpDesk => "For your help desk",
            Self::HostAdmin => "For the host's administrator",
            Self::DomainAdmin => "For your domain's administrator",
            Self::NetworkAdmin => "For your network's administrator",
        }
    }
}

/// What a remedy costs, cheapest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Nothing.
    Harmless,
    /// It drops connections, restarts something, or loses unsaved work.
    Disrupts,
    /// It admits whom one asked to admit.
    Opens,
    /// It loosens a protection.
    Weakens,
}
