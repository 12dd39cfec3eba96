//! How this program is called, as a line to copy: words in, a line out, exactly the same words again in a shell.
//!
//! Every call with arguments from a run that is printed is made here, from the real ones.

/// What stands for a word that no line can hold: the reader has it.
pub const AS_GIVEN: &str = "<as you gave it>";
/// Our own placeholders, to be replaced by the reader. Whatever else looks like one is somebody's word.
const OURS: [&str; 4] = ["<user>", "<computer>", "<host>", AS_GIVEN];

/// Which shells a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Platform {
    /// cmd and PowerShell: one line for both.
    Windows,
    /// POSIX shells.
    Posix,
}

const HERE: Platform = if cfg!(windows) { Platform::Windows } else { Platform::Posix };

/// `readmit` with these words, as the shell of this platform takes them.
pub fn line<Word: AsRef<str>>(words: impl IntoIterator<Item = Word>) -> String {
    words.into_iter().fold("readmit".to_owned(), |line, word| line + " " + &quoted_for(word.as_ref(), HERE))
}

/// A word as the shell of this platform takes it. What can't be seen can't be copied.
pub fn quoted(word: &str) -> String {
    quoted_for(word, HERE)
}

fn quoted_for(word: &str, platform: Platform) -> String {
    let windows = platform == Platform::Windows;
    // `%` begins a variable of cmd, and `[` a pattern of a POSIX shell.
    let signs = if windows { r"._:-@/+=[]\" } else { "._:-@/%+=" };
    let plain = |c: char| c.is_ascii_alphanumeric() || signs.contains(c);
    // Some shells expand these in front.
    let begins = !word.starts_with(['@', '=']);
    if OURS.contains(&word) || !word.is_empty() && begins && word.chars().all(plain) {
        return word.to_owned();
    }
    // cmd and PowerShell agree on double quotes, and read some signs within them in ways of their own; PowerShell takes
    // typographic quotes for its own, and a last backslash would take the closing quote along.
    let within = |c: char| windows && ("\"%$`!^".contains(c) || ('\u{2018}'..='\u{201F}').contains(&c));
    if word.chars().any(|c| c.is_control() || within(c)) || windows && word.ends_with('\\') {
        AS_GIVEN.to_owned()
    } else if windows {
        format!("\"{word}\"")
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_same_words_again() {
        let folder = std::env::temp_dir().join(format!("readmit-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        // What a pattern would find.
        std::fs::write(folder.join("a:3390"), "").expect("written");
        let words = [
            "repair",
            "windows:my disk",
            "it's $(here) `x` \"y\" \\",
            "",
            "-",
            "Zoë",
            "[2001:db8::a]:3390",
            "<x y>",
            "*",
        ];
        let line = line(words).replacen("readmit", "printf '%s\\n'", 1);
        let mut shell = std::process::Command::new("sh");
        let output = shell.args(["-c", &line]).current_dir(&folder).output().expect("a shell");
        let read: Vec<_> = std::str::from_utf8(&output.stdout).expect("text").lines().collect();
        std::fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(read, words);
    }

    #[test]
    fn windows_shells_get_nothing_that_they_would_read_as_more_than_a_word() {
        let quoted = |word| quoted_for(word, Platform::Windows);
        assert_eq!(quoted(r"windows:D:\mnt"), r"windows:D:\mnt");
        assert_eq!(quoted("my disk"), "\"my disk\"");
        for hostile in [
            "x” ; calc ; echo “y",
            "„x",
            "it‘s",
            "%USERNAME%.evil.example",
            "a\"b",
            "$(calc)",
            "a`b c",
            r"D:\my disk\",
            "a ! b",
        ] {
            assert_eq!(quoted(hostile), AS_GIVEN, "{hostile}");
        }
        assert_eq!(quoted("@splat"), "\"@splat\"");
    }

    #[test]
    fn what_can_not_be_seen_is_not_copied() {
        assert_eq!(line(["undo", "a\u{1b}[31mb"]), "readmit undo <as you gave it>");
        assert_eq!(line(["check", "<computer>", "-u", "<user>"]), "readmit check <computer> -u <user>");
    }
}
