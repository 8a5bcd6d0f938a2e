// A question with its prompt, tokens and answers; manifests.

// ── A question ───────────────────────────────────────────────────────────────────────────────────────────────────

const whitespaceSigns = { " ": "␣", "\n": "↵", "\t": "⇥", "\r": "␍" };

/** Characters that are not seen, or that turn the direction of others. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A character that stays as it is, so that copies are exact, with a sign over or before it. */
function signed(character) {
  const code = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const sign = whitespaceSigns[character] ?? code;
  return make("span", { className: `whitespace${sign === code ? " code" : ""}`, "data-sign": sign }, character);
}

/** Text as it is, with signs for whitespace at its ends and for what is not seen. */
function exact(text) {
  const marked = 8;
  const before = Math.min(text.length - text.trimStart().length, marked);
  const after = Math.max(text.trimEnd().length, text.length - marked, before);
  const ends = [text.slice(0, before), text.slice(after)].map((end) => Array.from(end, signed));
  return [...ends[0], ...withCodes(text.slice(before, after)), ...ends[1]];
}

/** Signs for the first hundred of the characters that are not seen; a text may have a million. */
function withCodes(text) {
  const pieces = [];
  let end = 0;
  for (const { index, 0: character } of [...text.matchAll(unseen)].slice(0, 100)) {
    pieces.push(text.slice(end, index), signed(character));
    end = index + 1;
  }
  return [...pieces, text.slice(end)];
}

/** What `exact` draws, for those who do not see it. */
function endsInWords(text) {
  const counts = { begins: text.length - text.trimStart().length, ends: text.length - text.trimEnd().length };
  const words = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verb, count]) => `${verb} with ${count} whitespace character${count > 1 ? "s" : ""}`);
  return words.length > 0 ? [spoken(` (${words.join(", ")})`)] : [];
}

const exactLine = (text) => make("code", { className: "exact" }, ...exact(text));
const exactBlock = (text) => make("pre", { className: "exact" }, ...exact(text), ...endsInWords(text));
const note = (text) => make("span", { className: "note" }, text);
const mark = (text, name) => make("span", { className: `mark ${name}` }, text);

function contextView({ fewShot, own }, title) {
  const view = make("div", { className: "context" });
  if (title) view.append(make("h5", {}, title));
  if (fewShot) {
    const summary = make("summary", {}, `Few-shot part, sent before it: ${fewShot.length} characters`);
    view.append(make("details", {}, summary, exactBlock(fewShot)));
  }
  if (own) view.append(exactBlock(own));
  return view;
}

/** Which request a continuation belongs to, in a word or two. */
function requestLabel(doc, i, context) {
  if (hasChoices(doc) && i < doc.labels.length) return doc.labels[i];
  return context < 0 && hasChoices(doc) ? `${doc.labels[i % doc.labels.length]} alone` : "";
}

function requestView(doc, { context, continuation }, i, contextCount) {
  const isGold = hasChoices(doc) && doc.golds.includes(i);
  const item = make("li", {}, make("span", { className: "label" }, requestLabel(doc, i, context)));
  const isLong = continuation.length > 300 || /\S\s*\n/.test(continuation);
  if (isLong) item.append(exactBlock(continuation));
  else item.append(exactLine(continuation), ...endsInWords(continuation));
  if (isGold) item.append(" ", mark("gold", "gold"));
  if (context < 0) item.append(" ", note("without a context"));
  else if (contextCount > 1) item.append(" ", note(`after context ${context + 1}`));
  return item;
}

/** A doc's prompt as one set of texts has it. */
function promptView(doc, { contexts, requests, target }) {
  const title = (i) => (contexts.length > 1 ? `Context ${i + 1}` : "");
  const list = make("ul", { className: "continuations" });
  list.append(...requests.map((request, i) => requestView(doc, request, i, contexts.length)));
  const what = doc.kind === "loglikelihood_rolling" ? "Text" : requests.length > 1 ? "Continuations" : "Continuation";
  return [
    ...contexts.map((context, i) => contextView(context, title(i))),
    make("h5", {}, what), list,
    make("h5", {}, "Target"), make("p", {}, target === "" ? note("empty") : exactLine(String(target))),
  ];
}

/** The prompts of all runs, each once. */
function promptsView(doc) {
  const shown = [];
  for (const run of report.runs.filter((one) => one.rows[doc.index] >= 0)) {
    const prompt = report.texts[run.texts]?.prompt(doc);
    const same = shown.find((one) => one.texts === run.texts);
    if (same) same.runs.push(run);
    else if (prompt) shown.push({ texts: run.texts, prompt, runs: [run] });
  }
  if (shown.length === 0) return [make("p", { className: "note" }, missingText())];
  if (shown.length === 1) return promptView(doc, shown[0].prompt);
  return shown.map(({ prompt, runs }, i) =>
    make("details", { className: "prompt", open: i === 0 },
      make("summary", {}, `As sent in ${runs.map((run) => `run ${run.number}: ${run.name}`).join("; ")}`),
      ...promptView(doc, prompt)));
}

