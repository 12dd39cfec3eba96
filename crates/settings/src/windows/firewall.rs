//! The Windows firewall, as its registry tells it.
//!
//! A rule is one text: `v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|…`
//! ([MS-FASP] 2.2.37 gives the fields).

use diagnosis::facts::Fact;
use diagnosis::facts::inside::{Firewall, Profile, ProfileName, Rule, ports_cover};
use registry::Value;

use super::places::{FIREWALL, FIREWALL_POLICY, FIREWALL_RULES};
use super::view::{Reader, on};

/// Windows' own rules for Remote Desktop; they are called so in every language. Those for
/// shadowing and for the web client open other ports.
pub(crate) const WINDOWS_OWN: [&str; 3] =
    ["RemoteDesktop-UserMode-In-TCP", "RemoteDesktop-UserMode-In-UDP", "RemoteDesktop-In-TCP"];

/// Fields of a rule that are understood; with others, a rule is about something narrower.
const UNDERSTOOD: [&str; 16] = [
    "Action",
    "Active",
    "Dir",
    "Protocol",
    "Profile",
    "LPort",
    "LPort2_10",
    "RA4",
    "RA6",
    "RA42",
    "RA62",
    "App",
    "Svc",
    "Name",
    "Desc",
    "EmbedCtxt",
];

/// The most rules that are kept.
const MOST: usize = 200;

pub(super) fn read(reader: &Reader<'_>, port: u32) -> Firewall {
    Firewall { profiles: profiles(reader), rules: rules(reader, port), current: Fact::not_asked() }
}

fn profiles(reader: &Reader<'_>) -> Fact<Vec<Profile>> {
    let mut found = Vec::new();
    for (name, key) in [
        (ProfileName::Domain, "DomainProfile"),
        // The private profile is called the standard one here.
        (ProfileName::Private, "StandardProfile"),
        (ProfileName::Public, "PublicProfile"),
    ] {
        let own = format!(r"{FIREWALL}\{key}");
        let in_policy = if name == ProfileName::Private { "PrivateProfile" } else { key };
        let policy = format!(r"{FIREWALL_POLICY}\{in_policy}");
        if let Err(unseen) = reader.0.exists(&own) {
            return Fact::unknown(unseen.into());
        }
        found.push(Profile {
            name,
            on: reader.setting((&own, &policy), "EnableFirewall", on),
            no_exceptions: reader.setting((&own, &policy), "DoNotAllowExceptions", on),
            local_rules_count: reader.switch(&policy, "AllowLocalPolicyMerge"),
        });
    }
    Fact::Known(found)
}

fn rules(reader: &Reader<'_>, port: u32) -> Fact<Vec<Rule>> {
    let own = match reader.0.rules(FIREWALL_RULES) {
        Ok(rules) => rules,
        Err(unseen) => return Fact::unknown(unseen.into()),
    };
    // Where policy could not be read, the rules of the host itself are still worth knowing.
    let policy = reader.0.rules(&format!(r"{FIREWALL_POLICY}\FirewallRules")).unwrap_or_default();
    let mut found = concerned(&own, false, port);
    found.extend(concerned(&policy, true, port));
    found.truncate(MOST);
    Fact::Known(found)
}

fn concerned(rules: &[(String, Value)], by_policy: bool, port: u32) -> Vec<Rule> {
    rules.iter().filter_map(|(name, value)| rule(name, value, by_policy, port)).collect()
}

/// Whether a rule is one of Windows' own, and says what Windows made it say: a name is anybody's.
pub(crate) fn is_windows_own(name: &str, text: &str) -> bool {
    let fields: Vec<(&str, &str)> = text.split('|').filter_map(|field| field.split_once('=')).collect();
    let all = |wanted: &str| -> Vec<&str> {
        fields.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| *value).collect()
    };
    let program =
        |app: &&str| *app == "System" || app.eq_ignore_ascii_case(r"%SystemRoot%\system32\svchost.exe");
    WINDOWS_OWN.contains(&name)
        && all("Action") == ["Allow"]
        && all("Dir") == ["In"]
        && matches!(all("Protocol").as_slice(), ["6" | "17"])
        && matches!(all("LPort").as_slice(), [port] if port.parse::<u16>().is_ok())
        && matches!(all("App").as_slice(), [app] if program(app))
}

