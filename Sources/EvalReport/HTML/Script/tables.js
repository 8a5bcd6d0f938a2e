// What script adds to the parts that are there without it: tables, the menu, printing.

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

/** Puts runs after the first where their notes stand: markup of this file's own, in which texts are escaped as everywhere. */
async function unfoldLater() {
  const places = [...document.querySelectorAll("[data-later]")];
  const markups = await Promise.all(places.map((place) => unpackText(place.dataset.later)));
  places.forEach((place, i) => place.replaceWith(document.createRange().createContextualFragment(markups[i])));
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
