//! The command line of Readmit. Arguments, prompts, progress, exit codes; no knowledge.

mod arguments;
mod ask;
mod exit;
mod exits;
mod inside;
mod lab;
mod manual;
mod meant;
#[cfg(test)]
mod printed;
mod prompt;
mod say;
mod secret;
mod trust;
mod verbs;

use clap::FromArgMatches;

use crate::arguments::{Arguments, Verb};

fn main() -> std::process::ExitCode {
    exit::quiet_panics();
    exit::no_core_dump();
    exit::nothing_inherited();
    let words = meant::with_a_verb(std::env::args_os().collect());
    let monitored = meant::is_for_monitoring(&words);
    let arguments = match arguments::command()
        .try_get_matches_from(&words)
        .and_then(|matches| Arguments::from_arg_matches(&matches))
    {
        Ok(arguments) => arguments,
        Err(error) => {
            let lines = error.to_string();
            // The first sentence, with what it lists.
            let listed = lines.lines().take_while(|line| !line.trim().is_empty()).map(str::trim);
            let first = listed.collect::<Vec<_>>().join(" ");
            let first = readmit::render::clean(first.trim_start_matches("error: "));
            if error.use_stderr() && monitored {
                return unknown(&first);
            }
            if error.use_stderr() && meant::is_for_programs(&words) {
                return failed(&first);
            }
            if error.kind() == clap::error::ErrorKind::InvalidSubcommand
                && error.get(clap::error::ContextKind::SuggestedSubcommand).is_none()
            {
                let word = words.get(1).map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
                say::note(format!(
                    "readmit: “{}” is no computer, file, code or sentence that can be used here.\n\
                     readmit alone asks, step by step. Or: readmit check COMPUTER, readmit explain 'what the screen says'.",
                    readmit::render::clean(&word).chars().take(64).collect::<String>()
                ));
                return exit::code(2);
            }
            // Help and version are no failures; clap knows which stream is right.
            let _ = error.print();
            return exit::code(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            say::note(format!("readmit: starting: {error}"));
            return exit::code(2);
        }
    };
    let outcome = runtime.block_on(async {
        match arguments.verb {
            None => prompt::ask_and_go_on().await,
            Some(Verb::Check(check)) => verbs::check(*check).await,
            Some(Verb::Diagnose(diagnose)) => verbs::diagnose(&diagnose),
            Some(Verb::Inspect(inspect)) => inside::inspect(&inspect),
            Some(Verb::Repair(repair)) => inside::repair(&repair).await,
            Some(Verb::Undo(undo)) => inside::undo(&undo),
            Some(Verb::Explain(explain)) => verbs::explain(&explain),
            Some(Verb::Trust(trust)) => trust::trust(&trust),
            Some(Verb::Lab(lab)) => lab::run(&lab).await,
            Some(Verb::Completions(wanted)) => manual::completions(wanted.shell),
            Some(Verb::Manual) => manual::manual(),
        }
    });
    // A prompt may still hold a thread; nothing is left to wait for.
    runtime.shutdown_background();
    match outcome {
        Ok(code) => exit::code(code),
        Err(error) if monitored => unknown(&exit::sentence(&error)),
        Err(error) if meant::is_for_programs(&words) => failed(&exit::sentence(&error)),
        Err(error) => {
            say::note(format!("readmit: {}", exit::sentence(&error)));
            exit::code(2)
        }
    }
}

/// What programs get that asked for JSON: an error is an answer, too.
fn failed(why: &str) -> std::process::ExitCode {
    say::note(format!("readmit: {why}"));
    let _ = say::print(&readmit::render::json_error(why));
    exit::code(2)
}

/// What monitoring gets where nothing was seen: two means "critical" there, and a fault of ours says nothing of the host.
fn unknown(why: &str) -> std::process::ExitCode {
    let _ = say::print(&format!("RDP UNKNOWN - {}\n", why.replace('|', "/")));
    exit::code(3)
}