const missingText = () =>
  report.areTextsComing ? "The texts are still being unpacked." : "No run kept the text of this question.";

/** Where a score lies between the lowest and the highest that are shown. */
function scaleOf(doc) {
  const all = report.readouts.flatMap((readout) => readout.scores(doc)).filter(Number.isFinite);
  const low = Math.min(...all), high = Math.max(...all);
  const floor = low - 0.08 * (high - low);
  return { low, high, share: (score) => (high > low ? (score - floor) / (high - floor) : 1) };
}

function scoreCell(readout, doc, score, i, scale) {
  const isPredicted = hasChoices(doc) && readout.predicted(doc) === i;
  const [sign, name] = readout.outcome(doc) === RIGHT ? ["✓", "right"] : ["✗", "wrong"];
  const cell = make("td", { className: isPredicted ? `num score predicted ${name}` : "num score" });
  if (isPredicted) cell.append(make("span", { "aria-hidden": "true" }, `${sign} `));
  cell.append(natsText(score));
  if (isPredicted) cell.append(spoken(`, predicted, ${name}`));
  if (Number.isFinite(score)) cell.append(bar(scale.share(score)));
  return cell;
}

function measureCell(name, value) {
  return make("td", { className: "num", "data-measure": name }, Number.isNaN(value) ? "–" : natsText(value));
}

function outcomeCell(readout, doc) {
  const { run, index } = readout;
  const [, name] = answerCell(readout, doc);
  const cell = make("td", { className: "outcome" }, make("span", { className: name }, answerWords(readout, doc)));
  if (run.depths.length > 1 && settles(run, doc) === index) cell.append(" ", mark("settles", "settles"));
  return cell;
}

function scoreRow(readout, doc, width, scale) {
  const row = make("tr", { "data-readout": readout.key }, make("th", { scope: "row" }, readout.label || "–"));
  const scores = readout.scores(doc);
  row.append(...scores.map((score, i) => scoreCell(readout, doc, score, i, scale)));
  if (scores.length < width) {
    row.append(make("td", { colSpan: width - scores.length, className: "note" }, "no scores"));
  }
  if (hasChoices(doc)) row.append(measureCell("margin", readout.margin(doc)));
  row.append(measureCell("loss", readout.loss(doc)), outcomeCell(readout, doc));
  return row;
}

function scoreHeadings(doc) {
  const heading = (className, ...children) => make("th", { scope: "col", className }, ...children);
  const gold = (i) => (doc.golds.includes(i) ? [" ", mark("gold", "gold")] : []);
  const scores = hasChoices(doc)
    ? [...doc.labels.map((label, i) => heading("num", label, ...gold(i))), heading("num", "Margin")]
    : [heading("num", "Log-likelihood")];
  return make("tr", {}, heading("", "Read-out"), ...scores, heading("num", "Loss"), heading("", "Outcome"));
}

/** Log-probabilities of the choices, a row a read-out, a block a run. */
function scoreTable(doc, scale) {
  const head = scoreHeadings(doc);
  const width = hasChoices(doc) ? doc.choices.length : 1;
  const bodies = report.runs.filter((run) => run.rows[doc.index] >= 0).map((run) => {
    const name = make("th", { scope: "rowgroup", colSpan: head.cells.length }, `run ${run.number}: ${run.name}`);
    const title = run.isAlone ? [] : [make("tr", { className: "run" }, name)];
    return make("tbody", {}, ...title, ...run.depths.map((readout) => scoreRow(readout, doc, width, scale)));
  });
  return make("table", { className: "scores" }, make("thead", {}, head), ...bodies);
}

function scoresView(doc) {
  const scale = scaleOf(doc);
  const region = { className: "table-scroll", role: "region", "aria-label": "Log-likelihoods", tabIndex: 0 };
  const [low, high] = [scale.low, scale.high].map(natsText);
  const exactOnes = "Log-likelihoods in nats, rounded to 1/1024; exact ones are in outcomes.jsonl.";
  const ends = ` Bars are the same values: empty a little below ${low}, full at ${high}.`;
  const words = exactOnes + (Number.isFinite(scale.low) ? ends : "");
  return [make("div", region, scoreTable(doc, scale)), make("p", {}, note(words))];
}

/** The choices in full, where they have letters of our own and the continuations are other texts. */
function choicesView(doc) {
  const continuations = textsWith(doc)?.prompt(doc)?.requests.map((request) => request.continuation.trim()) ?? [];
  const isSeen = (text, i) => text.trim() === doc.labels[i] || text.trim() === continuations[i];
  if (doc.choices.every(isSeen)) return [];
  const item = (text, i) => {
    const marks = doc.golds.includes(i) ? [" ", mark("gold", "gold")] : [];
    return make("li", {}, make("span", { className: "label" }, doc.labels[i]), text, ...marks);
  };
  return [make("h4", {}, "Choices"), make("ul", { className: "continuations" }, ...doc.choices.map(item))];
}

