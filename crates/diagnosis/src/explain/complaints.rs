//! What people say in words of their own, when no screen helps them.

/// One complaint.
#[derive(Debug)]
pub(super) struct Complaint {
    /// Its words; they are matched like a sentence of a screen.
    pub(super) words: &'static str,
    /// What it can be, likeliest first.
    pub(super) causes: &'static [&'static str],
}

const fn complaint(words: &'static str, causes: &'static [&'static str]) -> Complaint {
    Complaint { words, causes }
}

const DROPS: &[&str] =
    &["network/packet-loss", "session/time-limit-reached", "session/taken-over", "network/udp-unstable"];
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
const LICENSE: &[&str] =
    &["session/license-unavailable", "session/no-free-license", "session/client-license-corrupt"];
const HANGS: &[&str] = &["tls/stalled", "nla/stalled", "network/mtu-black-hole", "session/reconnect-stuck"];

/// All complaints known.
pub(super) const COMPLAINTS: &[Complaint] = &[
    complaint("remote desktop keeps disconnecting", DROPS),
    complaint("rdp keeps disconnecting", DROPS),
    complaint("remote desktop disconnects every few minutes", DROPS),
    complaint(
        "i get kicked out of the remote session",
        &["session/taken-over", "session/time-limit-reached"],
    ),
    complaint("someone else took over my remote session", &["session/taken-over"]),
    complaint("the remote session freezes", FREEZES),
    complaint("the session froze", FREEZES),
    complaint(
        "cannot connect to remote desktop",
        &["network/port-filtered", "network/port-refused", "network/host-down", "name/not-found"],
    ),
    complaint("remote desktop login failed", &["logon/wrong-credentials", "logon/unknown-user"]),
    complaint("mouse is frozen in remote desktop", FREEZES),
    complaint("remote desktop is very slow", &["network/high-latency", "network/packet-loss"]),
    complaint("remote desktop lags", &["network/high-latency", "network/packet-loss", "network/udp-blocked"]),
    complaint("how do i turn on remote desktop", OFF),
    complaint("how do i enable remote desktop", OFF),
    complaint("remote desktop is disabled on the computer", OFF),
    complaint("windows home remote desktop", &["network/home-edition"]),
    complaint("windows 11 home rdp", &["network/home-edition"]),
    complaint("rdp port 3389 blocked by firewall", FIREWALL),
    complaint("port 3389 closed", &["network/port-refused", "network/port-filtered", "network/port-moved"]),
    complaint("port 3389 timeout", FIREWALL),
    complaint("remote desktop license expired", LICENSE),
    complaint("rds license grace period expired", LICENSE),
    complaint("rds cal missing", LICENSE),
    complaint("remote desktop hangs at securing remote connection", HANGS),
    complaint("remote desktop stuck at configuring remote session", HANGS),
    complaint("rdp stuck at please wait", &["session/reconnect-stuck", "session/service-hangs-after-update"]),
    complaint("black screen in remote desktop", &["session/black-screen", "session/reconnect-stuck"]),
    complaint(
        "rdp prompts for password again and again",
        &["logon/wrong-credentials", "client/stale-credentials", "client/credential-guard-blocks-sso"],
    ),
    complaint(
        "saved password does not work in remote desktop",
        &[
            "client/stale-credentials",
            "client/saved-credentials-not-allowed",
            "client/credential-guard-blocks-sso",
        ],
    ),
    complaint(
        "my pin does not work in remote desktop",
        &["logon/microsoft-account-without-password", "client/smart-card-unusable"],
    ),
    complaint(
        "microsoft account can't log in to remote desktop",
        &["logon/microsoft-account-without-password", "logon/wrong-name-form"],
    ),
    complaint(
        "azure ad account can't log in to remote desktop",
        &["logon/entra-identity-over-ntlm", "logon/entra-group-ignored"],
    ),
    complaint("user is not in remote desktop users", &["logon/no-remote-right"]),
    complaint(
        "remote desktop certificate warning every time",
        &["tls/self-signed", "tls/untrusted-issuer", "tls/name-mismatch"],
    ),
    complaint("too many users are logged in to the server", &["session/limit-reached"]),
    complaint(
        "remote desktop keeps asking for password",
        &["client/stale-credentials", "logon/saved-credentials-refused"],
    ),
    complaint("the remote computer is asleep", &["network/host-asleep"]),
    complaint(
        "works in the office but not from home",
        &["name/not-found", "network/port-filtered", "gateway/unreachable", "nla/kdc-unreachable"],
    ),
    complaint(
        "remote desktop stopped working after windows update",
        &[
            "session/service-hangs-after-update",
            "nla/credssp-unpatched-host",
            "session/freezes-after-update",
            "client/broken-credential-prompt",
        ],
    ),
    complaint(
        "can't connect to azure vm by rdp",
        &["network/cloud-rule-missing", "network/port-filtered", "network/host-down"],
    ),
    complaint("public ip changed and rdp stopped", &["network/cloud-rule-missing", "client/stale-rdp-file"]),
    complaint("trust relationship between this workstation and the domain failed", &["nla/trust-broken"]),
    complaint("no sound in remote desktop and first try fails", &["session/audio-stall"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn every_complaint_leads_to_causes_that_exist() {
        for complaint in COMPLAINTS {
            for id in complaint.causes {
                assert!(causes::find(id).is_some_and(|cause| cause.id == *id), "{}: {id}", complaint.words);
            }
        }
    }
}
