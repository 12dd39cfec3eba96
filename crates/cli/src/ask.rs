//! Asks a person whether this is the right host.

use std::io::{BufRead, IsTerminal, Write};
use std::sync::Arc;

use readmit::probe::{Ask, Decision};
use readmit::render::clean;

/// Whether there is someone to ask.
pub(crate) fn someone_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks on the terminal; no answer is no.
pub(crate) fn about_hosts() -> Ask {
    Arc::new(|host, certificate| {
        let mut terminal = std::io::stderr();
        let pairs: Vec<String> = certificate
            .sha256
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_uppercase())
            .collect();
        // Short and in quotes: what a stranger wrote must not look like words of ours.
        let short = |text: &str| format!("\"{}\"", clean(text).chars().take(64).collect::<String>());
        let _ = write!(
            terminal,
            "\nNobody vouches for the host {}:{}. The SHA-256 of its certificate is\n  {}\n  {}\n\
             It says that it is for {},\n  made by {}.\n\
             Compare the SHA-256 with what the host's administrator reads on the host itself.\n\
             Is it the right host? [yes, once, no] ",
            clean(&host.host),
            host.port,
            pairs[..pairs.len() / 2].join(":"),
            pairs[pairs.len() / 2..].join(":"),
            short(&certificate.subject),
            short(&certificate.issuer),
        );
        let _ = terminal.flush();
        let mut answer = String::new();
        let _ = std::io::stdin().lock().read_line(&mut answer);
        match answer.trim().to_lowercase().as_str() {
            "yes" => Decision::Remember,
            "once" => Decision::Once,
            _ => Decision::No,
        }
    })
}
