//! inspect, repair, undo.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use readmit::diagnosis::cause::Cause;
use readmit::diagnosis::change::OVERRIDE_POLICY;
use readmit::diagnosis::facts::Identity;
use readmit::diagnosis::invocation::line;
use readmit::diagnosis::plan::Why;
use readmit::render::{Outcome, plan, plan_json};
use readmit::repair::{self, Accepted, UndoError};
use readmit::settings::{Drafted, Kept, Language, Source, scripts};
use readmit::{diagnose as recorded, inspect as verb};

use crate::arguments::{Answer, Inspect, Repair, Script, Undo};
use crate::ask;
use crate::say::{note, print};
use crate::verbs::{can_be_written, show, shown, style};

/// `readmit inspect`.
pub(crate) fn inspect(arguments: &Inspect) -> Result<u8> {
    for path in [&arguments.save, &arguments.output.output].into_iter().flatten() {
        can_be_written(path, arguments.output.force)?;
    }
    if arguments.collector.is_some() {
        print(&readmit::settings::collector::script())?;
        return Ok(0);
    }
    let source = Source::open(arguments.source.as_deref().unwrap_or_default())?;
    let who = arguments.user.as_deref().map(|user| Identity::typed(user, arguments.domain.as_deref()));
    let identity = who.transpose()?;
    let facts = verb::facts(&source, identity);
    if let Some(path) = &arguments.save {
        let facts = shown(facts.clone(), &arguments.output);
        recorded::save(path, &facts).with_context(|| format!("saving {}", path.display()))?;
    }
    show(facts, &arguments.output, None, Some(&[]))
}

/// `readmit repair`: 0 nothing to do, or done and verified; 1 changes pending; 3 done and unproven, or only people can
/// do what is left.
pub(crate) async fn repair(arguments: &Repair) -> Result<u8> {
    if let Some(journal) = &arguments.resume {
        if !is_meant(journal, &folder(arguments.journals.as_deref())?, arguments.yes, false)? {
            note("Nothing was changed.");
            return Ok(2);
        }
        let kept = repair::resume(journal, arguments.source.as_deref())?;
        print("Finished what was cut off.\n")?;
        tell(&kept)?;
        return Ok(3);
    }
    let only = arguments.only.as_deref().map(cause).transpose()?;
    let accepted = Accepted::named(arguments.accept.iter().map(String::as_str))?;
    let source = Source::open(arguments.source.as_deref().unwrap_or_default())?;
    let drafted = repair::draft(&source, only, &accepted);
    not_needed(&arguments.accept, &drafted);
    let pending = !drafted.proposal.steps.is_empty() || could_be_accepted(&drafted);
    if let Some(why) = source.refuses_scripts().filter(|_| arguments.script.is_some()) {
        bail!("{why}");
    }
    if let Some(language) = arguments.script.filter(|_| !drafted.edits.is_empty()) {
        return write_script(&drafted, language, arguments.undo_script);
    }
    if !arguments.apply || drafted.edits.is_empty() {
        if let Some(why) = source.sealed().filter(|_| pending) {
            note(format!("readmit: --apply would refuse: {why}"));
        }
        show_plan(&drafted.proposal, Outcome::Shown, None, arguments)?;
        let left = !drafted.proposal.left.is_empty();
        return Ok(if pending {
            1
        } else if left {
            3
        } else {
            0
        });
    }
    let target = arguments.check.as_deref().map(readmit::target::resolve).transpose()?;
    let kept = repair::apply(&source, &drafted, &folder(arguments.journals.as_deref())?)?;
    let over = match target {
        Some(target) => repair::is_over(&target, &source, &drafted).await,
        None => false,
    };
    let outcome = if over { Outcome::AppliedAndVerified } else { Outcome::AppliedUnproven };
    // What was done is done, whether it can be told or not.
    if let Err(error) = show_plan(&drafted.proposal, outcome, Some(&kept), arguments) {
        done_untold(&kept, &error);
    }
    Ok(if over { 0 } else { 3 })
}

/// Where the report could not be written, the journal is named all the same.
fn done_untold(kept: &Kept, error: &anyhow::Error) {
    note(format!("readmit: it was done, and could not be told: {}", crate::exit::sentence(error)));
    note(format!("journal: {}", kept.folder.display()));
}

