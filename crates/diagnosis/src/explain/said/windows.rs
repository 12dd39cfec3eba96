//! What Windows writes into its event logs, in English; the numbers stand in the tables.

use super::{Line, Lines, line};

pub(super) const LINES: Lines = Lines { speaker: &reading::formats::windows_event::FORMAT, lines: ROWS };

const ROWS: &[Line] = &[
    line("ephemeral port number from the global", &["network/ports-exhausted"]),
    line(
        "remote desktop services service could not be started",
        &["network/service-stopped", "network/service-crashes"],
    ),
    line("terminalservices-gateway … 3221225477", &["gateway/service-crashing"]),
    line("terminalservices-gateway … 700", &["gateway/service-crashing", "gateway/certificate-unusable"]),
    line("svchost.exe_termservice", &["network/service-crashes"]),
    line("rdpwrap.dll … 0xc0000005", &["network/service-crashes"]),
    line("termsrv.dll … 0xc0000005", &["network/service-crashes"]),
    line("remote desktop services service terminated unexpectedly", &["network/service-crashes"]),
    line("faulting application name: mstsc.exe", &["client/crashes"]),
    line("faulting application name: msrdc.exe", &["client/crashes"]),
    line("exception code: 0xc0000005", &["client/crashes", "network/service-crashes"]),
    line("failed to replace the expired self signed certificate", &["tls/certificate-not-renewed"]),
    line(
        "failed to create a new self signed certificate",
        &["tls/certificate-not-renewed", "negotiation/no-certificate"],
    ),
    line(
        "a fatal error occurred when attempting to access the ssl server credential private key",
        &["tls/certificate-not-renewed", "tls/certificate-binding-broken"],
    ),
    line(
        "a fatal error occurred when attempting to access the tls server credential private key",
        &["tls/certificate-not-renewed", "tls/certificate-binding-broken"],
    ),
    line(
        "none of the cipher suites supported by the client application are supported by the server",
        &["tls/no-common-cipher"],
    ),
    line("no cipher suites in common", &["tls/no-common-cipher"]),
    line("does not support … protocol version", &["tls/no-common-version"]),
    line("partial mismatch in the machine id", &["nla/duplicate-machine-sid"]),
    line(
        "ticket has either been manipulated or it belongs to a different boot session",
        &["nla/duplicate-machine-sid"],
    ),
    line(
        "unable to set up a secure session with a domain controller",
        &["nla/domain-controller-unreachable", "nla/trust-broken"],
    ),
    line("trust relationship between this workstation and the primary domain failed", &["nla/trust-broken"]),
    line("does not have a computer account for this workstation trust relationship", &["nla/trust-broken"]),
    line("krb_ap_err_modified", &["nla/wrong-principal", "name/stale-record"]),
    line("target account name is incorrect", &["nla/wrong-principal"]),
    line("listener rdp-tcp … failed", &["network/listener-missing", "network/port-taken"]),
    line("terminal server listener stack was down", &["network/listener-missing", "network/port-taken"]),
    line("rd session host server is not configured … licensing mode", &["session/license-unavailable"]),
    line("licensing mode is not configured", &["session/license-unavailable"]),
    line("grace period has expired", &["session/license-unavailable"]),
    line("grace period for … expired", &["session/license-unavailable"]),
    line(
        "no remote desktop client access licenses",
        &["session/no-free-license", "session/license-unavailable"],
    ),
    line("exceeded the maximum allowed … licenses", &["session/no-free-license"]),
    line("cannot communicate with … license server", &["session/license-unavailable"]),
    line("did not meet … connection authorization policy", &["gateway/connection-policy-denied"]),
    line("did not meet … resource authorization policy", &["gateway/resource-policy-denied"]),
    line(
        "met connection authorization policy … not … connect to … resource",
        &["gateway/target-unreachable", "gateway/resource-policy-denied"],
    ),
    line(
        "the terminal server security layer detected an error in the protocol stream",
        &["tls/certificate-not-renewed", "tls/no-common-version", "network/packet-loss", "network/not-rdp"],
    ),
    line("nps extension for azure mfa", &["gateway/second-factor-unanswered"]),
    line("failed to load the user profile", &["session/profile-failed"]),
    line("windows cannot load the locally stored profile", &["session/profile-failed"]),
    line(
        "user has not been granted the requested logon type",
        &["logon/no-network-right", "logon/no-remote-right"],
    ),
    line("unknown user name or bad password", &["logon/wrong-credentials"]),
    line("account locked out", &["logon/locked-out"]),
    line("user not allowed to logon at this computer", &["logon/workstation-not-allowed"]),
    line("account logon time restriction violation", &["logon/outside-hours"]),
    line("the specified account's password has expired", &["logon/password-expired"]),
    line("account currently disabled", &["logon/disabled"]),
];
