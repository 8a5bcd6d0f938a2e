// Which docs are listed, the form that says so, and what is said of them.

// ── The choice of docs ───────────────────────────────────────────────────────────────────────────────────────────

/** The report's data, as far as it is unpacked. */
const report = { page: null, docs: [], runs: [], readouts: [], texts: [], prefix: "" };

const ofKey = (key) => report.readouts.find((readout) => readout.key === key);

/** The texts that have a doc, those of `run` before others. */
function textsWith(doc, run) {
  const order = [report.texts[run?.texts], ...report.texts].filter(Boolean);
  return order.find((texts) => texts.tasks.get(doc.task)?.index.has(doc.id));
}

function searchedText(doc) {
  doc.searched ??= [textsWith(doc)?.searched(doc) ?? "", ...doc.choices].join("\n").toLowerCase();
  return doc.searched;
}

const outcomeTests = {
  right: (readout, doc) => readout.outcome(doc) === RIGHT,
  wrong: (readout, doc) => isWrong(readout.outcome(doc)),
  tie: (readout, doc) => readout.outcome(doc) === TIE,
  near: (readout, doc) => readout.isNearTie(doc),
  broken: (readout, doc) => readout.outcome(doc) === BROKEN,
  stopped: (readout, doc) => readout.outcome(doc) === STOPPED,
  unjudged: (readout, doc) => readout.outcome(doc) === UNJUDGED,
};

const changeTests = {
  lost: (a, b) => a === RIGHT && isWrong(b),
  gained: (a, b) => isWrong(a) && b === RIGHT,
  flipped: (a, b) => changeTests.lost(a, b) || changeTests.gained(a, b),
};

const depthTests = {
  flips: (outcomes) => outcomes.includes(RIGHT) && outcomes.some(isWrong),
  never: (outcomes) => !outcomes.includes(RIGHT) && outcomes.some(isWrong),
  always: (outcomes) => outcomes.includes(RIGHT) && !outcomes.some(isWrong),
};

const NONE = "(none)";

function predictedLabel(readout, doc) {
  return doc.labels[readout.predicted(doc)] ?? NONE;
}

function hasChanged({ change, first, second }, doc) {
  if (change !== "differ") return changeTests[change](first.outcome(doc), second.outcome(doc));
  return first.has(doc) && second.has(doc) && first.answer(doc) !== second.answer(doc);
}

function isWithin({ first, least, most }, doc) {
  const margin = first.margin(doc);
  return (least === "" || margin >= Number(least)) && (most === "" || margin <= Number(most));
}

/** The conditions of a query, cheap ones first. */
function conditions(query) {
  const { first, second, task, outcome, change, predicted, depth, least, most, text } = query;
  const needle = text.toLowerCase();
  return [
    task && ((doc) => doc.task === task),
    outcome && ((doc) => outcomeTests[outcome](first, doc)),
    change && second && ((doc) => hasChanged(query, doc)),
    predicted && ((doc) => first.has(doc) && hasChoices(doc) && predictedLabel(first, doc) === predicted),
    depth && ((doc) => depthTests[depth](first.run.depths.map((readout) => readout.outcome(doc)))),
    (least !== "" || most !== "") && ((doc) => isWithin(query, doc)),
    needle && ((doc) => searchedText(doc).includes(needle)),
  ].filter(Boolean);
}

const orders = {
  margin: ({ first }) => (doc) => first.margin(doc),
  "margin-down": ({ first }) => (doc) => -first.margin(doc),
  loss: ({ first }) => (doc) => -first.loss(doc),
  settles: ({ first }) => (doc) => -settles(first.run, doc),
};

/** The docs that a query chooses, in its order; docs without a number come last. */
function select(query) {
  const tests = conditions(query);
  const docs = report.docs.filter((doc) => tests.every((test) => test(doc)));
  if (!orders[query.order]) return docs;
  const key = orders[query.order](query);
  const keyed = docs.map((doc) => ({ doc, key: key(doc) }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key, 1)).map(({ doc }) => doc);
}

/** Right and judged docs at a read-out. */
function tally(readout, docs) {
  let right = 0, judged = 0;
  for (const doc of docs) {
    const outcome = readout.outcome(doc);
    if (outcome === RIGHT) right++;
    if (isJudged(outcome)) judged++;
  }
  return { right, judged };
}

// ── The form ─────────────────────────────────────────────────────────────────────────────────────────────────────

