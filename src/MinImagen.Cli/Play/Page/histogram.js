// The histogram of the values that the model expects, with the bounds at which thresholding cuts them.

const svg = document.getElementById("histogram");
const left = 14, right = 386, top = 80, bottom = 340;

function element(name, attributes, text = "") {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function line(x, y1, y2, kind) {
  return element("line", { x1: x, x2: x, y1, y2, class: kind });
}

/** Draws the histogram of one step; values beyond the reach stand in the outermost bars. */
export function drawHistogram(histogram, reach) {
  const { below, above, bound, clipped } = histogram;
  const counts = [...histogram.counts];
  counts[0] += below;
  counts[counts.length - 1] += above;
  const at = value => left + (Math.max(-reach, Math.min(reach, value)) + reach) / (2 * reach) * (right - left);

  // Square roots: most values of a picture are its background's, and the rest should be seen too.
  const tallest = Math.sqrt(Math.max(...counts, 1));
  const width = (right - left) / counts.length;
  let kept = "", cut = "";
  counts.forEach((count, index) => {
    if (count === 0) return;
    const height = Math.max(2, Math.sqrt(count) / tallest * (bottom - top));
    const middle = (index + 0.5) / counts.length * 2 * reach - reach;
    const bar = `M${left + index * width} ${bottom}v${-height}h${width - 1}v${height}z`;
    if (bound !== null && Math.abs(middle) > bound) cut += bar; else kept += bar;
  });

  const parts = [
    line(at(-1), top - 16, bottom, "range"), line(at(1), top - 16, bottom, "range"),
    element("path", { d: kept, class: "bars" }), element("path", { d: cut, class: "cut-bars" }),
    element("line", { x1: left, x2: right, y1: bottom, y2: bottom, class: "axis" }),
  ];
  for (let value = -reach; value <= reach; value++) {
    parts.push(element("text", { x: at(value), y: bottom + 24, "text-anchor": "middle" }, String(value).replace("-", "−")));
  }
  let note = "Nothing is cut off.";
  if (bound !== null) {
    const beyond = bound > reach;
    for (const [sign, name, anchor] of [[-1, "−s", "end"], [1, "s", "start"]]) {
      const x = at(sign * bound);
      parts.push(line(x, top - 16, bottom, "bound"));
      parts.push(element("text", { x: beyond ? x - sign * 6 : x + sign * 6, y: top - 20, "text-anchor": beyond ? (sign < 0 ? "start" : "end") : anchor, class: "bound-name" },
        beyond ? (sign < 0 ? "← −s" : "s →") : name));
    }
    const share = 100 * clipped;
    note = `s = ${bound.toFixed(2)} cuts off ${share > 0 && share < 0.1 ? "under 0.1" : share.toFixed(1)} %`;
  }
  parts.push(element("text", { x: 200, y: 30, "text-anchor": "middle", class: "note" }, note));
  parts.push(element("text", { x: 200, y: 390, "text-anchor": "middle" }, "dotted: what pictures can have"));
  svg.replaceChildren(...parts);
  svg.setAttribute("aria-label", `Histogram of the expected picture's values before thresholding. ${note}`);
}

export function clearHistogram() {
  svg.replaceChildren();
  svg.setAttribute("aria-label", "No histogram yet");
}
