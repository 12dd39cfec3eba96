//! What a repair can change on a host: described, never performed here.
//!
//! Which values that means on which kind of host is known to the crate that reads and writes
//! them. A cause names the changes that help against it, smallest first.

use crate::remedy::{Risk, Who};

/// One change, by its public and permanent name.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// What a plan and `--accept` call it.
    pub name: &'static str,
    /// An imperative sentence.
    pub does: &'static str,
    /// What it costs.
    pub risk: Risk,
    /// Whom or what it lets in, or which protection it takes; empty where it does neither.
    pub exposes: &'static str,
    /// What would be better, where this weakens; empty otherwise.
    pub better: &'static str,
    /// Who decides over it.
    pub who: Who,
    /// It is planned only where it was accepted by its name, even though it weakens nothing.
    pub by_name_only: bool,
}

impl Change {
    /// Whether it is planned only where it was accepted by its name.
    pub fn needs_accepting(&self) -> bool {
        self.by_name_only || self.risk == Risk::Weakens
    }
}

/// Values that a policy owns are changed only where this was accepted.
pub const OVERRIDE_POLICY: &str = "override-policy";

/// The change of this name.
pub fn find(name: &str) -> Option<&'static Change> {
    ALL.into_iter().find(|change| change.name == name)
}

const fn opens(name: &'static str, does: &'static str, exposes: &'static str) -> Change {
    Change { name, does, risk: Risk::Opens, exposes, better: "", who: Who::HostAdmin, by_name_only: false }
}

const fn mends(name: &'static str, does: &'static str, risk: Risk) -> Change {
    Change { name, does, risk, exposes: "", better: "", who: Who::HostAdmin, by_name_only: false }
}

const fn weakens(
    name: &'static str,
    does: &'static str,
    exposes: &'static str,
    better: &'static str,
) -> Change {
    Change { name, does, risk: Risk::Weakens, exposes, better, who: Who::HostAdmin, by_name_only: true }
}

/// Turns Remote Desktop on.
pub static ALLOW_CONNECTIONS: Change = opens(
    "allow-connections",
    "Turn Remote Desktop on.",
    "Whoever may sign in there can do so over the network.",
);
/// Lets the services start that Remote Desktop needs.
pub static START_SERVICES: Change = opens(
    "start-services",
    "Let the services start that Remote Desktop needs.",
    "Whoever may sign in there can do so over the network.",
);
/// Switches the listener on.
pub static ENABLE_LISTENER: Change = opens(
    "enable-listener",
    "Switch the listener of Remote Desktop on.",
    "Whoever may sign in there can do so over the network.",
);
/// Lets the listener take connections from every network adapter.
pub static ALL_ADAPTERS: Change = Change {
    by_name_only: true,
    ..opens(
        "all-adapters",
        "Let the listener take connections from every network adapter, and not from one alone.",
        "Whoever may sign in there can do so from every network that the host is in.",
    )
};
/// Sets the port back.
pub static DEFAULT_PORT: Change = opens(
    "default-port",
    "Set the port back to 3389, and enable Windows' own firewall rules for it where none lets it in; what is in use now may be dropped.",
    "Whoever may sign in there can do so over the network, by the usual port.",
);
/// Enables the firewall's own rules for Remote Desktop.
pub static ENABLE_FIREWALL_RULE: Change = opens(
    "enable-firewall-rule",
    "Enable Windows' own firewall rules for Remote Desktop, for the networks they are made for.",
    "The port is open to the addresses and networks that the rule names.",
);
/// Lets the firewall's exceptions count again.
pub static ALLOW_EXCEPTIONS: Change = Change {
    by_name_only: true,
    ..opens(
        "firewall-exceptions",
        "Let the firewall's rules count again, which lets nothing in today, and enable Windows' own for Remote Desktop.",
        "Every service that an enabled rule lets in can be reached again, not only Remote Desktop.",
    )
};
/// Lets the host's own firewall rules count beside those of policy.
pub static ACCEPT_LOCAL_RULES: Change = Change {
    by_name_only: true,
    ..opens(
        "accept-local-rules",
        "Let the host's own firewall rules count beside those of policy.",
        "Every enabled rule of the host itself counts again, not only the one for Remote Desktop.",
    )
};
/// Takes new sessions again.
pub static ACCEPT_LOGONS: Change = opens(
    "accept-logons",
    "Take new sessions again.",
    "The host was taken out of service by someone; ask why before new people sign in.",
);
/// Lets the host make its own certificate.
pub static RELEASE_CERTIFICATE: Change = mends(
    "release-certificate",
    "Let the host make a certificate of its own in place of the one that is gone.",
    Risk::Disrupts,
);
/// Switches TLS 1.2 on.
pub static ENABLE_TLS_1_2: Change =
    mends("enable-tls-1.2", "Switch TLS 1.2 on for the server side.", Risk::Harmless);
