//! Windows events, by provider and number. Their texts are translated; their numbers are not.

use std::collections::HashMap;

use diagnosis::facts::Log;
use diagnosis::facts::log::{Entry, Provider, What};
use jiff::Timestamp;

/// The providers as they name themselves in a record.
const PROVIDERS: [(&str, Provider); 25] = [
    ("Microsoft-Windows-TerminalServices-RemoteConnectionManager", Provider::RemoteConnectionManager),
    ("Microsoft-Windows-TerminalServices-LocalSessionManager", Provider::LocalSessionManager),
    ("Microsoft-Windows-RemoteDesktopServices-RdpCoreTS", Provider::RdpCoreTs),
    ("Schannel", Provider::Schannel),
    ("Service Control Manager", Provider::Services),
    ("Microsoft-Windows-Security-Auditing", Provider::Security),
    ("NETLOGON", Provider::Netlogon),
    ("LsaSrv", Provider::Lsa),
    ("LSA (LsaSrv)", Provider::Lsa),
    ("Microsoft-Windows-Kernel-Power", Provider::KernelPower),
    ("Tcpip", Provider::Tcpip),
    ("TermDD", Provider::TermService),
    ("TermService", Provider::TermService),
    ("Microsoft-Windows-TerminalServices-Licensing", Provider::TermService),
    ("Microsoft-Windows-Resource-Exhaustion-Detector", Provider::Resources),
    ("Microsoft-Windows-User Profiles Service", Provider::Profiles),
    ("Microsoft-Windows-User Profile Service", Provider::Profiles),
    ("Microsoft-Windows-Winlogon", Provider::Winlogon),
    ("Winlogon", Provider::Winlogon),
    ("Microsoft-Windows-Security-Kerberos", Provider::Kerberos),
    ("Kerberos", Provider::Kerberos),
    ("Microsoft-Windows-NTLM", Provider::Ntlm),
    ("Microsoft-Windows-TerminalServices-Gateway", Provider::Gateway),
    ("Microsoft-Windows-TerminalServices-SessionBroker", Provider::Broker),
    ("Microsoft-Windows-TerminalServices-SessionBroker-Client", Provider::Broker),
];

/// The events that a rule asks for, or that tell when something last worked.
const WANTED: [(Provider, &[u32]); 18] = [
    (Provider::RemoteConnectionManager, &[259, 260, 261, 1057, 1058, 1069, 1128, 1129, 1130, 1149, 20498]),
    (Provider::LocalSessionManager, &[21, 23, 24, 25, 41, 42]),
    (Provider::RdpCoreTs, &[131, 136, 140, 226, 227]),
    (Provider::Schannel, &[36870, 36871, 36888]),
    (Provider::Services, &[7000, 7009, 7023, 7024, 7031, 7034, 7040]),
    (Provider::Security, &[4624, 4625, 4740]),
    (Provider::Netlogon, &[3210, 5719, 5722]),
    (Provider::Lsa, &[6041, 6167]),
    (Provider::KernelPower, &[42, 107]),
    (Provider::Tcpip, &[4227, 4231]),
    (Provider::TermService, &[50, 56, 1010, 1069, 1088, 1128, 1129]),
    (Provider::Resources, &[2004]),
    (Provider::Profiles, &[1500, 1502, 1504, 1505, 1508, 1509, 1511, 1515, 1521, 1530]),
    (Provider::Winlogon, &[4005, 6005]),
    (Provider::Kerberos, &[4, 6]),
    (Provider::Ntlm, &[4002, 8004]),
    (Provider::Gateway, &[200, 201, 203, 300, 301, 303, 304, 700]),
    (Provider::Broker, &[1296, 2056]),
];

/// Of sign-ins that succeeded, only those through Remote Desktop (10) and those with NLA before
/// it (3) say anything.
const LOGON_TYPES: [&str; 2] = ["3", "10"];

/// What is read of an event's data, by name: the collector takes nothing else.
pub(crate) const FIELDS: [&str; 8] = [
    "LogonType",
    "TargetUserName",
    "TargetDomainName",
    "Status",
    "SubStatus",
    "IpAddress",
    "IPString",
    "ClientIP",
];

/// An event as it is recorded, whatever it was read from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recorded {
    pub(crate) provider: String,
    pub(crate) id: u32,
    pub(crate) at: Option<Timestamp>,
    /// Its data, by name.
    pub(crate) data: HashMap<String, String>,
}

/// The channels in which they stand; `/` is written as `%4` in the names of files.
pub(crate) const CHANNELS: [&str; 10] = [
    "System",
    "Security",
    "Application",
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational",
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Admin",
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational",
    "Microsoft-Windows-TerminalServices-Gateway/Operational",
    "Microsoft-Windows-TerminalServices-Gateway/Admin",
    "Microsoft-Windows-TerminalServices-SessionBroker-Client/Operational",
];

