// The sliders: what they are called, what they do, and the settings that they stand for.

const STEP_STOPS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 400, 500, 750, 1000];

const WHY = {
  guidance: "How firmly the picture is held to the caption: 0 ignores it, 1 follows it, more insists; far too much burns the colours.",
  thresholding: "What becomes of values that no picture can have: none lets them be, static cuts at ±1, dynamic cuts at ±s and shrinks all to fit.",
  percentile: "Of dynamic thresholding: this share of the values stays uncut, and the largest of them is s.",
  steps: "How many steps lead from noise to picture: few are quick and rough, more are slower and finer.",
  samplers: "How a step is taken: ddpm adds fresh noise, ddim adds none, dpmpp also looks back one step and needs the fewest.",
  seed: "Chooses the noise that the picture begins as: the same seed and settings give the same picture.",
  lowresNoise: "Noise put on the small picture before it is enlarged: more leaves the second model freer to invent.",
};

export const NAMES = {
  guidance: "Guidance", thresholding: "Thresholding", percentile: "Percentile", steps: "Steps",
  samplers: "Sampler", seed: "Seed", lowresNoise: "Low-res noise",
};

/** Builds the controls; returns { read, write }. */
export function buildSettings(container, world) {
  const writers = [], readers = [];
  const several = world.sides.length > 1;
  const unetNames = world.sides.map((side, unet) => unet === 0 ? "base" : unet === 1 && world.sides.length === 2 ? "super-res" : `super-res ${unet}`);

  function group(key) {
    const box = document.createElement("fieldset");
    box.id = `setting-${key}`;
    const legend = document.createElement("legend");
    legend.textContent = NAMES[key];
    const why = document.createElement("p");
    why.className = "why";
    why.id = `why-${key}`;
    why.textContent = WHY[key];
    box.append(legend, why);
    container.append(box);
    return box;
  }

  function row(box, id, input, labelText, wide) {
    const line = document.createElement("div");
    line.className = `control${labelText ? "" : " single"}${wide ? " wide" : ""}`;
    input.id = id;
    input.setAttribute("aria-describedby", `why-${box.id.replace("setting-", "")}`);
    if (labelText) {
      const label = document.createElement("label");
      label.htmlFor = id;
      label.textContent = labelText;
      line.append(label);
      input.setAttribute("aria-label", `${box.querySelector("legend").textContent}, ${labelText}`);
    } else {
      input.setAttribute("aria-label", box.querySelector("legend").textContent);
    }
    line.append(input);
    box.append(line);
    return line;
  }

  function slider(box, id, label, min, max, step, show) {
    const input = document.createElement("input");
    Object.assign(input, { type: "range", min, max, step });
    const line = row(box, id, input, label, false);
    const value = document.createElement("output");
    value.htmlFor = id;
    line.append(value);
    const tell = () => {
      value.textContent = show(Number(input.value));
      input.setAttribute("aria-valuetext", value.textContent);
    };
    input.addEventListener("input", tell);
    return { read: () => Number(input.value), write: number => { input.value = number; tell(); } };
  }

  function choice(box, id, label, options) {
    const select = document.createElement("select");
    select.append(...options.map(name => new Option(name, name)));
    row(box, id, select, label, true);
    return { select, read: () => select.value, write: value => { select.value = value; } };
  }

  function perUnet(key, make) {
    const box = group(key);
    const controls = unetNames.map((name, unet) => make(box, `${key}-${unet + 1}`, several ? name : "", unet));
    readers.push(settings => { settings[key] = controls.map(control => control.read()); });
    writers.push(settings => controls.forEach((control, unet) => control.write(settings[key][unet])));
    return box;
  }

  function single(key, control) {
    readers.push(settings => { settings[key] = control.read(); });
    writers.push(settings => control.write(settings[key]));
  }

  const guidance = perUnet("guidance", (box, id, label) => slider(box, id, label, 0, Math.min(12, world.mostGuidance), 0.05, value => value.toFixed(2).replace(/0$/, "")));
  if (!world.canBeGuided) {
    guidance.disabled = true;
    guidance.querySelector(".why").textContent = "This model always saw its captions while it learned, so there is nothing to weigh them against: guidance stays at 1.";
  }

  const thresholding = choice(group("thresholding"), "thresholding", "", ["none", "static", "dynamic"]);
  single("thresholding", thresholding);
  const percentileBox = group("percentile");
  const percentile = slider(percentileBox, "percentile", "", 0.5, 1, 0.001, value => value.toFixed(3).replace(/0$/, ""));
  single("percentile", percentile);
  const follow = () => { percentileBox.disabled = thresholding.read() !== "dynamic"; };
  thresholding.select.addEventListener("change", follow);
  writers.push(follow);

  perUnet("steps", (box, id, label, unet) => {
    const most = world.timesteps[unet];
    const stops = [...new Set([...STEP_STOPS.filter(stop => stop < most), world.defaults.steps[unet], most])].sort((a, b) => a - b);
    const control = slider(box, id, label, 0, stops.length - 1, 1, index => String(stops[index]));
    return { read: () => stops[control.read()], write: steps => control.write(stops.findIndex(stop => stop >= steps)) };
  });
  perUnet("samplers", (box, id, label) => choice(box, id, label, world.samplers));

  const seedBox = group("seed");
  const seed = document.createElement("input");
  Object.assign(seed, { type: "number", min: 0, max: 2147483647, step: 1, required: true });
  const another = document.createElement("button");
  Object.assign(another, { type: "button", className: "quiet", textContent: "Another", id: "another" });
  another.addEventListener("click", () => { seed.value = Math.floor(Math.random() * 10000); });
  row(seedBox, "seed", seed, "", true).append(another);
  single("seed", {
    read: () => Math.min(2147483647, Math.max(0, Math.trunc(Number(seed.value)) || 0)),
    write: value => { seed.value = value; },
  });

  if (several) {
    single("lowresNoise", slider(group("lowresNoise"), "lowres-noise", "", 0, 1, 0.01, value => value.toFixed(2)));
  } else {
    readers.push(settings => { settings.lowresNoise = world.defaults.lowresNoise; });
  }

  return {
    read() {
      const settings = {};
      readers.forEach(reader => reader(settings));
      return settings;
    },
    write(settings) { writers.forEach(writer => writer(settings)); },
  };
}

/** A setting as people read it. */
export function show(key, value) {
  return Array.isArray(value) ? [...new Set(value)].length === 1 ? String(value[0]) : value.join(" / ") : String(value);
}