/// Negotiates the security layer.
pub static NEGOTIATE_SECURITY: Change = mends(
    "negotiate-security",
    "Let host and client agree on the best protection that both know.",
    Risk::Harmless,
);
/// Makes the private key readable for the service.
pub static READABLE_KEY: Change = opens(
    "readable-key",
    "Let the service's group read the private key of its certificate.",
    "Whoever is in that group can read the key.",
);
/// Returns to the usual TLS settings.
pub static USUAL_TLS: Change =
    mends("usual-tls", "Take back the settings for TLS that this version can't use.", Risk::Harmless);
/// Raises the number of sessions.
pub static LIFT_SESSION_LIMIT: Change = opens(
    "lift-session-limit",
    "Take back the limit on the number of sessions.",
    "More people can be signed in at a time.",
);
/// Takes back limits of time.
pub static LIFT_TIME_LIMITS: Change = opens(
    "lift-time-limits",
    "Take back the limits after which sessions are ended.",
    "Sessions stay open when their people forget them.",
);
/// Starts the usual desktop.
///
/// A kiosk's program may be there on purpose, and its desktop is more than people are meant to have.
pub static USUAL_SHELL: Change = Change {
    by_name_only: true,
    ..opens(
        "usual-shell",
        "Start the desktop that Windows is delivered with.",
        "Whoever signs in gets the whole desktop instead of the one program.",
    )
};
/// Admits passwords on a device that was set to do without them.
pub static ALLOW_PASSWORDS: Change = opens(
    "allow-passwords",
    "Let Microsoft accounts sign in to this device with their password.",
    "The password of a Microsoft account counts here again.",
);
/// Lets whoever is in Remote Desktop Users sign in, and denies it to nobody.
pub static RESTORE_REMOTE_RIGHT: Change = Change {
    by_name_only: true,
    ..opens(
        "restore-remote-right",
        "Give Remote Desktop Users the right to sign in remotely, and take back its denial.",
        "Everybody whom the denial kept out, and every member of Remote Desktop Users, may sign in.",
    )
};

