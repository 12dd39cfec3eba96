//! What was asked for.

use serde::{Deserialize, Serialize};

use crate::stage::Stage;

/// The target and the conditions of one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The host as asked for: a name or an address, without port and brackets.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// How the target was written where that was not the host itself (`fs1.rdp`, `lab:…`).
    pub written: Option<String>,
    /// Who wants in; `None` if no user was named.
    pub identity: Option<Identity>,
    /// The last stage that was asked for.
    pub through: Stage,
    /// What the connecting client insists on.
    pub insist: Insist,
    /// Which hosts may be talked to about a password.
    pub trust: TrustPolicy,
}

impl Target {
    /// Whether the host was asked for by address.
    pub fn is_address(&self) -> bool {
        self.host.parse::<std::net::IpAddr>().is_ok()
    }

    /// `host:port`, with brackets where they are needed; of a host seen from inside, its source.
    pub fn address(&self) -> String {
        // A source of settings is no address.
        if self.written.as_ref() == Some(&self.host) {
            return self.host.clone();
        }
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// The target as its user wrote it.
    pub fn as_written(&self) -> String {
        match &self.written {
            Some(written) => written.clone(),
            None if self.port == 3389 && !self.host.contains(':') => self.host.clone(),
            None => self.address(),
        }
    }
}

/// Who wants in. Never a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The user name as typed, without the domain.
    pub user: String,
    /// The domain as typed.
    pub domain: Option<String>,
    /// How the name was written.
    pub form: NameForm,
    /// Whether the password given was the empty one.
    pub empty_password: bool,
}

/// Why a text is not the name of a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadUser {
    /// Nothing but blanks.
    #[error("no user was named")]
    Empty,
    /// A domain, and nobody in it.
    #[error("`{0}` names a domain and no user; write it as in {0}alice")]
    DomainAlone(String),
    /// Almost a name: what is meant is plain, and an attempt with anything else would be lost.
    #[error("`{given}` is not how a user is written; did you mean {meant}?")]
    Meant {
        /// As it was given.
        given: String,
        /// The corrected form.
        meant: String,
    },
    /// The name of a variable that nobody replaced by its value.
    #[error("`{0}` is the name of a variable, not of a user; write what it stands for")]
    Variable(String),
    /// A character that no user name has.
    #[error("a user name has no {0:?}")]
    Character(char),
}

