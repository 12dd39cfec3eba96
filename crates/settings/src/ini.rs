//! Configuration files of the form `[section]`, `name=value`. Comments, order and everything
//! that is not changed stay byte for byte.

use std::ops::Range;

/// A configuration file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ini {
    text: String,
}

/// A line that sets something.
struct Line<'a> {
    section: &'a str,
    name: &'a str,
    value: &'a str,
    /// Where the line is.
    at: Range<usize>,
    /// Where its value is.
    value_at: Range<usize>,
}

impl Ini {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The value of a name in a section: the last one, as programs overwrite the earlier.
    pub(crate) fn value(&self, section: &str, name: &str) -> Option<&str> {
        self.find(section, name).map(|line| line.value)
    }

    fn find(&self, section: &str, name: &str) -> Option<Line<'_>> {
        let same = |line: &Line<'_>| {
            line.section.eq_ignore_ascii_case(section) && line.name.eq_ignore_ascii_case(name)
        };
        self.lines().filter(same).last()
    }

    fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut section = "";
        let mut from = 0;
        self.text.split_inclusive('\n').filter_map(move |whole| {
            let at = from..from + whole.len();
            from = at.end;
            let line = whole.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name.trim();
                return None;
            }
            if line.starts_with([';', '#']) {
                return None;
            }
            let equals = whole.find('=')?;
            let name = whole[..equals].trim();
            let value = whole[equals + 1..].trim();
            let start = at.start + equals + 1 + whole[equals + 1..].find(value).unwrap_or_default();
            (!name.is_empty()).then_some(Line {
                section,
                name,
                value,
                at,
                value_at: start..start + value.len(),
            })
        })
    }

    /// Sets a value; `None` makes the line a comment. Fails where the old value is another.
    pub(crate) fn set(
        &mut self,
        section: &str,
        name: &str,
        old: Option<&str>,
        new: Option<&str>,
    ) -> Result<(), String> {
        let now = self.value(section, name);
        if now != old {
            let shown = |value: Option<&str>| {
                value.map_or_else(|| "not set".to_owned(), |value| format!("“{value}”"))
            };
            return Err(format!("[{section}] {name} is {} and not {}", shown(now), shown(old)));
        }
        if new.is_some_and(|new| new.contains(['\n', '\r'])) {
            return Err(format!("[{section}] {name} can't have several lines"));
        }
        match (self.find(section, name), new) {
            (Some(line), Some(new)) => {
                let at = line.value_at;
                self.text.replace_range(at, new);
            }
            (Some(line), None) => {
                let at = line.at.start;
                self.text.insert(at, '#');
            }
            (None, Some(new)) => self.add(section, name, new)?,
            (None, None) => {}
        }
        Ok(())
    }

    /// Takes a line out of its comment if it says the same, or adds one under its section.
    fn add(&mut self, section: &str, name: &str, new: &str) -> Result<(), String> {
        let mut here = false;
        let mut from = 0;
        let mut head = None;
        for whole in self.text.split_inclusive('\n') {
            let line = whole.trim();
            if line.starts_with('[') {
                here = line
                    .strip_prefix('[')
                    .and_then(|rest| rest.strip_suffix(']'))
                    .is_some_and(|found| found.trim().eq_ignore_ascii_case(section));
                if here && head.is_none() {
                    head = Some(from + whole.len());
                }
            }
            let commented = line.strip_prefix('#').and_then(|rest| rest.split_once('='));
            if here && commented.is_some_and(|(of, value)| of.trim() == name && value.trim() == new) {
                let at = from + whole.find('#').unwrap_or_default();
                self.text.remove(at);
                return Ok(());
            }
            from += whole.len();
        }
        let at = head.ok_or_else(|| format!("there is no section [{section}]"))?;
        if !self.text[..at].ends_with('\n') {
            return Err(format!("the section [{section}] ends without a line"));
        }
        self.text.insert_str(at, &format!("{name}={new}\n"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "; top\n[Globals]\nport=3389\n# a comment\n security_layer = rdp \n#tls_ciphers=HIGH\n[Xorg]\nport=-1\n";

    #[test]
    fn only_the_value_changes_and_the_way_back_is_exact() {
        let mut ini = Ini::new(TEXT.to_owned());
        ini.set("globals", "security_layer", Some("rdp"), Some("negotiate")).unwrap();
        assert_eq!(ini.text(), TEXT.replace(" = rdp ", " = negotiate "));
        ini.set("globals", "security_layer", Some("negotiate"), Some("rdp")).unwrap();
        assert_eq!(ini.text(), TEXT);
    }

    #[test]
    fn a_line_becomes_a_comment_and_comes_back() {
        let mut ini = Ini::new(TEXT.to_owned());
        ini.set("Xorg", "port", Some("-1"), None).unwrap();
        assert_eq!(ini.text(), TEXT.replace("port=-1", "#port=-1"));
        ini.set("Xorg", "port", None, Some("-1")).unwrap();
        assert_eq!(ini.text(), TEXT);
    }

    #[test]
    fn sections_are_kept_apart_and_another_value_is_refused() {
        let mut ini = Ini::new(TEXT.to_owned());
        assert_eq!((ini.value("Globals", "port"), ini.value("Xorg", "port")), (Some("3389"), Some("-1")));
        assert!(ini.set("Globals", "port", Some("3390"), Some("3389")).is_err());
        assert!(ini.set("Globals", "port", Some("3389"), Some("1\nevil=1")).is_err());
        assert!(ini.set("Nowhere", "port", None, Some("1")).is_err());
        assert_eq!(ini.text(), TEXT);
    }
}
