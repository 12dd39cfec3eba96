//! A disk of Windows on which everything is set wrongly. The hives are made
//! by a library that is not ours.

use std::path::Path;

use regf::{DataType, HiveBuilder};

pub(crate) const TS: &str = r"ControlSet001\Control\Terminal Server";
pub(crate) const TCP: &str = r"ControlSet001\Control\Terminal Server\WinStations\RDP-Tcp";
const LSA: &str = r"ControlSet001\Control\Lsa";
const RULES: &str = r"ControlSet001\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules";
const RULE: &str = r"v2.30|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3390|App=%SystemRoot%\system32\svchost.exe|Svc=termservice|Name=@FirewallAPI.dll,-28775|";

/// A builder of one hive.
pub(crate) struct Spoiler(HiveBuilder);

impl Spoiler {
    pub(crate) fn new(root: &str) -> Self {
        Self(HiveBuilder::new_with_name(root).expect("an empty hive is made"))
    }

    pub(crate) fn dword(&mut self, key: &str, name: &str, number: u32) -> &mut Self {
        self.raw(key, name, DataType::Dword, &number.to_le_bytes())
    }

    pub(crate) fn text(&mut self, key: &str, name: &str, text: &str) -> &mut Self {
        let data: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        self.raw(key, name, DataType::String, &data)
    }

    pub(crate) fn raw(&mut self, key: &str, name: &str, kind: DataType, data: &[u8]) -> &mut Self {
        let at = self.0.create_key(key).expect("a key is made");
        self.0.add_value(at, name, kind, data).expect("a value is made");
        self
    }

    pub(crate) fn write(&mut self, path: &Path) {
        self.0.write_to_file(path).expect("the hive is written");
    }
}

/// A disk on which every change has something to do.
pub(crate) fn spoilt_disk(root: &Path) {
    spoilt_disk_with(root, Wall::RuleOff);
}

/// How the firewall keeps everybody out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wall {
    /// Windows' own rule is off.
    RuleOff,
    /// Nothing is let in at all.
    Shut,
    /// Windows' own rule is for the usual port, and Remote Desktop was moved.
    OtherPort,
    /// Windows' own rules are gone.
    NoRules,
}

/// The same, behind such a firewall.
pub(crate) fn spoilt_disk_with(root: &Path, wall: Wall) {
    let config = root.join("Windows/System32/config");
    std::fs::create_dir_all(&config).expect("the folder is made");
    let mut system = Spoiler::new("SYSTEM");
    system
        .dword("Select", "Current", 2)
        .dword("Select", "Default", 1)
        .dword(TS, "fDenyTSConnections", 1)
        .dword(TS, "TSEnabled", 0)
        .dword(TS, "TSServerDrainMode", 2)
        .dword(TS, "TSUserEnabled", 1)
        .dword(TCP, "fEnableWinStation", 0)
        .dword(TCP, "fLogonDisabled", 1)
        .dword(TCP, "LanAdapter", 3)
        .dword(TCP, "PortNumber", 3390)
        .dword(TCP, "UserAuthentication", 1)
        .dword(TCP, "SecurityLayer", 0)
        .dword(TCP, "fAllowSecProtocolNegotiation", 0)
        .dword(TCP, "MinEncryptionLevel", 4)
        .dword(TCP, "MaxInstanceCount", 1)
        .dword(TCP, "MaxIdleTime", 600_000)
        .dword(TCP, "MaxConnectionTime", 600_000)
        .dword(TCP, "fInheritMaxIdleTime", 0)
        .dword(TCP, "fPromptForPassword", 1)
        .raw(TCP, "SSLCertificateSHA1Hash", DataType::Binary, &[0xAB; 20])
        .dword(LSA, "disabledomaincreds", 1)
        .dword(LSA, "LimitBlankPasswordUse", 1)
        .dword(LSA, "DisableRestrictedAdmin", 1)
        .dword(&format!(r"{LSA}\MSV1_0"), "RestrictReceivingNTLMTraffic", 2)
        .dword(&format!(r"{LSA}\FipsAlgorithmPolicy"), "Enabled", 1)
        .text(RULES, "RemoteDesktop-Shadow-In-TCP", RULE);
    if wall != Wall::NoRules {
        let usual = RULE.replace("LPort=3390", "LPort=3389");
        let rule = if wall == Wall::OtherPort { &usual } else { RULE };
        system.text(RULES, "RemoteDesktop-UserMode-In-TCP", rule);
    }
    for (service, start) in [("TermService", 4), ("UmRdpService", 4), ("RpcSs", 2)] {
        system.dword(&format!(r"ControlSet001\Services\{service}"), "Start", start);
    }
    for profile in ["DomainProfile", "StandardProfile", "PublicProfile"] {
        let key = format!(r"ControlSet001\Services\SharedAccess\Parameters\FirewallPolicy\{profile}");
        system.dword(&key, "EnableFirewall", 1);
        if wall == Wall::Shut {
            system.dword(&key, "DoNotAllowExceptions", 1);
        }
    }
    for version in ["TLS 1.0", "TLS 1.1", "TLS 1.2"] {
        let key = format!(r"ControlSet001\Control\SecurityProviders\SCHANNEL\Protocols\{version}\Server");
        system.dword(&key, "Enabled", 0).dword(&key, "DisabledByDefault", 1);
    }
    system.write(&config.join("SYSTEM"));
    let mut software = Spoiler::new("SOFTWARE");
    let version = r"Microsoft\Windows NT\CurrentVersion";
    let policies = r"Microsoft\Windows\CurrentVersion\Policies\System";
    software
        .text(version, "ProductName", "Windows Server 2022 Standard")
        .text(version, "EditionID", "ServerStandard")
        .text(version, "CurrentBuildNumber", "20348")
        .dword(version, "UBR", 2700)
        .dword(&format!(r"{version}\PasswordLess\Device"), "DevicePasswordLessBuildVersion", 2)
        .text(&format!(r"{version}\Winlogon"), "Shell", r"C:\kiosk\start.exe")
        .text(&format!(r"{version}\Winlogon"), "Userinit", r"C:\Windows\system32\userinit.exe,")
        .dword(policies, "ScForceOption", 1)
        .dword(&format!(r"{policies}\CredSSP\Parameters"), "AllowEncryptionOracle", 0);
    for profile in ["DomainProfile", "PrivateProfile", "PublicProfile"] {
        software.dword(&format!(r"Policies\Microsoft\WindowsFirewall\{profile}"), "AllowLocalPolicyMerge", 0);
    }
    software.write(&config.join("SOFTWARE"));
    let mut security = Spoiler::new("SECURITY");
    for (sid, bits) in
        [("S-1-5-32-544", 0x407_u32), ("S-1-5-32-555", 0), ("S-1-5-113", 0xC00), ("S-1-5-32-546", 0x800)]
    {
        let key = format!(r"Policy\Accounts\{sid}\ActSysAc");
        security.raw(&key, "", DataType::None, &bits.to_le_bytes());
    }
    security.write(&config.join("SECURITY"));
}
