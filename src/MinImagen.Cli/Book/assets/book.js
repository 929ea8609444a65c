// What a page does beyond being read: plots come to life when they come into view, the contents say where one is, and the
// arrow keys turn pages. Without this script the pictures of the plots stand in their place.
'use strict';

const narrow = matchMedia('(max-width: 40rem)');
const usualHeight = 450;
const leastWidthOfTwo = 620;
const typeface = getComputedStyle(document.documentElement).getPropertyValue('--sans');

// A title in lines of at most so many letters.
const wrapped = (title, most) => title.split(' ').reduce((lines, word) =>
  (lines.at(-1) + ' ' + word).length <= most ? [...lines.slice(0, -1), lines.at(-1) + ' ' + word] : [...lines, word], ['']).join('<br>').trim();

async function draw(figure) {
  const { data, layout, frames = [] } = JSON.parse(figure.querySelector('script').textContent);
  const live = figure.querySelector('.live');
  figure.classList.add('drawn');

  // Charts beside one another need their room, and scroll where there is less.
  if (layout.xaxis2) live.style.minWidth = `${leastWidthOfTwo}px`;
  const room = live.clientWidth;
  const size = layout.width
    ? { width: Math.min(layout.width, room), height: layout.height - Math.max(0, layout.width - room) }
    : { autosize: true, height: layout.height ?? usualHeight };
  if (layout.width) live.style.cssText += `width: ${size.width}px; margin-inline: auto`;

  size.font = { ...layout.template?.layout?.font, ...layout.font, family: typeface };
  await document.fonts.load(`16px ${typeface}`);

  // On a phone a finger on a plot goes on scrolling the page, and what is written is smaller.
  if (narrow.matches) {
    size.dragmode = false;
    size.font.size = 12;
    for (const { title } of [layout, ...frames.map(frame => frame.layout ?? {})]) {
      if (title?.text) Object.assign(title, { text: wrapped(title.text, room / 8), font: { size: 14 } });
    }
    size.margin = { ...layout.template?.layout?.margin, ...layout.margin, l: 48, r: 10 };
  }
  await Plotly.newPlot(live, { data, layout: { ...layout, ...size }, frames, config: { responsive: !layout.width, displaylogo: false } });
}

const plots = new IntersectionObserver((entries, observer) => {
  for (const { target } of entries.filter(entry => entry.isIntersecting)) {
    observer.unobserve(target);
    draw(target);
  }
}, { rootMargin: '600px' });
document.querySelectorAll('.plot').forEach(figure => plots.observe(figure));

// The section that is being read: the last heading that has passed the upper third.
const entries = [...document.querySelectorAll('#contents .sections a')];
const headings = entries.map(entry => document.getElementById(decodeURIComponent(entry.hash.slice(1))));
const mark = () => {
  const at = headings.findLastIndex(heading => heading.getBoundingClientRect().top < innerHeight / 3);
  entries.forEach((entry, index) => entry.classList.toggle('here', index === at));
};
addEventListener('scroll', mark, { passive: true });
mark();
document.querySelector('#contents [aria-current]')?.scrollIntoView({ block: 'nearest' });

const contents = document.getElementById('contents');
contents.addEventListener('click', event => {
  if (event.target.closest('a') && contents.matches(':popover-open')) contents.hidePopover();
});

addEventListener('keydown', event => {
  const relation = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key];
  if (!relation || event.target !== document.body || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelector(`.turn a[rel=${relation}]`)?.click();
});
