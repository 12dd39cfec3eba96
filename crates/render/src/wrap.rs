//! Lines of at most 80 columns.

/// The width of every report.
pub(crate) const WIDTH: usize = 80;

/// Appends `text` in lines that begin with `indent` spaces; the first follows what is on the
/// current line already, `used` columns of it.
pub(crate) fn wrap(out: &mut String, text: &str, indent: usize, used: usize) {
    let mut column = used;
    let mut fresh = true;
    for word in text.split_whitespace() {
        let mut word = word;
        let mut length = word.chars().count();
        if !fresh && column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            (column, fresh) = (indent, true);
        }
        if !fresh {
            out.push(' ');
            column += 1;
        }
        // A word longer than a line is cut; a name of 300 characters must not break the page.
        while column + length > WIDTH && WIDTH > indent + 10 {
            let room = WIDTH - column;
            let cut = word.char_indices().nth(room).map_or(word.len(), |(at, _)| at);
            out.push_str(&word[..cut]);
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            word = &word[cut..];
            length = word.chars().count();
            column = indent;
        }
        out.push_str(word);
        column += length;
        fresh = false;
    }
    out.push('\n');
}

/// Breaks a command into lines at spaces outside quotes; each line but the last ends with
/// `continuation`. What can't be broken stays whole: a broken command is worse than a long line.
pub(crate) fn command(line: &str, indent: usize, continuation: &str) -> Vec<String> {
    let room = WIDTH - indent - continuation.len() - 1;
    let mut lines: Vec<String> = Vec::new();
    let mut current = String::new();
    for piece in pieces(line) {
        if !current.is_empty() && current.chars().count() + 1 + piece.chars().count() > room {
            lines.push(format!("{current} {continuation}"));
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(&piece);
    }
    lines.push(current);
    lines
}

/// The words of a command; quoted parts and placeholders count as one.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut open: Option<char> = None;
    for c in line.chars() {
        match (open, c) {
            (None, ' ') => {
                pieces.push(String::new());
                continue;
            }
            (None, '\'' | '"') => open = Some(c),
            (None, '<') => open = Some('>'),
            (Some(end), c) if c == end => open = None,
            _ => {}
        }
        pieces.last_mut().expect("never empty").push(c);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_the_page() {
        let mut out = String::from("  ");
        wrap(&mut out, &format!("some words and one of {} characters", "x".repeat(300)), 6, 2);
        assert!(out.lines().all(|line| line.chars().count() <= WIDTH), "{out}");
    }

    #[test]
    fn a_command_is_not_broken_inside_quotes() {
        let line = "Get-WinEvent -FilterHashtable 'a b c d e f g h i j k l m n o p q r s t u v w' -MaxEvents 10 -Verbose";
        for piece in command(line, 7, "`") {
            assert_eq!(piece.matches('\'').count() % 2, 0, "{piece}");
        }
    }
}