/// Whether something would be changed if it were accepted by its name.
fn could_be_accepted(drafted: &Drafted) -> bool {
    drafted.proposal.left.iter().any(|left| matches!(left.why, Why::NeedsAccepting(_) | Why::PolicyOwns(_)))
}

/// What was accepted, and changes nothing.
fn not_needed(accepted: &[String], drafted: &Drafted) {
    let is_used = |name: &str| drafted.proposal.steps.iter().any(|step| step.change.name == name);
    for name in accepted.iter().filter(|name| *name != OVERRIDE_POLICY && !is_used(name)) {
        note(format!("readmit: --accept {}: nothing here needs it", readmit::render::clean(name)));
    }
}

/// Prints the script that carries a plan out, or the one that takes it back.
fn write_script(drafted: &Drafted, language: Script, undo: bool) -> Result<u8> {
    let language = match language {
        Script::Powershell => Language::PowerShell,
        Script::Reg => Language::Reg,
    };
    let Some(both) = scripts(drafted, language) else {
        bail!(
            "this plan is not one for a script: it changes more than values of the registry with plain names"
        );
    };
    print(if undo { &both.undo } else { &both.apply })?;
    Ok(1)
}

fn show_plan(
    proposal: &readmit::diagnosis::plan::Proposal,
    outcome: Outcome,
    kept: Option<&Kept>,
    arguments: &Repair,
) -> Result<()> {
    match arguments.format {
        Answer::Json => {
            let journal = kept.map(|kept| kept.folder.display().to_string());
            print(&plan_json(proposal, outcome, &arguments.again(), journal.as_deref()))?;
        }
        Answer::Text => {
            print(&plan(proposal, outcome, &arguments.again(), style(arguments.ascii)))?;
            if let Some(kept) = kept {
                tell(kept)?;
            }
        }
    }
    Ok(())
}

/// `readmit undo`: 0 restored.
pub(crate) fn undo(arguments: &Undo) -> Result<u8> {
    let folder = folder(arguments.journals.as_deref())?;
    let Some(journal) = &arguments.journal else {
        return list(&folder);
    };
    if !is_meant(journal, &folder, arguments.yes, true)? {
        note("Nothing was changed.");
        return Ok(2);
    }
    let kept = repair::undo(journal, arguments.source.as_deref(), arguments.renamed, &folder);
    let kept = match kept {
        Err(UndoError::Source(error)) if arguments.source.is_none() => {
            return Err(error).context(format!(
                "the host of this journal is not where it was; name its place now: {}",
                line(["undo", &journal.display().to_string(), "--source", "<source>"])
            ));
        }
        other => other?,
    };
    if let Err(error) = undone(journal, &kept) {
        done_untold(&kept, &error);
    }
    Ok(0)
}

/// Says what a journal would write, and where. Whoever wrote it decides over that: one that does not lie in this user's
/// own folder may be anybody's, and a person is asked.
fn is_meant(journal: &Path, own: &Path, yes: bool, back: bool) -> Result<bool> {
    let kept = Kept::read(journal)?;
    let word = if back { "take back" } else { "finish" };
    let clean = readmit::render::clean;
    note(format!("This would {word} on {}:", clean(&kept.journal.source)));
    for edit in &kept.journal.edits {
        let change = edit.shown();
        let (from, to) = if back { (change.new, change.old) } else { (change.old, change.new) };
        let state = |side: Option<String>| side.map_or_else(|| "not there".to_owned(), |side| clean(&side));
        note(format!("  {}: {} → {}", clean(&change.place), state(from), state(to)));
    }
    let same = |one: &Path, other: &Path| matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other);
    let mine = repair::journals();
    let is_own = |parent: &Path| same(parent, own) || mine.as_deref().is_some_and(|mine| same(parent, mine));
    if yes || kept.folder.parent().is_some_and(is_own) {
        return Ok(true);
    }
    let says =
        "This journal does not lie in your folder of journals: what it writes is for whoever made it to say.";
    if ask::someone_is_there() {
        note(says);
        return Ok(ask::yes_or_no("Do you know it, and is that right?"));
    }
    bail!("{says} Name its folder with --journals if it is yours, or say --yes")
}

