//! `readmit` alone: three questions, then on.

use std::io::{IsTerminal, Write};

use anyhow::{Result, bail};
use readmit::render;

use crate::arguments::{Arguments, Verb};
use crate::verbs;

/// Asks what is seen, which computer, which user; explains or checks.
pub(crate) async fn ask_and_go_on() -> Result<u8> {
    if !std::io::stdin().is_terminal() {
        bail!("nothing to do; `readmit --help` shows what there is");
    }
    println!(
        "Readmit finds out why Remote Desktop won't let you in.\n\
         Leave a question empty if you can't answer it.\n"
    );
    let seen = ask("What does your screen say? (a sentence or a code)")?;
    if !seen.is_empty() {
        let found = readmit::explain::explain(&seen);
        verbs::print(&format!("\n{}\n", render::explanation(&found, verbs::style(false))))?;
    }
    let computer = ask("Which computer do you want to reach? (its name, address or .rdp file)")?;
    if computer.is_empty() {
        if seen.is_empty() {
            println!("\nNothing to look at. Ask whoever gave you the access for the computer's name.");
            return Ok(2);
        }
        return Ok(0);
    }
    let user = ask("Which user? (empty: look without signing in)")?;
    println!();
    let mut words = vec!["readmit", "check"];
    if !user.is_empty() {
        words.extend(["-u", &user]);
    }
    if !seen.is_empty() {
        words.extend(["--seen", &seen]);
    }
    words.extend(["--", &computer]);
    match <Arguments as clap::Parser>::try_parse_from(words)?.verb {
        Some(Verb::Check(check)) => verbs::check(*check).await,
        _ => bail!("that could not be understood"),
    }
}

fn ask(question: &str) -> Result<String> {
    print!("{question}\n> ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}