impl Identity {
    /// Reads what a person typed, or says what is wrong with it, before anything is sent: `LAB/alice`, quotes and blanks
    /// would cost an attempt.
    pub fn typed(name: &str, domain: Option<&str>) -> Result<Self, BadUser> {
        // What is pasted brings signs along that nobody sees.
        let unseen = |c: char| {
            matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}')
                || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        };
        let seen: String = name.chars().filter(|c| !unseen(*c)).collect();
        // Joiners belong to the spelling of some names, and to no end of one.
        let joiners = ['\u{200C}', '\u{200D}'];
        let mut bare = seen.trim().trim_matches(joiners).trim();
        for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“'), ('‘', '’'), ('<', '>')]
        {
            bare = bare.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).map_or(bare, str::trim);
        }
        let bare = bare.trim_end_matches([',', ';']).trim();
        // mailto:alice@…, /u:alice, username:s:alice; what stands behind any other colon may be a password.
        let prefixes = ["mailto:", "/u:", "username:s:", "username:", "user:"];
        let lower = bare.to_ascii_lowercase();
        let prefix =
            prefixes.iter().find(|prefix| lower.starts_with(**prefix)).map_or(0, |prefix| prefix.len());
        let bare = bare[prefix..].trim();
        if bare.is_empty() {
            return Err(BadUser::Empty);
        }
        if let Some(variable) = bare.split(['\\', '/', '@']).find(|part| is_variable(part)) {
            // Between signs of percent a password may stand as well.
            let known = ["username", "user", "logname", "userdomain", "computername", "whoami"];
            let name: String = variable.chars().filter(char::is_ascii_alphanumeric).collect();
            let name = name.to_ascii_lowercase();
            let is_known = known.iter().any(|known| name.strip_prefix("env").unwrap_or(&name) == *known);
            return Err(BadUser::Variable(if is_known { variable } else { "…" }.to_owned()));
        }
        let no_name = |c: &char| c.is_control() || "\"[]:;|*?<>".contains(*c);
        if let Some(c) = bare.chars().find(no_name) {
            return Err(BadUser::Character(c));
        }
        // Some keyboards have ¥ or ₩ where others have the backslash, and wide forms of all of them. Where the domain is
        // given apart, they are part of the name.
        let bare: String = bare
            .chars()
            .map(|c| match c {
                '¥' | '￥' | '₩' | '￦' | '＼' | '∖' if domain.is_none() => '\\',
                '＠' => '@',
                c => c,
            })
            .collect();
        let mut parts: Vec<&str> = bare.split(['\\', '/']).collect();
        let last = parts.pop().unwrap_or_default();
        let last = last.trim();
        parts.retain(|part| !part.is_empty());
        let (user, suffix) = match last.split_once('@') {
            Some((user, suffix)) => (user, Some(suffix)),
            None => (last, None),
        };
        if user.is_empty() {
            // Whoever is meant can't be guessed.
            return Err(match parts.last() {
                Some(domain) if suffix.is_none() => BadUser::DomainAlone(format!("{domain}\\")),
                _ => BadUser::Empty,
            });
        }
        let last = if suffix == Some("") { user } else { last };
        let meant = parts.iter().map(|part| part.trim()).chain([last]).collect::<Vec<_>>().join("\\");
        if parts.len() > 1 {
            return Err(BadUser::Character('\\'));
        }
        // A name with its domain on both sides is read by nobody; only Microsoft's own accounts are written so.
        let of_the_cloud = |domain: &str| {
            [".", "MicrosoftAccount", ENTRA_DOMAIN].iter().any(|known| known.eq_ignore_ascii_case(domain))
        };
        if suffix.is_some_and(|suffix| !suffix.is_empty())
            && parts.first().is_some_and(|part| !of_the_cloud(part))
        {
            // What has no dot is no domain's long name; it may be anything.
            let long = suffix.filter(|suffix| suffix.contains('.'));
            let Some(long) = long else { return Err(BadUser::Character('@')) };
            let given = name.chars().filter(|c| !c.is_control()).take(80).collect();
            let of_microsoft = MICROSOFT_ACCOUNT_DOMAINS.iter().any(|known| known.eq_ignore_ascii_case(long));
            let meant = if of_microsoft { format!("MicrosoftAccount\\{last}") } else { last.to_owned() };
            return Err(BadUser::Meant { given, meant });
        }
        if meant != name {
            let given = name.chars().filter(|c| !c.is_control()).take(80).collect();
            return Err(BadUser::Meant { given, meant });
        }
        Ok(Self::named(name, domain))
    }

    /// Reads `user`, `DOMAIN\user` or `user@domain`; a domain given apart wins.
    pub fn named(name: &str, domain: Option<&str>) -> Self {
        let (user, domain, form) = match (domain, name.split_once('\\'), name.rsplit_once('@')) {
            (Some(domain), ..) => (name, Some(domain), NameForm::DownLevel),
            (None, Some((domain, user)), _) => (user, Some(domain), NameForm::DownLevel),
            (None, None, Some((user, domain))) if !user.is_empty() => (user, Some(domain), NameForm::Upn),
            _ => (name, None, NameForm::Plain),
        };
        let domain = domain.filter(|domain| !domain.is_empty()).map(str::to_owned);
        Self { user: user.to_owned(), domain, form, empty_password: false }
    }

    /// The name as people write it.
    pub fn display(&self) -> String {
        match (&self.domain, self.form) {
            (Some(domain), NameForm::Upn) => format!("{}@{domain}", self.user),
            (Some(domain), _) => format!("{domain}\\{}", self.user),
            (None, _) => self.user.clone(),
        }
    }
}

/// `%USERNAME%`, `${USER}`, `$env:USERNAME`, `$(whoami)`: a shell did not fill it in.
fn is_variable(part: &str) -> bool {
    let is_word = |word: &str| {
        (1..=40).contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let between = |open: &str, close: &str| {
        part.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).is_some_and(is_word)
    };
    let lower = part.to_ascii_lowercase();
    between("%", "%")
        || between("!", "!")
        || between("${", "}")
        || between("$(", ")")
        || lower.strip_prefix("$env:").is_some_and(is_word)
        || matches!(lower.as_str(), "$user" | "$username" | "$logname")
}

/// The domain under which Microsoft Entra accounts are written.
pub const ENTRA_DOMAIN: &str = "AzureAD";
/// The domains under which Microsoft accounts are written. Like [`ENTRA_DOMAIN`] they tell
/// the kind of an account and nothing about its owner.
pub const MICROSOFT_ACCOUNT_DOMAINS: [&str; 5] =
    ["MicrosoftAccount", "outlook.com", "hotmail.com", "live.com", "msn.com"];

