// The page's data, unpacked.

// ── Data ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The bytes of a packed part of the file, and its element's memory back. */
async function unpack(id) {
  const source = document.getElementById(id);
  const packed = atob(source.textContent);
  source.remove();
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}

const unpackJSON = async (id) => (await unpack(id)).json();
const unpackText = async (id) => (await unpack(id)).text();
const unpackBytes = async (id) => new Uint8Array(await (await unpack(id)).arrayBuffer());

/** A text in which frequent words stand as single characters: the words, their characters, and the text, a line each. */
function decodeWords(coded) {
  const [words, signs] = coded.split("\n", 2);
  const meanings = new Map(words.split("|").map((word, i) => [signs[i], word]));
  const text = coded.slice(words.length + signs.length + 2);
  return text.replace(/[^\0-\x7f]/g, (sign) => meanings.get(sign) ?? sign);
}

/** `count` numbers whose bytes lie in four planes from `start`, lowest first, with the sign in the lowest bit. */
function planes(bytes, start, count) {
  const numbers = new Int32Array(count);
  for (let i = 0, at = start; i < count; i++, at++) {
    const bits = bytes[at] | (bytes[at + count] << 8) | (bytes[at + 2 * count] << 16) | (bytes[at + 3 * count] << 24);
    numbers[i] = (bits >>> 1) ^ -(bits & 1);
  }
  return numbers;
}

const NAN = 2147483647;
const INFINITY = 2147483646;
const MINUS_INFINITY = -2147483648;

/** A stored log-likelihood in nats. */
function nats(stored) {
  if (stored === NAN) return NaN;
  if (stored === INFINITY) return Infinity;
  return stored === MINUS_INFINITY ? -Infinity : stored / 1024;
}

/** Classes of outcomes as they are stored, and one for docs that a run has not. */
const RIGHT = 0, WRONG = 1, TIE = 2, BROKEN = 3, UNJUDGED = 4, STOPPED = 5, ABSENT = -1;
const NEAR_TIE = 16;
const NO_CHOICE = 255;

const isWrong = (outcome) => outcome === WRONG || outcome === TIE || outcome === BROKEN;
const isJudged = (outcome) => outcome === RIGHT || isWrong(outcome);

/** What choices are called: by their texts where those are short, else by letters. */
function labelsOf(choices) {
  const texts = choices.map((text) => text.trim());
  const areShort = texts.every((text) => text.length > 0 && text.length <= 3) && new Set(texts).size === texts.length;
  return areShort ? texts : choices.map((_, i) => (i < 26 ? String.fromCharCode(65 + i) : String(i + 1)));
}

/** The docs of all runs in the order of the file. */
function readDocs(tasks) {
  const docs = [];
  for (const { task, kind, ids, choices, golds } of tasks) {
    let own = [];
    let labels = [];
    ids.forEach((id, i) => {
      if (choices[i]) {
        own = choices[i];
        labels = labelsOf(own);
      }
      docs.push({ index: docs.length, task, kind, id, choices: own, labels, golds: golds[i] });
    });
  }
  return docs;
}

const hasChoices = (doc) => doc.kind === "multiple_choice";

/** What a run answered at one depth. */
class Readout {
  constructor(run, index, classes, predictions, scores) {
    Object.assign(this, { run, index, classes, predictions, stored: scores, key: `${run.index}.${index}` });
    this.label = run.readouts[index];
    this.name = [run.name, this.label].filter(Boolean).join(", ");
    this.shortName = [run.isAlone ? "" : `run ${run.number}`, this.label].filter(Boolean).join(", ") || "answers";
  }

  /** The class of a doc's outcome. */
  outcome(doc) {
    const row = this.run.rows[doc.index];
    return row < 0 ? ABSENT : this.classes[row] & ~NEAR_TIE;
  }

  isNearTie(doc) {
    const row = this.run.rows[doc.index];
    return row >= 0 && (this.classes[row] & NEAR_TIE) !== 0;
  }

  /** The index of the predicted choice, or −1. */
  predicted(doc) {
    const row = this.run.rows[doc.index];
    return row < 0 || this.predictions[row] === NO_CHOICE ? -1 : this.predictions[row];
  }

  /** What is compared between read-outs: the predicted choice, or for tasks without choices the outcome. */
  answer(doc) {
    return hasChoices(doc) ? this.predicted(doc) : this.outcome(doc);
  }

  /** Whether the run has the doc and came as far as this read-out with it. */
  has(doc) {
    const outcome = this.outcome(doc);
    return outcome !== ABSENT && outcome !== STOPPED;
  }

  /** Log-likelihoods in nats, one a choice; none where the doc was stopped before. */
  scores(doc) {
    if (!this.has(doc)) return [];
    const row = this.run.rows[doc.index];
    return Array.from(this.stored.subarray(this.run.starts[row], this.run.starts[row + 1]), nats);
  }

