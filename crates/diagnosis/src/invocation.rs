//! How this program is called, as a line to copy: words in, a line out, exactly the same words again in a shell.
//!
//! Every command of ours that is printed is made here, from the real arguments.

/// What stands for a word that no line can hold: the reader has it.
pub const AS_GIVEN: &str = "<as you gave it>";

/// `readmit` with these words, as the shell of this platform takes them.
pub fn line<Word: AsRef<str>>(words: impl IntoIterator<Item = Word>) -> String {
    words.into_iter().fold("readmit".to_owned(), |line, word| line + " " + &quoted(word.as_ref()))
}

/// A word as the shell of this platform takes it. What can't be seen can't be copied.
pub fn quoted(word: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || "._:-@/%+=[]".contains(c) || cfg!(windows) && c == '\\';
    let placeholder = word.starts_with('<') && word.ends_with('>') && word.len() > 2;
    // Our own placeholder, to be replaced by the reader.
    let ours = placeholder && word[1..word.len() - 1].chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    if ours || !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    // cmd and PowerShell agree on double quotes, and read some signs within them in ways of their own.
    let hidden = |c: char| c.is_control() || cfg!(windows) && "\"%$`!^".contains(c);
    if word.chars().any(hidden) {
        AS_GIVEN.to_owned()
    } else if cfg!(windows) {
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
        let words = ["repair", "windows:my disk", "--journals", "it's $(here) `x` \"y\" \\", "", "-", "Zoë"];
        let line = line(words).replacen("readmit", "printf '%s\\n'", 1);
        let shell = std::process::Command::new("sh").args(["-c", &line]).output().expect("a shell");
        let read: Vec<_> = std::str::from_utf8(&shell.stdout).expect("text").lines().collect();
        assert_eq!(read, words);
    }

    #[test]
    fn what_can_not_be_seen_is_not_copied() {
        assert_eq!(line(["undo", "a\u{1b}[31mb"]), "readmit undo <as you gave it>");
        assert_eq!(line(["check", "<computer>", "-u", "<user>"]), "readmit check <computer> -u <user>");
    }
}
