//! `readmit` alone: three questions, each checked at once, then one answer.

use std::io::{IsTerminal, Write};

use anyhow::{Result, bail};
use readmit::diagnosis::facts::{BadUser, Identity};
use readmit::probe::BadTarget;
use readmit::render;

use crate::arguments::{Arguments, Verb};
use crate::say::print;
use crate::{ask, verbs};

/// Asks what is seen, which computer, which user; explains or checks.
pub(crate) async fn ask_and_go_on() -> Result<u8> {
    if !std::io::stdin().is_terminal() {
        bail!("nothing to do; `readmit --help` shows what there is");
    }
    print(
        "Readmit finds out why Remote Desktop won't let you in.\n\
         Run it on the computer that can't connect. Leave a question empty if you can't answer it.\n\n",
    )?;
    let Some(seen) = answer("What does your screen say? (a sentence or a code)")? else { return Ok(2) };
    // A file or a host with its port says nothing of a fault: it is the answer to the next question.
    let (seen, first) = if is_computer(&seen) { (String::new(), Some(seen)) } else { (seen, None) };
    let named = match first {
        Some(computer) => Some((computer, None)),
        None => computer()?,
    };
    let Some((computer, said)) = named else { return explained(&seen) };
    let seen = if seen.is_empty() {
        answer("And what does your screen say there? (empty if you can't tell)")?.unwrap_or_default()
    } else {
        seen
    };
    let seen = if is_no_answer(&seen) { String::new() } else { seen };
    // A lab has its own account.
    let user = if computer.starts_with("lab:") || tries_are_lost(&seen)? { None } else { user(said)? };
    let mut words = vec!["readmit".to_owned(), "check".to_owned()];
    if let Some(user) = user {
        words.extend(["-u".to_owned(), user]);
    }
    if !seen.is_empty() {
        words.extend(["--seen".to_owned(), seen.clone()]);
    }
    words.extend(["--".to_owned(), computer]);
    print("\n")?;
    let code = match <Arguments as clap::Parser>::try_parse_from(words)?.verb {
        Some(Verb::Check(check)) => verbs::check(*check).await?,
        _ => bail!("that could not be understood"),
    };
    // What was seen from here settles it, or else what the screen may mean still counts.
    if code != 1 && !seen.is_empty() {
        print("\nWhat your screen says, apart from this look:\n\n")?;
        explained(&seen)?;
    }
    Ok(code)
}

/// Whether what the screen says keeps the account out until it is mended; where it only may, a person decides.
fn tries_are_lost(seen: &str) -> Result<bool> {
    let found = readmit::explain::explain(seen);
    if let Some(cause) = found.loses_tries() {
        print(&format!(
            "What your screen says can mean: {}. Until that is mended, every try is lost, and may prolong it;\n\
             so this is a look without signing in.\n",
            cause.title
        ))?;
        return Ok(true);
    }
    let may = found.causes.iter().take(3).find(|cause| readmit::diagnosis::causes::loses_tries(cause.id));
    let Some(cause) = may else { return Ok(false) };
    print(&format!("It may be this, and then a try is lost: {}.\n", cause.title))?;
    Ok(!ask::yes_or_no("Try to sign in, once, all the same?"))
}

/// Whether somebody named a computer where a sentence was asked for.
fn is_computer(text: &str) -> bool {
    let is_file = readmit::target::is_connection_file(std::path::Path::new(text));
    // `Error:516` is a code.
    let is_host = |host: &str| host.contains('.') || host.parse::<std::net::IpAddr>().is_ok();
    let with_port =
        text.rsplit_once(':').is_some_and(|(host, port)| is_host(host) && port.parse::<u16>().is_ok());
    let is_address = text.parse::<std::net::IpAddr>().is_ok();
    is_file || (with_port || is_address) && readmit::target::resolve(text).is_ok()
}

/// The answer where there is no computer to look at.
fn explained(seen: &str) -> Result<u8> {
    if seen.is_empty() {
        print("\nNothing to look at. Ask whoever gave you the access for the computer's name.\n")?;
        return Ok(2);
    }
    let found = readmit::explain::explain(seen);
    print(&format!("\n{}\n", render::explanation(&found, verbs::style(false))))?;
    Ok(u8::from(!found.is_known()))
}

/// The computer, in a form that can be looked at, and the user that was written with it.
fn computer() -> Result<Option<(String, Option<String>)>> {
    while let Some(text) = answer("Which computer do you want to reach? (its name, address or .rdp file)")? {
        if text.is_empty() {
            return Ok(None);
        }
        if text.starts_with("lab:") {
            return Ok(Some((text, None)));
        }
        match readmit::target::resolve(&text) {
            Ok(_) => return Ok(Some((text, None))),
            Err(readmit::target::Error::Host(BadTarget::Meant { meant, user, .. })) => {
                if ask::yes_or_no(&format!("Do you mean {}?", render::clean(&meant))) {
                    return Ok(Some((meant, user)));
                }
            }
            Err(error) => print(&format!("{}.\n", render::clean(&error.to_string())))?,
        }
    }
    Ok(None)
}

/// The user, in a form that can be meant.
fn user(said: Option<String>) -> Result<Option<String>> {
    let offered = said.map_or_else(String::new, |user| format!("; you wrote {}", render::clean(&user)));
    while let Some(text) = answer(&format!("Which user? (empty: look without signing in{offered})"))? {
        match Identity::typed(&text, None) {
            _ if text.is_empty() => return Ok(None),
            _ if is_no_answer(&text) => return Ok(None),
            // An answer to another question, or a password behind the name.
            Ok(_)
                if ["y", "yes", "n", "no"].contains(&text.to_lowercase().as_str())
                    || text.contains([' ', '%', ',', '=']) =>
            {
                if ask::yes_or_no(&format!("Is the user really called {text}?")) {
                    return Ok(Some(text));
                }
            }
            Ok(_) => return Ok(Some(text)),
            Err(BadUser::Meant { meant, .. }) => {
                if ask::yes_or_no(&format!("Do you mean {}?", render::clean(&meant))) {
                    return Ok(Some(meant));
                }
            }
            Err(error) => print(&format!("{}.\n", render::clean(&error.to_string())))?,
        }
    }
    Ok(None)
}

/// "I don't know": a look without signing in.
fn is_no_answer(text: &str) -> bool {
    let letters: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    [
        "idontknow",
        "dontknow",
        "idk",
        "noidea",
        "none",
        "nobody",
        "weisnicht",
        "weißnicht",
        "keineahnung",
        "dunno",
        "idonotknow",
        "donotknow",
    ]
    .contains(&letters.as_str())
        || letters.is_empty()
}

/// What is typed; nothing if nobody is there any more.
fn answer(question: &str) -> Result<Option<String>> {
    print(&format!("{question}\n> "))?;
    std::io::stdout().flush()?;
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer)?;
    Ok((read > 0).then(|| answer.trim().to_owned()))
}
