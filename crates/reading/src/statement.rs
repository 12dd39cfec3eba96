//! What a text says, piece by piece.

use crate::formats::Format;
use crate::namespace::Namespace;
use crate::stamp::Stamp;

/// One thing that somebody says.
#[derive(Debug, Clone)]
pub struct Statement {
    /// In which program's form it is written.
    pub speaker: &'static Format,
    /// How serious the speaker calls it.
    pub severity: Severity,
    /// When, where it says so.
    pub at: Option<Stamp>,
    /// The words, without the frame around them.
    pub text: String,
    /// The codes and names in it, in their order.
    pub says: Vec<Said>,
    /// The line it begins on, from 1.
    pub line: usize,
}

/// How serious a program calls what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Severity {
    /// For its authors.
    Debug,
    /// By the way.
    Info,
    /// Nothing is said about it.
    #[default]
    Unsaid,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// A code or a name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A number with the name of its namespace before it, or in a field of it.
    Code {
        /// Where it is at home.
        home: Namespace,
        /// The number.
        value: u32,
        /// It stands in the field that tells more than the one before it: sub status, extended code.
        detail: bool,
    },
    /// A number in the form of a code, whose namespace nobody says.
    Unplaced {
        /// The number.
        value: u32,
        /// It was written in hexadecimal.
        hexadecimal: bool,
        /// The Kerberos error it is where MIT's libraries count.
        mit_kerberos: Option<u32>,
        /// The text is hardly more than this number.
        alone: bool,
    },
    /// A name of a code, as in `STATUS_NO_LOGON_SERVERS`.
    Name(String),
    /// An update of Windows, KB….
    Update(u32),
    /// A build of Windows.
    Build(u16),
}