function factsView(doc) {
  const fact = (name, ...values) => make("div", {}, make("dt", {}, name), make("dd", {}, ...values));
  const facts = [fact("Sample", ...sampleOf(doc))];
  if (hasChoices(doc)) facts.unshift(fact("Gold", doc.golds.length > 0 ? goldText(doc) : "none of the choices"));
  return make("dl", { className: "facts" }, ...facts);
}

/** Where lm-eval's files have the doc. */
function sampleOf(doc) {
  const file = report.page.lmEval?.replaceAll("{task}", doc.task);
  return file ? [`doc_id ${doc.id} in `, make("code", {}, file)] : [`doc_id ${doc.id}`];
}

function questionHeader(doc, place, actions) {
  const button = (text, key, action) => {
    const one = make("button", { type: "button" }, `${text} `, make("kbd", { "aria-hidden": "true" }, key));
    one.addEventListener("click", action);
    return one;
  };
  const buttons = [
    button("Back to the list", "Esc", actions.close),
    button("Previous", "k", actions.previous),
    button("Next", "j", actions.next),
  ];
  const heading = make("h3", { id: "question-heading", tabIndex: -1 }, `${doc.task} / ${doc.id}`);
  return make("header", {}, make("div", { className: "place" }, ...buttons, note(place)), heading);
}

function questionView(doc, place, actions) {
  return [
    questionHeader(doc, place, actions),
    factsView(doc),
    make("h4", {}, "Prompt, exactly as sent"), ...promptsView(doc), ...tokensView(doc),
    ...choicesView(doc),
    make("h4", {}, "Answers"), ...scoresView(doc),
  ];
}

// ── Parts that few ask for: token ids and manifests ──────────────────────────────────────────────────────────────

/** Fills an element when it is unfolded for the first time. */
function whenUnfolded(details, fill) {
  details.addEventListener("toggle", async () => {
    if (!details.open || details.dataset.filled) return;
    details.dataset.filled = "true";
    try {
      await fill(details);
    } catch (error) {
      details.append(make("p", { className: "note" }, `This part could not be unpacked: ${error.message}`));
    }
  });
}

function prepareManifests() {
  for (const place of document.querySelectorAll("pre[data-packed]")) {
    whenUnfolded(place.closest("details"), async () => {
      place.textContent = await unpackText(place.dataset.packed);
    });
  }
}

/** The token ids of a run: a line a doc, and the bytes of every token. */
async function readTokens(run) {
  const lines = (await unpackText(`tokens-${run.tokens}`)).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const docs = new Map(lines.filter((line) => line.task !== undefined).map((line) => [`${line.task}/${line.doc_id}`, line]));
  return { docs, lengths: lines.at(-1)?.lengths ?? {} };
}

const tokensOf = (run) => (run.unpackedTokens ??= readTokens(run));

/** Tokens with their texts, cut where their bytes say. */
function tokenList(ids, text, lengths) {
  const bytes = new TextEncoder().encode(text), decoder = new TextDecoder();
  let at = 0;
  const items = ids.map((id) => {
    const piece = decoder.decode(bytes.slice(at, (at += lengths[id] ?? 0)));
    return make("li", {}, make("code", { className: "exact" }, ...exact(piece)), make("span", { className: "note" }, ` ${id}`));
  });
  return make("ol", { className: "tokens" }, ...items);
}

/** What a run sent as token ids: each context once, then what is scored after it. */
async function fillTokens(place, doc, run) {
  const { docs, lengths } = await tokensOf(run);
  const tokens = docs.get(`${doc.task}/${doc.id}`), prompt = report.texts[run.texts]?.prompt(doc);
  if (!tokens || !prompt) {
    place.append(make("p", { className: "note" }, "No token ids of this question were kept."));
    return;
  }
  const texts = prompt.requests.map(({ context, continuation }) => {
    const before = prompt.contexts[context];
    return (before ? before.fewShot + before.own : "") + continuation;
  });
  const size = (ids) => ids.reduce((sum, id) => sum + (lengths[id] ?? 0), 0);
  const cut = (text, from, to) => new TextDecoder().decode(new TextEncoder().encode(text).slice(from, to));
  tokens.contexts.forEach((ids, i) => {
    const owner = tokens.requests.findIndex(([context]) => context === i);
    place.append(make("h5", {}, `Context ${i + 1}: ${ids.length} tokens`), tokenList(ids, cut(texts[owner], 0, size(ids)), lengths));
  });
  tokens.requests.forEach(([context, ...ids], i) => {
    const start = size(tokens.contexts[context]);
    place.append(
      make("h5", {}, `Continuation ${requestLabel(doc, i, prompt.requests[i].context) || i + 1}, after context ${context + 1}`),
      tokenList(ids, cut(texts[i], start, start + size(ids)), lengths));
  });
}

/** A fold for the token ids of every run that kept them. */
function tokensView(doc) {
  return report.runs.filter((run) => run.tokens !== null && run.rows[doc.index] >= 0).map((run) => {
    const name = report.runs.length > 1 ? ` of run ${run.number}: ${run.name}` : "";
    const details = make("details", { className: "token-ids" }, make("summary", {}, `Tokens${name}`));
    whenUnfolded(details, (place) => fillTokens(place, doc, run));
    return details;
  });
}
