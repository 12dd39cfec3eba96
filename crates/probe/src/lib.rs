//! Looks at an RDP host from outside. Changes nothing there.
//!
//! One connection takes the path that a real client takes; trials beside it are made
//! only where their answer can change the verdict. At most one message computed from
//! the password leaves in a run, and none before the host is the one that was meant.
//! Every wait ends with the run's deadline, every buffer has a bound, and what could
//! not be seen is a [`Gap`](diagnosis::facts::Gap), never a guess.

mod around;
mod claim;
mod client;
mod deadline;
mod file;
mod gateway;
mod kerberos;
mod known_hosts;
mod krb5;
mod logon;
mod name;
mod negotiation;
mod network;
mod nla;
mod observe;
mod refusal;
mod session;
mod sign_in;
mod slip;
mod stream;
mod target;
mod tls;
mod trust;
mod unseen;
mod usage;
mod way;

pub use claim::{AskPassword, Claim, Identity, Password, Secret};
pub use client::{BadFile, MAX_FILE, read_connection_file};
pub use file::read_bounded;
pub use known_hosts::{KnownHosts, default_path as known_hosts_path};
pub use krb5::Krb5Conf;
pub use observe::observe;
pub use target::{Ask, BadTarget, Decision, Depth, HostPort, Progress, Target};