  /** Best log-likelihood minus the best of a choice with another text; NaN where there is no such thing. */
  margin(doc) {
    const scores = this.scores(doc);
    if (!hasChoices(doc) || !scores.every(Number.isFinite)) return NaN;
    const best = scores.indexOf(Math.max(...scores));
    const rivals = scores.filter((_, i) => doc.choices[i] !== doc.choices[best]);
    return rivals.length > 0 ? scores[best] - Math.max(...rivals) : NaN;
  }

  /** Minus the log-probability of the right answer, normalised over the choices where there are choices. */
  loss(doc) {
    const scores = this.scores(doc);
    if (scores.length === 0 || !scores.every(Number.isFinite)) return NaN;
    if (!hasChoices(doc)) return -scores[0];
    return doc.golds.length > 0 ? logSumExp(scores) - logSumExp(doc.golds.map((gold) => scores[gold])) : NaN;
  }
}

function logSumExp(values) {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** A run with its rows and read-outs. */
function readRun(description, index, docs, bytes) {
  const { docs: count, scores: scoreCount } = description;
  const isAlone = report.page.runs.length === 1;
  const run = { ...description, index, number: index + 1, isAlone, rows: new Int32Array(docs.length).fill(-1) };
  run.starts = new Int32Array(count + 1);
  planes(bytes, 0, count).forEach((doc, row) => {
    run.rows[doc] = row;
    run.starts[row + 1] = run.starts[row] + (hasChoices(docs[doc]) ? docs[doc].choices.length : 1);
  });
  if (run.starts[count] !== scoreCount) {
    throw new Error(`${run.name} has ${scoreCount} scores for ${run.starts[count]} choices`);
  }
  const depths = description.readouts.length;
  const scoresAt = 4 * count + depths * 2 * count;
  let before;
  run.depths = description.readouts.map((_, depth) => {
    const column = (i) => bytes.subarray(4 * count + i * count, 4 * count + (i + 1) * count);
    const scores = planes(bytes, scoresAt + depth * 4 * scoreCount, scoreCount);
    // Differences from the depth before, which wrap around as an Int32Array does.
    if (before) scores.forEach((difference, i) => (scores[i] = before[i] + difference));
    before = scores;
    return new Readout(run, depth, column(2 * depth), column(2 * depth + 1), scores);
  });
  return run;
}

/** The index of the first read-out from which a doc's answer stays; NaN where the run does not judge the doc. */
function settles(run, doc) {
  const reached = run.depths.filter((readout) => readout.has(doc) && readout.outcome(doc) !== UNJUDGED);
  if (reached.length === 0) return NaN;
  const last = reached.at(-1).answer(doc);
  let first = reached.length - 1;
  while (first > 0 && reached[first - 1].answer(doc) === last) first--;
  return reached[first].index;
}

// ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the texts of a task begin with, up to the end of a line or a label such as "Question: ". */
function commonBeginning(texts) {
  if (texts.length < 2) return 0;
  let length = texts[0].length;
  for (const text of texts) {
    let same = 0;
    while (same < length && text[same] === texts[0][same]) same++;
    length = same;
  }
  return texts[0].slice(0, length).match(/^[\s\S]*(\n|: )/)?.[0].length ?? 0;
}

/** The prompts of one or more runs. */
class Texts {
  constructor(tasks) {
    this.tasks = new Map();
    for (const task of tasks) {
      this.tasks.set(task.task, { ...task, index: new Map(task.ids.map((id, i) => [id, i])) });
    }
  }

  /** A doc's prompt in parts; nil where it was not kept. */
  prompt(doc) {
    const task = this.tasks.get(doc.task);
    const i = task?.index.get(doc.id);
    if (i === undefined) return undefined;
    const contexts = task.contexts[i].map(([example, own]) => ({ fewShot: task.examples[example] ?? "", own }));
    const requests = task.requests[i].map(([context, continuation]) => ({ context, continuation }));
    return { contexts, requests, target: task.targets[i] };
  }

  /** The beginning of a doc's own text, without what all docs of its task begin with. */
  snippet(doc) {
    const task = this.tasks.get(doc.task);
    const i = task?.index.get(doc.id);
    if (i === undefined) return undefined;
    const own = (j) => task.contexts[j][0]?.[1] ?? task.requests[j][0]?.[1] ?? "";
    task.beginning ??= commonBeginning(task.ids.map((_, j) => own(j)));
    return own(i).slice(task.beginning, task.beginning + 300).replace(/\s+/g, " ").replace(unseen, "\ufffd").trim();
  }

  /** All that a search looks at. */
  searched(doc) {
    const prompt = this.prompt(doc);
    if (!prompt) return undefined;
    const own = prompt.contexts.map((context) => context.own);
    const continuations = prompt.requests.map((request) => request.continuation);
    return [...own, ...continuations, prompt.target].join("\n");
  }
}
