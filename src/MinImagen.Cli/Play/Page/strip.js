// The last pictures with their settings, and two of them side by side.

import { NAMES, show } from "/settings.js";

const MOST = 12;
const strip = document.getElementById("strip");
const hint = document.getElementById("past-hint");
const dialog = document.getElementById("compare");
const drawings = [];
let chosen = [];

function picture(drawing) {
  const image = document.createElement("img");
  image.src = drawing.picture;
  image.alt = `Picture of: ${drawing.asked.caption}`;
  return image;
}

function wrap(child, kind) {
  const box = document.createElement("div");
  box.className = kind;
  box.append(child);
  return box;
}

function keys(asked) {
  return Object.keys(NAMES).filter(key => key !== "percentile" || asked.thresholding === "dynamic");
}

/** The settings in words; those that differ from the picture before are marked. */
function describe(drawing, before) {
  const small = document.createElement("small");
  keys(drawing.asked).forEach((key, index) => {
    const text = `${NAMES[key].toLowerCase()} ${show(key, drawing.asked[key])}`;
    const differs = before && show(key, before.asked[key]) !== show(key, drawing.asked[key]);
    const part = document.createElement(differs ? "mark" : "span");
    part.textContent = text;
    small.append(index ? ", " : "", part);
  });
  return small;
}

function button(text, label, action) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "quiet", textContent: text });
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => action(made));
  return made;
}

function compare() {
  const [a, b] = chosen;
  document.getElementById("pair").replaceChildren(...chosen.map(drawing => wrap(picture(drawing), "picture")));
  const rows = ["caption", ...Object.keys(NAMES)].map(key => {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = key === "caption" ? "Caption" : NAMES[key];
    const cells = [a, b].map(drawing => {
      const cell = document.createElement("td");
      const used = key === "caption" || keys(drawing.asked).includes(key);
      cell.textContent = used ? show(key, drawing.asked[key]) : "not used";
      return cell;
    });
    if (cells[0].textContent !== cells[1].textContent) row.className = "differs";
    row.append(name, ...cells);
    return row;
  });
  document.getElementById("differences").replaceChildren(...rows);
  dialog.showModal();
}

document.getElementById("close").addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => {
  chosen = [];
  strip.querySelectorAll("[aria-pressed]").forEach(pressed => pressed.setAttribute("aria-pressed", "false"));
});

/** Adds a finished picture; onUse is called with what it was asked for. */
export function addToStrip(drawing, onUse) {
  const card = document.createElement("li");
  card.className = "card";
  const caption = document.createElement("b");
  caption.textContent = drawing.asked.caption;
  const actions = document.createElement("div");
  actions.className = "row";
  const toggle = button("Compare", `Compare with another: ${drawing.asked.caption}`, pressed => {
    chosen = chosen.includes(drawing) ? chosen.filter(other => other !== drawing) : [...chosen, drawing];
    pressed.setAttribute("aria-pressed", String(chosen.includes(drawing)));
    if (chosen.length === 2) compare();
  });
  toggle.setAttribute("aria-pressed", "false");
  actions.append(button("Use", `Use these settings again: ${drawing.asked.caption}`, () => onUse(drawing)), toggle);
  const words = document.createElement("div");
  words.append(caption, describe(drawing, drawings[0]), actions);
  card.append(wrap(picture(drawing), "thumb"), words);

  drawings.unshift(drawing);
  strip.prepend(card);
  strip.scrollLeft = 0;
  if (drawings.length > MOST) {
    const gone = drawings.pop();
    chosen = chosen.filter(other => other !== gone);
    strip.lastElementChild.remove();
  }
  hint.hidden = drawings.length > 1;
}