/// The journals there are, newest first.
fn list(folder: &Path) -> Result<u8> {
    /// So many are shown.
    const MOST: usize = 50;
    let (all, unread) = Kept::all(folder)?;
    if all.is_empty() && unread == 0 {
        print(&format!("No journals in {}.\n", folder.display()))?;
        return Ok(0);
    }
    // What found nothing to do is no news.
    let all: Vec<&Kept> = all.iter().filter(|kept| !kept.journal.edits.is_empty()).collect();
    for kept in all.iter().copied().take(MOST) {
        let journal = &kept.journal;
        let what: Vec<String> =
            journal.steps.iter().map(|(cause, change)| format!("{change} against {cause}")).collect();
        let what = match (journal.undoes.is_some(), kept.takes_back()) {
            (false, _) => what.join(", "),
            (true, true) => format!("taken back: {}", what.join(", ")),
            (true, false) => format!("put in place again: {}", what.join(", ")),
        };
        let state = if journal.undoes.is_none() && is_undone(kept, &all) {
            " (since undone)"
        } else if !kept.is_done() {
            " (cut off before it was done: readmit repair --resume finishes it)"
        } else {
            ""
        };
        let host = journal.host.as_ref().map_or_else(String::new, |host| format!(" (“{host}”)"));
        let text =
            format!("{} UTC  {}{host}: {what}{state}", journal.made_at.strftime("%F %H:%M"), journal.source);
        let call = line(undo_of(kept));
        print(&format!("{}\n    {call}\n", readmit::render::clean(&text)))?;
    }
    if all.len() > MOST {
        print(&format!("and {} older ones.\n", all.len() - MOST))?;
    }
    if unread > 0 {
        print(&format!(
            "{unread} more could not be read; they may be of another version, or somebody else's.\n"
        ))?;
    }
    print("They hold what was there before, and with it whatever secrets the host had in those files.\n")?;
    Ok(0)
}

/// Whether a later journal undid one, and was not undone itself.
fn is_undone(kept: &Kept, all: &[&Kept]) -> bool {
    let undoes = |other: &&&Kept| other.journal.undoes.as_ref() == Some(&kept.folder);
    // Each is younger than what it undoes, so this ends.
    all.iter()
        .filter(undoes)
        .filter(|other| (other.journal.made_at, &other.folder) > (kept.journal.made_at, &kept.folder))
        .any(|other| !is_undone(other, all))
}

fn undone(journal: &Path, kept: &Kept) -> Result<()> {
    if kept.journal.edits.is_empty() {
        print(if kept.takes_back() {
            "Everything is as it was before; nothing had to be taken back.\n"
        } else {
            "The repair is in place; nothing had to be put back.\n"
        })?;
        return print(&format!("journal: {}\n", kept.folder.display()));
    }
    if kept.takes_back() {
        // Where the host went on since, only the planned values were given back.
        let of = Kept::read(journal)?;
        let exact = kept.journal.files.iter().all(|file| {
            of.journal.files.iter().any(|before| before.path == file.path && before.before == file.after)
        });
        print(if exact {
            "Taken back, and read again: everything is as it was before.\n"
        } else {
            "Taken back, and read again: the planned values are as before. What else changed since was kept.\n"
        })?;
    } else {
        print("The undo was taken back: the repair is in place again.\n")?;
    }
    tell(kept)
}

/// The call that takes a journal back; where it is kept stands in it if that is not the usual folder.
fn undo_of(kept: &Kept) -> Vec<String> {
    let mut words = vec!["undo".to_owned(), kept.folder.display().to_string()];
    if let Some(parent) = kept.folder.parent().filter(|parent| Some(*parent) != repair::journals().as_deref())
    {
        words.extend(["--journals".to_owned(), parent.display().to_string()]);
    }
    words
}

/// The last line of a run that changed something: scripts look for it.
fn tell(kept: &Kept) -> Result<()> {
    let folder = kept.folder.display().to_string();
    if !kept.journal.files.is_empty() {
        print(
            "The journal keeps the files as they were, readable by you alone. Delete it when you are content.\n",
        )?;
    }
    print(&format!("To take that back: {}\njournal: {folder}\n", line(undo_of(kept))))
}

fn folder(wanted: Option<&Path>) -> Result<PathBuf> {
    match wanted {
        Some(path) => Ok(path.to_owned()),
        None => repair::journals().context("no folder for journals is known here; name one with --journals"),
    }
}

fn cause(id: &str) -> Result<&'static Cause> {
    match readmit::diagnosis::causes::find(id) {
        Some(cause) => Ok(cause),
        None => bail!("there is no cause {}; `readmit explain` lists all", readmit::render::clean(id)),
    }
}
