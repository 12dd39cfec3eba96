//! What `explain` says, as text.

use diagnosis::cause::{Cause, ToldBy, Trust};
use diagnosis::causes;
use diagnosis::codes::builds::Build;
use diagnosis::codes::updates::Update;
use diagnosis::codes::{KNOWLEDGE_AS_OF, NO_CODE, Radix};
use diagnosis::explain::{CodeMeaning, Explanation, FEW, Shape};
use diagnosis::stage::Stage;

use crate::clean::clean;
use crate::page::{Page, Style};

/// So many codes are shown beside several causes, so that the answer fits a screen.
const CODES: usize = 2;

/// The explanation as text.
pub fn explanation(found: &Explanation, style: Style) -> String {
    let mut page = Page::new(style);
    let several = found.shape == Shape::Several && found.stage.is_none();
    if let Some(read_as) = &found.read_as {
        page.line(&format!("Read as: {}", clean(read_as)));
    }
    let codes = if several { CODES } else { found.codes.len() };
    for code in found.codes.iter().take(codes) {
        if several { page.line(&shortened(&code_line(code))) } else { page.code(code) }
    }
    found.builds.iter().for_each(|known| page.build(known));
    found.updates.iter().for_each(|(number, update)| page.update(*number, update));
    match found.shape {
        _ if found.stage.is_some() => page.stage(found),
        Shape::Unknown if !found.is_known() => page.not_known(found),
        Shape::Unknown => page.nothing_follows(found),
        Shape::One => {
            page.gap();
            let only = found.causes[0];
            page.cause(only, found.codes.is_empty());
            page.why(found);
            page.see_whether(only);
        }
        Shape::Several => page.several(found),
    }
    page.gap();
    page.not_tried();
    if found.cut {
        page.line("Of this long text, the end was read.");
    }
    page.paragraph(&format!("Knowledge as of {KNOWLEDGE_AS_OF}."), 0);
    page.finish()
}

/// Beside a cause that no look from outside tells.
pub(crate) const NO_LOOK: &str = "No look from outside tells this one; what the screen says does, or a look at the machine itself. To rule \
     out the rest:";

/// The look that rules out what can be seen from outside.
pub(crate) const FIRST_LOOK: &str = "readmit check <computer>";

/// The look from outside that tells a cause.
pub(crate) fn look(cause: &Cause) -> Option<String> {
    let needs = |by: ToldBy| cause.told_by.contains(&by);
    if !cause.is_told_from_here() {
        return None;
    }
    let mut line = if needs(ToldBy::File) { "readmit check <your file>.rdp" } else { FIRST_LOOK }.to_owned();
    if needs(ToldBy::Credentials) || needs(ToldBy::Session) {
        line.push_str(" -u <user>");
    }
    if needs(ToldBy::Session) {
        line.push_str(" --to session");
    }
    if needs(ToldBy::Report) {
        line.push_str(" --seen \"<what you see>\"");
    }
    Some(line)
}

