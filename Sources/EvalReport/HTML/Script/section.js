// List, question and address together.

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
