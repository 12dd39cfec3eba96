//! Where Windows keeps what decides over Remote Desktop. Paths begin with the name of the hive.

/// `CurrentControlSet` is the control set in force; offline it is the one that the next start
/// will use.
pub(crate) const TERMINAL_SERVER: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server";
pub(crate) const LISTENER: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server\WinStations\RDP-Tcp";
pub(crate) const LICENSING: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server\RCM\Licensing Core";
pub(crate) const GRACE_PERIOD: &str = r"SYSTEM\CurrentControlSet\Control\Terminal Server\RCM\GracePeriod";
pub(crate) const POLICY: &str = r"SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services";
pub(crate) const SERVICES: &str = r"SYSTEM\CurrentControlSet\Services";
pub(crate) const LSA: &str = r"SYSTEM\CurrentControlSet\Control\Lsa";
pub(crate) const MSV1_0: &str = r"SYSTEM\CurrentControlSet\Control\Lsa\MSV1_0";
pub(crate) const FIPS: &str = r"SYSTEM\CurrentControlSet\Control\Lsa\FipsAlgorithmPolicy";
pub(crate) const SCHANNEL: &str = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols";
pub(crate) const CREDSSP: &str =
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System\CredSSP\Parameters";
pub(crate) const SYSTEM_POLICY: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System";
pub(crate) const PASSWORDLESS: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\PasswordLess\Device";
pub(crate) const DELEGATION: &str = r"SOFTWARE\Policies\Microsoft\Windows\CredentialsDelegation";
pub(crate) const VERSION: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
pub(crate) const WINLOGON: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon";
pub(crate) const PRODUCT: &str = r"SYSTEM\CurrentControlSet\Control\ProductOptions";
pub(crate) const SETUP: &str = r"SYSTEM\Setup";
pub(crate) const TIME_ZONE: &str = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation";
pub(crate) const COMPUTER_NAME: &str = r"SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName";
pub(crate) const TCPIP: &str = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";
pub(crate) const SESSION_MANAGER: &str = r"SYSTEM\CurrentControlSet\Control\Session Manager";
pub(crate) const SERVICING_PENDING: &str =
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending";
pub(crate) const SERVICING_PACKAGES: &str =
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages";
pub(crate) const UPDATE: &str =
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update\RebootRequired";
pub(crate) const FIREWALL: &str = r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy";
pub(crate) const FIREWALL_RULES: &str =
    r"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules";
pub(crate) const FIREWALL_POLICY: &str = r"SOFTWARE\Policies\Microsoft\WindowsFirewall";
pub(crate) const MY_CERTIFICATES: &str = r"SOFTWARE\Microsoft\SystemCertificates\MY\Certificates";
pub(crate) const REMOTE_DESKTOP_CERTIFICATES: &str =
    r"SOFTWARE\Microsoft\SystemCertificates\Remote Desktop\Certificates";
pub(crate) const RIGHTS: &str = r"SECURITY\Policy\Accounts";
pub(crate) const GROUPS: &str = r"SAM\SAM\Domains\Builtin\Aliases";
pub(crate) const ACCOUNTS: &str = r"SAM\SAM\Domains\Account\Users";

/// TLS versions as Schannel names them.
pub(crate) const TLS_VERSIONS: [&str; 4] = ["TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"];

/// Services that a sign-in needs, in the order in which they need each other.
pub(crate) const NEEDED_SERVICES: [&str; 11] = [
    "RpcSs",
    "BFE",
    "MpsSvc",
    "Dhcp",
    "KeyIso",
    "CryptSvc",
    "TermService",
    "UmRdpService",
    "SessionEnv",
    "Netlogon",
    "gpsvc",
];
