//! What has a page of its own besides the causes: sentences and numbers.

use diagnosis::cause::{Cause, Frequency, Trust};
use diagnosis::causes;
use diagnosis::codes::{NO_CODE, Radix, Row, TABLES, Table};
use diagnosis::explain::{CodeMeaning, Language, SCREENS, explain};

use super::Line;
use crate::explanation::code_line;

/// One sentence of a screen.
pub(super) struct Said {
    pub(super) text: String,
    /// The tag of its language; empty for English.
    pub(super) language: &'static str,
    pub(super) clients: Vec<&'static str>,
    /// Where a sentence that is not English stands in public.
    pub(super) source: Option<String>,
    /// What it can mean, likeliest first.
    pub(super) causes: Vec<&'static Cause>,
}

/// A sentence without the dots at its end.
pub(super) fn tidy(message: &str) -> String {
    message.trim_end_matches(['.', '…', ' ']).to_owned()
}

/// All sentences, English first, each once.
pub(super) fn said() -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let mut add = |message: &str, language: &'static str, client, means: &[&'static Cause]| {
        let text = tidy(message);
        // A lone name of a code has its page among the codes.
        if !text.contains(' ') && language.is_empty() {
            return;
        }
        if !all.iter().any(|one| one.text == text && one.language == language) {
            all.push(Said {
                text: text.clone(),
                language,
                clients: Vec::new(),
                source: None,
                causes: Vec::new(),
            });
        }
        let one = all.iter_mut().find(|one| one.text == text && one.language == language);
        let one = one.expect("it was added");
        if !one.clients.contains(&client) {
            one.clients.push(client);
        }
        for cause in means {
            if !one.causes.iter().any(|known| known.id == cause.id) {
                one.causes.push(cause);
            }
        }
    };
    for cause in causes::ALL {
        cause.seen_as.iter().for_each(|seen| add(seen.message, "", seen.client, &[cause]));
    }
    for screen in SCREENS {
        add(screen.message, screen.language.tag(), screen.client, &screen.causes());
    }
    for screen in SCREENS {
        let text = tidy(screen.message);
        if let Some(one) =
            all.iter_mut().find(|one| one.text == text && one.language == screen.language.tag())
        {
            let wording = match screen.trust {
                Trust::Cited => "",
                _ => " That is the documentation; the program's own wording may differ.",
            };
            one.source = Some(format!("Found at {}.{wording}", screen.reference));
        }
    }
    for one in &mut all {
        // The order in which `explain` names them.
        let order = explain(&one.text).causes;
        let place = |cause: &Cause| order.iter().position(|known| known.id == cause.id);
        one.causes.sort_by_key(|cause| place(cause).unwrap_or(usize::MAX));
    }
    all.sort_by(|a, b| (a.language, a.text.to_lowercase()).cmp(&(b.language, b.text.to_lowercase())));
    all
}

impl Said {
    /// Its page.
    pub(super) fn path(&self) -> String {
        const LONGEST: usize = 48;
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let mut slug: String = self.text.chars().map(plain).collect();
        while slug.contains("--") {
            slug = slug.replace("--", "-");
        }
        slug.truncate(LONGEST);
        let slug = slug.trim_matches('-');
        let language = if self.language.is_empty() { "en" } else { self.language };
        format!("said/{language}-{slug}-{:04x}.html", short_hash(&self.text))
    }

    pub(super) fn line(&self) -> Line {
        Line { language: self.language, ..Line::new(&self.text, self.path()) }
    }

    pub(super) fn language_words(&self) -> &'static str {
        let language = Language::ALL.into_iter().find(|language| language.tag() == self.language);
        match language {
            None => "English",
            Some(Language::German) => "German",
            Some(Language::French) => "French",
            Some(Language::Spanish) => "Spanish",
            Some(Language::Portuguese) => "Portuguese",
            Some(Language::Japanese) => "Japanese",
        }
    }

    /// Whether it is what a client shows for several faults alike: what people ask about.
    pub(super) fn is_headline(&self) -> bool {
        self.causes
            .first()
            .is_some_and(|first| causes::UMBRELLAS.iter().any(|umbrella| umbrella.id == first.id))
    }

    /// Whether many people meet it on the commonest client.
    pub(super) fn is_often_seen(&self) -> bool {
        let common = self.causes.iter().any(|cause| cause.frequency == Frequency::VeryCommon);
        (common || self.is_headline()) && self.language.is_empty() && self.clients.contains(&"mstsc")
    }
}

