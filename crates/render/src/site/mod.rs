//! The catalogue as a site: a page for every cause, code and sentence, and a search that needs
//! no server. Everything is in its folder; nothing is fetched from anywhere.

mod meanings;

use std::fmt::Write;

use diagnosis::article::{ARTICLE, Kind};
use diagnosis::cause::Cause;
use diagnosis::causes;
use diagnosis::codes::builds::BUILDS;
use diagnosis::codes::updates::UPDATES;
use diagnosis::codes::{KNOWLEDGE_AS_OF, TABLES};
use diagnosis::stage::Stage;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, Output, State, context};
use serde::Serialize;

use crate::explanation::{FIRST_LOOK, look, looks};
use crate::fill::Known;
use crate::parts;
use crate::words::{doubt, impact};
use meanings::{Numbered, Said};

/// One file of the site.
#[derive(Debug)]
pub struct File {
    /// Its path in the site's folder, with forward slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
}

const TEMPLATES: [(&str, &str); 6] = [
    ("page.html", include_str!("page.html")),
    ("cause.html", include_str!("cause.html")),
    ("meaning.html", include_str!("meaning.html")),
    ("list.html", include_str!("list.html")),
    ("article.html", include_str!("article.html")),
    ("index.html", include_str!("index.html")),
];

/// The whole site.
pub fn site() -> Vec<File> {
    let press = Press::new();
    let (said, codes) = (meanings::said(), meanings::codes());
    let mut files = vec![
        File { path: "style.css".to_owned(), text: include_str!("style.css").to_owned() },
        File { path: "search.js".to_owned(), text: include_str!("search.js").to_owned() },
        File { path: "words.js".to_owned(), text: words(&said, &codes) },
        press.index(&said, &codes),
        press.article(),
        press.causes(),
        press.all_said(&said),
        press.builds(),
        press.updates(),
    ];
    files.extend(causes::ALL.iter().map(|cause| press.cause(cause, &said)));
    files.extend(said.iter().map(|one| press.said(one)));
    files.extend(codes.iter().map(|one| press.code(one)));
    files.extend(press.tables(&codes));
    files
}

const NO_LOOK_HEADING: &str = "No look from outside tells this one; to rule out the rest";

/// A link in a list.
#[derive(Serialize)]
struct Line {
    text: String,
    link: String,
    language: &'static str,
    more: String,
}

impl Line {
    fn new(text: impl Into<String>, link: impl Into<String>) -> Self {
        Self { text: text.into(), link: link.into(), language: "", more: String::new() }
    }
}

#[derive(Serialize)]
struct Group {
    /// For links; empty where nothing links here.
    id: &'static str,
    heading: String,
    lines: Vec<Line>,
}

/// A cause as a link.
#[derive(Serialize)]
struct Link {
    id: &'static str,
    title: &'static str,
}

