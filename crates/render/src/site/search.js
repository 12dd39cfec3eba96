"use strict";
// The search of the start page: codes in any spelling, and sentences that are misspelt, partial
// or in another order. It weighs words by how rare they are, as `readmit explain` does.
// words.js brings CODES (page, words), SAID (page, sentence, how many causes, the likeliest) and
// CAUSES (page, title).
const EMPTY = new Set("a an and any are as at be been but by can do for from get got has have help how i if im in is it its just me my of on or our please pls pc says so that the then there this to was we what when why will with you your".split(" "));
const split = (text) => {
  const out = [];
  for (const word of text.toLowerCase().replace(/[’']/g, "").match(/[\p{L}\p{N}_]+/gu) ?? []) {
    if (/[\u3040-\u30ff\u3400-\u9fff]/.test(word)) {
      for (let i = 0; i + 1 < word.length; i++) out.push(word.slice(i, i + 2));
    } else out.push(word);
  }
  return out.slice(0, 300);
};
const meaning = (count, title) => (title === undefined ? "" : count > 1 ? `${count} things; likeliest: ${title}` : title ?? "");
const sentences = [...SAID, ...CAUSES].map(([page, text, count, title]) => ({ page, text, means: meaning(count, title), words: split(text) })).filter((one) => one.words.length > 1);
const count = new Map();
for (const one of sentences) for (const word of new Set(one.words)) count.set(word, (count.get(word) ?? 0) + 1);
const weight = (word) => Math.log(1 + sentences.length / (count.get(word) ?? 1));
for (const one of sentences) one.weight = one.words.reduce((sum, word) => sum + weight(word), 0);

// Swapped, missing, added or wrong letters between two words.
const off = (a, b) => {
  let [before, last, row] = [null, [...Array(b.length + 1).keys()], null];
  for (let i = 1; i <= a.length; i++) {
    row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
};
const nearest = (word) => {
  if (count.has(word) || word.length < 4) return word;
  const allowed = word.length < 7 ? 1 : 2;
  let best = null;
  for (const known of count.keys()) {
    if (known.length < 4 || Math.abs(known.length - word.length) > 2) continue;
    const distance = off(known, word);
    if (distance <= allowed && (best === null || distance < best[1])) best = [known, distance];
  }
  return best === null ? word : best[0];
};
const bySentence = (text) => {
  const asked = split(text).map(nearest);
  if (asked.length < 2) return [];
  const telling = asked.filter((word) => !EMPTY.has(word));
  const askedWeight = telling.reduce((sum, word) => sum + (count.has(word) ? weight(word) : 3), 0) || 1;
  const found = [];
  for (const one of sentences) {
    const left = [...asked];
    let [shared, tells] = [0, 0];
    for (const word of one.words) {
      const at = left.indexOf(word);
      if (at < 0) continue;
      left.splice(at, 1);
      shared += weight(word);
      if (!EMPTY.has(word)) tells += weight(word);
    }
    const [ofAsked, ofSentence] = [tells / askedWeight, shared / one.weight];
    const all = ofAsked > 0.85 && tells >= 4 && telling.length > 1;
    if (shared < Math.min(9, one.weight * 0.95) && !all) continue;
    if (Math.max(ofAsked, ofSentence) < 0.62) continue;
    found.push([Math.max(ofAsked, ofSentence) + Math.min(ofAsked, ofSentence) / 2, one]);
  }
  found.sort((a, b) => b[0] - a[0]);
  const best = found.length ? found[0][0] : 0;
  return found.filter(([score]) => score > best - 0.35).map(([, one]) => one);
};
const byCode = (text) => {
  const found = [];
  const add = (page) => {
    const code = CODES.find((one) => one[0] === page);
    if (code && !found.includes(code)) found.push(code);
  };
  const tokens = text.match(/-?[A-Za-z0-9_]+/g) ?? [];
  const alone = tokens.length <= 4;
  for (const token of tokens) {
    let number = null;
    if (/^-?\d+$/.test(token)) {
      number = Number(token);
      if (number >= 0 && number < 256 && !alone) continue;
    } else if (/^0x[0-9a-f]+$/i.test(token)) number = parseInt(token, 16);
    else if (/^[0-9a-f]{8}$/i.test(token)) number = parseInt(token, 16);
    if (number !== null && number > -2147483649 && number < 4294967296) {
      add("code/" + (number >>> 0).toString(16) + ".html");
      continue;
    }
    if (/^kb\d{6,7}$/i.test(token)) found.push(...CODES.filter((one) => one[1].startsWith(token.toUpperCase() + ":")));
    if (token.length < 4 || !(token.includes("_") || tokens.length === 1)) continue;
    const upper = token.toUpperCase();
    for (const code of CODES) if (code[1].toUpperCase().split(" ").some((name) => name === upper || name.endsWith("_" + upper))) add(code[0]);
  }
  return found.slice(0, 8).map(([page, text]) => ({ page, text }));
};

const place = document.getElementById("search");
const label = document.createElement("label");
label.htmlFor = "asked";
label.textContent = "What does your screen say?";
const field = document.createElement("input");
Object.assign(field, { id: "asked", type: "search", autocomplete: "off", spellcheck: false, maxLength: 2000, placeholder: "a sentence, or a code like 0x904" });
const status = document.createElement("p");
status.className = "s";
status.setAttribute("role", "status");
const list = document.createElement("ol");
list.id = "found";
const search = () => {
  list.replaceChildren();
  const text = field.value.slice(0, 2000).trim();
  if (text === "") {
    status.textContent = "";
    return;
  }
  const found = [...byCode(text), ...bySentence(text)].slice(0, 10);
  status.textContent = found.length ? `${found.length} found, the likeliest first` : "Not known, and nothing is guessed. Type the sentence as it stands there, or its code.";
  for (const one of found) {
    const link = document.createElement("a");
    link.href = one.page;
    link.textContent = one.text;
    const line = document.createElement("li");
    line.append(link);
    if (one.means) {
      const means = document.createElement("span");
      means.className = "s";
      means.textContent = `can mean: ${one.means}`;
      line.append(means);
    }
    list.append(line);
  }
};
field.addEventListener("input", search);
place.append(label, field, status, list);
if (location.hash.length > 1) {
  try {
    field.value = decodeURIComponent(location.hash.slice(1));
  } catch {
    field.value = "";
  }
  search();
}
