//! Who may sign in, and what the host says to those who may not.

/// One account.
#[derive(Clone)]
pub struct Account {
    /// The user name; compared without regard to case.
    pub user: String,
    /// The NT hash of the password: MD4 over UTF-16LE ([MS-NLMP] 3.3.1).
    pub nt_hash: [u8; 16],
    /// What happens after the password was proven.
    pub verdict: Verdict,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("user", &self.user)
            .field("verdict", &self.verdict)
            .finish_non_exhaustive()
    }
}

impl Account {
    /// An account with this password.
    pub fn new(user: &str, password: &str, verdict: Verdict) -> Self {
        Self { user: user.to_owned(), nt_hash: crate::nla::nt_hash(password), verdict }
    }
}

/// What the host says to someone who proved the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Come in.
    Allowed,
    /// This status (an NTSTATUS or an SSPI error), instead of the host's own proof.
    Refused(u32),
    /// This Early User Authorization Result, where the client asked for one; Set Error Info 9
    /// otherwise.
    Unauthorized(u32),
}

/// All accounts, and how a wrong password is answered.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    /// The accounts.
    pub all: Vec<Account>,
    /// Close without a code when the password is wrong, as FreeRDP's server does.
    pub codeless: bool,
}

impl Accounts {
    /// The account of this name; `alice@corp.example` is alice.
    pub fn find(&self, user: &str) -> Option<&Account> {
        let user = user.split('@').next().unwrap_or(user);
        self.all.iter().find(|account| account.user.to_lowercase() == user.to_lowercase())
    }
}
