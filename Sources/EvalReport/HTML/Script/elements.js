// Elements, and numbers as text.

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
