// The playground's page: asks for a picture, shows its steps as they arrive, keeps the last ones.

import { clearHistogram, drawHistogram } from "/histogram.js";
import { buildSettings } from "/settings.js";
import { addToStrip } from "/strip.js";

const $ = id => document.getElementById(id);
const soFar = $("so-far"), guess = $("guess"), scrub = $("scrub");
let world, settings;
let frames = [];
let running = null;
let shown = -1;

function say(state, text) {
  $("status").dataset.state = state;
  $("status").textContent = text;
}

function unetName(unet) {
  return world.sides.length === 1 ? "The model" : unet === 1 ? "The base model" : "The super-resolution model";
}

function showFrame(index) {
  const frame = frames[index];
  if (!frame || index === shown) return;
  shown = index;
  const side = world.sides[frame.unet - 1];
  const place = `${frame.unet === 1 ? "Base" : "Super-resolution"}, ${side}×${side}: step ${frame.number} of ${frame.steps}`;
  soFar.src = `data:image/png;base64,${frame.picture}`;
  guess.src = `data:image/png;base64,${frame.guess}`;
  soFar.alt = `The picture so far. ${place}`;
  guess.alt = `The model’s guess. ${place}`;
  soFar.hidden = guess.hidden = false;
  drawHistogram(frame.histogram, world.histogramReach);
  scrub.value = index;
  scrub.setAttribute("aria-valuetext", place);
  $("step").textContent = place;
}

/** Steps may come faster than a screen is painted: only the newest is drawn. */
let painting = false;
function follow() {
  scrub.max = Math.max(0, frames.length - 1);
  if (painting) return;
  painting = true;
  requestAnimationFrame(() => {
    painting = false;
    showFrame(frames.length - 1);
  });
}

function clearStage() {
  frames = [];
  shown = -1;
  soFar.hidden = guess.hidden = true;
  clearHistogram();
  scrub.max = scrub.value = 0;
  scrub.disabled = true;
  $("step").textContent = "no steps yet";
  $("word").hidden = true;
}

function finish(asked, seconds) {
  showFrame(frames.length - 1);
  const picture = `data:image/png;base64,${frames.at(-1).picture}`;
  say("done", `Done in ${seconds.toFixed(1)} seconds. Slide through its steps below the picture.`);
  addToStrip({ asked, picture }, drawing => {
    settings.write(drawing.asked);
    $("caption").value = drawing.asked.caption;
    $("caption").focus();
  });
}

function happened(event, asked) {
  switch (event.kind) {
    case "waiting":
      say("waiting", `Another page is drawing. ${event.ahead === 1 ? "Yours comes next" : `${event.ahead} pictures come first`}.`);
      break;
    case "word":
      $("word").textContent = `${event.text} Here is what it makes of your caption all the same.`;
      $("word").hidden = false;
      break;
    case "step":
      // Said once a model: a screen reader would read out every step.
      if (event.unet !== frames.at(-1)?.unet) say("drawing", `${unetName(event.unet)} is drawing…`);
      frames.push(event);
      follow();
      break;
    case "done":
      finish(asked, event.seconds);
      break;
    default:
      say("failed", event.text);
  }
  return event.kind === "done" || event.kind === "failed";
}

/** Reads an answer line by line as it arrives; tells whether it came to an end. */
async function read(response, asked) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "", ended = false;
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : lines.pop();
    for (const line of lines) {
      if (line.trim()) ended = happened(JSON.parse(line), asked) || ended;
    }
    if (done) return ended;
  }
}

async function draw() {
  if (running || !$("ask").reportValidity()) return;
  const asked = { caption: $("caption").value.trim(), ...settings.read() };
  const request = running = new AbortController();
  clearStage();
  say("drawing", "Asking for a picture…");
  $("draw").hidden = true;
  $("cancel").hidden = false;
  try {
    const response = await fetch("/draw", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked), signal: request.signal,
    });
    if (!await read(response, asked)) say("failed", "The playground stopped in the middle. Is it still running in the terminal?");
  } catch (error) {
    if (request.signal.aborted) say("idle", "Cancelled.");
    else say("failed", "The playground does not answer. Is it still running in the terminal?");
  } finally {
    running = null;
    scrub.disabled = frames.length < 2;
    const wasFocused = document.activeElement === $("cancel");
    $("cancel").hidden = true;
    $("draw").hidden = false;
    if (wasFocused) $("draw").focus();
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  $("theme").textContent = theme === "dark" ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", `Switch to ${theme === "dark" ? "light" : "dark"} colours`);
}

async function begin() {
  setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  $("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
  $("ask").addEventListener("submit", event => { event.preventDefault(); draw(); });
  $("cancel").addEventListener("click", () => running?.abort());
  document.addEventListener("keydown", event => { if (event.key === "Escape" && !$("compare").open) running?.abort(); });
  scrub.addEventListener("input", () => showFrame(Number(scrub.value)));

  world = await (await fetch("/world")).json();
  settings = buildSettings($("controls"), world);
  settings.write(world.defaults);
  $("reset").addEventListener("click", () => settings.write(world.defaults));
  $("model").textContent = `${world.name}: ${world.sides.map(side => `${side}×${side}`).join(" → ")} pixels`;
  $("caption").maxLength = world.captionLength;
  $("caption").value = world.defaults.caption;
  $("examples").replaceChildren(...world.examples.map(example => {
    const item = document.createElement("li");
    const chip = document.createElement("button");
    Object.assign(chip, { type: "button", className: "quiet", textContent: example });
    chip.addEventListener("click", () => { $("caption").value = example; draw(); });
    item.append(chip);
    return item;
  }));
  $("examples").hidden = world.examples.length === 0;
}

begin().catch(() => say("failed", "The playground does not answer. Is it still running in the terminal?"));