/// Whether a domain names the kind of an account, Microsoft's or Entra's, and nothing about its owner.
pub fn is_of_the_cloud(domain: &str) -> bool {
    MICROSOFT_ACCOUNT_DOMAINS.iter().chain([&ENTRA_DOMAIN]).any(|known| known.eq_ignore_ascii_case(domain))
}

/// How a user name was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameForm {
    /// `alice`
    Plain,
    /// `CORP\alice`, or `--domain`
    DownLevel,
    /// `alice@corp.example`
    Upn,
}

/// What the connecting client insists on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Insist {
    /// Whatever mstsc accepts: NLA first, then TLS, then the classic layer.
    #[default]
    Auto,
    /// NLA or nothing.
    Nla,
    /// TLS with the sign-in on the host's screen.
    Tls,
    /// The classic RDP layer.
    Rdp,
}

/// Which hosts may be talked to about a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrustPolicy {
    /// Only hosts that the system's roots vouch for, by the name asked for.
    Strict,
    /// Those and remembered ones.
    #[default]
    Known,
    /// Those, and a person is asked about others.
    Ask,
    /// Any host. For labs.
    Any,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_with_the_corrected_form() {
        let meant = |text: &str| match Identity::typed(text, None) {
            Err(BadUser::Meant { meant, .. }) => meant,
            other => panic!("{text}: {other:?}"),
        };
        for (given, wanted) in [
            ("LAB/alice", r"LAB\alice"),
            (r"LAB\\alice", r"LAB\alice"),
            (r"\alice", "alice"),
            ("\"alice\"", "alice"),
            ("'LAB\\alice'", r"LAB\alice"),
            ("“alice”", "alice"),
            (" alice ", "alice"),
            ("alice@", "alice"),
            ("alice\n", "alice"),
            ("\u{200E}alice", "alice"),
            ("alice\u{200B}", "alice"),
            ("alice,", "alice"),
            ("<alice>", "alice"),
            ("mailto:alice@corp.example", "alice@corp.example"),
            ("/u:alice", "alice"),
            ("username:s:alice", "alice"),
            (r"LAB\ alice", r"LAB\alice"),
            ("LAB¥alice", r"LAB\alice"),
            (r"LAB\alice@lab.test", "alice@lab.test"),
            (r"FS1\alice@outlook.com", r"MicrosoftAccount\alice@outlook.com"),
            ("alice＠corp.example", "alice@corp.example"),
        ] {
            assert_eq!(meant(given), wanted, "{given}");
            assert!(Identity::typed(wanted, None).is_ok(), "{wanted}");
        }
        for nobody in ["", "  ", "\"\"", "''", "@corp.example", "\\"] {
            assert_eq!(Identity::typed(nobody, None), Err(BadUser::Empty), "{nobody}");
        }
        // What may be a password is not repeated.
        assert_eq!(Identity::typed("alice:Sekret99", None), Err(BadUser::Character(':')));
        assert_eq!(Identity::typed("lab\\", None), Err(BadUser::DomainAlone("lab\\".into())));
        for variable in [
            "%USERNAME%",
            "$USER",
            "${USER}",
            "$env:USERNAME",
            r"LAB\$env:USERNAME",
            r"CORP\%USERNAME%",
            "%USERNAME%@corp.example",
            "$username",
            "!USERNAME!",
            "$(whoami)",
        ] {
            assert!(matches!(Identity::typed(variable, None), Err(BadUser::Variable(_))), "{variable}");
        }
        // What stands behind a colon may be a password, and is repeated in no error.
        for secret in ["${USER}:hunter2", "$env:USERNAME:hunter2"] {
            assert_eq!(Identity::typed(secret, None), Err(BadUser::Character(':')));
        }
        assert!(Identity::typed("P¥al", Some("LAB")).is_ok());
        assert_eq!(Identity::typed("LAB;alice", None), Err(BadUser::Character(';')));
        assert!(Identity::typed("a\u{1b}b", None).is_err() && Identity::typed("a\\b\\c", None).is_err());
    }

    #[test]
    fn names_of_any_kind_are_taken_as_they_are() {
        for name in [
            "Zoë Ünal",
            r"LAB\山田 太郎",
            "a@b@lab.test",
            "O'Brien $(rm -rf)",
            "'t Hooft",
            "Hans'",
            "عل\u{200C}ی",
            "Müller, Hans",
            r".\alice",
            r"MicrosoftAccount\a@outlook.com",
        ] {
            assert_eq!(Identity::typed(name, None), Ok(Identity::named(name, None)), "{name}");
        }
    }
}