class Form {
  constructor() {
    this.form = part("form");
    this.fields = this.form.elements;
    this.fillReadouts();
    this.fillTasks();
    this.fillPredicted();
    part("depth-field").hidden = report.runs.every((run) => run.depths.length < 2);
    this.fields.order.querySelector('[value="settles"]').hidden = part("depth-field").hidden;
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** The last read-out of the first run, and none to compare with, are what is chosen at first. */
  fillReadouts() {
    for (const name of ["first", "second"]) {
      for (const run of report.runs) this.fields[name].append(this.readoutOptions(run));
    }
    const initial = report.runs[0].depths.at(-1).key;
    for (const option of this.fields.first.options) option.defaultSelected = option.value === initial;
    this.fields.first.value = initial;
  }

  readoutOptions(run) {
    const options = run.depths.map((readout) => make("option", { value: readout.key }, readout.shortName));
    return make("optgroup", { label: run.name }, ...options);
  }

  fillTasks() {
    const names = [...new Set(report.docs.map((doc) => doc.task))];
    this.fields.task.append(...names.map((name) => make("option", { value: name }, name)));
  }

  fillPredicted() {
    const labels = [...new Set(report.docs.flatMap((doc) => (hasChoices(doc) ? doc.labels : [])))];
    labels.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    this.fields.predicted.append(
      ...labels.map((label) => make("option", { value: label }, label)),
      make("option", { value: NONE }, "none: tie or not finite"),
    );
  }

  /** What is chosen, with read-outs for their keys. */
  get query() {
    const { first, second, ...rest } = Object.fromEntries(new FormData(this.form));
    return { ...rest, first: ofKey(first), second: ofKey(second) };
  }

  /** What is chosen, as it stands in links; what is as at first is left out. */
  get link() {
    const chosen = new URLSearchParams();
    for (const field of this.named) if (field.value !== this.initial(field)) chosen.set(field.name, field.value);
    return chosen.toString();
  }

  get named() {
    return [...this.fields].filter((field) => field.name);
  }

  initial(field) {
    return [...(field.options ?? [])].find((option) => option.defaultSelected)?.value ?? "";
  }

  /** Chooses what a link says; values that a field does not know are left out. */
  follow(link) {
    const chosen = new URLSearchParams(link);
    for (const field of this.named) {
      const value = chosen.get(field.name) ?? this.initial(field);
      const isKnown = !field.options || [...field.options].some((option) => option.value === value);
      field.value = isKnown ? value : this.initial(field);
    }
  }
}

/** The choice of the columns that the list has: read-outs of runs. */
class Columns {
  constructor(change) {
    this.boxes = new Map();
    part("columns").hidden = report.readouts.length < 2;
    part("column-choices").append(...report.runs.map((run) => this.choices(run)));
    part("column-choices").addEventListener("change", change);
  }

  choices(run) {
    const legend = make("legend", {}, `run ${run.number}: ${run.name}`);
    return make("fieldset", {}, legend, ...run.depths.map((readout) => this.choice(readout)));
  }

  /** At first every run's last read-out is shown; of a single run all, unless there are too many to see. */
  choice(readout) {
    const isLast = readout === readout.run.depths.at(-1);
    const checked = isLast || (report.runs.length === 1 && readout.run.depths.length <= 8);
    const box = make("input", { type: "checkbox", checked });
    this.boxes.set(readout, box);
    return make("label", {}, box, ` ${readout.label || "shown"}`);
  }

  /** The read-outs that are shown; those that a query looks at always are. */
  shown({ first, second }) {
    return report.readouts.filter((one) => one === first || one === second || this.boxes.get(one).checked);
  }
}

// ── What the list says above itself ──────────────────────────────────────────────────────────────────────────────

/** "1204 docs, 312 right = 25.9 % (23.5 to 28.4)" */
function tallyText({ right, judged }, total) {
  if (judged === 0) return "none of them judged";
  const [low, high] = wilson(right, judged).map((share) => percent(share, 1));
  const of = judged === total ? "" : ` of ${judged} judged`;
  return `${right}${of} right = ${percent(right / judged, 1)} % (${low} to ${high})`;
}

function statusText({ first, second }, docs) {
  const count = `${docs.length} ${docs.length === 1 ? "doc" : "docs"}`;
  if (docs.length === 0) return count;
  const text = (readout) => tallyText(tally(readout, docs), docs.length);
  if (report.readouts.length === 1) return `${count}, ${text(first)}`;
  return [count, ...[first, second].filter(Boolean).map((one) => `${one.shortName}: ${text(one)}`)].join("; ");
}

function tallyRow(readout, docs) {
  const { right, judged } = tally(readout, docs);
  const interval = judged > 0 ? wilson(right, judged) : undefined;
  const number = (text) => make("td", { className: "num" }, text);
  return make(
    "tr", {},
    make("th", { scope: "row" }, `${report.runs.length > 1 ? `run ${readout.run.number}: ` : ""}${readout.run.name}`),
    make("td", {}, readout.label || "–"),
    number(`${right}/${judged}`),
    number(interval ? `${percent(right / judged, 3)} %` : "–"),
    number(interval ? `${percent(interval[0], 3)} to ${percent(interval[1], 3)}` : "–"),
    make("td", { className: "bar" }, ...(interval ? [bar(right / judged, interval)] : [])),
  );
}
