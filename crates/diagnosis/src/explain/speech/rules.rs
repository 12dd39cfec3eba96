//! The rules: what people say, and what it can be. How a row is read is told in `speech`.
//!
//! Long because it is one table.

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) notions: &'static str,
    pub(super) causes: &'static [&'static str],
    /// What it weighs beside the number of its notions.
    pub(super) more: f64,
}

const fn rule(notions: &'static str, causes: &'static [&'static str]) -> Rule {
    Rule { notions, causes, more: 0.0 }
}

/// A rule with a notion that only few causes have.
const fn telling(notions: &'static str, causes: &'static [&'static str]) -> Rule {
    Rule { notions, causes, more: 1.4 }
}

const DROPS: &[&str] =
    &["network/packet-loss", "network/udp-unstable", "session/time-limit-reached", "session/taken-over"];
const FREEZES: &[&str] =
    &["network/udp-unstable", "session/freezes-after-update", "network/packet-loss", "network/high-latency"];
const OFF: &[&str] = &[
    "network/rdp-disabled",
    "network/port-refused",
    "network/rdp-disabled-by-policy",
    "network/home-edition",
];
const FIREWALL: &[&str] = &[
    "network/port-filtered",
    "network/firewall-rule-disabled",
    "network/rejected-by-firewall",
    "network/public-firewall-profile",
];
const UNREACHABLE: &[&str] =
    &["network/port-filtered", "network/port-refused", "network/host-down", "name/not-found"];
const LICENSE: &[&str] =
    &["session/license-unavailable", "session/no-free-license", "session/client-license-corrupt"];
const HANGS: &[&str] = &[
    "network/mtu-black-hole",
    "network/udp-unstable",
    "tls/stalled",
    "nla/stalled",
    "session/reconnect-stuck",
];
const CREDENTIALS: &[&str] = &[
    "logon/wrong-credentials",
    "client/stale-credentials",
    "logon/wrong-name-form",
    "logon/microsoft-account-without-password",
];
const ASKS_AGAIN: &[&str] =
    &["client/credential-guard-blocks-sso", "client/stale-credentials", "logon/saved-credentials-refused"];
const BLACK: &[&str] = &["session/black-screen", "session/reconnect-stuck", "network/udp-unstable"];
const BLACK_LINUX: &[&str] = &[
    "session/already-logged-in-locally",
    "session/shell-failed",
    "session/black-screen",
    "session/x-server-failed",
];
const ENTRA: &[&str] =
    &["logon/entra-identity-over-ntlm", "logon/wrong-name-form", "logon/entra-group-ignored"];
const MICROSOFT: &[&str] = &["logon/microsoft-account-without-password", "logon/wrong-name-form"];

/// All rules.
pub(super) const RULES: &[Rule] = &[
    // The session comes and goes.
    rule(
        "@rdp; disconnect*|drops|dropping|kicked|kicks|loses connection|lost connection|reconnect*|déconnect*|bricht ab|getrennt; every|after|keeps|random*|constant*|minutes|often|always|intermittent*|ständig",
        DROPS,
    ),
    rule(
        "@rdp; disconnect*|drops|freez*|hangs; 30 seconds|one minute|a minute|60 seconds|65 seconds|seconds",
        &["network/udp-unstable", "network/packet-loss", "session/time-limit-reached"],
    ),
    telling(
        "gateway; disconnect*|drops|dropping; 30 minutes|half hour|every 30",
        &["gateway/service-crashing", "gateway/session-timeout"],
    ),
    rule(
        "kicked|disconnect*|logged off|thrown out; another user|someone else|other user|other computer|second connection|another computer",
        &["session/taken-over", "session/computer-in-use"],
    ),
    rule("@rdp; freez*|froze|frozen|stuck mouse|unresponsive|hängt|fige*|einfrier*", FREEZES),
    rule("@rdp; freez*|frozen|hang*|black; udp", &["network/udp-unstable", "network/udp-blocked"]),
    rule(
        "@rdp; slow|laggy|lagging|lag|langsam|lento|lent|lags",
        &["network/high-latency", "network/packet-loss", "network/udp-blocked"],
    ),
    rule(
        "@rdp; idle|inactiv*|timeout|time limit; disconnect*|logged off|logs off|ends|closed",
        &["session/time-limit-reached", "gateway/session-timeout"],
    ),
    // Black and blue screens.
    rule(
        "black|blank|dark|schwarz*|noir|negra|preta|黒|blue screen|grey screen|gray screen|teal; @rdp; !xrdp|ubuntu|linux|debian|fedora|gnome|kde|xfce|mint|kali|raspberry",
        BLACK,
    ),
    rule(
        "black|blank|blue screen|grey screen|gray|schwarz*|teal|closes immediately|disconnects immediately|exits immediately; xrdp|ubuntu|linux|debian|fedora|centos|kali|mint|raspberry|gnome|xfce|arch|opensuse",
        BLACK_LINUX,
    ),
    rule(
        "xrdp|ubuntu|linux|debian|fedora|kali|mint|raspberry; login|log in|password|credentials|sign in; closes|disconnect*|exits|crash*|flash*|returns; @rdp",
        BLACK_LINUX,
    ),
    rule(
        "xrdp|sesman; login failed|wrong password|password incorrect|authentication failure|fails to login",
        &["logon/wrong-credentials", "logon/no-remote-right"],
    ),
    telling(
        "xrdp|@rdp; logged in|local session|already logged|console session|log out; locally|physically|physical|same user|local|console; black|disconnect*|@fails",
        &["session/already-logged-in-locally", "session/computer-in-use"],
    ),
    telling(
        "color|colour; managed|profile; authentication|asks|prompt*|popup|pop",
        &["session/desktop-asks-for-authentication"],
    ),
    telling(
        "xrdp; connect to sesman|sesman connection|connecting to sesman|sesman not",
        &["session/login-service-down"],
    ),
    rule(
        "xrdp; x server|xorg|xvnc|vnc; fail*|start|error|problem|not",
        &["session/x-server-failed", "session/shell-failed"],
    ),
    telling(
        "gnome remote desktop|grd|grdctl|gnome-remote-desktop; password|credentials|keyring|login; reset|changes|empty|locked|unlock|lost|missing|after reboot|reboot*",
        &["logon/gnome-credentials-missing", "logon/wrong-credentials"],
    ),
    rule(
        "gnome remote desktop|grd|gnome-remote-desktop|ubuntu|krdp; until|before|after; log in|logs in|login|logged; reboot|boot|console|locally|screen",
        &["logon/gnome-credentials-missing", "network/service-stopped"],
    ),
    telling(
        "guacamole; gnome|ubuntu 24; fail*|refused|disconnect*|error|not",
        &["client/outdated", "negotiation/nla-required"],
    ),
    // Reaching it.
    rule(
        "@rdp; cannot connect|can't connect|cant connect|unable to connect|not connect|won't connect|wont connect|doesn't connect|fails to connect|no connection|keine verbindung|nicht verbinden|not able to connect; !password|credential*|certificate|black|xrdp|license|gateway|update|azure|vm|nla|wsl",
        UNREACHABLE,
    ),
    rule(
        "@rdp; turn on|enable|switch on|activate|allow; how|where|enable|disabled|grey*|gray*|missing; !nla|credssp|network level",
        OFF,
    ),
    rule("@rdp; is disabled|switched off|turned off|not enabled", OFF),
    rule(
        "@rdp; greyed|grayed|grey|gray; policy|administrator|organization|option|setting",
        &["network/rdp-disabled-by-policy", "network/home-edition"],
    ),
    telling(
        "windows|win10|win11|10|11; home|home edition|core edition; @rdp",
        &["network/home-edition", "logon/credential-provider-interferes"],
    ),
    telling(
        "rdp wrapper|rdpwrap|termwrap|superrdp; not|fail*|stopped|listening|listener|update*|after",
        &[
            "network/listener-missing",
            "network/service-stopped",
            "network/home-edition",
            "network/service-crashes",
        ],
    ),
    telling(
        "rdp wrapper|rdpwrap|rdpwrap.ini; not supported|not listening|not working",
        &["network/listener-missing", "network/service-crashes", "network/home-edition"],
    ),
    rule("@rdp; port|3389; blocked|closed by|firewall|filter*", FIREWALL),
    rule(
        "3389; closed|refused|not listening|not open",
        &["network/port-refused", "network/port-filtered", "network/port-moved"],
    ),
    rule(
        "netstat|listening; 3389|@rdp; not|nothing|no",
        &["network/service-stopped", "network/listener-missing", "network/rdp-disabled"],
    ),
    rule("3389; timeout|time out|timed out|times out", FIREWALL),
    rule(
        "port; changed|moved|custom|another|different|portnumber; @rdp",
        &["network/port-moved", "network/firewall-rule-disabled", "network/port-taken"],
    ),
    telling(
        "antivirus|kaspersky|eset|norton|bitdefender|mcafee|avast|sophos|crowdstrike; @rdp",
        &["network/blocked-by-antivirus", "network/port-filtered"],
    ),
    telling("asleep|sleep|sleeping|hibernat*|standby|wakes; @rdp|computer|pc", &["network/host-asleep"]),
    telling(
        "azure|aws|ec2|gcp|google cloud|oracle cloud|hetzner|vps|cloud; vm|instance|server|machine|vps|droplet; @rdp; connect*|reach*|timeout|access",
        &[
            "network/cloud-rule-missing",
            "network/port-filtered",
            "network/firewall-rule-disabled",
            "network/host-down",
        ],
    ),
    rule(
        "vpn; @rdp; hang*|stuck|securing|configuring|freez*|black",
        &["network/mtu-black-hole", "network/udp-unstable", "tls/stalled"],
    ),
    rule(
        "vpn; @rdp; connect*|reach|work*|fail*|access; !credential*|password|login",
        &["network/port-filtered", "name/not-found", "network/no-route", "network/mtu-black-hole"],
    ),
    rule(
        "office|lan|local network|inside; home|outside|internet|remote|vpn; works|work; @rdp; but|not|only",
        &["network/port-filtered", "network/wrong-port-forward", "name/not-found", "gateway/unreachable"],
    ),
    rule(
        "ip; works|work; name|hostname|fqdn|computer name; not|fails|doesn't|but|only",
        &["name/not-found", "name/stale-record", "nla/unknown-service-principal"],
    ),
    rule(
        "name|hostname|fqdn; works|work; ip|address; not|fails|doesn't|but|only; @rdp",
        &["name/ip-address-used", "nla/ntlm-blocked"],
    ),
    rule(
        "public ip|ip address|ip; changed|new; @rdp|connect",
        &["network/cloud-rule-missing", "client/stale-rdp-file", "name/stale-record"],
    ),
    rule(
        "port forward*|forwarding|router|nat; @rdp",
        &["network/wrong-port-forward", "network/port-filtered", "network/host-down"],
    ),
    rule(
        "wifi|wi-fi|hotspot|hotel|mobile|isp|carrier|university|school; @rdp; only|works on|blocked|not",
        &["network/blocked-by-provider", "network/port-filtered"],
    ),
    rule(
        "wsl|wsl2; @rdp|xrdp",
        &[
            "network/port-taken",
            "session/shell-failed",
            "client/connecting-to-itself",
            "network/port-refused",
        ],
    ),
    rule(
        "service|termservice|remote desktop services; not running|stopped|won't start|wont start|crash*|stops|not start*; @rdp|termservice",
        &["network/service-stopped", "network/service-crashes", "network/service-rights-lost"],
    ),
    telling(
        "crash*|segfault|closes itself|quits|beendet sich; client|app|remmina|freerdp|xfreerdp|mstsc|windows app|krdc|connections|mremoteng|rdcman",
        &["client/crashes", "client/outdated"],
    ),
    // Hangs on the way in.
    rule(
        "@rdp; hang*|stuck|stays|sits|freezes; securing remote connection|configuring remote session|estimating|initiating|securing|configuring",
        HANGS,
    ),
    rule(
        "@rdp; stuck|hangs|stays; please wait|welcome|preparing|signing|local session manager|loading",
        &["session/reconnect-stuck", "session/service-hangs-after-update", "session/profile-failed"],
    ),
    rule(
        "internal error; @rdp|has occurred|occurred|connect*",
        &[
            "tls/certificate-not-renewed",
            "network/reset-on-rdp",
            "tls/no-common-version",
            "tls/certificate-binding-broken",
            "nla/reset",
        ],
    ),
    rule(
        "please wait|stuck|hang*|hung; update|kb*|patch*; server 2019|server 2022|server 2025|server 2016|windows 11|server; @rdp",
        &["session/service-hangs-after-update", "session/freezes-after-update"],
    ),
    // Signing in.
    rule(
        "@rdp; login|logon|log in|sign in|signin|anmeldung|connexion; failed|fails|fail|refused|rejected|fehlgeschlagen; !license|xrdp|gateway|update|certificate|gateway",
        CREDENTIALS,
    ),
    rule(
        "@rdp; password|credential*|passwort|mot de passe|contraseña|senha|пароль|密码|パスワード; wrong|incorrect|not accepted|rejected|doesn't work|not work*|didn't work|did not work|invalid|refuse*|falsch|fail*|keeps failing|error; !saved|pin|azure|entra|aad|microsoft account|live|gateway|expired|gnome",
        CREDENTIALS,
    ),
    rule(
        "password|credential*; correct|right|sure|same|works locally|locally; @rdp; wrong|incorrect|fail*|denied|refuse*|not",
        &[
            "logon/wrong-name-form",
            "logon/wrong-credentials",
            "logon/microsoft-account-without-password",
            "client/stale-credentials",
        ],
    ),
    rule("my password; wrong|incorrect", &["logon/wrong-credentials"]),
    rule(
        "@rdp; ask*|prompt*|keeps asking|asking; password|credential*; again|every time|each time|always|repeat*|loop|twice|keeps|over and over|multiple",
        ASKS_AGAIN,
    ),
    rule(
        "saved|stored|remember*|save; password|credential*; @rdp; not|no longer|doesn't|stopped|ignored|cannot|can't|fails|never",
        ASKS_AGAIN,
    ),
    telling(
        "saved|stored; credential*|password; windows 11|22h2|credential guard",
        &["client/credential-guard-blocks-sso"],
    ),
    telling("credential guard; @rdp|saved|password|sso|single sign", &["client/credential-guard-blocks-sso"]),
    rule(
        "single sign|sso; @rdp; not|fails|stopped|broken|prompt*",
        &["client/credential-guard-blocks-sso", "client/delegation-not-allowed"],
    ),
    telling(
        "pin|windows hello|fingerprint|face; @rdp; not|only|doesn't|cannot|can't|instead|no|how",
        MICROSOFT,
    ),
    telling(
        "microsoft account|outlook.com|hotmail|live account|live id|ms account|microsoft-konto|compte microsoft; @rdp",
        MICROSOFT,
    ),
    telling(
        "azure ad|azuread|entra|aad|entra id|azure active directory|aadj|intune|hybrid joined; @rdp; !azure vm|virtual desktop",
        ENTRA,
    ),
    telling(
        "azure ad joined|entra joined|aad joined|azuread joined|entra id joined; password|username|credential*|login|sign*|log in; !virtual desktop",
        ENTRA,
    ),
    telling(
        "conditional access|mfa|multi factor|multifactor|2fa; azure|entra|aad|office 365|m365; @rdp|vm|sign*",
        &["logon/blocked-by-conditional-access", "logon/entra-identity-over-ntlm"],
    ),
    telling(
        "duo|nps extension|radius|mfa|authenticator|push|second factor|2fa; gateway|rd gateway|rdg",
        &["gateway/second-factor-unanswered", "gateway/connection-policy-denied"],
    ),
    rule(
        "duo|okta|rsa|mfa|credential provider; @rdp; login|logon|prompt|denied|fail*",
        &["logon/credential-provider-interferes", "gateway/second-factor-unanswered"],
    ),
    telling(
        "account; locked|lockout|gesperrt|verrouillé|bloqueada; !account locked down",
        &["logon/locked-out", "logon/locked-by-attackers"],
    ),
    telling(
        "locked out|account lockout|lockout; @rdp|brute|attack*|internet|failed",
        &["logon/locked-by-attackers", "logon/locked-out"],
    ),
    rule("account|user; disabled|deaktiviert|désactivé; logon|login|sign|@rdp", &["logon/disabled"]),
    telling(
        "password; expired|abgelaufen|expiré|caducado|expirou|must be changed|must change|change at next; !certificate",
        &["logon/password-expired", "logon/password-must-change"],
    ),
    telling(
        "blank password|empty password|no password|without password|without a password|leeres passwort; @rdp|account|login|logon|user",
        &["logon/blank-password"],
    ),
    rule(
        "remote desktop users|administrators group|not authorized|not in the group|permission*|no rights|right to sign; @rdp|group|remote; !file|gateway|folder|private key|certificate",
        &["logon/no-remote-right", "logon/remote-right-denied"],
    ),
    rule(
        "access denied|access is denied|zugriff verweigert|accès refusé|acceso denegado; @rdp; !gateway|xrdp",
        &[
            "logon/no-remote-right",
            "logon/remote-right-denied",
            "session/denied-by-host",
            "logon/admin-session-denied",
        ],
    ),
    telling(
        "smart card|smartcard|yubikey|piv; @rdp; not|fail*|error|no|pin|recogni*",
        &["client/smart-card-unusable", "nla/smart-card-refused", "client/smart-card-middleware-outdated"],
    ),
    telling(
        "restricted admin|restrictedadmin|pass the hash",
        &["logon/restricted-admin-denied", "negotiation/restricted-admin-not-supported"],
    ),
    telling("remote credential guard|remoteguard; not|fail*|error|denied", &["nla/remote-guard-unavailable"]),
    telling("protected users; @rdp|login|logon|ntlm|kerberos", &["logon/protected-user-without-kerberos"]),
    rule(
        "ntlm; disabled|blocked|restrict*|deny|denied|off; @rdp|nla|login|logon",
        &["nla/ntlm-blocked", "name/ip-address-used"],
    ),
    telling(
        "credssp; update|patch|oracle|encryption oracle|remediation|error|vulnerab*",
        &["nla/credssp-unpatched-host", "nla/host-forces-updated-clients"],
    ),
    telling(
        "nla|network level authentication|credssp; domain controller|dc|domain; not|cannot|contact*|reach*|unavailable",
        &["nla/domain-controller-unreachable", "nla/trust-broken"],
    ),
    rule(
        "nla|network level authentication; require*|support*|not supported|required|needs|enabled; client|rdesktop|android|mac|thin client|old|computer|does not|doesn't",
        &["negotiation/nla-required", "client/outdated", "client/credssp-off"],
    ),
    telling("trust relationship|trust; domain|workstation; fail*|broken|lost", &["nla/trust-broken"]),
    rule(
        "clock|time|uhrzeit; wrong|different|difference|skew|out of sync|off; @rdp|kerberos|login|domain",
        &["nla/clock-skew", "client/clock-wrong"],
    ),
    telling(
        "clone*|sysprep|same sid|duplicate sid|template|golden image; @rdp|login|logon|kerberos|ntlm|credential*",
        &["nla/duplicate-machine-sid"],
    ),
    telling("kdc; not found|unreachable|cannot find|can't find|contact|reach*", &["nla/kdc-unreachable"]),
    // Certificates.
    rule(
        "@rdp; certificate|zertifikat|certificat|certificado; warning|every time|not trusted|untrusted|self signed|selfsigned|identity|warnung",
        &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"],
    ),
    rule(
        "@rdp; certificate|zertifikat; expired|abgelaufen|renew*",
        &["tls/certificate-expired", "tls/certificate-not-renewed"],
    ),
    rule(
        "certificate; changed|replaced|new|let's encrypt|letsencrypt; @rdp; fail*|not|stopped|error|since|after|internal",
        &["tls/certificate-binding-broken", "tls/name-mismatch", "tls/certificate-changed"],
    ),
    rule(
        "certificate|private key; permission*|network service|access; @rdp|termservice|terminal",
        &["tls/certificate-binding-broken", "tls/certificate-not-renewed"],
    ),
    telling(
        "tls 1.0|tls1.0|tls 1.1|tls 1.2|tls 1.3|tls10|tls12|cipher*|schannel|iis crypto|iiscrypto; disabl*|enabl*|only|after|hardening|remov*|turned off; @rdp|terminal|internal error",
        &["tls/no-common-version", "tls/no-common-cipher", "tls/version-too-old"],
    ),
    telling(
        "2008 r2|windows 7|server 2003|windows xp|server 2008|2003|win7; @rdp|connect|remote; tls|ssl|handshake|openssl|freerdp|xfreerdp|remmina|internal error",
        &["tls/version-too-old", "tls/no-common-version", "negotiation/legacy-security-only"],
    ),
    rule("fips; @rdp|terminal|nla|ntlm", &["negotiation/fips-mismatch", "nla/ntlm-unavailable-under-fips"]),
    // Licences, limits, brokers, gateways.
    telling(
        "@rdp|rds|terminal; licens*|licenc*|lizenz*|licence|cal|cals|grace; expired|error|server|no|missing|remaining|120|days|problem|configured|grace",
        LICENSE,
    ),
    telling(
        "too many users|maximum number|number of connections|limit of|max users|only two|two users|2 users|concurrent; @rdp|sessions|server|terminal",
        &["session/limit-reached"],
    ),
    telling(
        "broker|connection broker|farm|collection; @rdp|rds; redirect*|not|fail*|error|available|cannot|wrong",
        &["gateway/broker-redirect-failed", "gateway/invalid-routing-token"],
    ),
    rule(
        "rd gateway|rdgateway|remote desktop gateway|gateway server|rdg; unavailable|unreachable|temporarily|cannot|can't|connect*|error; !password|credential*|certificate|policy|mfa|duo|nps",
        &["gateway/unreachable", "gateway/target-unreachable", "gateway/certificate-unusable"],
    ),
    rule(
        "rd gateway|rdgateway|remote desktop gateway|gateway; password|credential*|login|logon attempt; wrong|fail*|refused|rejected|incorrect|keeps",
        &["gateway/wrong-credentials", "gateway/wrong-authentication-method"],
    ),
    rule(
        "rd gateway|rdgateway|gateway; policy|cap|rap|authorization|authorized|not authorized; @rdp|resource|connection|denied|user",
        &["gateway/connection-policy-denied", "gateway/resource-policy-denied"],
    ),
    rule(
        "rd gateway|rdgateway|gateway; certificate; expired|missing|unbound|not trusted|renew*|mismatch|no",
        &["gateway/certificate-untrusted", "gateway/certificate-unusable"],
    ),
    telling(
        "proxy; gateway|@rdp; authentication|407|fail*|blocked|not",
        &["gateway/proxy-wants-authentication"],
    ),
    rule(
        "remoteapp; not|fail*|black|disconnect*|closes|start*|error",
        &[
            "session/remoteapp-only",
            "session/shell-failed",
            "client/untrusted-rdp-file",
            "session/remoteapp-console-conflict",
        ],
    ),
    telling(
        "profile; temporary|cannot be loaded|fslogix|corrupt*|failed|vhd|locked; @rdp|login|sign*|user",
        &["session/profile-failed"],
    ),
    telling(
        "avd|azure virtual desktop|windows 365|cloud pc|wvd; unavailable|not available|no available|no resources|cannot connect|couldn't connect|not connect",
        &["gateway/cloud-resource-unavailable", "network/host-down", "gateway/unreachable"],
    ),
    rule(
        "hyper-v|hyperv|vmconnect|enhanced session; not|fail*|cannot|denied|closes|password|login",
        &["session/denied-by-host", "logon/no-remote-right", "logon/microsoft-account-without-password"],
    ),
    // After an update.
    telling(
        "@rdp|windows app|avd; january 2026|kb5074109|jan 2026; fail*|error|credential*|prompt|password|login",
        &["client/broken-credential-prompt"],
    ),
    rule(
        "@rdp; since|after; windows update|update|kb*|patch*|upgrade*|24h2|22h2|23h2|25h2; !freez*|hang*|please wait|certificate|cert|xrdp|rdpwrap|wrapper",
        &[
            "session/service-hangs-after-update",
            "nla/duplicate-machine-sid",
            "client/credential-guard-blocks-sso",
            "client/broken-credential-prompt",
            "session/freezes-after-update",
        ],
    ),
    telling(
        "24h2|april 2025|kb505*; freez*|frozen|hang*|unresponsive|disconnect*; @rdp",
        &["session/freezes-after-update", "network/udp-unstable"],
    ),
    rule(
        "warning|unknown publisher|caution|unknown remote connection|publisher; rdp file|.rdp|remote connection",
        &["client/untrusted-rdp-file"],
    ),
    telling(
        "yourself|itself|same computer|same machine|own computer; @rdp; console|connect*|already",
        &["client/connecting-to-itself"],
    ),
    rule("no sound|audio; @rdp; first try|fails", &["session/audio-stall"]),
    // The same in other words, and where the field is not named.
    rule(
        "unable to rdp|can't rdp|cannot rdp|cant rdp|rdp not work*|rdp doesn't work|rdp does not work|rdp stopped|no rdp|can not rdp|rdp fails|rdp broken|rdp is broken|not able to rdp|couldn't rdp|rdp to; !password|credential*|certificate|license|gateway|azure ad|azuread|entra|xrdp",
        UNREACHABLE,
    ),
    telling(
        "same computer|same lan|same network|same subnet|same pc|locally|localhost|itself; @rdp|connect; other than|only|works; @fails|only|except",
        &[
            "network/firewall-rule-disabled",
            "network/port-filtered",
            "network/public-firewall-profile",
            "network/wrong-port-forward",
        ],
    ),
    telling(
        "load balancer|nsg|security group|network security group|public ip|elastic ip|bastion|subnet|vnet|cloud; @rdp|vm|instance|port; @fails|connect",
        &["network/cloud-rule-missing", "network/port-filtered", "network/firewall-rule-disabled"],
    ),
    telling(
        "vm|virtual machine|instance|vps; azure|aws|ec2|gcp|google|oracle|digitalocean|hetzner|linode|vultr|contabo; @fails|connect; !azure ad|azuread",
        &[
            "network/cloud-rule-missing",
            "network/port-filtered",
            "network/firewall-rule-disabled",
            "network/host-down",
        ],
    ),
    rule(
        "ping*; works|ok|fine|successful|reply; @rdp|connect|3389|port; @fails|but",
        &[
            "network/port-filtered",
            "network/firewall-rule-disabled",
            "network/port-refused",
            "network/rdp-disabled",
            "network/service-stopped",
        ],
    ),
    rule(
        "ping; no|not|fails|cannot|can't|timeout|timed out|unreachable; @rdp|connect|host|server",
        &["network/host-down", "network/no-route", "network/port-filtered"],
    ),
    rule(
        "vpn; ping|reach|respond*|randomly|rarely; @rdp",
        &[
            "network/blocked-by-antivirus",
            "network/port-filtered",
            "network/public-firewall-profile",
            "network/mtu-black-hole",
        ],
    ),
    rule(
        "telnet|test-netconnection|tnc|nmap|portqry|netcat|nc; 3389|@rdp; @fails|closed|false|filtered",
        &["network/port-filtered", "network/port-refused", "network/firewall-rule-disabled"],
    ),
    rule(
        "telnet|test-netconnection|tnc|port open|listening; 3389|@rdp; works|open|true|ok|success*|listening; @fails|but",
        &[
            "network/reset-on-rdp",
            "tls/certificate-not-renewed",
            "tls/no-common-version",
            "negotiation/nla-required",
        ],
    ),
    telling(
        "firewall is off|firewall off|disabled firewall|firewall disabled|disabled the firewall|turned off firewall|turned off the firewall|without firewall|firewall turned off|firewalls off; @rdp|3389; @fails",
        &[
            "network/service-stopped",
            "network/port-refused",
            "network/rdp-disabled",
            "network/listener-missing",
        ],
    ),
    telling(
        "firewall; @rdp|rule|3389; works|blocks|allowed|rule|exception; !off|disabled",
        &[
            "network/firewall-rule-disabled",
            "network/public-firewall-profile",
            "network/port-filtered",
            "network/firewall-rules-overridden",
        ],
    ),
    telling(
        "public network|public profile|network profile|private network|public to private",
        &["network/public-firewall-profile", "network/firewall-rule-disabled"],
    ),
    telling(
        "fail2ban|ipban|rdpguard|blacklist*|banned|blocked ip|wail2ban|evlwatcher",
        &["network/address-banned", "network/port-filtered"],
    ),
    rule(
        "data loss prevention|dlp|endpoint protection|web filter|zscaler|forcepoint|proxy",
        &["network/blocked-by-antivirus", "network/answered-on-the-way"],
    ),
    rule(
        "unhandled exception|exception has occurred|exception at|exception in|exception code|stack trace|traceback|crash*|segmentation|appcrash|stops responding|has stopped working; @rdp|connect*|open",
        &["client/crashes", "client/outdated"],
    ),
    rule(
        "unattended|reboot|restart*|boot; @rdp; until|before|after; @fails|log in|logon|console|nobody",
        &["network/service-stopped", "network/host-restarting", "network/service-crashes"],
    ),
    rule(
        "after reboot|after restart|after rebooting|rebooted; @rdp; @fails",
        &[
            "network/service-stopped",
            "nla/domain-controller-unreachable",
            "network/public-firewall-profile",
            "network/host-restarting",
        ],
    ),
    rule(
        "is restarting|installing updates|rebooting now|restarts itself; @rdp|server|host",
        &["network/host-restarting"],
    ),
    // xrdp and Linux desktops.
    telling(
        "xrdp|ubuntu|debian|linux|kali|fedora|raspberry|mint|gnome|kde|xfce|arch|centos|wsl; black|blank|green|grey|gray|blue|white|empty|no desktop|screen",
        BLACK_LINUX,
    ),
    telling(
        "xrdp|xorg|xfce|startwm|gnome|kde|mate|linux|ubuntu|kali|debian; clos*|exit*|disconnect*|quit|terminat*|kick*|drop*|disappear*|logs out|log out; login|log in|immediately|after|instant*|right away|success*|password|seconds",
        &["session/shell-failed", "session/already-logged-in-locally", "session/x-server-failed"],
    ),
    rule(
        "connect*|session|window; clos*|exit*|quit|disconnect*|disappear*; success* login|after login|after log in|after logging in|after sign in|after entering|once logged in|immediately; !xrdp|linux|ubuntu",
        &[
            "session/already-logged-in-locally",
            "session/shell-failed",
            "session/denied-by-host",
            "session/time-limit-reached",
        ],
    ),
    telling(
        "xrdp; @login; @fails; !black|clos*|sesman",
        &[
            "logon/wrong-credentials",
            "logon/no-remote-right",
            "session/shell-failed",
            "session/login-service-down",
        ],
    ),
    telling(
        "xrdp; @rdp|connect*; @fails; !@login|black|blank|sesman",
        &[
            "session/shell-failed",
            "network/port-refused",
            "session/x-server-failed",
            "network/service-stopped",
        ],
    ),
    telling(
        "xrdp; key.pem|cert.pem|certificate|private key|ssl-cert; @fails|permission|read",
        &["negotiation/xrdp-key-unreadable"],
    ),
    telling(
        "xrdp; port|3389|listen*|vsock; @fails|use|bind|another|taken",
        &["network/port-taken", "network/service-stopped"],
    ),
    telling(
        "xrdp; start|status|service|systemctl|daemon; @fails|crash*|segfault|inactive|dead",
        &["network/service-crashes", "network/service-stopped", "network/port-taken"],
    ),
    telling(
        "gnome|grd|grdctl|gnome remote desktop|gnome-remote-desktop; keyring|key ring|secret-tool|credentials|password|用户名|密码; @fails|empty|reset|locked|unlock*|lost|空|prompt",
        &["logon/gnome-credentials-missing", "logon/wrong-credentials"],
    ),
    telling(
        "grd|gnome remote desktop|gnome-remote-desktop|desktop sharing|remote login; remote login|desktop sharing|headless|handover|gdm|login screen|gnome; @fails|disconnect*|black|client|android|old",
        &["client/outdated", "logon/gnome-credentials-missing", "session/shell-failed"],
    ),
    telling(
        "gnome|ubuntu|fedora; certificate|tls|key; grdctl|gnome remote desktop|grd|sharing",
        &["negotiation/no-certificate", "tls/self-signed"],
    ),
    telling(
        "krdp|kde|plasma; @rdp; @fails|black|crash*",
        &["network/service-crashes", "session/graphics-failed", "client/outdated"],
    ),
    // Accounts, in other words.
    rule("keep|loop|again|always|every time; ask*|prompt*; password|credential*|login; @rdp", ASKS_AGAIN),
    telling(
        "no password|blank|empty password|without password|passwordless|ohne passwort|sans mot de passe|sin contraseña|空密码; @rdp|account|login|user|log in|sign in",
        &["logon/blank-password"],
    ),
    telling(
        "local account|local user|local admin|workgroup; @rdp; @login; @fails",
        &[
            "logon/wrong-name-form",
            "logon/wrong-credentials",
            "logon/blank-password",
            "logon/no-remote-right",
        ],
    ),
    telling(
        "domain; user|account; workgroup|different domain|another domain|not joined|non-domain|trust; @rdp|@login; @fails",
        &["nla/wrong-domain", "logon/wrong-name-form", "nla/kdc-unreachable"],
    ),
    telling("azuread|azure ad|entra|aad; joined|account|user|login|device; !virtual desktop|avd", ENTRA),
    telling(
        "standard user|non admin|non-admin|normal user|regular user; @rdp; @fails|denied",
        &["logon/no-remote-right", "logon/remote-right-denied"],
    ),
    telling(
        "administrator|admin; works|can; user*|others|standard|normal; @fails|cannot|can't; @rdp",
        &["logon/no-remote-right", "session/license-unavailable", "session/logons-drained"],
    ),
    telling(
        "/admin|admin mode|/console; works|only",
        &["session/license-unavailable", "session/no-free-license", "session/logons-drained"],
    ),
    telling(
        "deny log on|deny logon|deny access|gpo|group policy|user rights; @rdp|remote; @fails|denied|after",
        &["logon/remote-right-denied", "logon/no-network-right", "logon/no-remote-right"],
    ),
    telling("4625; ntlm|blocked|kerberos|restrict*", &["nla/ntlm-blocked"]),
    telling(
        "spn|service principal|kerberos; alias|cname|name|ip; @rdp|login|@fails",
        &["nla/unknown-service-principal", "name/ip-address-used", "nla/wrong-principal"],
    ),
    telling(
        "server 2025|windows 11 24h2|24h2; password|login|logon|credential*; @rdp; @fails",
        &["nla/duplicate-machine-sid", "client/credential-guard-blocks-sso", "logon/wrong-credentials"],
    ),
    telling(
        "hosts file|dns; old|wrong|stale|cached|points; @rdp|server|computer|name",
        &["name/stale-record", "name/not-found"],
    ),
    telling("dns; @fails|resolve*; @rdp|name|hostname", &["name/not-found", "name/no-dns-server"]),
    telling(
        "license server|licensing server|cals|rd licensing|licensing mode|lizenzserver|授权|ライセンス; @fails|expire*|grace|120|configure*|disconnect*|过期",
        LICENSE,
    ),
    telling(
        "60 minutes|one hour|1 hour; disconnect*|kick*; @rdp|license|session",
        &["session/license-unavailable", "session/time-limit-reached"],
    ),
    telling(
        "gateway|rdg|rdgw; logon failure|login fail*|credential*|password|401|ntlm|4625; @fails|asks|again|receive",
        &["gateway/wrong-credentials", "gateway/wrong-authentication-method", "nla/ntlm-version-mismatch"],
    ),
    telling(
        "home|famille|core|家庭版; windows; @rdp|session à distance|bureau à distance|远程; @fails|pro|hôte|host|support*|edition",
        &["network/home-edition"],
    ),
    telling(
        "windows 11 home|windows 10 home|win11 home|win10 home|家庭版|home edition|windows home|édition familiale",
        &["network/home-edition", "logon/credential-provider-interferes"],
    ),
    telling(
        "rdp wrapper|rdpwrap|termwrap|wrapper; update*|after|kb*|build|version; @fails",
        &["network/listener-missing", "network/service-crashes", "network/home-edition"],
    ),
    telling(
        "too slow|lag*|latency|slow*; @rdp",
        &["network/high-latency", "network/packet-loss", "network/udp-blocked"],
    ),
    telling("sleep*|hibernat*|wake; @rdp; @fails|after|when|unreachable", &["network/host-asleep"]),
    telling(
        "multi monitor|multiple monitors|multimon|three monitors|monitor|resolution; @rdp; @fails|disconnect*|protocol error|crash*",
        &["client/invalid-monitor-layout", "session/graphics-failed"],
    ),
    telling(
        "gpu|nvidia|driver|graphics|wddm|opengl|hardware acceleration; @rdp; black|freez*|crash*|disconnect*|@fails",
        &["session/graphics-failed", "session/black-screen"],
    ),
    telling(
        "webcam|usb|drive redirection|printer|clipboard; disconnect*|crash*|freez*; @rdp",
        &["client/crashes", "session/graphics-failed", "network/packet-loss"],
    ),
    telling(
        "disk|space|memory|ram|resources; full|low|out of|not enough|exhaust*; @rdp|session|server",
        &["session/out-of-resources", "client/low-resources"],
    ),
    telling(
        "remoteapp|published app|raii|winapps; @fails|clos*|disconnect*|start*|black",
        &["session/remoteapp-only", "session/shell-failed", "session/remoteapp-console-conflict"],
    ),
    telling(
        "drain|draining|maintenance mode|new connections|change logon; @rdp|session host|server|disabled",
        &["session/logons-drained"],
    ),
    telling(
        "reconnect*|disconnected session|existing session|old session; stuck|hang*|black|@fails; @rdp|session",
        &["session/reconnect-stuck", "session/black-screen"],
    ),
    telling(
        "logged off|signed out|logs off|log off; immediately|instantly|right away|at once|straight; @rdp",
        &["session/shell-failed", "session/profile-failed", "session/license-unavailable"],
    ),
    telling(
        "console|physical|in front; kick*|logs out|locks|sign out|takes over; @rdp",
        &["session/computer-in-use", "session/taken-over"],
    ),
    telling(
        "android|ios|iphone|ipad|mac|macos|macbook; @rdp; crash*|clos*|quit*",
        &["client/crashes", "client/outdated"],
    ),
    telling(
        "old|outdated|legacy|thin client|rdesktop|old version; client|app|@rdp; nla|credssp|tls|security|@fails",
        &["client/outdated", "negotiation/nla-required", "tls/no-common-version"],
    ),
    telling(
        "enablecredsspsupport|credssp support|use credssp|credssp; off|0|disabled|unchecked|false|setting|option",
        &["client/credssp-off", "negotiation/nla-required"],
    ),
    telling(
        "delegat*|credssp delegation|allowed to delegate|allow delegating; @rdp|credential*|saved",
        &["client/delegation-not-allowed", "client/saved-credentials-not-allowed"],
    ),
    telling(
        "man in the middle|mitm|ssl inspection|inspection|fortigate|palo alto|deep inspection; @rdp|certificate|tls",
        &["tls/intercepted", "tls/certificate-changed"],
    ),
    telling(
        "self signed|self-signed|certificate warning|untrusted certificate|trusted root; warning|trust*|verify|identity|connect anyway|annoying|popup",
        &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"],
    ),
    telling(
        "machinekeys|machine keys|rsa\\machinekeys|f686aace",
        &["tls/certificate-not-renewed", "negotiation/no-certificate"],
    ),
    telling(
        "certificate; ip address|alias|cname|different name|name mismatch|wrong name|does not match; @rdp|warning",
        &["tls/name-mismatch"],
    ),
    telling(
        "24h2|25h2|september 2025|october 2025|sept 2025|oct 2025|kb5065426|kb5066835; update*|since|after|upgrade*; between|login|logon|credential*|password|@fails|@rdp; !freez*|hang*|black|unresponsive",
        &[
            "nla/duplicate-machine-sid",
            "client/credential-guard-blocks-sso",
            "session/freezes-after-update",
            "session/service-hangs-after-update",
        ],
    ),
    telling(
        "no login form|no password field|nowhere to type|no password option|no sign-in options|password option|no place to enter|no login prompt|only pin|only windows hello; @rdp|remote|password|login",
        &[
            "logon/password-sign-in-forbidden",
            "logon/microsoft-account-without-password",
            "session/black-screen",
        ],
    ),
    telling(
        "otp|one time password|one-time|2fa|mfa|duo|token|yubico|multiotp; prompt|password again|again|no otp|login screen|twice",
        &["logon/credential-provider-interferes", "gateway/second-factor-unanswered"],
    ),
    telling(
        "mstsc|microsoft client|native client|windows client|microsoft rdp|remote desktop client|other client; works|work|connects|fine|ok|possible; never|@fails; !vpn|gateway|azuread|entra",
        &["negotiation/nla-required", "client/outdated", "client/credssp-off"],
    ),
    telling(
        "network level authentication|nla; check*|勾选|enabled|ticked|only from|only allow|required; @fails",
        &["negotiation/nla-required", "client/credssp-off", "client/outdated"],
    ),
    telling(
        "satellite|starlink|high latency|3g|lte|slow connection|slow line|bad connection|another internet connection; @rdp|timeout|activation|@fails",
        &["network/high-latency", "network/packet-loss", "network/mtu-black-hole"],
    ),
    telling(
        "firewalld|ufw|iptables|nftables|selinux|fedora|opensuse|rhel|rocky|almalinux; krdp|xrdp|@rdp; connect*|reach*|access; @fails; !black|login|password|session",
        &["network/rejected-by-firewall", "network/port-filtered", "network/service-stopped"],
    ),
    telling(
        "microsoft account|microsoftアカウント|microsoft アカウント|微软账户|cuenta microsoft|conta microsoft|microsoft-konto|compte microsoft; pin|@login",
        MICROSOFT,
    ),
    telling(
        "same user|same account|same session|my session; desktop|console|session|locally; steal*|transfer*|moves|takes over|takes|disconnect*|kick*|logs out",
        &["session/taken-over", "session/computer-in-use"],
    ),
    telling(
        "incoming connections|all incoming|inbound; block*; @rdp|firewall|vpn",
        &[
            "network/firewall-rules-overridden",
            "network/firewall-rule-disabled",
            "network/public-firewall-profile",
        ],
    ),
    telling(
        "not listening|listener; ini|fully supported|wrapper|rdpwrap*|reinstall*",
        &["network/listener-missing", "network/service-crashes", "network/home-edition"],
    ),
    telling(
        "thumbprint|fingerprint; error|changed|mismatch|unexpected|wrong|differ*",
        &["tls/certificate-changed", "gateway/certificate-untrusted", "tls/name-mismatch"],
    ),
    telling(
        "域|域账户|domänenkonto|compte de domaine; @rdp|rdp; @fails|失败",
        &["logon/wrong-name-form", "nla/wrong-domain", "logon/no-remote-right"],
    ),
    telling(
        "jumpserver|堡垒机|next terminal|guacamole; 无法|@fails|connect*; !password|密码",
        &["negotiation/nla-required", "client/credssp-off", "network/port-refused"],
    ),
    telling(
        "3389|端口|端口通; 无法连接|连接不上|连不上|连接失败; mstsc|可以|通",
        &["negotiation/nla-required", "client/credssp-off", "network/reset-on-rdp"],
    ),
    telling(
        "frp|frpc|ngrok|内网穿透|relay|tunnel|zerotier|tailscale; @rdp|远程桌面|3389",
        &["network/packet-loss", "network/high-latency", "network/backend-down", "network/port-refused"],
    ),
    telling(
        "gateway; restart*|redémarr*|crash*|stürzt|exception; service|dienst|sessions|connections",
        &["gateway/service-crashing", "gateway/certificate-unusable"],
    ),
    telling(
        "printer|clipboard|drives; @rdp|rdp file|.rdp; off|gone|missing|default|don't|no longer|not redirected; update*|april 2026|kb*",
        &["client/untrusted-rdp-file"],
    ),
    telling(
        "黑屏|黑色屏幕|ブラックスクリーン|真っ黒|画面が真っ黒|écran noir|schwarzer bildschirm|pantalla negra|tela preta|черный экран; @rdp|xrdp|ubuntu|远程|リモート",
        BLACK,
    ),
    telling(
        "连不上|无法连接|连接不上|接続できない|接続できません|подключиться|не подключается|keine verbindung|impossible de se connecter|no puedo conectar|não consigo conectar|nie można połączyć; @rdp|远程桌面|リモートデスクトップ|remotedesktop|удаленный рабочий стол|bureau à distance|escritorio remoto|área de trabalho remota|pulpit zdalny",
        UNREACHABLE,
    ),
    telling(
        "密码错误|凭据|用户名或密码|パスワードが違|ログインできない|ログインできません|пароль|учетные данные|kennwort falsch|mot de passe incorrect|contraseña incorrecta|senha incorreta; @rdp|远程|リモート|удаленн*|remote*|distance",
        CREDENTIALS,
    ),
    telling(
        "选择|被锁定|锁定|ロックされ|заблокирован*|gesperrt|verrouillé|bloqueada; 账户|帐户|アカウント|учетная запись|konto|compte|cuenta|conta",
        &["logon/locked-out", "logon/locked-by-attackers"],
    ),
    telling("家庭版|home エディション|домашняя|famille|hogar; @rdp|windows|远程", &["network/home-edition"]),
    telling(
        "gnome remote desktop|gnome-remote-desktop|grd|desktop sharing|remote login; enable*|start*|auto start|autostart|slider|toggle|turn on|switch; @fails; !password|credential*|black",
        &["network/rdp-disabled", "network/service-stopped", "logon/gnome-credentials-missing"],
    ),
    telling(
        "vm|virtual machine|instance; port|3389; without|not open|created|closed|blocked|missing",
        &["network/cloud-rule-missing", "network/port-filtered", "network/firewall-rule-disabled"],
    ),
    telling(
        "service; stopped|not running|won't start|doesn't start|does not start; wrapper|termservice|remote desktop services|rdms|remote desktop management",
        &["network/service-stopped", "network/service-crashes", "gateway/broker-redirect-failed"],
    ),
    telling(
        "selinux|avc; xrdp|sesman|service|@rdp",
        &["network/service-crashes", "session/login-service-down", "network/service-stopped"],
    ),
    telling(
        "domain user|with domain|domain name|domain part|backslash|domain prefix|without domain|username format|user name format; works|work|just|only|without|login; @fails|close*",
        &["logon/wrong-name-form", "nla/wrong-domain", "logon/wrong-credentials"],
    ),
    telling(
        "screensaver|screen saver|lock screen|unlock*|locked screen|screen lock; @rdp|reconnect*|xrdp|gnome|ubuntu",
        &["session/reconnect-stuck", "session/black-screen", "session/already-logged-in-locally"],
    ),
    telling(
        "by ip|direct ip|ip address|typing ip|via ip|with ip|using ip; pc name|computer name|hostname|by name|via name|machine name|host name|dns; works|work|can|only|not; !cert*",
        &["name/not-found", "name/no-dns-server", "name/stale-record"],
    ),
    telling(
        "script|tweak*|shutup|debloat*|hardening|gpo|policy; disabled|turned off|switched off|off; @rdp",
        &["network/rdp-disabled-by-policy", "network/rdp-disabled"],
    ),
    telling(
        "avd|azure virtual desktop|azure vm|wvd|session host; sign in failed|incorrect|credential*|password; !gateway",
        &["logon/blocked-by-conditional-access", "logon/entra-identity-over-ntlm", "logon/wrong-credentials"],
    ),
    telling(
        "has stopped working|appcrash|已停止工作|funktioniert nicht mehr|cessé de fonctionner; mstsc|remote desktop connection|远程桌面连接|@rdp",
        &["client/crashes"],
    ),
    telling(
        "plugin|library|shared object|package|flatpak|snap; missing|load*|install*|incompatible|undefined; remmina|freerdp|rdp",
        &["client/outdated", "client/crashes"],
    ),
    telling(
        "domain controller|dc|nla; contact*|reach*|unavailable|performed; gateway|internet|outside|vpn|home|remote",
        &["nla/kdc-unreachable", "nla/domain-controller-unreachable"],
    ),
    telling(
        "xrdp; session|desktop|start*; upgrad*|fails to start|does not start|won't start|after",
        &["session/shell-failed", "session/x-server-failed", "network/service-crashes"],
    ),
    telling(
        "guacamole|guacd; @fails|connect*|无法; !password|black|gnome",
        &["negotiation/nla-required", "client/home-not-writable", "network/port-refused", "tls/self-signed"],
    ),
    telling(
        "cold boot|booting|still starting|just started|starts up|boots up; connect*|@rdp; @fails",
        &["network/host-restarting", "network/backend-down", "network/port-refused"],
    ),
    telling(
        "credentialprovider|credential provider|token; again|twice|second time|once more; @rdp",
        &["logon/credential-provider-interferes", "logon/credentials-asked-on-screen"],
    ),
    telling("mac|macbook|macos|ios|ipad|iphone|android; azuread|azure ad|entra|aad", ENTRA),
    telling(
        "freerdp3|freerdp 3|xfreerdp3|remmina; hang*|takes a minute|slow|stuck|long time|forever; !freerdp 2 only",
        &["nla/kdc-unreachable", "nla/stalled", "client/outdated"],
    ),
    telling(
        "allowencryptionoracle|force updated clients|encryptionoracle; 0|set|value|@fails",
        &["nla/host-forces-updated-clients", "nla/credssp-unpatched-host"],
    ),
    telling(
        "after updating|after update|after the update|after upgrade|upgraded|downgrad*|previous version|old version|rolled back|regression|new version; freerdp|remmina|xfreerdp|client|app|package|mremoteng|rdcman; @fails|works|work",
        &["client/outdated", "client/crashes"],
    ),
    telling(
        "server 2025|24h2|windows 11; hang*|freez*|frozen|unresponsive|stuck; session|@rdp|login|mouse|screen",
        &["session/freezes-after-update", "session/reconnect-stuck", "network/udp-unstable"],
    ),
    telling(
        "local machine|locally|local login|local session|physical machine|on the machine itself|at the machine|desktop pc; xrdp|ubuntu|linux|debian; login|log in|logged|logout|log out|both",
        &["session/already-logged-in-locally", "session/shell-failed"],
    ),
    telling(
        "xrdp; black|blank; wsl|localhost|same account|same user",
        &["session/already-logged-in-locally", "session/shell-failed", "session/black-screen"],
    ),
    telling(
        "defunct|zombie|hangs|hung; sesman|xrdp",
        &["network/service-crashes", "session/login-service-down"],
    ),
    telling(
        "protected users",
        &["logon/protected-user-without-kerberos", "nla/kdc-unreachable", "nla/ntlm-blocked"],
    ),
    telling(
        "whitelist|allowed programs|allow list|resultnotinwhitelist|remoteappresultnotinwhitelist; @rdp|remoteapp|远程",
        &["session/remoteapp-only", "session/shell-failed"],
    ),
    telling(
        "zapret|goodbyedpi|dpi|packet*|vpn client|wireguard|openvpn|filter driver; @rdp; @fails|перестал|не может|stopped",
        &["network/blocked-by-antivirus", "network/reset-on-rdp", "network/mtu-black-hole"],
    ),
    telling(
        "friert|frieren|einfrieren|abbruch|abbrüche|verbindungsabbrüche|bricht ab|fige|déconnexions|se congela|se desconecta|trava|desconecta|зависает|отключается|断开|断线|卡住|卡死|切断|フリーズ; @rdp|remote*|distance|远程|リモート|удаленн*|удалённ*",
        DROPS,
    ),
    telling(
        "rdp wrapper|rdpwrap; simultáne*|concurrent|multiple|several|second user|dos usuarios|gleichzeitig; @fails|dejado|stopped|permite",
        &["network/listener-missing", "session/computer-in-use", "session/limit-reached"],
    ),
    telling(
        "no puede conectarse al equipo remoto|no se puede conectar|no puede iniciar sesión|no puedo acceder; escritorio remoto|remoto",
        UNREACHABLE,
    ),
    telling(
        "gateway; detect|automatically detect|do not use|bypass|settings; @rdp|3000008|error",
        &["gateway/unreachable", "client/stale-rdp-file", "gateway/target-unreachable"],
    ),
    telling(
        "token host|policy handler|not allowed to connect",
        &["gateway/resource-policy-denied", "gateway/broker-redirect-failed"],
    ),
    telling(
        "pam|pam.d; xrdp|sesman|login|auth*",
        &["logon/wrong-credentials", "session/shell-failed", "logon/no-remote-right"],
    ),
    telling(
        "works for|other users|another user|new user|different user|one user|only one user|single user; @rdp; @fails|but",
        &["session/profile-failed", "logon/no-remote-right", "logon/wrong-credentials"],
    ),
    telling(
        "other computers|another computer|other pc|another pc|another laptop|other devices|one computer|only one pc; works|work|fine|connect; @rdp; @fails|but|except",
        &[
            "client/stale-credentials",
            "client/outdated",
            "session/client-license-corrupt",
            "client/stale-rdp-file",
        ],
    ),
    telling(
        "renamed|changed name|rename|new name; computer|pc|server|user|account|host; @rdp|login|connect",
        &["name/stale-record", "logon/wrong-name-form", "tls/certificate-not-renewed"],
    ),
    telling(
        "changed|reset|new password|password change*; password; @rdp; @fails|old|still",
        &["client/stale-credentials", "logon/wrong-credentials"],
    ),
    telling(
        "credential manager|stored credentials|cached credentials|windows vault; @rdp|password|old",
        &["client/stale-credentials"],
    ),
    telling(
        "certificate; renew*|expired|new|replaced|installed|let's encrypt|wildcard|thumbprint; gateway|rdweb|broker|rds",
        &["gateway/certificate-untrusted", "gateway/certificate-unusable", "tls/certificate-changed"],
    ),
    telling(
        "certificate|cert; renew*|new|replaced|installed|deleted|imported|bound|binding|wmi|wmic; @rdp|listener|internal error|terminal",
        &["tls/certificate-binding-broken", "tls/certificate-not-renewed", "tls/certificate-changed"],
    ),
    telling(
        "duo|mfa|okta|azure mfa|nps|authenticator; approve|approved|push|phone|timeout|times out|no prompt|not receive; gateway|rd web|rdweb|@rdp",
        &["gateway/second-factor-unanswered", "logon/credential-provider-interferes"],
    ),
    telling(
        "nps|radius|network policy server; gateway|rdg|rds; denied|discard*|reject*|@fails|6273|6274|registered",
        &["gateway/connection-policy-denied", "gateway/second-factor-unanswered"],
    ),
    telling(
        "disk full|no space|out of space|storage full; @rdp|login|session|server",
        &["session/out-of-resources", "session/profile-failed"],
    ),
    telling(
        "session; limit*|disconnect*|ends|logged off|kick*; hours|minutes|idle|inactive|inactivity; policy|gpo|setting|always|exactly|@rdp",
        &["session/time-limit-reached", "network/packet-loss"],
    ),
    telling(
        "internet|router|isp|provider|fiber|modem; changed|new|switched|cgnat|carrier; @rdp|port forward*",
        &["network/wrong-port-forward", "client/stale-rdp-file", "network/port-filtered"],
    ),
    telling(
        "ipv6; @rdp|connect*|xrdp|sesman; @fails|only|disable*",
        &["name/address-family-broken", "session/login-service-down", "network/no-route"],
    ),
    telling(
        "kali|ubuntu|debian|linux|xfce; authentication required|password for|polkit|color managed|refresh system",
        &["session/desktop-asks-for-authentication"],
    ),
    telling(
        "xrdp; slow|lag*|choppy",
        &["network/high-latency", "session/graphics-failed", "network/packet-loss"],
    ),
    telling(
        "raspberry|pi os|raspbian|bookworm|wayland; xrdp|@rdp; black|clos*|@fails|login",
        &["session/already-logged-in-locally", "session/shell-failed", "session/x-server-failed"],
    ),
    telling(
        "amazon linux|ec2|oracle linux|centos|rhel; xrdp; @fails|black|connect*",
        &["session/shell-failed", "network/cloud-rule-missing", "session/x-server-failed"],
    ),
    telling(
        "teamviewer|anydesk|vnc|other remote; works; @rdp; @fails|but",
        &["network/rdp-disabled", "network/port-filtered", "network/home-edition"],
    ),
    telling(
        "local user|local account|non-ad; xrdp; works|can|no issue; ad|domain|sssd|active directory|ldap",
        &["logon/no-remote-right", "logon/wrong-name-form", "logon/wrong-credentials"],
    ),
    telling(
        "sssd|ldap|freeipa|winbind|realmd; xrdp; @fails",
        &["logon/no-remote-right", "logon/wrong-credentials"],
    ),
    telling(
        "disabled ntlm|inbound ntlm|ntlm disabled|block ntlm|restrict ntlm|deny ntlm|without ntlm|turned off ntlm",
        &["nla/ntlm-blocked", "nla/kdc-unreachable", "name/ip-address-used"],
    ),
    telling(
        "domain; local user|local account|local administrator|only the local; works; @fails|only",
        &["logon/no-remote-right", "nla/wrong-domain", "logon/wrong-name-form"],
    ),
    telling(
        "not found in the tenant|target-device identifier|aadsts293004",
        &["nla/unknown-service-principal", "name/ip-address-used", "name/not-found"],
    ),
    telling(
        "smart card|smartcard|piv|yubikey; user name does not exist|not trusted|domain controller|kdc|ntauth|certificate",
        &["nla/smart-card-refused", "client/smart-card-unusable"],
    ),
    telling(
        "key container|middleware|minidriver|card driver; smart card|smartcard|piv|card",
        &["client/smart-card-unusable", "client/smart-card-middleware-outdated", "nla/smart-card-refused"],
    ),
    telling(
        "ephemeral port|port space|ports exhausted|out of ports|4266|4227|4231",
        &["network/ports-exhausted"],
    ),
    telling(
        "restrictedremoteadministration|restricted remote administration|credentialsdelegation",
        &[
            "client/delegation-not-allowed",
            "nla/remote-guard-unavailable",
            "negotiation/restricted-admin-not-supported",
        ],
    ),
    telling(
        "uninstall*|removed|after i uninstall; rdpwrap|rdp wrapper; login screen|blue|@fails",
        &[
            "logon/credentials-asked-on-screen",
            "logon/credential-provider-interferes",
            "network/listener-missing",
        ],
    ),
    telling(
        "ecc|ecdsa|secp384r1|ec key|elliptic; xrdp|@rdp|certificate",
        &["tls/broken-handshake", "tls/no-common-cipher", "negotiation/no-certificate"],
    ),
    telling(
        "vsock|use_vsock|enhanced session; xrdp|hyper-v|@fails",
        &["network/listener-missing", "network/port-taken", "network/service-crashes"],
    ),
    telling(
        "not in listening|not listening|nothing listening|not in listen|no listener; 3389|port|@rdp",
        &[
            "network/rdp-disabled",
            "network/service-stopped",
            "network/listener-missing",
            "network/port-refused",
        ],
    ),
    telling(
        "harden*|cis|stig|baseline|finding list; @rdp; lost|@fails",
        &[
            "logon/remote-right-denied",
            "logon/no-network-right",
            "network/firewall-rule-disabled",
            "nla/ntlm-blocked",
            "tls/no-common-version",
        ],
    ),
    telling(
        "desktop service not found|guacd; docker|container|termix|sidecar",
        &["gateway/unreachable", "network/backend-down"],
    ),
    telling(
        "after installing|since installing|installed; panel|docker|firewall|ufw|vpn|antivirus|agent; xrdp|@rdp; @fails",
        &["network/rejected-by-firewall", "network/port-filtered", "network/blocked-by-antivirus"],
    ),
    telling(
        "网络不可达|network unreachable|no route; jumpserver|guacamole|@rdp|远程",
        &["network/no-route", "network/port-filtered", "negotiation/nla-required"],
    ),
    telling(
        "creators update|feature update|upgrading windows|upgraded windows|reinstalled windows|new certificate; remmina|freerdp|client; @fails|unable",
        &["tls/certificate-changed", "nla/credssp-unpatched-host", "client/outdated"],
    ),
    telling(
        "must to change|must change|has to change|have to change|change; password|kennwort|passwort; next login|next logon|next sign in|first login|first logon|nächsten anmeldung",
        &["logon/password-must-change", "logon/password-expired"],
    ),
    telling(
        "xrdp; local pc|locally|at the pc|at my desk|same machine; session; started|not end|still open|already|running|open",
        &["session/already-logged-in-locally", "session/black-screen"],
    ),
    telling(
        "fdenytsconnections; set-itemproperty|registry|reg add|value|script|bootstrap|gpo; not work|doesn't work|does not work|still|cannot|can't",
        &[
            "network/firewall-rule-disabled",
            "network/port-filtered",
            "network/rdp-disabled-by-policy",
            "network/listener-missing",
        ],
    ),
    telling(
        "安全层|security layer|sicherheitsstufe|securitylayer; @rdp|windows; 改|changed|set to|negotiate|协商|rdp",
        &["negotiation/tls-required", "negotiation/legacy-security-only", "negotiation/nla-required"],
    ),
    telling(
        "reset the password|resetting the password|reset my password; portal|console|dashboard|panel; works|worked|got|could",
        &["logon/wrong-credentials", "logon/unknown-user"],
    ),
    telling(
        "rdpwrap|rdpwrapper|rdp wrapper|rdpcheck; access denied|denied|refused",
        &["logon/credential-provider-interferes", "session/computer-in-use", "logon/no-remote-right"],
    ),
];
