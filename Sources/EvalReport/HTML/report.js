// The script of a report. The page is complete without it but for the list of questions. Three rules:
// the first paint does not wait for it; whatever comes from data becomes text, never markup; nothing is fetched.
"use strict";

(() => {
  // ── Elements ─────────────────────────────────────────────────────────────────────────────────────────────────────

  const part = (name) => document.querySelector(`#questions [data-part="${name}"]`);

  /** A new element. Strings among its children become text nodes. */
  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Sets an attribute that may have the value already; a browser would style the element again for it. */
  function setAttribute(element, name, value) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }

  /** A small bar of 0 to 1, like those that the static tables have; `interval` is drawn over it. */
  function bar(length, interval) {
    const rect = (name, x, y, width, height) => {
      const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      for (const [key, value] of Object.entries({ class: name, x, y, width, height })) shape.setAttribute(key, value);
      return shape;
    };
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" };
    for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
    svg.append(rect("bar-value", 0, 2, 100 * length, 6));
    if (interval) svg.append(rect("bar-interval", 100 * interval[0], 4, 100 * (interval[1] - interval[0]), 2));
    return svg;
  }

  /** Text for screen readers only. */
  const spoken = (text) => make("span", { className: "hidden-text" }, text);

  /** Calls `action` once `milliseconds` have passed without another call. */
  function later(milliseconds, action) {
    let timer;
    const call = () => {
      clearTimeout(timer);
      timer = setTimeout(action, milliseconds);
    };
    call.cancel = () => clearTimeout(timer);
    return call;
  }

  // ── Numbers as text ──────────────────────────────────────────────────────────────────────────────────────────────

  /** A number of nats with three decimals, which is what 1/1024 nat allows. */
  function natsText(value) {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "+∞" : "−∞";
    return value.toFixed(3).replace("-", "−");
  }

  const percent = (share, decimals) => (100 * share).toFixed(decimals);

  /** Wilson's 95 % interval of a proportion. */
  function wilson(right, total) {
    const z = 1.959963984540054;
    const share = right / total;
    const middle = share + (z * z) / (2 * total);
    const half = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * total)) / total);
    const scale = 1 + (z * z) / total;
    return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
  }

  // ── Tables: sort, collapse, copy ─────────────────────────────────────────────────────────────────────────────────

  /** The rows of a table's body as a tree of groups and members. */
  function treeOf(body) {
    const groups = new Map();
    const roots = [];
    for (const row of body.rows) {
      const node = { row, members: [] };
      (groups.get(row.dataset.parent)?.members ?? roots).push(node);
      if (row.dataset.row) groups.set(row.dataset.row, node);
    }
    return roots;
  }

  const flat = (nodes) => nodes.flatMap((node) => [node, ...flat(node.members)]);

  /** A cell's text without what is drawn, pressed, or read to those who do not see it. */
  function cellText(cell) {
    const copy = cell.cloneNode(true);
    for (const extra of copy.querySelectorAll("svg, .collapse, .hidden-text")) extra.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function sortKey(row, column, isNumber) {
    const cell = row.cells[column];
    const text = cell ? cell.dataset.value ?? cellText(cell) : "";
    return isNumber ? parseFloat(text.replace("−", "-").replace(/[\s\u2009\u202f%]/g, "")) : text;
  }

  /** Orders keys; what is no number comes last either way. */
  function compareKeys(a, b, sign) {
    if (typeof a === "string") return sign * a.localeCompare(b, "en", { numeric: true });
    return Number.isNaN(a) - Number.isNaN(b) || sign * (a - b) || 0;
  }

  class SortableTable {
    constructor(table) {
      this.table = table;
      this.bodies = [...table.tBodies].map((body) => ({ body, roots: treeOf(body) }));
      for (const heading of table.tHead?.querySelectorAll("th[data-sort]") ?? []) this.addSortButton(heading);
      this.groups = this.bodies.flatMap(({ roots }) => flat(roots)).filter((node) => node.members.length > 0);
      for (const node of this.groups) this.addCollapseButton(node);
      this.hideMembers();
    }

    addSortButton(heading) {
      const button = make("button", { type: "button", className: "sort" }, ...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => this.sort(heading));
    }

    /** First in the order that is mostly wanted, then the other way, then as it was. */
    sort(heading) {
      const isNumber = heading.dataset.sort === "number";
      const steps = isNumber ? ["descending", "ascending", null] : ["ascending", "descending", null];
      const next = steps[(steps.indexOf(heading.getAttribute("aria-sort")) + 1) % 3];
      for (const other of this.table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      if (next) heading.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      for (const { body, roots } of this.bodies) {
        const ordered = next ? this.sorted(roots, heading.cellIndex, isNumber, sign) : flat(roots);
        body.append(...ordered.map((node) => node.row));
      }
    }

    sorted(nodes, column, isNumber, sign) {
      const keyed = nodes.map((node) => ({ node, key: sortKey(node.row, column, isNumber) }));
      keyed.sort((a, b) => compareKeys(a.key, b.key, sign));
      return keyed.flatMap(({ node }) => [node, ...this.sorted(node.members, column, isNumber, sign)]);
    }

    addCollapseButton(node) {
      const cell = node.row.cells[0];
      node.isCollapsed = "collapsed" in node.row.dataset;
      node.button = make("button", {
        type: "button",
        className: "collapse",
        "aria-label": `Members of ${cellText(cell)}`,
      });
      cell.prepend(node.button);
      node.button.addEventListener("click", () => {
        node.isCollapsed = !node.isCollapsed;
        this.hideMembers();
      });
    }

    hideMembers() {
      const hide = (nodes, isHidden) => {
        for (const node of nodes) {
          node.row.hidden = isHidden;
          node.button?.setAttribute("aria-expanded", String(!node.isCollapsed));
          hide(node.members, isHidden || node.isCollapsed);
        }
      };
      for (const { roots } of this.bodies) hide(roots, false);
    }

    get areAllCollapsed() {
      return this.groups.every((node) => node.isCollapsed);
    }

    collapseAll(isCollapsed) {
      for (const node of this.groups) node.isCollapsed = isCollapsed;
      this.hideMembers();
    }
  }

  /** How deep a row lies in groups. */
  function level(row) {
    if (!row.dataset.parent) return 0;
    const parent = row.parentElement.querySelector(`[data-row="${CSS.escape(row.dataset.parent)}"]`);
    return parent ? 1 + level(parent) : 0;
  }

  /** A table as lists of texts, without the columns that only draw. */
  function readTable(table) {
    const headings = [...table.tHead.rows].at(-1);
    const isCopied = (cell) => !("nocopy" in headings.cells[cell.cellIndex].dataset);
    const copied = (row) => [...row.cells].filter(isCopied);
    const texts = (row) => copied(row).map((cell) => cell.dataset.copy ?? cellText(cell));
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    return {
      headings: texts(headings),
      isNumber: copied(headings).map((cell) => cell.dataset.sort === "number" || cell.classList.contains("num")),
      rows: rows.map((row) => ({ level: level(row), cells: texts(row) })),
    };
  }

  const formats = {
    Markdown({ headings, isNumber, rows }) {
      const escape = (text) => text.replace(/[\\|`*_<>[\]]/g, "\\$&").replaceAll("&", "&amp;");
      const line = (cells) => `| ${cells.join(" | ")} |`;
      const indent = (row, i) => (i === 0 ? "&nbsp;&nbsp;".repeat(row.level) : "");
      const body = rows.map((row) => line(row.cells.map((text, i) => indent(row, i) + escape(text))));
      const rule = `|${headings.map((_, i) => (isNumber[i] ? "---:" : "---")).join("|")}|`;
      return [line(headings.map(escape)), rule, ...body, ""].join("\n");
    },

    CSV({ headings, rows }) {
      const escape = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      return [headings, ...rows.map((row) => row.cells)].map((cells) => cells.map(escape).join(",") + "\r\n").join("");
    },

    LaTeX({ headings, isNumber, rows }) {
      const line = (cells) => `${cells.join(" & ")} \\\\`;
      const indent = (row, i) => (i === 0 ? "\\quad ".repeat(row.level) : "");
      const body = rows.map((row) => line(row.cells.map((text, i) => indent(row, i) + latex(text))));
      return [
        `\\begin{tabular}{${headings.map((_, i) => (isNumber[i] ? "r" : "l")).join("")}}`,
        "\\toprule",
        line(headings.map(latex)),
        "\\midrule",
        ...body,
        "\\bottomrule",
        "\\end{tabular}",
        "",
      ].join("\n");
    },
  };

  const latexSigns = {
    "\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}",
    "<": "\\textless{}", ">": "\\textgreater{}", "−": "$-$", "±": "$\\pm$", "×": "$\\times$", "·": "$\\cdot$",
    "→": "$\\rightarrow$", "↑": "$\\uparrow$", "↓": "$\\downarrow$", "≤": "$\\leq$", "≥": "$\\geq$",
    "≈": "$\\approx$", "∞": "$\\infty$",
  };

  const latex = (text) => text.replace(/[&%$#_{}\\^~<>−±×→≤≥≈∞↑↓·]/g, (sign) => latexSigns[sign] ?? `\\${sign}`);

  /** Puts text on the clipboard, or shows it selected where the browser does not allow that. Whether it is copied. */
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const dialog = document.getElementById("copy-dialog");
      const area = dialog.querySelector("textarea");
      area.value = text;
      dialog.showModal();
      area.select();
      return false;
    }
  }

  function addCopyButtons(place, sortable) {
    const table = document.getElementById(place.dataset.table);
    if (!table) return;
    const said = make("span", { className: "said", role: "status" });
    const fade = later(2500, () => said.replaceChildren());
    const button = (format) => {
      const one = make("button", { type: "button" }, format);
      one.addEventListener("click", async () => {
        said.textContent = (await copyText(formats[format](readTable(table)))) ? `Copied as ${format}` : "";
        fade();
      });
      return one;
    };
    const label = make("span", { id: `copy-${table.id}` }, "Copy as");
    const buttons = Object.keys(formats).map(button);
    const group = make("span", { role: "group", "aria-labelledby": label.id }, label, ...buttons);
    place.append(...(sortable?.groups.length ? [collapseAllButton(sortable)] : []), group, said);
  }

  function collapseAllButton(sortable) {
    const button = make("button", { type: "button" });
    const update = () => (button.textContent = sortable.areAllCollapsed ? "Show members" : "Show groups only");
    button.addEventListener("click", () => {
      sortable.collapseAll(!sortable.areAllCollapsed);
      update();
    });
    sortable.table.addEventListener("click", update);
    update();
    return button;
  }

  function prepareTables() {
    const sortables = new Map();
    for (const table of document.querySelectorAll("table.sortable")) sortables.set(table.id, new SortableTable(table));
    for (const place of document.querySelectorAll(".copy[data-table]")) {
      addCopyButtons(place, sortables.get(place.dataset.table));
    }
  }

  // ── The page around the questions ────────────────────────────────────────────────────────────────────────────────

  /** Marks the link of the section that is being read. */
  function followSections() {
    const links = [...document.querySelectorAll("nav.sections a")];
    const seen = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target.id);
        const current = links.find((link) => seen.has(link.hash.slice(1)));
        for (const link of links) link.toggleAttribute("data-current", link === current);
        // On a narrow screen not all links are in sight; scrollIntoView would move the page too.
        const list = current?.closest("ul");
        list?.scrollTo({ left: current.offsetLeft - list.clientWidth / 3 });
      },
      { rootMargin: "-25% 0px -70% 0px" },
    );
    for (const link of links) {
      const section = document.getElementById(link.hash.slice(1));
      if (section) observer.observe(section);
    }
  }

  /** On paper nothing can be unfolded. */
  function unfoldForPrint() {
    let unfolded = [];
    addEventListener("beforeprint", () => {
      unfolded = [...document.querySelectorAll("details:not([open])")].filter((one) => !one.closest("#questions"));
      for (const one of unfolded) one.open = true;
    });
    addEventListener("afterprint", () => {
      for (const one of unfolded) one.open = false;
    });
  }

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

  /** `count` numbers whose bytes lie in four planes, lowest first, from `start`. */
  function planes(bytes, start, count) {
    const numbers = new Int32Array(count);
    for (let i = 0, at = start; i < count; i++, at++) {
      numbers[i] = bytes[at] | (bytes[at + count] << 8) | (bytes[at + 2 * count] << 16) | (bytes[at + 3 * count] << 24);
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
    run.depths = description.readouts.map((_, depth) => {
      const column = (i) => bytes.subarray(4 * count + i * count, 4 * count + (i + 1) * count);
      const scores = planes(bytes, scoresAt + depth * 4 * scoreCount, scoreCount);
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

  // ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A doc's answer in a cell of the list: its sign, its words, and a class for its colour. */
  function answerCell(readout, doc) {
    const label = doc.labels[readout.predicted(doc)] ?? "";
    const near = readout.isNearTie(doc) ? "≈" : "";
    switch (readout.outcome(doc)) {
      case RIGHT: return [`${near}${label} ✓`, "right"];
      case WRONG: return [`${near}${label} ✗`, "wrong"];
      case TIE: return ["tie ✗", "wrong"];
      case BROKEN: return ["nan ✗", "wrong"];
      case STOPPED: return ["stop", "none"];
      case UNJUDGED: return ["·", "none"];
      default: return ["", "none"];
    }
  }

  /** A doc's answer in words. */
  function answerWords(readout, doc) {
    const label = doc.labels[readout.predicted(doc)];
    const near = readout.isNearTie(doc) ? ", near tie" : "";
    switch (readout.outcome(doc)) {
      case RIGHT: return (label ? `${label}, right` : "right") + near;
      case WRONG: return (label ? `${label}, wrong` : "wrong") + near;
      case TIE: return "exact tie: wrong";
      case BROKEN: return "not finite: wrong";
      case STOPPED: return "stopped before";
      case UNJUDGED: return "not judged";
      default: return "not in this run";
    }
  }

  const goldText = (doc) => doc.golds.map((gold) => doc.labels[gold]).join(", ") || "–";

  /** A list of thousands of rows of one height, of which only those in view exist. */
  class QuestionList {
    constructor(open) {
      this.grid = part("grid");
      this.body = part("rows");
      this.docs = [];
      this.columns = [];
      this.pool = [];
      this.active = 0;
      this.grid.addEventListener("scroll", () => this.render(), { passive: true });
      this.grid.addEventListener("keydown", (event) => this.key(event));
      this.body.addEventListener("click", (event) => {
        const row = event.target.closest(".row");
        if (row) open(this.docs[this.activate(Number(row.dataset.position))]);
      });
      this.open = open;
      // In the next frame, since a scroll bar that comes or goes by it would be another change of size.
      new ResizeObserver(() => requestAnimationFrame(() => this.measure())).observe(this.grid);
    }

    /** Shows docs, with an answer a column. */
    show(docs, columns, { keepsPlace }) {
      const doc = this.docs[this.active];
      this.docs = docs;
      if (columns.map((one) => one.key).join() !== this.columns.map((one) => one.key).join()) this.setColumns(columns);
      part("nothing").hidden = docs.length > 0;
      this.grid.setAttribute("aria-rowcount", docs.length + 1);
      this.active = Math.max(0, keepsPlace ? docs.indexOf(doc) : 0);
      this.measure();
      if (keepsPlace) this.reveal(this.active);
      else this.grid.scrollTop = 0;
      this.refresh();
    }

    setColumns(columns) {
      this.columns = columns;
      this.grid.style.setProperty("--answers", columns.length);
      this.grid.setAttribute("aria-colcount", columns.length + 4);
      this.pool.forEach((row) => row.element.remove());
      this.pool = [];
      const names = { task: "Task", id: "Doc", text: "Question", gold: "Gold" };
      const headings = Object.entries(names).map(([name, text]) =>
        make("div", { role: "columnheader", className: `cell ${name}` }, text));
      const answers = columns.map((readout, i) => this.columnHeading(readout, columns[i - 1]));
      part("head").replaceChildren(...headings, ...answers);
    }

    columnHeading(readout, before) {
      const { run } = readout;
      const name = run.isAlone ? "" : `run ${run.number}`;
      const depth = String(run.loops?.[readout.index] ?? (run.depths.length > 1 ? readout.label : ""));
      const className = `cell answer${before && before.run !== run ? " new-run" : ""}`;
      return make(
        "div", { role: "columnheader", className, title: readout.name, "aria-label": readout.name || "answer" },
        make("span", { className: "run-number" }, name), " ", make("span", {}, depth || (name ? "" : "answer")),
      );
    }

    /** Takes the height of a row and of the view from the style sheet's layout. */
    measure() {
      const width = this.grid.clientWidth;
      if (width === 0) return;
      this.grid.classList.toggle("compact", width < 640 + 48 * this.columns.length);
      if (this.pool.length === 0) this.addRow();
      this.pool[0].element.hidden = false;
      this.rowHeight = this.pool[0].element.getBoundingClientRect().height;
      this.headHeight = part("head").offsetHeight;
      this.viewHeight = this.grid.clientHeight;
      this.body.style.height = `${this.docs.length * this.rowHeight}px`;
      this.refresh();
    }

    addRow() {
      const cell = (name) => make("div", { role: "gridcell", className: `cell ${name}` });
      const cells = [cell("task"), cell("id"), cell("text"), cell("gold"), ...this.columns.map(() => cell("answer"))];
      const element = make("div", { role: "row", className: "row" }, ...cells);
      this.body.append(element);
      this.pool.push({ element, cells, position: -1 });
    }

    /** Fills all rows again. */
    refresh() {
      for (const row of this.pool) row.position = -1;
      this.render();
    }

    /** Fills the rows that came into view; a row of the pool serves every so-manieth position. */
    render() {
      if (!this.rowHeight) return;
      const ahead = 3;
      const first = Math.max(0, Math.floor(this.grid.scrollTop / this.rowHeight) - ahead);
      const last = Math.min(this.docs.length, first + Math.ceil(this.viewHeight / this.rowHeight) + 2 * ahead);
      if (this.pool.length < last - first) {
        while (this.pool.length < last - first) this.addRow();
        for (const row of this.pool) row.position = -1;
      }
      for (const row of this.pool) if (row.position < first || row.position >= last) row.element.hidden = true;
      for (let position = first; position < last; position++) {
        const row = this.pool[position % this.pool.length];
        if (row.position !== position || row.element.hidden) this.fill(row, position);
      }
      this.markActive();
    }

    fill(row, position) {
      const doc = this.docs[position];
      row.position = position;
      row.element.hidden = false;
      row.element.id = `row-${position}`;
      row.element.dataset.position = position;
      row.element.setAttribute("aria-rowindex", position + 2);
      row.element.style.transform = `translateY(${position * this.rowHeight}px)`;
      const texts = [doc.task.slice(report.prefix.length), doc.id, this.snippet(doc), goldText(doc)];
      texts.forEach((text, i) => (row.cells[i].textContent = text));
      row.cells[0].title = doc.task;
      const answers = row.cells.slice(texts.length);
      this.columns.forEach((readout, i) => this.fillAnswer(answers[i], readout, doc, this.columns[i - 1]));
    }

    fillAnswer(cell, readout, doc, before) {
      const [text, name] = answerCell(readout, doc);
      const classes = `cell answer ${name}${before && before.run !== readout.run ? " new-run" : ""}`;
      if (cell.textContent !== text) cell.textContent = text;
      if (cell.className !== classes) cell.className = classes;
      setAttribute(cell, "aria-label", answerWords(readout, doc));
    }

    snippet(doc) {
      const snippet = textsWith(doc, this.columns[0]?.run)?.snippet(doc);
      return snippet ?? (report.areTextsComing ? "…" : doc.choices.join(" / "));
    }

    /** Makes a position the one that keys act on. */
    activate(position) {
      this.active = Math.min(Math.max(position, 0), this.docs.length - 1);
      this.markActive();
      return this.active;
    }

    markActive() {
      let isThere = false;
      for (const { element, position } of this.pool) {
        const isActive = position === this.active && !element.hidden;
        setAttribute(element, "aria-selected", String(isActive));
        isThere ||= isActive;
      }
      if (isThere) setAttribute(this.grid, "aria-activedescendant", `row-${this.active}`);
      else this.grid.removeAttribute("aria-activedescendant");
    }

    move(position) {
      if (this.docs.length > 0) this.reveal(this.activate(position));
    }

    /** Scrolls no further than is needed to see a row whole. */
    reveal(position) {
      if (!this.rowHeight) return;
      const top = position * this.rowHeight;
      const room = this.viewHeight - this.headHeight - this.rowHeight;
      if (this.grid.scrollTop > top) this.grid.scrollTop = top;
      else if (this.grid.scrollTop < top - room) this.grid.scrollTop = top - room;
      this.render();
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const page = Math.max(1, Math.floor((this.viewHeight - this.headHeight) / this.rowHeight) - 1);
      const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
      if (event.key in moves) this.move(this.active + moves[event.key]);
      else if (event.key === "Enter" && this.docs.length > 0) this.open(this.docs[this.active]);
      else return;
      event.preventDefault();
    }
  }

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

  // ── The section: list, question, address ─────────────────────────────────────────────────────────────────────────

  const docLink = (doc) => `#doc=${encodeURIComponent(doc.task)}/${doc.id}`;

  /** The doc that an address names. */
  function linkedDoc(hash) {
    const [, task, id] = /^#doc=(.+)\/(\d+)$/.exec(hash) ?? [];
    if (task === undefined) return undefined;
    const name = decodeText(task);
    return report.docs.find((doc) => doc.id === Number(id) && doc.task === name);
  }

  /** Undoes percent encoding, where it is one. */
  function decodeText(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  class Questions {
    constructor() {
      this.form = new Form();
      this.columns = new Columns(() => this.update({ keepsPlace: true }));
      this.list = new QuestionList((doc) => this.open(doc));
      this.pane = part("question");
      this.doc = null;
      this.listed = [];
      // Browsers refuse an address that changes hundreds of times in seconds, as a held key would have it.
      this.writeAddress = later(250, () => history.replaceState(history.state, "", this.address));
      this.listen();
    }

    listen() {
      const search = later(150, () => this.change());
      this.form.form.addEventListener("input", ({ target }) => {
        if (target.type === "search" || target.type === "number") search();
      });
      this.form.form.addEventListener("change", ({ target }) => {
        if (target.matches("select")) this.change();
      });
      this.form.form.querySelector('[data-action="reset"]').addEventListener("click", () => {
        this.form.follow("");
        this.change();
      });
      this.form.form.querySelector('[data-action="help"]').addEventListener("click", showHelp);
      addEventListener("hashchange", (event) => this.follow(event.oldURL));
      // A link to where the address already is changes no address.
      document.addEventListener("click", (event) => {
        const link = event.target.closest?.('a[href^="#questions?"], a[href^="#doc="]');
        if (link && link.hash === location.hash) this.follow();
      });
      addEventListener("keydown", (event) => this.key(event));
    }

    get address() {
      if (this.doc) return docLink(this.doc);
      return this.form.link ? `#questions?${this.form.link}` : "#questions";
    }

    /** After the reader changed the form. */
    change() {
      this.update({ keepsPlace: false });
      if (!this.doc) this.writeAddress();
    }

    update(place) {
      const query = this.form.query;
      this.listed = select(query);
      const columns = this.columns.shown(query);
      this.list.show(this.listed, columns, place);
      part("status").textContent = statusText(query, this.listed);
      if (columns.length !== this.columnCount) part("tally").open = isWide() && columns.length <= 6;
      this.columnCount = columns.length;
      part("tally-rows").replaceChildren(...columns.map((readout) => tallyRow(readout, this.listed)));
      part("columns").querySelector("summary").textContent = `Columns: ${columns.length} of ${report.readouts.length}`;
      if (this.doc) this.list.move(this.listed.indexOf(this.doc));
    }

    /** Opens a doc that was chosen in the list; the first one is a step that the back button takes back. */
    open(doc) {
      if (this.doc) {
        this.writeAddress();
      } else {
        this.scrolled = scrollY;
        history.pushState({ isFromList: true }, "", docLink(doc));
      }
      this.showQuestion(doc);
    }

    showQuestion(doc) {
      this.doc = doc;
      const position = this.listed.indexOf(doc);
      const place = position < 0 ? "not in the current list" : `${position + 1} of ${this.listed.length} in the list`;
      const actions = { close: () => this.close(), next: () => this.step(1), previous: () => this.step(-1) };
      this.pane.replaceChildren(...questionView(doc, place, actions));
      this.pane.hidden = false;
      part("list").classList.add("has-question");
      if (position >= 0) this.list.move(position);
      this.pane.querySelector("h3").focus({ preventScroll: true });
      const { top } = this.pane.getBoundingClientRect();
      const isAlone = this.list.grid.clientHeight === 0;
      if (isAlone || top < 0 || top > innerHeight / 2) this.pane.scrollIntoView({ behavior: "instant" });
    }

    /** The next or previous doc of the list. */
    step(by) {
      const next = this.listed[this.listed.indexOf(this.doc) + by];
      if (next) this.open(next);
    }

    /** Back to the list as the reader left it. */
    close() {
      this.hideQuestion();
      this.returnToList();
      if (history.state?.isFromList) history.back();
      else history.replaceState(null, "", this.address);
    }

    hideQuestion() {
      if (!this.doc) return;
      this.doc = null;
      this.writeAddress.cancel();
      this.pane.hidden = true;
      this.pane.replaceChildren();
      part("list").classList.remove("has-question");
      this.list.measure();
      this.list.reveal(this.list.active);
    }

    returnToList() {
      this.list.grid.focus({ preventScroll: true });
      if (this.scrolled === undefined) this.list.grid.scrollIntoView({ block: "nearest", behavior: "instant" });
      else scrollTo({ top: this.scrolled, behavior: "instant" });
    }

    /** Shows what the address says; `before` is the one that was left. */
    follow(before = "") {
      const { hash } = location;
      if (hash.startsWith("#doc=")) {
        this.followDoc(hash);
        return;
      }
      const losesFocus = this.pane.contains(document.activeElement);
      this.hideQuestion();
      if (losesFocus) this.returnToList();
      if (hash.startsWith("#questions?")) this.followList(hash.slice("#questions?".length), before.includes("#doc="));
    }

    /** Shows a list that a link describes; one that the reader comes back to stays where it is. */
    followList(link, isReturn) {
      if (isReturn && link === this.form.link) return;
      this.form.follow(link);
      this.update({ keepsPlace: false });
      part("filter-set").open = true;
      document.getElementById("questions").scrollIntoView();
    }

    followDoc(hash) {
      const doc = linkedDoc(hash);
      if (!doc) {
        part("status").textContent = `This file has no doc ${decodeText(hash.slice("#doc=".length))}.`;
        document.getElementById("questions").scrollIntoView();
      } else if (doc !== this.doc) {
        this.showQuestion(doc);
      }
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (event.target.closest?.("input, select, textarea")) return;
      const actions = {
        j: () => this.walk(1),
        k: () => this.walk(-1),
        f: () => this.search(),
        "?": showHelp,
        Escape: () => this.doc && this.close(),
      };
      if (!Object.hasOwn(actions, event.key)) return;
      event.preventDefault();
      actions[event.key]();
    }

    walk(by) {
      if (this.doc) return this.step(by);
      const isThere = document.activeElement === this.list.grid;
      this.list.grid.focus();
      return this.list.move(this.list.active + (isThere ? by : 0));
    }

    search() {
      if (this.doc && !this.form.form.offsetParent) this.close();
      this.form.fields.text.focus();
      this.form.fields.text.select();
    }
  }

  /** Whether there is room to unfold everything at first. */
  function isWide() {
    return matchMedia("(min-width: 48rem)").matches;
  }

  function showHelp() {
    document.getElementById("help").showModal();
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

  // ── Start ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Once what is static has been painted; a page in the background is not painted. */
  function painted() {
    if (document.hidden) return Promise.resolve();
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }

  /** What all tasks' names begin with, up to an underscore: what the list need not repeat. */
  function commonPrefix(names) {
    const first = names[0] ?? "";
    const isCommon = (length) => names.every((name) => name.startsWith(first.slice(0, length)) && name.length > length);
    let length = names.length > 1 ? first.length : 0;
    while (length > 0 && !(first[length - 1] === "_" && isCommon(length))) length--;
    return first.slice(0, length);
  }

  /** Docs and scores first, since the list needs no more. */
  async function readScores() {
    report.page = JSON.parse(document.getElementById("page").textContent);
    report.docs = readDocs(await unpackJSON("docs"));
    const bytes = await Promise.all(report.page.runs.map((_, i) => unpackBytes(`scores-${i}`)));
    report.runs = report.page.runs.map((run, i) => readRun(run, i, report.docs, bytes[i]));
    report.readouts = report.runs.flatMap((run) => run.depths);
    report.prefix = commonPrefix([...new Set(report.docs.map((doc) => doc.task))]);
    report.areTextsComing = report.page.runs.some((run) => run.texts !== null);
  }

  async function readTexts() {
    const numbers = new Set(report.page.runs.map((run) => run.texts).filter((number) => number !== null));
    for (const number of numbers) report.texts[number] = new Texts(await unpackJSON(`texts-${number}`));
    report.areTextsComing = false;
  }

  function say(error) {
    part("waiting").textContent = `The questions could not be unpacked: ${error.message}`;
  }

  /** Says to those who measure or test the page how far it is. */
  function done(step) {
    performance.mark(step);
    document.documentElement.dataset[step] = "true";
  }

  async function start() {
    prepareTables();
    prepareManifests();
    followSections();
    unfoldForPrint();
    if (!part("list")) return;
    await readScores();
    part("waiting").hidden = true;
    part("list").hidden = false;
    part("filter-set").open = isWide();
    const questions = new Questions();
    questions.update({ keepsPlace: false });
    questions.follow();
    done("ready");
    await readTexts();
    questions.list.refresh();
    if (questions.doc) questions.showQuestion(questions.doc);
    if (questions.form.query.text) questions.update({ keepsPlace: true });
    done("texts");
  }

  painted().then(start).catch(say);
})();