/// A rule, if it concerns what comes in on a port of Remote Desktop.
pub(crate) fn rule(name: &str, value: &Value, by_policy: bool, port: u32) -> Option<Rule> {
    let text = value.as_text()?;
    let fields: Vec<(&str, &str)> = text.split('|').filter_map(|field| field.split_once('=')).collect();
    let first = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let all = |wanted: &str| -> Vec<&str> {
        fields.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| *value).collect()
    };
    let protocol = first("Protocol");
    // Ranges have a name of their own since the version 2.10 of the form.
    let ports = [all("LPort"), all("LPort2_10")].concat().join(",");
    let is_own = WINDOWS_OWN.contains(&name);
    let is_for_port = ports.is_empty() || ports_cover(&ports, port);
    let by_tcp_or_udp = matches!(protocol, None | Some("6" | "17"));
    // A rule for one program or service is about another one, unless it is Windows' own.
    let for_another = first("App")
        .is_some_and(|app| app != "System" && !app.to_lowercase().ends_with("svchost.exe"))
        || first("Svc").is_some_and(|service| !service.eq_ignore_ascii_case("termservice"))
        // A rule for all ports that names a program is that program's.
        || ports.is_empty() && first("App").is_some()
        // Packages, owners, interfaces, Teredo: conditions that are not understood here.
        || fields.iter().any(|(name, _)| !UNDERSTOOD.contains(name));
    if first("Dir") != Some("In") || !by_tcp_or_udp || !is_own && (for_another || !is_for_port) {
        return None;
    }
    let profiles: Vec<&str> = all("Profile");
    Some(Rule {
        name: name.to_owned(),
        by_policy,
        active: first("Active") == Some("TRUE"),
        allows: first("Action") == Some("Allow"),
        udp: protocol == Some("17"),
        ports,
        profiles: profiles
            .into_iter()
            .filter_map(|name| match name {
                "Domain" => Some(ProfileName::Domain),
                "Private" => Some(ProfileName::Private),
                "Public" => Some(ProfileName::Public),
                _ => None,
            })
            .collect(),
        some_addresses: fields
            .iter()
            .any(|(name, value)| matches!(*name, "RA4" | "RA6" | "RA42" | "RA62") && !value.is_empty()),
    })
}

/// Whether a rule counts in every kind of network.
pub(super) fn is_everywhere(rule: &Rule) -> bool {
    rule.profiles.is_empty() || rule.profiles.len() == 3
}

/// Whether a rule lets anybody in by TCP; whom and where is for whoever made it to say.
pub(super) fn lets_in(rule: &Rule) -> bool {
    rule.active && rule.allows && !rule.udp
}

/// Whether a rule keeps everybody out, be it in some networks.
pub(super) fn keeps_out(rule: &Rule) -> bool {
    rule.active && !rule.allows && !rule.some_addresses && !rule.udp
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = r"v2.30|Action=Allow|Active=FALSE|Dir=In|Protocol=6|Profile=Domain|Profile=Private|LPort=3389|App=%SystemRoot%\system32\svchost.exe|Svc=termservice|Name=@FirewallAPI.dll,-28775|";

    #[test]
    fn windows_own_rule() {
        let rule = rule("RemoteDesktop-UserMode-In-TCP", &Value::text(OWN), false, 3389).unwrap();
        assert!(!rule.active && rule.allows && !rule.udp && !rule.some_addresses);
        assert_eq!(rule.profiles, [ProfileName::Domain, ProfileName::Private]);
    }

    #[test]
    fn what_is_about_others_is_left_out() {
        let others = [
            "v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|",
            "v2.30|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|LPort=3389|",
            r"v2.30|Action=Block|Active=TRUE|Dir=In|App=C:\game.exe|",
            "v2.30|Action=Allow|Active=TRUE|Dir=In|Name=@{x}|LUOwn=S-1-5-21-1|AppPkgId=S-1-15-2-1|",
            "",
        ];
        for text in others {
            assert_eq!(rule("{1}", &Value::text(text), false, 3389), None, "{text}");
        }
        let block = "v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=3389|RA4=203.0.113.0/24|";
        let found = rule("{2}", &Value::text(block), false, 3389).unwrap();
        assert!(!found.allows && found.some_addresses);
    }

    #[test]
    fn ranges_and_all_ports_count() {
        for (text, port, counts) in [
            ("v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=3380-3400|", 3390, true),
            ("v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=3380-3385|", 3390, false),
            ("v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=1|LPort=3390|", 3390, true),
            ("v2.30|Action=Allow|Active=TRUE|Dir=In|", 3390, true),
        ] {
            assert_eq!(rule("{3}", &Value::text(text), false, port).is_some(), counts, "{text}");
        }
    }
}