/// The looks that tell these causes apart, the least intrusive first, each with what it tells.
pub(crate) fn looks(causes: &[&'static Cause]) -> Vec<(String, Vec<&'static Cause>)> {
    let mut looks: Vec<(String, Vec<&'static Cause>)> = Vec::new();
    for &cause in causes {
        let Some(wanted) = look(cause) else { continue };
        match looks.iter_mut().find(|(known, _)| *known == wanted) {
            Some((_, told)) => told.push(cause),
            None => looks.push((wanted, vec![cause])),
        }
    }
    // First without a user, then with one, last into a session.
    let intrudes = |cause: &Cause| {
        let needs = |by: ToldBy| cause.told_by.contains(&by);
        (needs(ToldBy::Session), needs(ToldBy::Credentials))
    };
    looks.sort_by_key(|(_, told)| intrudes(told[0]));
    looks
}

/// A code's table, number and name.
fn code_words(code: &CodeMeaning) -> String {
    let number = match code.table.radix {
        _ if code.row.code == NO_CODE => String::new(),
        Radix::Decimal => format!("{} (0x{:X})", code.row.code, code.row.code),
        Radix::Hexadecimal => format!("0x{:X}", code.row.code),
    };
    // Names of events hold the number: "Security 4625".
    let name = if code.row.name.ends_with(&code.row.code.to_string()) { "" } else { code.row.name };
    let log = code.row.name.strip_suffix(&code.row.code.to_string()).map(str::trim).unwrap_or_default();
    let words = [code.table.title, log, &number, name];
    words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// A code and what it means, and whether that is known.
pub(crate) fn code_line(code: &CodeMeaning) -> String {
    let doubt = if code.row.trust == Trust::Unverified { " (not confirmed)" } else { "" };
    format!("{}: {}.{doubt}", code_words(code), code.row.meaning.trim_end_matches('.'))
}

impl Page {
    /// An empty line, unless the page begins here or one is there.
    fn gap(&mut self) {
        if !self.ends_with_a_gap() {
            self.blank();
        }
    }

    fn not_known(&mut self, found: &Explanation) {
        self.line("Not known, and nothing is guessed here.");
        self.blank();
        if found.framed > 0 {
            self.paragraph(
                "This is a program's log, and none of its lines that were read tells what failed. Paste the lines \
                 from the moment of the failure, or all of it:",
                0,
            );
            self.line("    readmit explain --file <the log>");
        } else {
            self.line("Type the sentence exactly as it stands on the screen, or the code (like 0x904).");
        }
        self.line("Or let Readmit look for itself:");
        self.line(&format!("    {FIRST_LOOK}"));
    }

    /// Codes, builds and updates are known, and no cause follows from them.
    fn nothing_follows(&mut self, found: &Explanation) {
        if found.codes.is_empty() {
            return;
        }
        self.gap();
        self.line("What failed does not follow from that. A look from here may tell:");
        self.line(&format!("    {FIRST_LOOK}"));
    }

    /// A short list with what speaks for each, and how to tell them apart; nothing that changes anything.
    fn several(&mut self, found: &Explanation) {
        self.gap();
        self.line(match found.causes.len() {
            1 => "It may be this, but the text does not say so for certain:",
            _ => "This can mean several things, the likeliest first:",
        });
        for (number, cause) in found.causes.iter().take(FEW).enumerate() {
            let doubt = if cause.trust == Trust::Unverified { " (not confirmed)" } else { "" };
            self.line(&format!("  {}. {}{doubt}", number + 1, cause.title));
            let why = found.why.get(number).map_or("", String::as_str);
            self.line(&shortened(&format!("     {}: {why}", cause.id)));
        }
        let more = found.causes.len().saturating_sub(FEW);
        if more > 0 {
            let ids: Vec<&str> = found.causes.iter().skip(FEW).map(|cause| cause.id).collect();
            self.line(&shortened(&format!("     and less likely: {}", ids.join(", "))));
        }
        self.blank();
        self.tell_apart(&found.causes[..found.causes.len().min(FEW)]);
        self.line("Change nothing before that is known. More about one of them, as in");
        self.line(&format!("    readmit explain {}", found.causes[0].id));
    }

    /// What speaks for the one cause.
    fn why(&mut self, found: &Explanation) {
        let why = found.why.first().map_or("", String::as_str);
        if why.is_empty() {
            return;
        }
        self.gap();
        self.paragraph(&format!("Because of: {why}."), 2);
        let also: Vec<&str> = found.causes.iter().skip(1).take(FEW - 1).map(|cause| cause.id).collect();
        if !also.is_empty() {
            self.paragraph(&format!("Less likely: {}.", also.join(", ")), 2);
        }
    }

    fn code(&mut self, code: &CodeMeaning) {
        self.wrapped("", &code_line(code), 4, 0);
        if code.row.causes.is_empty() {
            self.line("    By itself it tells no cause.");
        }
    }

    fn build(&mut self, build: &Build) {
        let over = |day: &str| if day < KNOWLEDGE_AS_OF { " (over)" } else { "" };
        let ends = match (build.end_of_support, build.last_updates) {
            (Some(days), Some(last)) if days != last => {
                format!(
                    "Support for everyone until {days}; the last updates of any kind on {last}{}.",
                    over(last)
                )
            }
            (Some(day), _) => format!("Support until {day}{}.", over(day)),
            (None, _) => "When its support ends is not known here.".to_owned(),
        };
        let text = format!(
            "Build {}.{}.{}: {}. {ends} How far it is patched does not show in this number.",
            build.major,
            build.minor,
            build.build,
            build.products.join(" or ")
        );
        self.wrapped("", &text, 4, 0);
    }

    fn update(&mut self, number: u32, update: &Update) {
        let part = if update.brings.contains(&number) { "brought this change" } else { "mends this" };
        self.wrapped("", &format!("KB{number} {part} ({}): {}.", update.date, update.what), 4, 0);
        for (lead, text) in [
            ("What people notice", update.symptom),
            ("What mends it", update.fixed_in),
            ("Doubtful", update.caution),
        ] {
            if !text.is_empty() {
                self.wrapped("    ", &format!("{lead}: {text}."), 4, 4);
            }
        }
        if update.trust == Trust::Unverified {
            self.line("    Not confirmed by a good source.");
        }
    }

    fn stage(&mut self, found: &Explanation) {
        let Some(stage) = found.stage else { return };
        self.paragraph(&format!("{stage} is the stage that asks: {}", stage.question()), 0);
        self.blank();
        of_stage(self, &found.causes);
        self.blank();
        self.line("For one of them: readmit explain <stage>/<name>");
    }

    fn cause(&mut self, cause: &Cause, in_full: bool) {
        self.title(cause.title);
        self.line(&format!("  {}", cause.id));
        self.blank();
        self.meaning(cause);
        if in_full && !cause.seen_as.is_empty() {
            self.blank();
            self.section("What people see");
            for seen in cause.seen_as {
                self.item("–", &format!("{}: {}", seen.client, seen.message));
            }
        }
        self.behind(cause);
        self.remedies(&cause.remedies.iter().collect::<Vec<_>>());
        self.do_not(cause.do_not);
        if in_full {
            self.signs(cause);
            self.accounts_for(cause);
        }
    }

    fn accounts_for(&mut self, cause: &Cause) {
        let others: Vec<&Cause> = cause.explains.iter().filter_map(|id| causes::find(id)).collect();
        if others.is_empty() {
            return;
        }
        self.gap();
        self.section("What it accounts for");
        for other in others {
            self.item("–", &format!("{} ({})", other.title, other.id));
        }
    }

    fn see_whether(&mut self, cause: &Cause) {
        self.gap();
        let look = look(cause);
        let says = match &look {
            None => NO_LOOK,
            Some(_) if diagnosis::causes::loses_tries(cause.id) => {
                "Until it is mended, a try is lost, and may prolong it. After that, one attempt tells whether it is over:"
            }
            Some(_) => "To see whether it is this:",
        };
        self.paragraph(says, 2);
        self.line(&format!("      {}", look.as_deref().unwrap_or(FIRST_LOOK)));
    }

    fn signs(&mut self, cause: &Cause) {
        if cause.signs.is_empty() {
            return;
        }
        self.section("Where it shows on the machines themselves");
        for sign in cause.signs {
            self.item("–", sign);
        }
        self.blank();
    }

    /// Which look tells which, by their numbers.
    fn tell_apart(&mut self, causes: &[&'static Cause]) {
        /// A screen has no room for more.
        const LINES: usize = 4;
        let numbers = |told: &[&'static Cause]| {
            let place = |cause: &&Cause| causes.iter().position(|known| known.id == cause.id);
            let mut numbers: Vec<usize> = told.iter().filter_map(place).map(|place| place + 1).collect();
            numbers.sort_unstable();
            numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        self.line("To tell them apart:");
        let looks = looks(causes);
        let room = LINES.saturating_sub(looks.len());
        if looks.is_empty() {
            self.line(&format!("    {FIRST_LOOK:<44} to rule out the rest"));
        }
        for (wanted, told) in looks {
            // While the account may be locked, that is for later.
            let lost = causes.first().is_some_and(|cause| diagnosis::causes::loses_tries(cause.id));
            let costs = match (wanted.contains(" -u "), lost) {
                (true, true) => " (only once that is mended)",
                (true, false) => " (one attempt)",
                _ => "",
            };
            self.line(&format!("    {wanted:<44} tells {}{costs}", numbers(&told)));
        }
        for (number, cause) in causes.iter().enumerate().filter(|(_, cause)| look(cause).is_none()).take(room)
        {
            let sign = cause.signs.first().copied().unwrap_or("the screen, or the machine itself, tells");
            self.line(&shortened(&format!("    for {}, look: {sign}", number + 1)));
        }
        self.blank();
    }
}

/// One line, cut where it is too long.
fn shortened(line: &str) -> String {
    const WIDTH: usize = 79;
    let line = line.trim_end().trim_end_matches(':');
    if line.chars().count() <= WIDTH {
        return line.to_owned();
    }
    line.chars().take(WIDTH - 1).chain(['…']).collect()
}

fn of_stage(page: &mut Page, causes: &[&Cause]) {
    const INDENT: usize = 41;
    for cause in causes {
        let lead = format!("  {:<38} ", cause.id.split_once('/').map_or(cause.id, |(_, name)| name));
        page.wrapped(&lead, cause.title, INDENT, lead.chars().count());
    }
}

/// All causes, one line each, by stage.
pub fn list(style: Style) -> String {
    let mut page = Page::new(style);
    for stage in Stage::ALL {
        let causes: Vec<&Cause> = causes::ALL.iter().filter(|cause| cause.stage == stage).copied().collect();
        page.gap();
        page.line(&format!("{stage}: {}", stage.question()));
        of_stage(&mut page, &causes);
    }
    page.finish()
}
