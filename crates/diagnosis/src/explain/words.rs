//! The words of a text, as sentences and people's own words are compared: without stems, numbers among them.

use likeness::has_no_spaces;

/// More words than this are not read.
pub(super) const MOST_WORDS: usize = 300;

/// Words that tell nothing.
const EMPTY_WORDS: &str = " does did a an and any are as at be been but by can do for from get got has have help how i if im in \
    is it its just me my of on or our please pls pc says so that the then there this to was we what when why will \
    with you your windows server \
    la le les el los las de du des en est et un une no se ne pas que der die das ist nicht und ein eine es zu il lo non di e o \
    os as não do da em um uma een het niet w nie na to si ";
/// Words that stand with every code.
const GENERIC: [&str; 5] = ["error", "code", "extended", "xfreerdp", "exit"];

/// Lower-case words of letters and digits; scripts without spaces by pairs of characters.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

/// How many words a text has.
pub(super) fn count(text: &str) -> usize {
    let mut count = 0;
    each_word(text, |_| count += 1);
    count
}

/// The same words one by one, without room for each.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut taken = 0;
    for c in text.chars().chain([' ']) {
        match c {
            '\'' | '\u{2019}' | '\u{02BC}' => {}
            _ if c.is_ascii_alphanumeric() || c == '_' => word.push(c.to_ascii_lowercase()),
            _ if !c.is_ascii() && c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ if word.is_empty() => {}
            _ => {
                taken += parts(&word, &mut take);
                word.clear();
                if taken >= MOST_WORDS {
                    return;
                }
            }
        }
    }
}

/// The parts of a word, and how many there are: "Microsoftアカウント" is one word and some pairs.
fn parts(word: &str, take: &mut impl FnMut(&str)) -> usize {
    if word.is_ascii() {
        take(word);
        return 1;
    }
    let characters: Vec<char> = word.chars().collect();
    let mut taken = 0;
    for part in characters.chunk_by(|&a, &b| has_no_spaces(a) == has_no_spaces(b)) {
        let size = if has_no_spaces(part[0]) && part.len() > 1 { 2 } else { part.len() };
        for window in part.windows(size) {
            take(&window.iter().collect::<String>());
            taken += 1;
        }
    }
    taken
}

/// A number, or a constant's name.
pub(super) fn is_code(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() > 1 || word.contains('_')
}

/// Whether two words differ by a typing error. Short words are too near to one another for that: logs, lags.
pub(super) fn nearly(a: &str, b: &str) -> bool {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < 5 || long - short > 2 {
        return false;
    }
    let allowed = if short < 7 { 1 } else { 2 };
    strsim::osa_distance(a, b) <= allowed
}

/// One of the words that tell nothing.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY_WORDS.split_ascii_whitespace().any(|empty| empty == word)
}

/// What is known of a word while the index is built.
pub(super) struct Word {
    pub(super) is_code: bool,
    /// One of the words that tell nothing.
    pub(super) is_empty: bool,
    /// Neither empty nor generic, nor a code.
    pub(super) tells: bool,
    /// In how many sentences it is.
    pub(super) sentences: u32,
    /// The last of them.
    last: usize,
}

impl Word {
    pub(super) fn new(word: &str) -> Self {
        let (is_code, is_empty) = (is_code(word), is_empty(word));
        let tells = !(is_code || is_empty || GENERIC.contains(&word));
        Self { is_code, is_empty, tells, sentences: 0, last: 0 }
    }

    pub(super) fn count_in(&mut self, sentence: usize) {
        if self.last != sentence {
            self.last = sentence;
            self.sentences += 1;
        }
    }
}
