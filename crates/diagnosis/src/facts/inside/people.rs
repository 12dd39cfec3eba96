//! Who may sign in, and what a session may do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Set, Setting};
use crate::facts::Fact;

/// Who may sign in. Identifiers are SIDs, or names on hosts that know only those.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rights {
    /// Through Remote Desktop (SeRemoteInteractiveLogonRight).
    #[serde(default)]
    pub remote: Fact<Vec<String>>,
    /// Never through Remote Desktop (SeDenyRemoteInteractiveLogonRight).
    #[serde(default)]
    pub never_remote: Fact<Vec<String>>,
    /// From the network (SeNetworkLogonRight).
    #[serde(default)]
    pub network: Fact<Vec<String>>,
    /// Never from the network (SeDenyNetworkLogonRight).
    #[serde(default)]
    pub never_network: Fact<Vec<String>>,
    /// Members of the group Remote Desktop Users (S-1-5-32-555), or of xrdp's group.
    #[serde(default)]
    pub remote_desktop_users: Fact<Vec<String>>,
    /// The group whose members alone may sign in, where there is one.
    #[serde(default)]
    pub required_group: Set<String>,
    /// Membership is asked for even where there is no such group.
    #[serde(default)]
    pub always_asks_for_group: Set<bool>,
    /// The root account may sign in.
    #[serde(default)]
    pub root: Set<bool>,
    /// Local accounts.
    #[serde(default)]
    pub accounts: Fact<Vec<Account>>,
}

/// A local account; never anything of its password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// The last part of its SID.
    pub rid: u32,
    /// It is switched off.
    pub disabled: bool,
    /// It is locked after wrong passwords.
    pub locked: bool,
    /// Its password need not be there, or never expires.
    pub password_not_required: bool,
    /// No password was ever set for it: nobody signs in with one.
    #[serde(default)]
    pub never_had_password: bool,
    /// The end of its password's time.
    #[serde(default)]
    pub password_ends: Option<Timestamp>,
    /// Its password has to be changed before anything else.
    #[serde(default)]
    pub must_change: bool,
    /// The end of its time.
    pub expires: Option<Timestamp>,
    /// Its last wrong password.
    pub last_failure: Option<Timestamp>,
    /// Wrong passwords since the last right one.
    pub failures: u32,
}

/// What a session may do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sessions {
    /// 1 and 2: no new sessions (TSServerDrainMode).
    #[serde(default)]
    pub drain: Set<u32>,
    /// TSUserEnabled is 1: no logons.
    #[serde(default)]
    pub users_refused: Set<bool>,
    /// The listener takes no logons (fLogonDisabled).
    #[serde(default)]
    pub logon_disabled: Set<bool>,
    /// One session for each user (fSingleSessionPerUser).
    #[serde(default)]
    pub single: Setting<bool>,
    /// The most sessions at a time (MaxInstanceCount, MaxSessions).
    #[serde(default)]
    pub most: Setting<u32>,
    /// The longest session, in milliseconds; 0 for no limit.
    #[serde(default)]
    pub longest: Setting<u32>,
    /// The longest idle time, in milliseconds.
    #[serde(default)]
    pub idle: Setting<u32>,
    /// How long a disconnected one is kept, in milliseconds.
    #[serde(default)]
    pub disconnected: Setting<u32>,
    /// The password is always asked for on the host's screen (fPromptForPassword).
    #[serde(default)]
    pub asks_again: Setting<bool>,
    /// The program that is started instead of the desktop (InitialProgram).
    #[serde(default)]
    pub program: Setting<Flag>,
    /// Winlogon's Shell.
    #[serde(default)]
    pub shell: Set<String>,
    /// Winlogon's Userinit.
    #[serde(default)]
    pub userinit: Set<String>,
    /// 2: per device, 4: per user (LicensingMode).
    #[serde(default)]
    pub licensing: Setting<u32>,
    /// Whether licence servers are named.
    #[serde(default)]
    pub license_servers: Setting<Flag>,
    /// A grace period was begun.
    #[serde(default)]
    pub grace_period: Fact<bool>,
}

/// Something is set, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Set.
    Set,
}

/// The programs of a command line, or of a list of them, without what they are called with: that may be a password.
pub fn program_of(command: &str) -> String {
    const ENDINGS: [&str; 6] = [".exe", ".cmd", ".bat", ".com", ".vbs", ".ps1"];
    let ends = |text: &str| {
        let lower = text.trim_end_matches('"').to_ascii_lowercase();
        ENDINGS.iter().any(|ending| lower.ends_with(ending))
    };
    // A program's name may have blanks in it only where it is quoted, or a path.
    let end = |command: &str| {
        if let Some(rest) = command.strip_prefix('"') {
            return rest.find('"').map(|at| at + 2);
        }
        let first = command.split_whitespace().next().unwrap_or_default();
        if ends(first) || !first.contains(['\\', '/']) {
            return Some(first.len()).filter(|_| ends(first));
        }
        let blanks = command.match_indices(' ').map(|(at, _)| at).chain([command.len()]);
        blanks.into_iter().find(|at| ends(&command[..*at]))
    };
    let one = |(index, command): (usize, &str)| {
        let command = command.trim();
        let word = || command.split_whitespace().next().unwrap_or_default().len();
        match end(command).or_else(|| (index == 0).then(word)) {
            Some(end) if command[end..].trim().is_empty() => command.to_owned(),
            Some(end) => format!("{} …", &command[..end]),
            None if command.is_empty() => String::new(),
            None => "…".to_owned(),
        }
    };
    command.split(',').enumerate().map(one).collect::<Vec<_>>().join(",")
}

/// Whether a program that starts a session is the one Windows is delivered with.
pub fn is_usual_program(command: &str) -> bool {
    // Userinit is a list; products add themselves behind Windows' own.
    let first = command.split(',').next().unwrap_or_default().trim().to_lowercase();
    let name = first.rsplit('\\').next().unwrap_or_default();
    matches!(name, "explorer.exe" | "userinit.exe" | "userinit")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_is_called_with_is_left_out() {
        for (command, shown) in [
            ("explorer.exe", "explorer.exe"),
            (r"C:\Windows\system32\userinit.exe,", r"C:\Windows\system32\userinit.exe,"),
            ("start.exe /user:kiosk /password:Sekret99", "start.exe …"),
            (r#""C:\my kiosk\Run.EXE" -p Sekret99"#, r#""C:\my kiosk\Run.EXE" …"#),
            (r"C:\my kiosk\run.exe -p Sekret99", r"C:\my kiosk\run.exe …"),
            ("run.cmd Sekret99 app.exe", "run.cmd …"),
            ("runme Sekret99.exe", "runme …"),
            (r"C:\k\run.cmd -p Sekret88 -x kiosk.exe", r"C:\k\run.cmd …"),
            ("start.exe /p:ab,Sekret77", "start.exe …,…"),
            ("run.cmd Sekret99", "run.cmd …"),
            ("userinit.exe,x.exe Sekret99", "userinit.exe,x.exe …"),
        ] {
            assert_eq!(program_of(command), shown, "{command}");
            assert_eq!(is_usual_program(&program_of(command)), is_usual_program(command), "{command}");
        }
    }
}
