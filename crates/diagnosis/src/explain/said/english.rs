//! Sentences that Windows, its Remote Desktop programs and other people's clients show in English, and that no
//! single cause owns: the texts of NTSTATUS and Win32 codes on dialogs, and what Windows App says. Each with all it
//! can mean, likeliest first.
//!
//! Long because it is one table.

/// One sentence.
#[derive(Debug)]
pub(in crate::explain) struct Sentence {
    /// As it stands on the screen.
    pub(in crate::explain) words: &'static str,
    /// What it can mean, likeliest first.
    pub(in crate::explain) causes: &'static [&'static str],
}

const fn says(words: &'static str, causes: &'static [&'static str]) -> Sentence {
    Sentence { words, causes }
}

const CREDENTIALS: &[&str] = &[
    "logon/wrong-credentials",
    "logon/entra-identity-over-ntlm",
    "logon/microsoft-account-without-password",
    "client/stale-credentials",
    "logon/wrong-name-form",
    "logon/local-namesake-used",
];
const UNREACHABLE: &[&str] = &[
    "network/port-filtered",
    "network/rdp-disabled",
    "network/firewall-rule-disabled",
    "network/host-down",
    "network/port-refused",
    "name/stale-record",
];
const INTERNAL: &[&str] = &[
    "tls/certificate-not-renewed",
    "tls/certificate-expired",
    "logon/locked-by-attackers",
    "logon/credential-provider-interferes",
    "tls/no-common-version",
    "network/reset-on-rdp",
];
const SECURING: &[&str] =
    &["client/root-list-unreachable", "network/mtu-black-hole", "tls/stalled", "nla/stalled"];
const NO_AUTHORITY: &[&str] = &[
    "logon/password-expired",
    "logon/password-must-change",
    "nla/wrong-domain",
    "nla/domain-controller-unreachable",
    "nla/trust-broken",
    "nla/domain-credentials-disabled",
];
const SECURITY: &[&str] = &[
    "session/license-certificate-corrupt",
    "session/client-license-corrupt",
    "session/reconnect-stuck",
    "negotiation/tls-required",
];
const DROPPED: &[&str] =
    &["network/packet-loss", "network/udp-unstable", "session/taken-over", "session/time-limit-reached"];

/// All of them.
pub(in crate::explain) const SENTENCES: &[Sentence] = &[
    // Sign-in.
    says(
        "You can't sign in with a user ID in this format. Try using your email address instead.",
        &["logon/wrong-name-form", "logon/entra-identity-over-ntlm"],
    ),
    says(
        "There are currently no logon servers available to service the logon request.",
        &["nla/domain-controller-unreachable"],
    ),
    says(
        "We can't sign you in with this credential because your domain isn't available. Make sure your device is connected to your organization's network and try again.",
        &["nla/domain-controller-unreachable"],
    ),
    says(
        "The security database on the server does not have a computer account for this workstation trust relationship.",
        &["nla/trust-broken"],
    ),
    says(
        "The trust relationship between this workstation and the primary domain failed.",
        &["nla/trust-broken"],
    ),
    says(
        "Sign in failed. Please check your username and password and try again.",
        &[
            "logon/wrong-credentials",
            "logon/entra-identity-over-ntlm",
            "logon/blocked-by-conditional-access",
            "logon/microsoft-account-without-password",
        ],
    ),
    says("The user name or password is incorrect. Try again.", CREDENTIALS),
    says(
        "Your credentials did not work. The credentials that were used to connect did not work. Please enter new credentials.",
        CREDENTIALS,
    ),
    says("We couldn't connect to the remote PC", UNREACHABLE),
    says("Your credentials did not work", CREDENTIALS),
    says(
        "The logon attempt failed",
        &[
            "logon/wrong-credentials",
            "logon/entra-identity-over-ntlm",
            "logon/blocked-by-conditional-access",
            "client/credential-guard-blocks-sso",
            "nla/duplicate-machine-sid",
        ],
    ),
    says(
        "Account restrictions are preventing this user from signing in",
        &[
            "logon/blank-password",
            "logon/restricted-admin-denied",
            "client/stale-credentials",
            "logon/protected-user-without-kerberos",
        ],
    ),
    says(
        "Unable to log you on because of an account restriction.",
        &["logon/blank-password", "logon/protected-user-without-kerberos", "logon/restricted-admin-denied"],
    ),
    says(
        "The sign-in method you're trying to use isn't allowed. For more info, contact your network administrator.",
        &["logon/blocked-by-conditional-access", "logon/no-interactive-right", "logon/no-remote-right"],
    ),
    says(
        "The sign-in method you're trying to use isn't allowed. Try a different sign-in method or contact your system administrator.",
        &["logon/blocked-by-conditional-access", "logon/no-interactive-right", "logon/no-remote-right"],
    ),
    says("You do not have access to logon to this session.", &["logon/denied-by-listener"]),
    says(
        "The server's authentication policy does not allow connection requests using saved credentials. Please enter new credentials.",
        &["logon/saved-credentials-refused"],
    ),
    says(
        "Your system administrator does not allow the use of saved credentials to log on to the remote computer",
        &["client/saved-credentials-not-allowed"],
    ),
    says(
        "To log on to this remote computer, you must be granted the Allow log on through Terminal Services right.",
        &["logon/no-remote-right"],
    ),
    says(
        "To sign in remotely, you need the right to sign in through Remote Desktop Services. By default, members of the Remote Desktop Users group have this right.",
        &["logon/no-remote-right"],
    ),
    says(
        "The connection was denied because the user account is not authorized for remote login.",
        &["logon/no-remote-right", "logon/remote-right-denied"],
    ),
    says(
        "An attempt was made to logon, but the network logon service was not started.",
        &["nla/domain-controller-unreachable", "nla/trust-broken"],
    ),
    says("The account is not authorized to log in from this station", &["logon/workstation-not-allowed"]),
    says(
        "Your account has time restrictions that prevent you from logging on at this time",
        &["logon/outside-hours"],
    ),
    says("The user's password must be changed before signing in.", &["logon/password-must-change"]),
    says(
        "The user's password must be changed before logging on the first time",
        &["logon/password-must-change"],
    ),
    says("Your password has expired and must be changed", &["logon/password-expired"]),
    says(
        "The specified domain either does not exist or could not be contacted.",
        &["nla/domain-controller-unreachable", "nla/wrong-domain"],
    ),
    says("The specified account does not exist", &["logon/unknown-user"]),
    says(
        "An authentication error has occurred. The Local Security Authority cannot be contacted",
        NO_AUTHORITY,
    ),
    says("The Local Security Authority cannot be contacted", NO_AUTHORITY),
    says(
        "The Local Security Authority cannot be contacted. This could be due to an expired password.",
        &["logon/password-expired", "logon/password-must-change"],
    ),
    says(
        "An authentication error has occurred. The function requested is not supported. This could be due to CredSSP encryption oracle remediation.",
        &["nla/credssp-unpatched-host", "nla/host-forces-updated-clients"],
    ),
    says(
        "An authentication error has occurred. The token supplied to the function is invalid.",
        &["nla/ntlm-version-mismatch", "tls/intercepted", "nla/closed-without-reason"],
    ),
    says(
        "An authentication error has occurred. The encryption type requested is not supported by the KDC.",
        &["nla/no-common-encryption"],
    ),
    says(
        "An authentication error has occurred. No authority could be contacted for authentication.",
        &["nla/kdc-unreachable"],
    ),
    says(
        "We couldn't find a domain controller for this domain. A specified logon session does not exist. It may already have been terminated.",
        &["client/credential-guard-blocks-sso", "nla/kdc-unreachable"],
    ),
    says(
        "A specified logon session does not exist. It may already have been terminated.",
        &["logon/entra-identity-over-ntlm", "client/credential-guard-blocks-sso"],
    ),
    says(
        "A specified logon session does not exist",
        &["logon/entra-identity-over-ntlm", "client/credential-guard-blocks-sso"],
    ),
    says(
        "Windows Defender Credential Guard does not allow using saved credentials.",
        &["client/credential-guard-blocks-sso"],
    ),
    says(
        "Windows Hello for Business: that option is temporarily unavailable",
        &["nla/smart-card-refused", "client/smart-card-unusable"],
    ),
    says(
        "Remote machine is AAD joined. If you are signing in to your work account, try using your work email address.",
        &["logon/entra-identity-over-ntlm", "logon/wrong-name-form"],
    ),
    says(
        "The remote computer that you are trying to connect to requires Network Level Authentication (NLA), but your Windows domain controller cannot be contacted to perform NLA.",
        &["nla/domain-controller-unreachable"],
    ),
    says(
        "The remote computer requires Network Level Authentication, which your computer does not support.",
        &["negotiation/nla-required", "client/credssp-off", "client/outdated"],
    ),
    says("Login failed, the server requires Network Level Authentication", &["negotiation/nla-required"]),
    says(
        "The Group Policy Client service failed the sign-in. Access is denied.",
        &["session/profile-failed"],
    ),
    says(
        "The User Profile Service service failed the sign-in. User profile cannot be loaded.",
        &["session/profile-failed"],
    ),
    says("You've been signed in with a temporary profile", &["session/profile-failed"]),
    says(
        "Another user is signed in. If you continue, they'll be disconnected. Do you want to sign in anyway?",
        &["session/computer-in-use"],
    ),
    says(
        "is currently logged on to this computer. Only the current user or an administrator can log on to this computer.",
        &["session/computer-in-use"],
    ),
    says("Select a user to disconnect so that you can sign in.", &["session/limit-reached"]),
    says(
        "The terminal server has exceeded the maximum number of allowed connections.",
        &["session/limit-reached"],
    ),
    says(
        "The remote session was disconnected because there are no Remote Desktop License Servers available to provide a license. Please contact the server administrator.",
        &["session/license-unavailable"],
    ),
    says(
        "We couldn't connect to the remote PC because of a licensing error.",
        &["session/license-unavailable", "session/no-free-license"],
    ),
    says(
        "The remote computer disconnected the session because of an error in the licensing protocol.",
        &["session/client-license-corrupt", "session/license-unavailable"],
    ),
    says("Remote logins are currently disabled", &["session/logons-drained"]),
    says(
        "Remote Desktop Services is currently busy",
        &["session/service-hangs-after-update", "session/service-busy"],
    ),
    // The way.
    says("Remote Desktop can't connect to the remote computer", UNREACHABLE),
    says(
        "Remote Desktop can't connect to the remote computer for one of these reasons: Remote access to the server is not enabled, the remote computer is turned off, the remote computer is not available on the network.",
        UNREACHABLE,
    ),
    says(
        "We couldn't connect to the remote PC. Make sure the PC is turned on and connected to the network, and that remote access is enabled.",
        UNREACHABLE,
    ),
    says(
        "Unable to connect to the remote PC. Please verify Remote Desktop is enabled, the remote PC is turned on and is available on the network, and then try again.",
        UNREACHABLE,
    ),
    says(
        "We couldn't connect to the remote PC because the PC can't be found. Provide the fully-qualified name or the IP address of the remote PC.",
        &["name/not-found"],
    ),
    says(
        "Remote Desktop can't find the computer. This might mean that the computer does not belong to the specified network.",
        &["name/not-found"],
    ),
    says(
        "Remote Desktop can't find the computer",
        &["name/not-found", "name/no-dns-server", "client/stale-rdp-file", "client/offline"],
    ),
    says(
        "This computer can't connect to the remote computer",
        &[
            "network/silent-after-accept",
            "session/limit-reached",
            "logon/no-remote-right",
            "tls/certificate-not-renewed",
            "nla/domain-controller-unreachable",
            "session/service-hangs-after-update",
        ],
    ),
    says(
        "This computer can't connect to the remote computer. Try connecting again. If the problem continues, contact the owner of the remote computer or your network administrator.",
        &[
            "network/silent-after-accept",
            "session/limit-reached",
            "logon/no-remote-right",
            "tls/certificate-not-renewed",
            "nla/domain-controller-unreachable",
        ],
    ),
    says(
        "The client could not connect to the remote computer. Remote connections might not be enabled or the computer might be too busy to accept new connections.",
        &["network/port-refused", "network/rdp-disabled", "network/port-filtered"],
    ),
    says(
        "The remote computer could not be found. Please contact your helpdesk about this error.",
        &["name/not-found"],
    ),
    says(
        "Your computer could not connect to another console session on the remote computer because you already have a console session in progress.",
        &["client/connecting-to-itself"],
    ),
    says("An internal error has occurred", INTERNAL),
    says(
        "The connection to the remote computer was lost, possibly due to network connectivity problems.",
        DROPPED,
    ),
    says(
        "Your Remote Desktop session has ended. The connection to the remote computer was lost, possibly due to network connectivity problems.",
        DROPPED,
    ),
    says("The connection has been lost. Attempting to reconnect to your session...", DROPPED),
    says(
        "Your session ended because of an error. If this keeps happening, contact your network administrator for assistance.",
        &[
            "logon/entra-identity-over-ntlm",
            "network/packet-loss",
            "session/denied-by-host",
            "network/reset-on-rdp",
        ],
    ),
    says("Your session was disconnected", DROPPED),
    says(
        "Your Remote Desktop Services session ended because the remote computer didn't receive any input from you.",
        &["session/time-limit-reached"],
    ),
    says(
        "Your Remote Desktop Services session has ended. Another user connected to the remote computer, so your connection was lost.",
        &["session/taken-over"],
    ),
    says(
        "Your Remote Desktop Services session has ended. Your network administrator might have ended the connection.",
        &["session/denied-by-host", "session/time-limit-reached", "session/shell-failed"],
    ),
    says(
        "Because of a protocol error, this session will be disconnected. Please try connecting to the remote computer again.",
        &[
            "session/graphics-failed",
            "client/outdated",
            "session/client-license-corrupt",
            "network/not-rdp",
            "network/port-taken",
        ],
    ),
    says(
        "Because of an error in data encryption, this session will end. Please try connecting to the remote computer again.",
        &["network/packet-loss", "session/license-certificate-corrupt", "network/udp-unstable"],
    ),
    says(
        "Because of a security error, the client could not connect to the remote computer. Verify that you are logged on to the network, and then try connecting again.",
        SECURITY,
    ),
    says("Because of a security error, the client could not connect to the remote computer.", SECURITY),
    says(
        "This computer can't connect to the remote computer because a security package error occurred in the transport layer.",
        &["gateway/proxy-wants-authentication", "gateway/wrong-authentication-method"],
    ),
    says(
        "The connection cannot be completed because the remote computer that was reached is not the one you specified. This could be caused by an outdated entry in the DNS cache.",
        &["name/stale-record"],
    ),
    says(
        "Remote Desktop cannot verify the identity of the remote computer because there is a time or date difference between your computer and the remote computer.",
        &["nla/clock-skew"],
    ),
    says(
        "Your computer couldn't connect because of a problem with the remote computer's certificate: a revocation check could not be performed",
        &["tls/revocation-unknown"],
    ),
    says(
        "The certificate couldn't be verified back to a root certificate. Your connection may not be secure. Do you want to continue?",
        &["tls/self-signed", "tls/untrusted-issuer"],
    ),
    says(
        "You are connecting to the RDP host. The certificate couldn't be verified back to a root certificate.",
        &["tls/self-signed", "tls/untrusted-issuer"],
    ),
    says(
        "A website is trying to run a RemoteApp program. The publisher of this RemoteApp program can't be identified.",
        &["client/untrusted-rdp-file"],
    ),
    says(
        "The publisher of this remote connection can't be identified. Do you want to connect anyway?",
        &["client/untrusted-rdp-file"],
    ),
    says(
        "This RDP File is corrupted. The remote connection cannot be started.",
        &["client/stale-rdp-file", "client/untrusted-rdp-file"],
    ),
    says(
        "The requested session access is denied",
        &["logon/admin-session-denied", "logon/denied-by-listener"],
    ),
    says(
        "Please wait for the Local Session Manager",
        &["session/reconnect-stuck", "session/service-hangs-after-update"],
    ),
    says("Please wait for the User Profile Service", &["session/reconnect-stuck", "session/profile-failed"]),
    says(
        "Configuring remote session",
        &["network/mtu-black-hole", "nla/stalled", "session/reconnect-stuck", "network/udp-unstable"],
    ),
    says(
        "Estimating connection quality",
        &["network/udp-unstable", "session/reconnect-stuck", "network/mtu-black-hole"],
    ),
    says(
        "The remote desktop gateway is unavailable. The gateway server address is unreachable or incorrect",
        &["gateway/unreachable"],
    ),
    says(
        "Your computer can't connect to the remote computer because the Remote Desktop Gateway server is temporarily unavailable",
        &[
            "gateway/unreachable",
            "gateway/second-factor-unanswered",
            "gateway/certificate-unusable",
            "gateway/target-unreachable",
        ],
    ),
    says(
        "Your computer can't connect to the Remote Desktop Gateway server. Contact your network administrator for assistance.",
        &["gateway/unreachable", "gateway/certificate-untrusted"],
    ),
    says(
        "Your computer can't connect to the remote computer because no certificate was configured to use at the Remote Desktop Gateway server.",
        &["gateway/certificate-unusable"],
    ),
    says(
        "Your computer can't connect to the remote computer because your computer or device did not pass the Network Access Protection requirements",
        &["gateway/connection-policy-denied"],
    ),
    says("Windows cannot connect to the RD Connection Broker server", &["gateway/broker-redirect-failed"]),
    says(
        "We couldn't connect to the gateway because of an error.",
        &["gateway/unreachable", "gateway/wrong-credentials", "gateway/cloud-resource-unavailable"],
    ),
    says(
        "We couldn't connect because there are currently no available resources. Try again later or contact tech support for help if this keeps happening.",
        &["gateway/cloud-resource-unavailable"],
    ),
    says(
        "Oops, we couldn't connect to",
        &[
            "gateway/cloud-resource-unavailable",
            "logon/entra-identity-over-ntlm",
            "session/denied-by-host",
            "logon/no-remote-right",
        ],
    ),
    says(
        "Something went wrong. We couldn't connect to the remote session host. sign in failed",
        &["gateway/cloud-resource-unavailable", "logon/entra-identity-over-ntlm"],
    ),
    says(
        "The remote session to the computer was lost. You might want to try to connect to this computer again.",
        DROPPED,
    ),
    says(
        "An authentication error has occurred. The function requested is not supported",
        &[
            "nla/credssp-unpatched-host",
            "nla/ntlm-blocked",
            "nla/unsupported-windows",
            "nla/host-forces-updated-clients",
        ],
    ),
    says(
        "The function requested is not supported",
        &[
            "nla/credssp-unpatched-host",
            "nla/ntlm-blocked",
            "nla/unsupported-windows",
            "nla/host-forces-updated-clients",
        ],
    ),
    says(
        "Your account is configured to prevent you from using this device",
        &["logon/vm-login-role-missing", "logon/workstation-not-allowed", "logon/no-remote-right"],
    ),
    says("Failed to reconnect to your remote session", &["session/reconnect-stuck"]),
    says(
        "The graphics display components in the remote session failed to start up",
        &["session/graphics-failed"],
    ),
    says(
        "The system administrator has restricted the types of logon (network or interactive) that you may use",
        &["logon/no-network-right", "logon/no-remote-right", "logon/remote-right-denied"],
    ),
    says(
        "Your interactive logon privilege has been disabled. Please contact your administrator.",
        &["logon/denied-by-listener"],
    ),
    says(
        "During a logon attempt, the user's security context accumulated too many security IDs",
        &["nla/ticket-too-large"],
    ),
    says(
        "The target principal name is incorrect",
        &["nla/wrong-principal", "name/stale-record", "nla/unknown-service-principal"],
    ),
    says("The target account name is incorrect", &["nla/wrong-principal"]),
    says("The specified target is unknown or unreachable", &["nla/unknown-service-principal"]),
    says(
        "An unexpected server authentication certificate was received from the remote computer",
        &["tls/certificate-changed", "tls/name-mismatch"],
    ),
    says(
        "We couldn't connect to the remote PC because of a security error",
        &["session/license-certificate-corrupt", "session/client-license-corrupt", "logon/no-remote-right"],
    ),
    says("Securing remote connection", SECURING),
    says("Stays at \"Securing remote connection\"", SECURING),
    says(
        "As a security precaution, the user account has been locked because there were too many logon attempts or password change attempts.",
        &["logon/locked-out", "logon/locked-by-attackers"],
    ),
    says("locked", &["logon/locked-out"]),
    says("gesperrt", &["logon/locked-out", "logon/disabled"]),
    says("Account lockout", &["logon/locked-out", "logon/locked-by-attackers"]),
    says("The password needs to be changed", &["logon/password-must-change", "logon/password-expired"]),
    says("It wants me to change my password", &["logon/password-must-change", "logon/password-expired"]),
    says("My password ran out", &["logon/password-expired"]),
    says("pw expired", &["logon/password-expired"]),
    says("I typed the wrong password too many times", &["logon/locked-out"]),
    says("The user is locked in AD", &["logon/locked-out"]),
    says("Das Kennwort für dieses Konto ist abgelaufen", &["logon/password-expired"]),
    says(
        "Ihr Kennwort ist abgelaufen und muss geändert werden",
        &["logon/password-expired", "logon/password-must-change"],
    ),
    says("Ihr Passwort ist abgelaufen", &["logon/password-expired"]),
    says("Connection refused", &["network/port-refused", "network/rdp-disabled", "network/service-stopped"]),
    says(
        "Certificate error",
        &[
            "tls/self-signed",
            "tls/certificate-expired",
            "tls/name-mismatch",
            "tls/untrusted-issuer",
            "tls/certificate-changed",
        ],
    ),
    says(
        "No connection could be made because the target machine actively refused it",
        &["network/port-refused", "network/rdp-disabled", "network/home-edition"],
    ),
    says(
        "A connection attempt failed because the connected party did not properly respond after a period of time",
        &["network/port-filtered", "network/host-down"],
    ),
    says(
        "An existing connection was forcibly closed by the remote host",
        &["network/reset-on-rdp", "nla/reset", "network/closed-after-accept"],
    ),
    says("No such host is known", &["name/not-found"]),
    says("A socket operation was attempted to an unreachable network", &["network/no-route"]),
    says(
        "A socket operation was attempted to an unreachable host",
        &["network/no-route", "network/host-down"],
    ),
    says(
        "Sign in failed. Incorrect username and password or your credentials did not work",
        &["logon/blocked-by-conditional-access", "logon/entra-identity-over-ntlm", "logon/wrong-credentials"],
    ),
    says("Remote Desktop Connection has stopped working", &["client/crashes"]),
    says("Install the RDP protocol plugin first", &["client/outdated", "client/crashes"]),
    // Linux desktops and their clients.
    says(
        "Oh no! Something has gone wrong. A problem has occurred and the system can't recover.",
        &["session/shell-failed", "session/already-logged-in-locally"],
    ),
    says(
        "Authentication is required to create a color managed device",
        &["session/desktop-asks-for-authentication"],
    ),
    says(
        "login failed for display 0",
        &["logon/wrong-credentials", "logon/no-remote-right", "session/limit-reached", "logon/locked-out"],
    ),
    says("Only console users are allowed to run the X server", &["session/x-server-failed"]),
    says("VNC error - problem connecting. some problem", &["session/x-server-failed"]),
    says("error - problem connecting", &["session/x-server-failed"]),
    says("connection problem, giving up. some problem", &["session/x-server-failed"]),
];
