//! The catalogue as Markdown: a page for every cause, and their list.

use diagnosis::cause::{Cause, ToldBy};
use diagnosis::causes;
use diagnosis::codes::KNOWLEDGE_AS_OF;
use diagnosis::remedy::Shell;
use diagnosis::stage::Stage;

use crate::explanation::look;
use crate::fill::Known;
use crate::parts;
use crate::site::File;
use crate::words::{NOT_TRIED, doubt, impact};

/// All pages, with paths in the folder of the causes.
pub fn docs() -> Vec<File> {
    let mut files = vec![File { path: "README.md".to_owned(), text: list() }];
    files
        .extend(causes::ALL.iter().map(|cause| File { path: format!("{}.md", cause.id), text: page(cause) }));
    files
}

const GENERATED: &str = "<!-- Made from the catalogue by `cargo xtask docs`; not to be edited. -->\n\n";

fn list() -> String {
    let mut out = format!(
        "{GENERATED}# Causes\n\nKnowledge as of {KNOWLEDGE_AS_OF}. *Told by*: what it takes together, a look from outside, the \
         connection file, one attempt to sign in, a session, what the person's screen shows; and as another way a look inside.\n"
    );
    for stage in Stage::ALL {
        out.push_str(&format!(
            "\n## {stage}\n\n{}\n\n| cause | what it is | told by |\n|---|---|---|\n",
            stage.question()
        ));
        for cause in causes::ALL.iter().filter(|cause| cause.stage == stage) {
            let told: Vec<&str> = cause.told_by.iter().map(|by| told(*by)).collect();
            out.push_str(&format!(
                "| [`{}`]({}.md) | {} | {} |\n",
                cause.id,
                cause.id,
                escape(cause.title),
                told.join(", ")
            ));
        }
    }
    out
}

fn told(by: ToldBy) -> &'static str {
    match by {
        ToldBy::Outside => "outside",
        ToldBy::File => "file",
        ToldBy::Credentials => "sign-in",
        ToldBy::Session => "session",
        ToldBy::Report => "screen",
        ToldBy::Inside => "inside",
    }
}

fn page(cause: &Cause) -> String {
    let mut out = format!("{GENERATED}# {}\n\n`{}` · ", escape(cause.title), cause.id);
    out.push_str(impact(cause.impact));
    out.push_str(&format!("\n\n{}\n", escape(cause.meaning)));
    if let Some(doubt) = doubt(cause.trust) {
        out.push_str(&format!("\n*{doubt}*\n"));
    }
    section(
        &mut out,
        "What people see",
        cause.seen_as.iter().map(|seen| {
            let codes = if seen.codes.is_empty() {
                String::new()
            } else {
                format!(" (`{}`)", seen.codes.join("`, `"))
            };
            format!("{}: {}{codes}", seen.client, escape(seen.message))
        }),
    );
    if let Some(look) = look(cause) {
        out.push_str(&format!("\n## To see whether it is this\n\n```\n{look}\n```\n"));
    }
    let mut untried = false;
    for group in parts::remedies(&cause.remedies.iter().collect::<Vec<_>>(), &Known::default()) {
        out.push_str(&format!("\n## {}\n\n", group.heading));
        for (index, step) in group.steps.iter().enumerate() {
            let cost = if step.cost.is_empty() { String::new() } else { format!(" *({})*", step.cost) };
            out.push_str(&format!("{}. {}{cost}\n", group.first + index, escape(step.text)));
            if let Some(command) = &step.command {
                untried |= step.untried;
                let shell = step.written_for;
                if shell.is_some_and(Shell::is_elevated) {
                    out.push_str("   *PowerShell as administrator:*\n");
                }
                let language = match shell {
                    Some(Shell::PowerShell | Shell::AdminPowerShell) => "powershell",
                    Some(Shell::Sh) => "sh",
                    _ => "",
                };
                out.push_str(&format!("   ```{language}\n   {}\n   ```\n", command.replace('\n', "\n   ")));
            }
        }
    }
    if untried {
        out.push_str(&format!("\nCommands: {NOT_TRIED}\n"));
    }
    section(
        &mut out,
        "What doesn't help",
        parts::do_not(cause.do_not).iter().map(|one| {
            format!("**{}**: {}. Instead: {}.", escape(one.advice), escape(one.why), escape(one.instead))
        }),
    );
    section(
        &mut out,
        "What looks the same from outside",
        parts::behind(cause).iter().map(|one| format!("{}: {}", escape(one.what), escape(one.tell))),
    );
    section(
        &mut out,
        "Where it shows on the machines themselves",
        cause.signs.iter().map(|sign| escape(sign)),
    );
    section(&mut out, "Sources", cause.references.iter().map(|one| escape(one)));
    out.push_str(&format!("\nKnowledge as of {KNOWLEDGE_AS_OF}.\n"));
    out
}

fn section(out: &mut String, heading: &str, items: impl Iterator<Item = String>) {
    for (index, item) in items.enumerate() {
        if index == 0 {
            out.push_str(&format!("\n## {heading}\n\n"));
        }
        out.push_str(&format!("- {item}\n"));
    }
}

/// Characters that Markdown takes for something else.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\*_`<>|[]#".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The changes that a repair can make, as a table; those that need accepting by name, or the others.
pub fn changes(accepting: bool) -> String {
    let mut out = String::new();
    out.push_str(if accepting {
        "| change | what it does | what it exposes | better |\n|---|---|---|---|\n"
    } else {
        "| change | what it does | what it costs |\n|---|---|---|\n"
    });
    for change in diagnosis::change::ALL.into_iter().filter(|change| change.needs_accepting() == accepting) {
        let exposes =
            if change.exposes.is_empty() { crate::words::cost(change.risk) } else { change.exposes };
        let row = if accepting {
            format!("| `{}` | {} | {exposes} | {} |\n", change.name, change.does, change.better)
        } else {
            format!("| `{}` | {} | {exposes} |\n", change.name, change.does)
        };
        out.push_str(&row);
    }
    out
}