/// Keeps pages of sentences apart that begin alike (FNV-1a, folded to 16 bits).
fn short_hash(text: &str) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = text.bytes().fold(0x811C_9DC5, step);
    hash >> 16 ^ hash & 0xFFFF
}

/// One number with all its meanings, or one name without a number.
pub(super) struct Numbered {
    pub(super) meanings: Vec<CodeMeaning>,
    /// What it can mean, likeliest first.
    pub(super) causes: Vec<&'static Cause>,
}

/// All numbers, each once.
pub(super) fn codes() -> Vec<Numbered> {
    let mut all: Vec<Numbered> = Vec::new();
    for table in TABLES {
        for row in table.rows {
            let same = |one: &&mut Numbered| row.code != NO_CODE && one.meanings[0].row.code == row.code;
            let meaning = CodeMeaning { table, row };
            match all.iter_mut().find(same) {
                Some(one) => one.meanings.push(meaning),
                None => all.push(Numbered { meanings: vec![meaning], causes: Vec::new() }),
            }
        }
    }
    for one in &mut all {
        // As `explain` names them; behind them what it does not, the number alone being too plain.
        let row = one.row();
        if row.code != NO_CODE {
            one.causes = explain(&format!("0x{:X}", row.code)).causes;
        }
        for cause in
            one.meanings.iter().flat_map(|meaning| meaning.row.causes).filter_map(|id| causes::find(id))
        {
            if !one.causes.iter().any(|known| known.id == cause.id) {
                one.causes.push(cause);
            }
        }
    }
    all
}

impl Numbered {
    fn row(&self) -> &'static Row {
        self.meanings[0].row
    }

    /// Its page: the number in hexadecimal, or the name.
    pub(super) fn path(&self) -> String {
        let row = self.row();
        if row.code == NO_CODE {
            return format!("code/{}.html", row.name.to_lowercase());
        }
        format!("code/{:x}.html", row.code)
    }

    pub(super) fn heading(&self) -> String {
        let row = self.row();
        match row.code {
            NO_CODE => row.name.to_owned(),
            code if code < 0x8000_0000 => format!("0x{code:X} ({code})"),
            code => format!("0x{code:X}"),
        }
    }

    /// One line for each meaning.
    pub(super) fn lines(&self) -> Vec<String> {
        self.meanings.iter().map(code_line).collect()
    }

    /// What the search shows and looks through.
    pub(super) fn words(&self) -> String {
        let mut names: Vec<&str> = self.meanings.iter().map(|meaning| meaning.row.name).collect();
        names.retain(|name| !name.is_empty());
        names.dedup();
        format!("{} {}", self.heading(), names.join(" "))
    }

    fn of(&self, table: &Table) -> Option<&'static Row> {
        let of_table = |meaning: &&CodeMeaning| std::ptr::eq(meaning.table, table);
        self.meanings.iter().find(of_table).map(|meaning| meaning.row)
    }

    pub(super) fn number_in(&self, table: &Table) -> String {
        match (self.of(table), table.radix) {
            (Some(row), _) if row.code == NO_CODE => row.name.to_owned(),
            (Some(row), Radix::Decimal) => row.code.to_string(),
            (Some(row), Radix::Hexadecimal) => format!("0x{:X}", row.code),
            (None, _) => self.heading(),
        }
    }

    pub(super) fn name_in(&self, table: &Table) -> &'static str {
        match self.of(table) {
            Some(row) if row.code != NO_CODE && !row.name.is_empty() => row.name,
            Some(row) => row.meaning,
            None => "",
        }
    }
}
