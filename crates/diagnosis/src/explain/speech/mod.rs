//! What people say in words of their own, when no screen helps them: not sentences, but the notions in them.
//!
//! A rule is a row: the notions that have to be there, in any order and wording, and the causes it can be. Notions are
//! separated by `;`, their wordings by `|`; `*` stands for any ending, `!` before a notion says that it must not be
//! there; `@rdp` is any word of this field, `@login` of signing in, `@fails` of what does not work.

use std::sync::LazyLock;

use likeness::stem;

mod rules;

use rules::{RULES, Rule};

use super::weigh::Weighed;
use super::words::words;

/// Words that say what it is about.
const FIELD: &str = "rdp|remote desktop|remote session|remote pc|remote computer|remote connection|mstsc|rds|3389|terminal server|\
    xrdp|freerdp|xfreerdp|xfreerdp3|remmina|guacamole|удаленный рабочий стол|удалённый рабочий стол|удаленного рабочего стола|원격 데스크톱|desktop remoto|pulpit zdalny|extern bureaublad|remotedesktop-sitzung|rdweb|rd gateway|remoteapp|windows app|avd|windows 365|cloud pc|jump host|remotedesktop|\
    remotedesktopverbindung|bureau à distance|escritorio remoto|área de trabalho remota|リモートデスクトップ|远程桌面|rdcman|mremoteng|krdp|grd|gnome remote desktop|rdpwrap|rdpwrapper|rdp wrapper|\
    rdpcheck|rdpconf|myrtille|thinstation|ardp|winapps|thincast|royal ts|royaltsx|gnome connections|krdc|vrde|xorgxrdp|sesman|\
    guacd|nexterm|jumpserver|rdm|rdpgw";

/// Words for signing in.
const LOGIN: &str = "login|log in|logon|log on|sign in|sign on|signing in|logging in|logged in|authenticate|authentication|\
    credential|credentials|password|anmelden|anmeldung|passwort|kennwort|connexion|mot de passe|identifiants|contraseña|\
    iniciar sesión|senha|login|登录|登陆|密码|凭据|パスワード|ログイン|サインイン|пароль|учетные данные|hasło|logowanie|password errata|wachtwoord";

/// Words for what does not work.
const FAILS: &str = "not|fail*|error|problem|issue|unable|cannot|can't|cant|won't|wont|doesn't|doesnt|didn't|don't|never|no longer|stop*|refuse*|\
    denied|reject*|invalid|wrong|incorrect|impossible|nothing|without success|nicht|kein|keine|fehler|fehlgeschlagen|pas|erreur|échoue|impossible|\
    no se puede|error|falha|não|erro|不能|无法|失败|错误|できない|失敗|エラー|не|ошибка|nie|błąd|non|errore|niet|fout";

/// A wording: its words, and whether the last may have any ending.
#[derive(Debug)]
struct Wording {
    /// As the table has it.
    text: &'static str,
    words: Vec<String>,
    any_ending: bool,
}

/// A notion in all its wordings.
#[derive(Debug)]
struct Notion {
    unwanted: bool,
    /// Which of the shared ones will do, too.
    shared: Vec<usize>,
    wordings: Vec<Wording>,
}

/// What else people have trouble with. A text that names such a thing and nothing of this field is about that.
const ELSEWHERE: &str = "facebook|using password|regex|instagram|whatsapp|netflix|spotify|youtube|discord|gmail|outlook|imap|smtp|mailbox|newsletter|mysql|sql server|\
    ora-01017|postgres|psql|mongodb|redis|docker|kubectl|kubernetes|git|github|gitlab|npm|nginx|apache|jenkins|wordpress|phone|sim card|printer|\
    scanner|flat|door|bike|oven|robot|fridge|tv|xbox|playstation|steam|itunes|game|excel|word|powerpoint|impresora|stampante|imprimante|\
    drucker|impressora|принтер|プリンター|打印机|banner exchange|ssh|bank|atm|parcel|zoom|teams|onedrive|dropbox|nas|camera|heating|washing machine|\
    openvpn|wireguard|pip|curl|wget|yarn|conda|maven|gradle|java|javac|nodejs|python|requests|apt-get|thunderbird|\
    postfix|dovecot|ldapsearch|terraform|ansible|kafka|elasticsearch|sftp|ftp|rsync|smb|cifs|mount|vlc|firefox|chrome|edge|safari|\
    website|blog|shop|invoice|contract|meeting|hotel|train|flight|recipe|dog|cat|restaurant";

/// What a rule weighs beside what a text is like: it was made from fewer examples.
const BESIDE_LIKENESS: f64 = 0.6;
/// What a rule weighs at most: less than it takes to settle what it was (`weigh::SETTLES`).
const MOST: f64 = 4.4;

/// Notions that many rules share.
const SHARED: [(&str, &str); 3] = [("@rdp", FIELD), ("@login", LOGIN), ("@fails", FAILS)];

static SHARED_WORDS: LazyLock<Vec<Vec<Wording>>> =
    LazyLock::new(|| SHARED.iter().map(|(_, words)| wordings(words)).collect());