/// The providers and numbers that are kept: the collector asks for no others.
pub(crate) fn wanted() -> impl Iterator<Item = (&'static str, &'static [u32])> {
    PROVIDERS.into_iter().filter_map(|(name, provider)| {
        WANTED.into_iter().find(|(of, _)| *of == provider).map(|(_, ids)| (name, ids))
    })
}

/// The entry of an event, if it means something.
pub(crate) fn entry(recorded: &Recorded) -> Option<Entry> {
    let provider = PROVIDERS.into_iter().find(|(name, _)| *name == recorded.provider)?.1;
    let ids = WANTED.into_iter().find(|(of, _)| *of == provider)?.1;
    if !ids.contains(&recorded.id) {
        return None;
    }
    let data = |name: &str| {
        debug_assert!(FIELDS.contains(&name), "{name} is not collected");
        recorded.data.get(name).map(String::as_str).filter(|text| !matches!(*text, "" | "-"))
    };
    if provider == Provider::Security
        && recorded.id != 4740
        && !data("LogonType").is_some_and(|kind| LOGON_TYPES.contains(&kind))
    {
        return None;
    }
    // 4625 tells the reason in its sub status, or in its status where that is 0.
    let number = |name: &str| data(name).and_then(number).filter(|&code| code != 0);
    // Of a lockout that field names the computer that sent the tries.
    let domain = data("TargetDomainName").filter(|_| recorded.id != 4740);
    let user = data("TargetUserName").map(|user| match domain {
        Some(domain) => format!("{domain}\\{user}"),
        None => user.to_owned(),
    });
    Some(Entry {
        at: recorded.at?,
        log: provider.word().to_owned(),
        what: What::Event { provider, id: recorded.id },
        status: number("SubStatus").or_else(|| number("Status")),
        user: user.as_deref().map(bounded),
        from: data("IpAddress").or_else(|| data("IPString")).or_else(|| data("ClientIP")).map(bounded),
        during_this_run: false,
    })
}

/// `0xc000006d`, or a number; events write both, and signed ones too.
fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => text.parse::<i64>().ok().and_then(|number| u32::try_from(number & 0xFFFF_FFFF).ok()),
    }
}

fn bounded(text: &str) -> String {
    text.chars().take(100).collect()
}

/// Adds an entry, and drops the oldest of its kind where there are too many.
pub(crate) fn keep(log: &mut Log, entry: Entry) {
    let of_kind = log.entries.iter().enumerate().filter(|(_, kept)| kept.what == entry.what);
    if of_kind.clone().count() >= Log::MOST
        && let Some((oldest, _)) = of_kind.min_by_key(|(_, kept)| kept.at)
    {
        log.entries.remove(oldest);
    }
    log.entries.push(entry);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(provider: &str, id: u32, data: &[(&str, &str)]) -> Recorded {
        let data = data.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Recorded { provider: provider.into(), id, at: Some(Timestamp::UNIX_EPOCH), data }
    }

    #[test]
    fn a_refused_sign_in_tells_its_sub_status() {
        let event = recorded(
            "Microsoft-Windows-Security-Auditing",
            4625,
            &[
                ("TargetUserName", "alice"),
                ("TargetDomainName", "CORP"),
                ("Status", "0xc000006d"),
                ("SubStatus", "0xc0000064"),
                ("LogonType", "3"),
                ("IpAddress", "192.0.2.7"),
            ],
        );
        let entry = entry(&event).unwrap();
        assert_eq!((entry.status, entry.user.as_deref()), (Some(0xC000_0064), Some("CORP\\alice")));
        assert_eq!(entry.from.as_deref(), Some("192.0.2.7"));
    }

    #[test]
    fn sign_ins_of_services_and_unknown_events_are_left_out() {
        let service = recorded("Microsoft-Windows-Security-Auditing", 4624, &[("LogonType", "5")]);
        assert_eq!(entry(&service), None);
        assert_eq!(entry(&recorded("Schannel", 1, &[])), None);
        assert_eq!(entry(&recorded("Somebody", 36870, &[])), None);
    }

    #[test]
    fn the_newest_of_a_kind_are_kept() {
        let mut log = Log::default();
        for second in 0..200 {
            let mut event = recorded("Schannel", 36870, &[]);
            event.at = Timestamp::from_second(second).ok();
            keep(&mut log, entry(&event).unwrap());
        }
        assert_eq!(log.entries.len(), Log::MOST);
        assert_eq!(log.entries[0].at, Timestamp::from_second(150).unwrap());
    }
}
