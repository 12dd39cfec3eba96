//! What people say in words of their own, when no screen helps them: not sentences, but the notions in them.
//!
//! A rule is a row: the notions that have to be there, in any order and wording, and the causes it can be. Notions are
//! separated by `;`, their wordings by `|`; `*` stands for any ending, `!` before a notion says that it must not be
//! there, `@rdp` is any word of this field.

use std::sync::LazyLock;

use super::sentences::{nearly, words};
use super::weigh::Weighed;

/// One rule.
#[derive(Debug)]
struct Rule {
    notions: &'static str,
    causes: &'static [&'static str],
    /// What it weighs beside the number of its notions.
    more: f64,
}

const fn rule(notions: &'static str, causes: &'static [&'static str]) -> Rule {
    Rule { notions, causes, more: 0.0 }
}

/// A rule with a notion that only few causes have.
const fn telling(notions: &'static str, causes: &'static [&'static str]) -> Rule {
    Rule { notions, causes, more: 1.4 }
}

/// Words that say what it is about.
const FIELD: &str = "rdp|remote desktop|remote session|remote pc|remote computer|remote connection|mstsc|rds|3389|terminal server|\
    xrdp|freerdp|xfreerdp|remmina|guacamole|rdweb|rd gateway|remoteapp|windows app|avd|windows 365|cloud pc|jump host|remotedesktop|\
    remotedesktopverbindung|bureau à distance|escritorio remoto|área de trabalho remota|リモートデスクトップ|远程桌面|rdcman|mremoteng|krdp|grd|gnome remote desktop";

const DROPS: &[&str] =
    &["network/packet-loss", "network/udp-unstable", "session/time-limit-reached", "session/taken-over"];
const FREEZES: &[&str] =
    &["network/udp-unstable", "session/freezes-after-update", "network/packet-loss", "network/high-latency"];
const OFF: &[&str] =
    &["network/rdp-disabled", "network/port-refused", "network/rdp-disabled-by-policy", "network/home-edition"];
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
const HANGS: &[&str] =
    &["network/mtu-black-hole", "network/udp-unstable", "tls/stalled", "nla/stalled", "session/reconnect-stuck"];
const CREDENTIALS: &[&str] = &[
    "logon/wrong-credentials",
    "client/stale-credentials",
    "logon/wrong-name-form",
    "logon/microsoft-account-without-password",
];
const ASKS_AGAIN: &[&str] =
    &["client/credential-guard-blocks-sso", "client/stale-credentials", "logon/saved-credentials-refused"];
const BLACK: &[&str] = &["session/black-screen", "session/reconnect-stuck", "network/udp-unstable"];
const BLACK_LINUX: &[&str] =
    &["session/already-logged-in-locally", "session/shell-failed", "session/black-screen", "session/x-server-failed"];
const ENTRA: &[&str] = &["logon/entra-identity-over-ntlm", "logon/wrong-name-form", "logon/entra-group-ignored"];
const MICROSOFT: &[&str] = &["logon/microsoft-account-without-password", "logon/wrong-name-form"];

const RULES: &[Rule] = &[
    // The session comes and goes.
    rule("@rdp; disconnect*|drops|dropping|kicked|kicks|loses connection|lost connection|reconnect*|déconnect*|bricht ab|getrennt; every|after|keeps|random*|constant*|minutes|often|always|intermittent*|ständig", DROPS),
    rule("@rdp; disconnect*|drops|freez*|hangs; 30 seconds|one minute|a minute|60 seconds|65 seconds|seconds", &["network/udp-unstable", "network/packet-loss", "session/time-limit-reached"]),
    telling("gateway; disconnect*|drops|dropping; 30 minutes|half hour|every 30", &["gateway/service-crashing", "gateway/session-timeout"]),
    rule("kicked|disconnect*|logged off|thrown out; another user|someone else|other user|other computer|second connection|another computer", &["session/taken-over", "session/computer-in-use"]),
    rule("@rdp; freez*|froze|frozen|stuck mouse|unresponsive|hängt|fige*|einfrier*", FREEZES),
    rule("@rdp; freez*|frozen|hang*|black; udp", &["network/udp-unstable", "network/udp-blocked"]),
    rule("@rdp; slow|laggy|lagging|lag|langsam|lento|lent|lags", &["network/high-latency", "network/packet-loss", "network/udp-blocked"]),
    rule("@rdp; idle|inactiv*|timeout|time limit; disconnect*|logged off|logs off|ends|closed", &["session/time-limit-reached", "gateway/session-timeout"]),
    // Black and blue screens.
    rule("black|blank|dark|schwarz*|noir|negra|preta|黒|blue screen|grey screen|gray screen|teal; @rdp; !xrdp|ubuntu|linux|debian|fedora|gnome|kde|xfce|mint|kali|raspberry", BLACK),
    rule("black|blank|blue screen|grey screen|gray|schwarz*|teal|closes immediately|disconnects immediately|exits immediately; xrdp|ubuntu|linux|debian|fedora|centos|kali|mint|raspberry|gnome|xfce|arch|opensuse", BLACK_LINUX),
    rule("xrdp|ubuntu|linux|debian|fedora|kali|mint|raspberry; login|log in|password|credentials|sign in; closes|disconnect*|exits|crash*|flash*|returns; @rdp", BLACK_LINUX),
    rule("xrdp|sesman; login failed|wrong password|password incorrect|authentication failure|login successful|fails to login", &["logon/wrong-credentials", "logon/no-remote-right"]),
    telling("xrdp|@rdp; logged in|local session|already logged|console session|log out; locally|physically|physical|same user|local|console; black|fails|disconnect*|cannot|can't|cant|not", &["session/already-logged-in-locally", "session/computer-in-use"]),
    telling("color|colour; managed|profile; authentication|asks|prompt*|popup|pop", &["session/desktop-asks-for-authentication"]),
    telling("xrdp; connect to sesman|sesman connection|connecting to sesman|sesman not", &["session/login-service-down"]),
    rule("xrdp; x server|xorg|xvnc|vnc; fail*|start|error|problem|not", &["session/x-server-failed", "session/shell-failed"]),
    telling("gnome remote desktop|grd|grdctl|gnome-remote-desktop; password|credentials|keyring|login; reset|changes|empty|locked|unlock|lost|missing|after reboot|reboot*", &["logon/gnome-credentials-missing", "logon/wrong-credentials"]),
    rule("gnome remote desktop|grd|gnome-remote-desktop|ubuntu|krdp; until|before|after; log in|logs in|login|logged; reboot|boot|console|locally|screen", &["logon/gnome-credentials-missing", "network/service-stopped"]),
    telling("guacamole; gnome|ubuntu 24; fail*|refused|disconnect*|error|not", &["client/outdated", "negotiation/nla-required"]),
    // Reaching it.
    rule("@rdp; cannot connect|can't connect|cant connect|unable to connect|not connect|won't connect|wont connect|doesn't connect|fails to connect|no connection|keine verbindung|nicht verbinden|not able to connect; !password|credential*|certificate|black|xrdp|license|gateway|update|azure|vm|nla|wsl", UNREACHABLE),
    rule("@rdp; turn on|enable|switch on|activate|allow; how|where|enable|disabled|grey*|gray*|missing; !nla|credssp|network level", OFF),
    rule("@rdp; is disabled|switched off|turned off|not enabled", OFF),
    rule("@rdp; greyed|grayed|grey|gray; policy|administrator|organization|option|setting", &["network/rdp-disabled-by-policy", "network/home-edition"]),
    telling("windows|win10|win11|10|11; home|home edition|core edition; @rdp", &["network/home-edition", "logon/credential-provider-interferes"]),
    telling("rdp wrapper|rdpwrap|termwrap|superrdp; not|fail*|stopped|listening|listener|update*|after", &["network/listener-missing", "network/service-stopped", "network/home-edition", "network/service-crashes"]),
    telling("rdp wrapper|rdpwrap|rdpwrap.ini; not supported|not listening|not working", &["network/listener-missing", "network/service-crashes", "network/home-edition"]),
    rule("@rdp; port|3389; blocked|closed by|firewall|filter*", FIREWALL),
    rule("3389; closed|refused|not listening|not open", &["network/port-refused", "network/port-filtered", "network/port-moved"]),
    rule("netstat|listening; 3389|@rdp; not|nothing|no", &["network/service-stopped", "network/listener-missing", "network/rdp-disabled"]),
    rule("3389; timeout|time out|timed out|times out", FIREWALL),
    rule("port; changed|moved|custom|another|different|portnumber; @rdp", &["network/port-moved", "network/firewall-rule-disabled", "network/port-taken"]),
    telling("antivirus|kaspersky|eset|norton|bitdefender|mcafee|avast|sophos|crowdstrike; @rdp", &["network/blocked-by-antivirus", "network/port-filtered"]),
    telling("asleep|sleep|sleeping|hibernat*|standby|wakes; @rdp|computer|pc", &["network/host-asleep"]),
    telling("azure|aws|ec2|gcp|google cloud|oracle cloud|hetzner|vps|cloud; vm|instance|server|machine|vps|droplet; @rdp; connect*|reach*|timeout|access", &["network/cloud-rule-missing", "network/port-filtered", "network/firewall-rule-disabled", "network/host-down"]),
    rule("vpn; @rdp; hang*|stuck|securing|configuring|freez*|black", &["network/mtu-black-hole", "network/udp-unstable", "tls/stalled"]),
    rule("vpn; @rdp; connect*|reach|work*|fail*|access; !credential*|password|login", &["network/port-filtered", "name/not-found", "network/no-route", "network/mtu-black-hole"]),
    rule("office|lan|local network|inside; home|outside|internet|remote|vpn; works|work; @rdp; but|not|only", &["network/port-filtered", "network/wrong-port-forward", "name/not-found", "gateway/unreachable"]),
    rule("ip; works|work; name|hostname|fqdn|computer name; not|fails|doesn't|but|only", &["name/not-found", "name/stale-record", "nla/unknown-service-principal"]),
    rule("name|hostname|fqdn; works|work; ip|address; not|fails|doesn't|but|only; @rdp", &["name/ip-address-used", "nla/ntlm-blocked"]),
    rule("public ip|ip address|ip; changed|new; @rdp|connect", &["network/cloud-rule-missing", "client/stale-rdp-file", "name/stale-record"]),
    rule("port forward*|forwarding|router|nat; @rdp", &["network/wrong-port-forward", "network/port-filtered", "network/host-down"]),
    rule("wifi|wi-fi|hotspot|hotel|mobile|isp|carrier|university|school; @rdp; only|works on|blocked|not", &["network/blocked-by-provider", "network/port-filtered"]),
    rule("wsl|wsl2; @rdp|xrdp", &["network/port-taken", "session/shell-failed", "client/connecting-to-itself", "network/port-refused"]),
    rule("service|termservice|remote desktop services; not running|stopped|won't start|wont start|crash*|stops|not start*; @rdp|termservice", &["network/service-stopped", "network/service-crashes", "network/service-rights-lost"]),
    telling("crash*|segfault|closes itself|quits|beendet sich; client|app|remmina|freerdp|xfreerdp|mstsc|windows app|krdc|connections|mremoteng|rdcman", &["client/crashes", "client/outdated"]),
    // Hangs on the way in.
    rule("@rdp; hang*|stuck|stays|sits|freezes; securing remote connection|configuring remote session|estimating|initiating|securing|configuring", HANGS),
    rule("@rdp; stuck|hangs|stays; please wait|welcome|preparing|signing|local session manager|loading", &["session/reconnect-stuck", "session/service-hangs-after-update", "session/profile-failed"]),
    rule("internal error; @rdp|has occurred|occurred|connect*", &["tls/certificate-not-renewed", "network/reset-on-rdp", "tls/no-common-version", "tls/certificate-binding-broken", "nla/reset"]),
    rule("please wait|stuck|hang*|hung; update|kb*|patch*; server 2019|server 2022|server 2025|server 2016|windows 11|server; @rdp", &["session/service-hangs-after-update", "session/freezes-after-update"]),
    // Signing in.
    rule("@rdp; login|logon|log in|sign in|signin|anmeldung|connexion; failed|fails|fail|refused|rejected|fehlgeschlagen; !license|xrdp|gateway|update|certificate|gateway", CREDENTIALS),
    rule("@rdp; password|credential*|passwort|mot de passe|contraseña|senha|пароль|密码|パスワード; wrong|incorrect|not accepted|rejected|doesn't work|not work*|didn't work|did not work|invalid|refuse*|falsch|fail*|keeps failing|error; !saved|pin|azure|entra|aad|microsoft account|live|gateway|expired|gnome", CREDENTIALS),
    rule("password|credential*; correct|right|sure|same|works locally|locally; @rdp; wrong|incorrect|fail*|denied|refuse*|not", &["logon/wrong-name-form", "logon/wrong-credentials", "logon/microsoft-account-without-password", "client/stale-credentials"]),
    rule("my password; wrong|incorrect", &["logon/wrong-credentials"]),
    rule("@rdp; ask*|prompt*|keeps asking|asking; password|credential*; again|every time|each time|always|repeat*|loop|twice|keeps|over and over|multiple", ASKS_AGAIN),
    rule("saved|stored|remember*|save; password|credential*; @rdp; not|no longer|doesn't|stopped|ignored|cannot|can't|fails|never", ASKS_AGAIN),
    telling("saved|stored; credential*|password; windows 11|22h2|credential guard", &["client/credential-guard-blocks-sso"]),
    telling("credential guard; @rdp|saved|password|sso|single sign", &["client/credential-guard-blocks-sso"]),
    rule("single sign|sso; @rdp; not|fails|stopped|broken|prompt*", &["client/credential-guard-blocks-sso", "client/delegation-not-allowed"]),
    telling("pin|windows hello|fingerprint|face; @rdp; not|only|doesn't|cannot|can't|instead|no|how", MICROSOFT),
    telling("microsoft account|outlook.com|hotmail|live account|live id|ms account|microsoft-konto|compte microsoft; @rdp", MICROSOFT),
    telling("azure ad|azuread|entra|aad|entra id|azure active directory|aadj|intune|hybrid joined; @rdp; !azure vm|virtual desktop", ENTRA),
    telling("azure ad joined|entra joined|aad joined|azuread joined|entra id joined; password|username|credential*|login|sign*|log in; !virtual desktop", ENTRA),
    telling("conditional access|mfa|multi factor|multifactor|2fa; azure|entra|aad|office 365|m365; @rdp|vm|sign*", &["logon/blocked-by-conditional-access", "logon/entra-identity-over-ntlm"]),
    telling("duo|nps extension|radius|mfa|authenticator|push|second factor|2fa; gateway|rd gateway|rdg", &["gateway/second-factor-unanswered", "gateway/connection-policy-denied"]),
    rule("duo|okta|rsa|mfa|credential provider; @rdp; login|logon|prompt|denied|fail*", &["logon/credential-provider-interferes", "gateway/second-factor-unanswered"]),
    telling("account; locked|lockout|gesperrt|verrouillé|bloqueada; !account locked down", &["logon/locked-out", "logon/locked-by-attackers"]),
    telling("locked out|account lockout|lockout; @rdp|brute|attack*|internet|failed", &["logon/locked-by-attackers", "logon/locked-out"]),
    rule("account|user; disabled|deaktiviert|désactivé; logon|login|sign|@rdp", &["logon/disabled"]),
    telling("password; expired|abgelaufen|expiré|caducado|expirou|must be changed|must change|change at next; !certificate", &["logon/password-expired", "logon/password-must-change"]),
    telling("blank password|empty password|no password|without password|without a password|leeres passwort; @rdp|account|login|logon|user", &["logon/blank-password"]),
    rule("remote desktop users|administrators group|not authorized|not in the group|permission*|no rights|right to sign; @rdp|group|remote; !file|gateway|folder|private key|certificate", &["logon/no-remote-right", "logon/remote-right-denied"]),
    rule("access denied|access is denied|zugriff verweigert|accès refusé|acceso denegado; @rdp; !gateway|xrdp", &["logon/no-remote-right", "logon/remote-right-denied", "session/denied-by-host", "logon/admin-session-denied"]),
    telling("smart card|smartcard|yubikey|piv; @rdp; not|fail*|error|no|pin|recogni*", &["client/smart-card-unusable", "nla/smart-card-refused", "client/smart-card-middleware-outdated"]),
    telling("restricted admin|restrictedadmin|pass the hash", &["logon/restricted-admin-denied", "negotiation/restricted-admin-not-supported"]),
    telling("remote credential guard|remoteguard; not|fail*|error|denied", &["nla/remote-guard-unavailable"]),
    telling("protected users; @rdp|login|logon|ntlm|kerberos", &["logon/protected-user-without-kerberos"]),
    rule("ntlm; disabled|blocked|restrict*|deny|denied|off; @rdp|nla|login|logon", &["nla/ntlm-blocked", "name/ip-address-used"]),
    telling("credssp; update|patch|oracle|encryption oracle|remediation|error|vulnerab*", &["nla/credssp-unpatched-host", "nla/host-forces-updated-clients"]),
    telling("nla|network level authentication|credssp; domain controller|dc|domain; not|cannot|contact*|reach*|unavailable", &["nla/domain-controller-unreachable", "nla/trust-broken"]),
    rule("nla|network level authentication; require*|support*|not supported|required|needs|enabled; client|rdesktop|android|mac|thin client|old|computer|does not|doesn't", &["negotiation/nla-required", "client/outdated", "client/credssp-off"]),
    telling("trust relationship|trust; domain|workstation; fail*|broken|lost", &["nla/trust-broken"]),
    rule("clock|time|uhrzeit; wrong|different|difference|skew|out of sync|off; @rdp|kerberos|login|domain", &["nla/clock-skew", "client/clock-wrong"]),
    telling("clone*|sysprep|same sid|duplicate sid|template|golden image; @rdp|login|logon|kerberos|ntlm|credential*", &["nla/duplicate-machine-sid"]),
    telling("kdc; not found|unreachable|cannot find|can't find|contact|reach*", &["nla/kdc-unreachable"]),
    // Certificates.
    rule("@rdp; certificate|zertifikat|certificat|certificado; warning|every time|not trusted|untrusted|self signed|selfsigned|identity|warnung", &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"]),
    rule("@rdp; certificate|zertifikat; expired|abgelaufen|renew*", &["tls/certificate-expired", "tls/certificate-not-renewed"]),
    rule("certificate; changed|replaced|new|let's encrypt|letsencrypt; @rdp; fail*|not|stopped|error|since|after|internal", &["tls/certificate-binding-broken", "tls/name-mismatch", "tls/certificate-changed"]),
    rule("certificate|private key; permission*|network service|access; @rdp|termservice|terminal", &["tls/certificate-binding-broken", "tls/certificate-not-renewed"]),
    telling("tls 1.0|tls1.0|tls 1.1|tls 1.2|tls 1.3|tls10|tls12|cipher*|schannel|iis crypto|iiscrypto; disabl*|enabl*|only|after|hardening|remov*|turned off; @rdp|terminal|internal error", &["tls/no-common-version", "tls/no-common-cipher", "tls/version-too-old"]),
    rule("2008 r2|windows 7|server 2003|windows xp|server 2008|2003; @rdp|connect; tls|ssl|handshake|openssl|freerdp|remmina|internal error", &["tls/version-too-old", "tls/no-common-version", "negotiation/legacy-security-only"]),
    rule("fips; @rdp|terminal|nla|ntlm", &["negotiation/fips-mismatch", "nla/ntlm-unavailable-under-fips"]),
    // Licences, limits, brokers, gateways.
    telling("@rdp|rds|terminal; licens*|licenc*|lizenz*|licence|cal|cals|grace; expired|error|server|no|missing|remaining|120|days|problem|configured|grace", LICENSE),
    telling("too many users|maximum number|number of connections|limit of|max users|only two|two users|2 users|concurrent; @rdp|sessions|server|terminal", &["session/limit-reached"]),
    telling("broker|connection broker|farm|collection; @rdp|rds; redirect*|not|fail*|error|available|cannot|wrong", &["gateway/broker-redirect-failed", "gateway/invalid-routing-token"]),
    rule("rd gateway|rdgateway|remote desktop gateway|gateway server|rdg; unavailable|unreachable|temporarily|cannot|can't|connect*|error; !password|credential*|certificate|policy|mfa|duo|nps", &["gateway/unreachable", "gateway/target-unreachable", "gateway/certificate-unusable"]),
    rule("rd gateway|rdgateway|remote desktop gateway|gateway; password|credential*|login|logon attempt; wrong|fail*|refused|rejected|incorrect|keeps", &["gateway/wrong-credentials", "gateway/wrong-authentication-method"]),
    rule("rd gateway|rdgateway|gateway; policy|cap|rap|authorization|authorized|not authorized; @rdp|resource|connection|denied|user", &["gateway/connection-policy-denied", "gateway/resource-policy-denied"]),
    rule("rd gateway|rdgateway|gateway; certificate; expired|missing|unbound|not trusted|renew*|mismatch|no", &["gateway/certificate-untrusted", "gateway/certificate-unusable"]),
    telling("proxy; gateway|@rdp; authentication|407|fail*|blocked|not", &["gateway/proxy-wants-authentication"]),
    rule("remoteapp; not|fail*|black|disconnect*|closes|start*|error", &["session/remoteapp-only", "session/shell-failed", "client/untrusted-rdp-file", "session/remoteapp-console-conflict"]),
    telling("profile; temporary|cannot be loaded|fslogix|corrupt*|failed|vhd|locked; @rdp|login|sign*|user", &["session/profile-failed"]),
    telling("avd|azure virtual desktop|windows 365|cloud pc|wvd; unavailable|not available|no available|no resources|cannot connect|couldn't connect|not connect", &["gateway/cloud-resource-unavailable", "network/host-down", "gateway/unreachable"]),
    rule("hyper-v|hyperv|vmconnect|enhanced session; not|fail*|cannot|denied|closes|password|login", &["session/denied-by-host", "logon/no-remote-right", "logon/microsoft-account-without-password"]),
    // After an update.
    telling("@rdp|windows app|avd; january 2026|kb5074109|jan 2026; fail*|error|credential*|prompt|password|login", &["client/broken-credential-prompt"]),
    rule("@rdp; since|after; windows update|update|kb*|patch*|upgrade*|24h2|22h2|23h2|25h2; !freez*|hang*|please wait|certificate|cert|linux|ubuntu|xrdp|fedora|rdpwrap|wrapper|app", &["session/service-hangs-after-update", "nla/duplicate-machine-sid", "client/credential-guard-blocks-sso", "client/broken-credential-prompt", "session/freezes-after-update"]),
    telling("24h2|april 2025|kb505*; freez*|frozen|hang*|unresponsive|disconnect*; @rdp", &["session/freezes-after-update", "network/udp-unstable"]),
    rule("warning|unknown publisher|caution|unknown remote connection|publisher; rdp file|.rdp|remote connection", &["client/untrusted-rdp-file"]),
    telling("yourself|itself|same computer|same machine|own computer|localhost|127.0.0.1; @rdp; console|connect*|already", &["client/connecting-to-itself"]),
    rule("no sound|audio; @rdp; first try|fails", &["session/audio-stall"]),
];

/// A wording: its words, and whether the last may have any ending.
#[derive(Debug)]
struct Wording {
    words: Vec<String>,
    any_ending: bool,
}

/// A notion in all its wordings.
#[derive(Debug)]
struct Notion {
    unwanted: bool,
    of_the_field: bool,
    wordings: Vec<Wording>,
}

static FIELD_WORDS: LazyLock<Vec<Wording>> = LazyLock::new(|| wordings(FIELD));
static READ: LazyLock<Vec<(Vec<Notion>, &'static Rule)>> = LazyLock::new(|| {
    let notions = |rule: &'static Rule| rule.notions.split(';').map(notion).collect();
    RULES.iter().map(|rule| (notions(rule), rule)).collect()
});

fn notion(text: &str) -> Notion {
    let text = text.trim();
    let (unwanted, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    let of_the_field = text.split('|').any(|wording| wording.trim() == "@rdp");
    Notion { unwanted, of_the_field, wordings: wordings(text) }
}

fn wordings(text: &str) -> Vec<Wording> {
    let all = text.split('|').map(str::trim).filter(|wording| *wording != "@rdp");
    all.map(|wording| Wording { words: words(wording), any_ending: wording.ends_with('*') }).collect()
}

/// Weighs what a person's own words can mean.
pub(super) fn weigh(text: &str, weighed: &mut Weighed) {
    let said = words(text);
    if said.len() < 2 {
        return;
    }
    let of_the_field = FIELD_WORDS.iter().any(|wording| wording.stands(&said));
    for (notions, rule) in READ.iter() {
        let is_said = |notion: &Notion| {
            notion.of_the_field && of_the_field || notion.wordings.iter().any(|wording| wording.stands(&said))
        };
        if !notions.iter().all(|notion| is_said(notion) != notion.unwanted) {
            continue;
        }
        let wanted = notions.iter().filter(|notion| !notion.unwanted).count();
        // The more notions, the more it says; never as much as a program's own words.
        let weight = (1.5 + 0.6 * f64::from(u8::try_from(wanted).unwrap_or(u8::MAX))).min(3.6) + rule.more;
        weighed.evidence(rule.causes, weight, "what you say in your own words");
    }
}

impl Wording {
    fn stands(&self, said: &[String]) -> bool {
        let last = self.words.len().saturating_sub(1);
        !self.words.is_empty()
            && said.windows(self.words.len()).any(|window| {
                window.iter().zip(&self.words).enumerate().all(|(at, (said, wanted))| {
                    said == wanted
                        || self.any_ending && at == last && said.starts_with(wanted.as_str())
                        || wanted.len() >= 6 && said.len() >= 6 && nearly(wanted, said)
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn every_rule_leads_to_causes_that_exist() {
        for rule in RULES {
            for id in rule.causes {
                assert!(causes::find(id).is_some_and(|cause| cause.id == *id), "{}: {id}", rule.notions);
            }
        }
    }
}
