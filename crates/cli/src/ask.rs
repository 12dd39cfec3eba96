//! Asks a person: yes or no, and whether this is the right host.

use std::io::{BufRead, IsTerminal, Write};
use std::sync::Arc;

use readmit::probe::{Ask, Decision};
use readmit::render::clean;

use crate::say;

/// Whether there is someone to ask.
pub(crate) fn someone_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks until one of the answers is given: each by its words, the first of which is shown. The last answer is also that
/// of somebody who is not there any more.
pub(crate) fn one_of<T: Copy>(question: &str, answers: &[(&[&str], T)]) -> T {
    let shown = answers.iter().filter_map(|(words, _)| words.first().copied()).collect::<Vec<_>>().join(", ");
    let mut terminal = std::io::stderr();
    let last = answers.last().expect("there are answers").1;
    say::ask(|| {
        loop {
            let _ = write!(terminal, "{question} [{shown}] ");
            let _ = terminal.flush();
            let mut answer = String::new();
            if !std::io::stdin().lock().read_line(&mut answer).is_ok_and(|read| read > 0) {
                let _ = writeln!(terminal);
                return last;
            }
            let answer = answer.trim().to_lowercase();
            if let Some((_, meant)) = answers.iter().find(|(words, _)| words.contains(&answer.as_str())) {
                return *meant;
            }
        }
    })
}

/// Asks a question that yes or no answers.
pub(crate) fn yes_or_no(question: &str) -> bool {
    one_of(question, &[(&["yes", "y"], true), (&["no", "n"], false)])
}

/// Asks on the terminal; no answer is no.
pub(crate) fn about_hosts() -> Ask {
    Arc::new(|host, certificate| {
        let pairs: Vec<String> = certificate
            .sha256
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_uppercase())
            .collect();
        // Short and in quotes: what a stranger wrote must not look like words of ours.
        let short = |text: &str| {
            let harmless = clean(text).replace(['"', '“', '”'], "");
            format!("“{}”", harmless.chars().take(64).collect::<String>())
        };
        say::note(format!(
            "\nNobody vouches for the host {}:{}. The SHA-256 of its certificate is\n  {}\n  {}\n\
             It says that it is for {},\n  made by {}.\n\
             Compare the SHA-256 with what the host's administrator reads on the host itself, by\n\
             \x20 PowerShell: {}\n\
             \x20 xrdp: {}",
            clean(&host.host),
            host.port,
            pairs[..pairs.len() / 2].join(":"),
            pairs[pairs.len() / 2..].join(":"),
            short(&certificate.subject),
            short(&certificate.issuer),
            readmit::diagnosis::causes::tls::READ_SHA256_ON_WINDOWS,
            readmit::diagnosis::causes::tls::READ_SHA256_ON_XRDP,
        ));
        one_of(
            "Is it the right host? (yes remembers it)",
            &[
                (&["yes", "y"], Decision::Remember),
                (&["once", "o"], Decision::Once),
                (&["no", "n"], Decision::No),
            ],
        )
    })
}