static READ: LazyLock<Vec<(Vec<Notion>, &'static Rule)>> = LazyLock::new(|| {
    let notions = |rule: &'static Rule| rule.notions.split(';').map(notion).collect();
    RULES.iter().map(|rule| (notions(rule), rule)).collect()
});

fn notion(text: &'static str) -> Notion {
    let text = text.trim();
    let (unwanted, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
    let names = |name: &str| text.split('|').any(|wording| wording.trim() == name);
    let shared = (0..SHARED.len()).filter(|at| names(SHARED[*at].0)).collect();
    Notion { unwanted, shared, wordings: wordings(text) }
}

fn wordings(text: &'static str) -> Vec<Wording> {
    let all = text.split('|').map(str::trim).filter(|wording| !wording.starts_with('@'));
    // The table is in lower case already; only scripts without spaces need more than a cut at blanks.
    let stems = |wording: &str| -> Vec<String> {
        if wording.is_ascii() {
            let parts = wording.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '\''));
            return parts
                .filter(|part| !part.is_empty())
                .map(|part| stem(&part.replace('\'', "")).to_owned())
                .collect();
        }
        words(wording).iter().map(|word| stem(word).to_owned()).collect()
    };
    all.map(|wording| Wording { text: wording, words: stems(wording), any_ending: wording.ends_with('*') })
        .collect()
}

/// Weighs what a person's own words can mean. Beside a program's own words they count but a share.
pub(super) fn weigh(text: &str, share: f64, weighed: &mut Weighed) {
    let said: Vec<String> = words(text).iter().map(|word| stem(word).to_owned()).collect();
    if said.len() < 2 {
        return;
    }
    let shared: Vec<bool> =
        SHARED_WORDS.iter().map(|wordings| wordings.iter().any(|wording| wording.stands(&said))).collect();
    for (notions, rule) in READ.iter() {
        let is_said = |notion: &Notion| {
            notion.shared.iter().any(|at| shared[*at])
                || notion.wordings.iter().any(|wording| wording.stands(&said))
        };
        if !notions.iter().all(|notion| is_said(notion) != notion.unwanted) {
            continue;
        }
        let wanted = notions.iter().filter(|notion| !notion.unwanted).count();
        // The more notions, the more it says; never as much as a program's own words.
        let weight = (1.5 + 0.6 * f64::from(u8::try_from(wanted).unwrap_or(u8::MAX))).min(3.6) + rule.more;
        let weight = weight.min(MOST);
        let weight = weight * share * BESIDE_LIKENESS;
        weighed.evidence(rule.causes, weight, &heard(notions, &said));
    }
}

/// The notions that were heard, in the table's own wording.
fn heard(notions: &[Notion], said: &[String]) -> String {
    let wording = |notion: &Notion| {
        let found = notion.wordings.iter().find(|wording| wording.stands(said)).filter(|_| !notion.unwanted);
        found.map(|wording| format!("“{}”", wording.text.trim_end_matches('*')))
    };
    let heard: Vec<String> = notions.iter().filter_map(wording).collect();
    if heard.is_empty() { "you say so".to_owned() } else { format!("you say {}", heard.join(", ")) }
}

/// Whether a text is about something else: it names such a thing, and nothing of this field.
pub(super) fn is_about_something_else(text: &str) -> bool {
    static OTHER: LazyLock<Vec<Wording>> = LazyLock::new(|| wordings(ELSEWHERE));
    let said: Vec<String> = words(text).iter().map(|word| stem(word).to_owned()).collect();
    let exactly =
        |wording: &Wording| said.windows(wording.words.len().max(1)).any(|window| window == wording.words);
    OTHER.iter().any(exactly) && !is_of_this_field(text)
}

/// Whether a text asks whether something is so, or says that it isn't: then no sentence in it says that it is.
pub(super) fn is_doubted(text: &str) -> bool {
    // "Can anybody help?" and "Do you know this?" ask for something else.
    const FOR_HELP: &str = " anyone anybody someone somebody help you i we this that ";
    const BEGINS: &str = " is are was were does did do has have could can might ist sind hat kann ";
    const DENIED: [&str; 16] = [
        "not true",
        "it is not \"",
        "it is not the",
        "it is not that",
        "it is not a ",
        "it isn't \"",
        "it isn't the",
        "it isn't that",
        "it's not the",
        "it's not that",
        "not because",
        "ruled out",
        "not the case",
        "no longer the case",
        "es ist nicht d",
        "stimmt nicht",
    ];
    let text = text.to_lowercase();
    let is_in = |list: &str, word: &str| list.contains(&format!(" {word} "));
    let asks = |sentence: &str| {
        let mut words = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.clone().next().is_some_and(|first| is_in(BEGINS, first))
            && !words.any(|word| is_in(FOR_HELP, word))
    };
    DENIED.iter().any(|denied| text.contains(denied))
        || is_over(&text)
        || text
            .split_inclusive(['.', '!', '?', ';', ':', '\n'])
            .any(|sentence| sentence.ends_with('?') && asks(sentence))
}

