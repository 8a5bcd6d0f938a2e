// The list of docs, of which only what is seen is in the document.

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
