//! What `explain` says, as text.

use diagnosis::cause::Cause;
use diagnosis::causes;
use diagnosis::codes::{KNOWLEDGE_AS_OF, Radix};
use diagnosis::explain::{CodeMeaning, Explanation};
use diagnosis::stage::Stage;

use crate::text::{Style, to_ascii};
use crate::wrap::wrap;

/// The explanation as text.
pub fn explanation(found: &Explanation, style: Style) -> String {
    let mut out = String::new();
    for code in &found.codes {
        meaning(&mut out, code);
    }
    match found.causes.as_slice() {
        [] if found.codes.is_empty() => out.push_str(
            "Not known, and nothing is guessed here.\n\n\
             Type the sentence exactly as it stands on the screen, or the code (like 0x904).\n\
             Or let Readmit look for itself:\n    readmit check <computer>\n",
        ),
        [] => out.push_str("\nNo cause that this version can tell belongs to it.\n"),
        [first, rest @ ..] => {
            if !out.is_empty() {
                out.push('\n');
            }
            if !rest.is_empty() {
                out.push_str("This can mean several things; the likeliest first.\n\n");
            }
            cause(&mut out, first);
            if !rest.is_empty() {
                out.push_str("\nIt can also mean\n");
                for other in rest {
                    out.push_str("  – ");
                    wrap(&mut out, &format!("{} ({})", other.title, other.id), 4, 4);
                }
            }
            let which = if rest.is_empty() { "To see whether it is this" } else { "To find out which it is" };
            out.push_str(&format!("\n{which}:\n    readmit check {}\n", look(first.stage)));
        }
    }
    out.push_str(&format!("\nKnowledge as of {KNOWLEDGE_AS_OF}.\n"));
    if style.ascii { to_ascii(&out) } else { out }
}

/// What `check` needs to get as far as a stage.
fn look(stage: Stage) -> &'static str {
    match stage {
        Stage::Client | Stage::Gateway => "<your file>.rdp",
        Stage::Name | Stage::Network | Stage::Negotiation | Stage::Tls => "<computer>",
        Stage::Nla | Stage::Logon => "<computer> -u <user>",
        Stage::Session => "<computer> -u <user> --to session",
    }
}

fn meaning(out: &mut String, code: &CodeMeaning) {
    let number = match code.table.radix {
        _ if code.row.code == diagnosis::codes::NO_CODE => String::new(),
        Radix::Decimal => format!("{} (0x{:X})", code.row.code, code.row.code),
        Radix::Hexadecimal => format!("0x{:X}", code.row.code),
    };
    let mut line = code.table.title.to_owned();
    for part in [number.as_str(), code.row.name] {
        if !part.is_empty() {
            line.push(' ');
            line.push_str(part);
        }
    }
    wrap(out, &format!("{line}: {}", code.row.meaning), 4, 0);
}

fn cause(out: &mut String, cause: &Cause) {
    out.push_str(cause.title);
    out.push_str(&format!("\n  {}\n\n  ", cause.id));
    wrap(out, cause.meaning, 2, 2);
    let mut number = 0;
    for remedy in cause.remedies {
        if number == 0 {
            out.push_str("\n  What to do\n");
        }
        number += 1;
        let lead = format!("  {number}. ");
        out.push_str(&lead);
        let who = remedy.who.heading().trim_start_matches("For ").replace("You can do now", "you");
        let risk =
            if remedy.risk == diagnosis::remedy::Risk::Weakens { "; weakens a protection" } else { "" };
        wrap(out, &format!("{} [{who}{risk}]", remedy.text), lead.len(), lead.len());
    }
    for (index, not) in cause.do_not.iter().enumerate() {
        if index == 0 {
            out.push_str("\n  What doesn't help\n");
        }
        out.push_str("  – ");
        wrap(out, &format!("{}: {}.", not.advice, not.why), 4, 4);
    }
}

/// All causes, one line each, by stage.
pub fn list(style: Style) -> String {
    let mut out = String::new();
    for stage in Stage::ALL {
        let of_stage: Vec<_> = causes::ALL.iter().filter(|cause| cause.stage == stage).collect();
        if of_stage.is_empty() {
            continue;
        }
        out.push_str(&format!("{stage}: {}\n", stage.question()));
        for cause in of_stage {
            let lead = format!("  {:<38} ", cause.id.split_once('/').map_or(cause.id, |(_, name)| name));
            out.push_str(&lead);
            wrap(&mut out, cause.title, 41, lead.chars().count());
        }
        out.push('\n');
    }
    if style.ascii { to_ascii(&out) } else { out }
}