/// Whether all that a text says of a lock or an end is that it is over, or never was.
fn is_over(text: &str) -> bool {
    const OVER: [&str; 14] = [
        "not locked",
        "n't locked",
        "no longer locked",
        "unlocked",
        "not expired",
        "n't expired",
        "never expire",
        "expires in",
        "not disabled",
        "n't disabled",
        "nicht gesperrt",
        "nicht abgelaufen",
        "entsperrt",
        "my expired password",
    ];
    const STANDS: [&str; 6] = ["locked", "expired", "disabled", "gesperrt", "abgelaufen", "lockout"];
    const LIFTED: [&str; 4] = ["no longer ", "never ", "nicht mehr ", "not been "];
    let clauses = text
        .split(['.', '!', '?', ';', ',', '\n'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" but "))
        .flat_map(|part| part.split(" aber "));
    // The last clause that speaks of it decides.
    let mut over = None;
    for clause in clauses {
        let to_come = clause.contains("will ") || clause.contains("expires in") && over == Some(false);
        let words: Vec<&str> = clause.split(|c: char| !c.is_alphanumeric()).collect();
        if OVER.iter().any(|phrase| clause.contains(phrase)) {
            over = if to_come { over } else { Some(true) };
        } else if STANDS.iter().any(|word| words.contains(word)) {
            over = Some(LIFTED.iter().any(|word| clause.contains(word)));
        }
    }
    over == Some(true)
}

/// Whether a text names something of this field.
pub(super) fn is_of_this_field(text: &str) -> bool {
    static OWN: LazyLock<Vec<Wording>> = LazyLock::new(|| wordings(FIELD));
    let said: Vec<String> = words(text).iter().map(|word| stem(word).to_owned()).collect();
    OWN.iter().any(|wording| wording.stands(&said))
}

/// A typing error in a long word: one letter, and not the first.
fn is_slip(wanted: &str, said: &str) -> bool {
    let long = wanted.len() >= 6 && said.len() >= 6 && wanted.len().abs_diff(said.len()) <= 1;
    long && wanted.as_bytes()[0] == said.as_bytes()[0] && strsim::osa_distance(wanted, said) <= 1
}

/// Whether what comes next is said not to be so: "the account is not", "it isn't", "ist nicht".
fn is_denied(before: &[String]) -> bool {
    let word = |back: usize| before.len().checked_sub(back).map_or("", |at| before[at].as_str());
    let copula = ["is", "are", "was", "were", "been", "ist", "sind"].contains(&word(2));
    // "can not connect" denies nothing; "not expired" does.
    let able =
        ["can", "could", "do", "does", "did", "will", "would", "may", "might", "should"].contains(&word(2));
    ["isnt", "arent", "wasnt", "werent"].contains(&word(1))
        || copula && ["not", "nicht"].contains(&word(1))
        || !able && word(1) == "not"
}

impl Wording {
    fn stands(&self, said: &[String]) -> bool {
        let last = self.words.len().saturating_sub(1);
        !self.words.is_empty()
            && said.windows(self.words.len()).enumerate().any(|(begin, window)| {
                window.iter().zip(&self.words).enumerate().all(|(at, (said, wanted))| {
                    said == wanted
                        || self.any_ending && at == last && said.starts_with(wanted.as_str())
                        || is_slip(wanted, said)
                }) && !is_denied(&said[..begin])
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes;

    #[test]
    fn what_is_said_not_to_be_so_is_not_heard() {
        let heard = |text: &str| {
            let mut weighed = Weighed::default();
            weigh(text, 1.0, &mut weighed);
            weighed.sorted().first().map(|found| found.cause.id)
        };
        assert_eq!(heard("my account is locked, no rdp login"), Some("logon/locked-out"));
        for denied in ["my account is not locked, rdp login", "my account isn't locked, rdp login"] {
            assert_ne!(heard(denied), Some("logon/locked-out"), "{denied}");
        }
    }

    #[test]
    fn what_is_over_keeps_nobody_out() {
        for over in [
            "The account is not locked",
            "The account was locked and I unlocked it",
            "The account was locked out but is unlocked now",
            "Mein Konto war gesperrt, ist aber entsperrt",
            "The account is not locked and was never locked",
            "my password expires in 3 days",
            "the account is no longer disabled",
        ] {
            assert!(is_over(&over.to_lowercase()), "{over}");
        }
        for stands in [
            "Your account is locked. It will be unlocked in 30 minutes",
            "they unlocked it and still it says the account is locked out",
            "Your password has expired. It expires in 0 days",
            "my account is locked",
            "the port is blocked",
        ] {
            assert!(!is_over(&stands.to_lowercase()), "{stands}");
        }
    }

    #[test]
    fn every_rule_leads_to_causes_that_exist() {
        for rule in RULES {
            for id in rule.causes {
                assert!(causes::find(id).is_some_and(|cause| cause.id == *id), "{}: {id}", rule.notions);
            }
        }
    }
}
