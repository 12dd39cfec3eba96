//! What a value holds.

use crate::bytes::utf16;

/// The type of a value, as Windows numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// REG_NONE, 0.
    None,
    /// REG_SZ, 1.
    Text,
    /// REG_EXPAND_SZ, 2.
    ExpandText,
    /// REG_BINARY, 3.
    Binary,
    /// REG_DWORD, 4.
    Dword,
    /// REG_MULTI_SZ, 7.
    Texts,
    /// REG_QWORD, 11.
    Qword,
    /// Any other.
    Other(u32),
}

impl Kind {
    /// By its number.
    pub const fn from_number(number: u32) -> Self {
        match number {
            0 => Self::None,
            1 => Self::Text,
            2 => Self::ExpandText,
            3 => Self::Binary,
            4 => Self::Dword,
            7 => Self::Texts,
            11 => Self::Qword,
            other => Self::Other(other),
        }
    }

    /// Its number.
    pub const fn number(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Text => 1,
            Self::ExpandText => 2,
            Self::Binary => 3,
            Self::Dword => 4,
            Self::Texts => 7,
            Self::Qword => 11,
            Self::Other(other) => other,
        }
    }
}

/// A value with its type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value {
    /// Its type.
    pub kind: Kind,
    /// Its bytes, as they are stored.
    pub data: Vec<u8>,
}

impl Value {
    /// A REG_DWORD.
    pub fn dword(number: u32) -> Self {
        Self { kind: Kind::Dword, data: number.to_le_bytes().to_vec() }
    }

    /// A REG_SZ, with the zero at its end.
    pub fn text(text: &str) -> Self {
        let data = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        Self { kind: Kind::Text, data }
    }

    /// The number of a REG_DWORD.
    pub fn as_dword(&self) -> Option<u32> {
        match (self.kind, self.data.as_slice()) {
            (Kind::Dword, &[a, b, c, d]) => Some(u32::from_le_bytes([a, b, c, d])),
            _ => None,
        }
    }

    /// The text of a REG_SZ or REG_EXPAND_SZ, up to its first zero.
    pub fn as_text(&self) -> Option<String> {
        if !matches!(self.kind, Kind::Text | Kind::ExpandText) {
            return None;
        }
        let text = utf16(&self.data);
        Some(text.split('\0').next().unwrap_or_default().to_owned())
    }

    /// The texts of a REG_MULTI_SZ.
    pub fn as_texts(&self) -> Option<Vec<String>> {
        let texts = (self.kind == Kind::Texts).then(|| utf16(&self.data))?;
        Some(texts.split('\0').filter(|text| !text.is_empty()).map(str::to_owned).collect())
    }
}

impl std::fmt::Display for Value {
    /// The value in short, for a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const SHOWN: usize = 24;
        if let Some(number) = self.as_dword() {
            return write!(f, "{number}");
        }
        if let Some(text) = self.as_text() {
            return write!(f, "“{text}”");
        }
        if let Some(texts) = self.as_texts() {
            return write!(f, "“{}”", texts.join("”, “"));
        }
        for byte in self.data.iter().take(SHOWN) {
            write!(f, "{byte:02x}")?;
        }
        if self.data.len() > SHOWN { write!(f, "… ({} bytes)", self.data.len()) } else { Ok(()) }
    }
}