fn links(causes: &[&'static Cause]) -> Vec<Link> {
    causes.iter().map(|cause| Link { id: cause.id, title: cause.title }).collect()
}

/// The lines that find out which it is; of those that share a sentence with many, the first few.
fn lines_of_looks(causes: &[&'static Cause]) -> Vec<String> {
    const FIRST: usize = 6;
    let found: Vec<_> = looks(&causes[..causes.len().min(FIRST)]).into_iter().map(|(look, _)| look).collect();
    if found.is_empty() && !causes.is_empty() { vec![FIRST_LOOK.to_owned()] } else { found }
}

/// The templates.
struct Press(Environment<'static>);

impl Press {
    fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(escape);
        environment.set_trim_blocks(true);
        for (name, text) in TEMPLATES {
            environment.add_template(name, text).expect("the templates are ours and sound");
        }
        Self(environment)
    }

    fn file(&self, path: &str, template: &str, values: Value) -> File {
        let root = "../".repeat(path.matches('/').count());
        let values = context! { root, as_of => KNOWLEDGE_AS_OF, ..values };
        let template = self.0.get_template(template).expect("it was added");
        let text = template.render(values).expect("the template asks for nothing else");
        File { path: path.to_owned(), text }
    }

    fn index(&self, said: &[Said], codes: &[Numbered]) -> File {
        let mut often: Vec<&Said> = said.iter().filter(|one| one.is_often_seen()).collect();
        often.sort_by_key(|one| !one.is_headline());
        let often: Vec<Line> = often.into_iter().map(Said::line).take(14).collect();
        let rows: usize = TABLES.iter().map(|table| table.rows.len()).sum();
        let values = context! {
            title => "Remote Desktop won't let you in?",
            often,
            causes => causes::ALL.len(),
            said => said.len(),
            codes => format!("{rows} meanings of {}", codes.len()),
        };
        self.file("index.html", "index.html", values)
    }

    fn cause(&self, cause: &'static Cause, said: &[Said]) -> File {
        #[derive(Serialize)]
        struct Seen {
            client: &'static str,
            text: &'static str,
            link: String,
        }
        let seen = cause.seen_as.iter().filter_map(|seen| {
            let page = said.iter().find(|one| one.text == meanings::tidy(seen.message))?;
            Some(Seen { client: seen.client, text: seen.message, link: page.path() })
        });
        let values = context! {
            title => cause.title,
            id => cause.id,
            impact => impact(cause.impact),
            doubt => doubt(cause.trust),
            meaning => cause.meaning,
            look => look(cause).unwrap_or_else(|| FIRST_LOOK.to_owned()),
            look_heading => if look(cause).is_some() { "To see whether it is this" } else { NO_LOOK_HEADING },
            remedies => parts::remedies(&cause.remedies.iter().collect::<Vec<_>>(), &Known::default()),
            do_not => parts::do_not(cause.do_not),
            behind => parts::behind(cause),
            seen => seen.collect::<Vec<_>>(),
            signs => cause.signs,
            references => cause.references,
        };
        self.file(&format!("cause/{}.html", cause.id), "cause.html", values)
    }

    fn said(&self, one: &Said) -> File {
        let mut lines = vec![format!("Shown by {}.", one.clients.join(", "))];
        lines.extend(one.source.clone());
        let looks = lines_of_looks(&one.causes);
        let values = context! {
            title => one.text,
            heading => "Your screen says",
            quote => one.text,
            language => one.language,
            lines,
            causes => links(&one.causes),
            looks,
        };
        self.file(&one.path(), "meaning.html", values)
    }

    fn code(&self, one: &Numbered) -> File {
        let looks = lines_of_looks(&one.causes);
        let heading = one.heading();
        let values =
            context! { title => heading, heading, lines => one.lines(), causes => links(&one.causes), looks };
        self.file(&one.path(), "meaning.html", values)
    }

    fn causes(&self) -> File {
        let group = |stage: Stage| {
            let of_stage = causes::ALL.iter().filter(|cause| cause.stage == stage);
            let lines = of_stage.map(|cause| Line::new(cause.title, format!("cause/{}.html", cause.id)));
            Group { id: "", heading: format!("{stage}: {}", stage.question()), lines: lines.collect() }
        };
        let groups: Vec<Group> = Stage::ALL.into_iter().map(group).collect();
        self.file("causes.html", "list.html", context! { title => "All causes", groups })
    }

    fn all_said(&self, said: &[Said]) -> File {
        let mut groups: Vec<Group> = Vec::new();
        for one in said {
            let heading = one.language_words();
            match groups.iter_mut().find(|group| group.heading == heading) {
                Some(group) => group.lines.push(one.line()),
                None => groups.push(Group { id: "", heading: heading.to_owned(), lines: vec![one.line()] }),
            }
        }
        self.file("said.html", "list.html", context! { title => "Sentences from screens", groups })
    }

    fn tables(&self, codes: &[Numbered]) -> Vec<File> {
        let path = |name: &str| format!("table/{}.html", name.replace('_', "-"));
        let all = TABLES.iter().map(|table| Line {
            more: format!("{} codes", table.rows.len()),
            ..Line::new(table.title, path(table.home.word()))
        });
        let groups = vec![Group { id: "", heading: String::new(), lines: all.collect() }];
        let mut files = vec![self.file("codes.html", "list.html", context! { title => "Codes", groups })];
        for table in TABLES {
            let of_table =
                |one: &&Numbered| one.meanings.iter().any(|meaning| std::ptr::eq(meaning.table, table));
            let lines = codes.iter().filter(of_table).map(|one| Line {
                more: one.name_in(table).to_owned(),
                ..Line::new(one.number_in(table), one.path())
            });
            let groups = vec![Group { id: "", heading: String::new(), lines: lines.collect() }];
            files.push(self.file(
                &path(table.home.word()),
                "list.html",
                context! { title => table.title, groups },
            ));
        }
        files
    }

    fn builds(&self) -> File {
        let lines = BUILDS.iter().rev().map(|build| Line {
            more: [
                build.end_of_support.map(|days| format!("support until {days}")),
                build.last_updates.map(|day| format!("the last updates of any kind on {day}")),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; "),
            ..Line::new(
                format!("{}.{}.{}: {}", build.major, build.minor, build.build, build.products.join(" or ")),
                "",
            )
        });
        let groups = vec![Group { id: "", heading: String::new(), lines: lines.collect() }];
        let lead = "As a host announces them before any sign-in. How far it is patched does not show there.";
        self.file("builds.html", "list.html", context! { title => "Windows builds", lead, groups })
    }

    fn updates(&self) -> File {
        let groups: Vec<Group> = UPDATES.iter().rev().map(update).collect();
        let title = "Updates that broke or mended Remote Desktop";
        self.file("updates.html", "list.html", context! { title, groups })
    }

    fn article(&self) -> File {
        #[derive(Serialize)]
        struct Piece {
            id: &'static str,
            says: &'static str,
            truth: &'static str,
            instead: &'static str,
            command: &'static str,
            causes: Vec<Link>,
        }
        #[derive(Serialize)]
        struct Pieces {
            heading: &'static str,
            pieces: Vec<Piece>,
        }
        let pieces = |kind: Kind, heading| Pieces {
            heading,
            pieces: ARTICLE
                .iter()
                .filter(|one| one.kind == kind)
                .map(|one| Piece {
                    id: one.id,
                    says: one.says,
                    truth: one.truth,
                    instead: one.instead,
                    command: one.command,
                    causes: links(&one.causes.iter().filter_map(|id| causes::find(id)).collect::<Vec<_>>()),
                })
                .collect(),
        };
        let groups = [
            pieces(Kind::Message, "What the screen says"),
            pieces(Kind::Reason, "Why it is said to happen"),
            pieces(Kind::Step, "What one is told to do"),
        ];
        self.file("article.html", "article.html", context! { title => "From the article", groups })
    }
}

/// Escapes text for HTML and leaves slashes, of which paths are full.
fn escape(out: &mut Output<'_>, _: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = value.to_string();
    if value.is_safe() || value.is_none() || value.is_undefined() {
        return Ok(out.write_str(if value.is_safe() { &text } else { "" })?);
    }
    for c in text.chars() {
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

fn update(update: &diagnosis::codes::updates::Update) -> Group {
    let numbers =
        |numbers: &[u32]| numbers.iter().map(|number| format!("KB{number}")).collect::<Vec<_>>().join(", ");
    let mut lines = Vec::new();
    let mut line = |lead: &str, text: String| {
        if !text.is_empty() {
            lines.push(Line::new(format!("{lead}: {text}"), ""));
        }
    };
    line("What people notice", update.symptom.to_owned());
    line("Came with", numbers(update.brings));
    line("What mends it", update.fixed_in.to_owned());
    line("Mended by", numbers(update.mends));
    line("Doubtful", update.caution.to_owned());
    line("How well it is known", doubt(update.trust).unwrap_or_default().to_owned());
    if let Some(cause) = update.cause.and_then(causes::find) {
        lines.push(Line::new(cause.title, format!("cause/{}.html", cause.id)));
    }
    Group { id: update.id, heading: format!("{}: {}", update.date, update.what), lines }
}

/// What the search looks through, as a script.
fn words(said: &[Said], codes: &[Numbered]) -> String {
    let title = |one: &Said| one.causes.first().map(|cause| cause.title);
    let said: Vec<(String, &str, usize, Option<&str>)> =
        said.iter().map(|one| (one.path(), one.text.as_str(), one.causes.len(), title(one))).collect();
    let causes: Vec<(String, &str)> =
        causes::ALL.iter().map(|cause| (format!("cause/{}.html", cause.id), cause.title)).collect();
    let mut codes: Vec<(String, String)> = codes.iter().map(|one| (one.path(), one.words())).collect();
    for update in UPDATES {
        for number in update.brings.iter().chain(update.mends) {
            codes.push((format!("updates.html#{}", update.id), format!("KB{number}: {}", update.what)));
        }
    }
    format!(
        "\"use strict\";\nconst CODES={};\nconst SAID={};\nconst CAUSES={};\n",
        json(&codes),
        json(&said),
        json(&causes)
    )
}

fn json<T: Serialize>(list: &T) -> String {
    serde_json::to_string(list).expect("lists of texts are JSON")
}

#[cfg(test)]
mod tests;