/// NLA off.
pub static NLA_OFF: Change = weakens(
    "nla-off",
    "Don't require NLA.",
    "Anyone on the network reaches the sign-in screen, and whatever is wrong with it, without a password.",
    "Use a client that speaks NLA; for a domain that can't be reached, sign in with a local account.",
);
/// The security layer down.
pub static SECURITY_LAYER_DOWN: Change = weakens(
    "security-layer-down",
    "Accept the classic RDP layer beside TLS.",
    "An impostor between client and host can read and change everything.",
    "Update the client, or connect through a gateway that speaks TLS.",
);
/// Older TLS.
pub static OLDER_TLS: Change = weakens(
    "older-tls",
    "Switch TLS 1.0 and 1.1 on for the server side.",
    "Every service of this host accepts protocols that are no longer considered safe.",
    "Update the client to one that speaks TLS 1.2.",
);
/// The firewall off.
pub static FIREWALL_OFF: Change = weakens(
    "firewall-off",
    "Turn the host's firewall off.",
    "Every service of this host is open to the network.",
    "Make one rule for the port of Remote Desktop at the host.",
);
/// CredSSP without the remedy of CVE-2018-0886.
pub static ENCRYPTION_ORACLE: Change = weakens(
    "encryption-oracle",
    "Talk to hosts and clients that lack the CredSSP update of May 2018.",
    "An attacker on the way can run commands with the rights of whoever signs in (CVE-2018-0886).",
    "Update the other side.",
);
/// CredSSP as Windows is delivered.
pub static ORACLE_DEFAULT: Change = weakens(
    "oracle-default",
    "Accept clients that lack the CredSSP update of May 2018, as Windows does by default.",
    "A client that was never updated may sign in; it endangers its own user.",
    "Update the client.",
);
/// Accounts without a password.
pub static BLANK_PASSWORDS: Change = weakens(
    "blank-passwords",
    "Let accounts without a password sign in over the network.",
    "Anyone who knows the name of such an account is in.",
    "Give the account a password.",
);
/// Restricted Admin.
pub static RESTRICTED_ADMIN: Change = weakens(
    "restricted-admin",
    "Accept sign-ins in Restricted Admin mode.",
    "The hash of an administrator's password is enough to sign in.",
    "Use Remote Credential Guard, or connect without /restrictedAdmin.",
);
/// NTLM.
pub static ACCEPT_NTLM: Change = weakens(
    "accept-ntlm",
    "Accept NTLM from the network.",
    "Whoever captures or relays an NTLM exchange can use it against this host.",
    "Connect by name with a domain account, so that Kerberos is used.",
);
/// Domain credentials.
pub static DOMAIN_CREDENTIALS: Change = weakens(
    "domain-credentials",
    "Let the host keep credentials of the domain.",
    "Saved credentials can be taken from the host by whoever owns it.",
    "Sign in with a local account, or ask why the setting was made.",
);
/// Saved passwords.
pub static SAVED_PASSWORDS: Change = weakens(
    "saved-passwords",
    "Accept passwords that the client saved.",
    "Whoever sits at the client gets in without typing anything.",
    "Type the password once more on the host's screen.",
);
/// FIPS mode.
pub static FIPS_OFF: Change = weakens(
    "fips-off",
    "Leave the FIPS mode.",
    "The host may use algorithms that its owner's rules forbid.",
    "Use Kerberos and a client that speaks TLS 1.2, which FIPS mode allows.",
);
/// Passwords beside smart cards.
pub static PASSWORD_SIGN_IN: Change = weakens(
    "password-sign-in",
    "Accept passwords beside smart cards.",
    "A stolen password is enough to sign in.",
    "Sign in with the smart card.",
);
/// xrdp: no group needed.
pub static GROUP_CHECK_OFF: Change = weakens(
    "group-check-off",
    "Let every account of the host sign in, not only members of the named group.",
    "Every account with a password can open a session.",
    "Add the person to the group.",
);

/// All changes.
pub static ALL: [&Change; 33] = [
    &ALLOW_CONNECTIONS,
    &START_SERVICES,
    &ENABLE_LISTENER,
    &ALL_ADAPTERS,
    &DEFAULT_PORT,
    &ENABLE_FIREWALL_RULE,
    &ALLOW_EXCEPTIONS,
    &ACCEPT_LOCAL_RULES,
    &ACCEPT_LOGONS,
    &RELEASE_CERTIFICATE,
    &ENABLE_TLS_1_2,
    &NEGOTIATE_SECURITY,
    &READABLE_KEY,
    &USUAL_TLS,
    &LIFT_SESSION_LIMIT,
    &LIFT_TIME_LIMITS,
    &USUAL_SHELL,
    &ALLOW_PASSWORDS,
    &RESTORE_REMOTE_RIGHT,
    &NLA_OFF,
    &SECURITY_LAYER_DOWN,
    &OLDER_TLS,
    &FIREWALL_OFF,
    &ENCRYPTION_ORACLE,
    &ORACLE_DEFAULT,
    &BLANK_PASSWORDS,
    &RESTRICTED_ADMIN,
    &ACCEPT_NTLM,
    &DOMAIN_CREDENTIALS,
    &SAVED_PASSWORDS,
    &FIPS_OFF,
    &PASSWORD_SIGN_IN,
    &GROUP_CHECK_OFF,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn texts_keep_the_house_style() {
        for change in ALL {
            assert!(change.does.ends_with('.') && change.exposes.is_empty() | change.exposes.ends_with('.'));
            assert_eq!(change.risk == Risk::Weakens, !change.better.is_empty(), "{}", change.name);
            let costs = matches!(change.risk, Risk::Opens | Risk::Weakens);
            assert_eq!(costs, !change.exposes.is_empty(), "{}", change.name);
            assert_eq!(find(change.name), Some(change));
        }
    }

    #[test]
    fn every_change_helps_against_something_and_the_safe_ones_come_first() {
        for change in ALL {
            let helps = causes::ALL.iter().any(|cause| cause.changes.contains(&change));
            assert!(helps, "no cause names {}", change.name);
        }
        for cause in causes::ALL {
            let weakens = cause.changes.iter().map(|change| change.needs_accepting());
            assert!(weakens.is_sorted(), "{}", cause.id);
        }
    }
}
