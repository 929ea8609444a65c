// Sets formulas and colours code, for the whole book at once: node render.js REQUEST.json
// { formulas: [{ tex, isDisplay }], snippets: [{ code, language }] } → { formulas: [{ html } or { error }], snippets: [{ html }] }.
// The modules are those of the working directory.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const installed = createRequire(process.cwd() + '/');
const katex = installed('katex');
const hljs = installed('highlight.js/lib/common');

const set = ({ tex, isDisplay }) => {
  try {
    return { html: katex.renderToString(tex, { displayMode: isDisplay, throwOnError: true, strict: 'error', trust: false, maxExpand: 1000 }) };
  } catch (error) {
    return { error: String(error.message) };
  }
};

const escape = text => text.replace(/[&<>"]/g, letter => `&#${letter.charCodeAt(0)};`);

// Each line becomes an element that knows its indentation, so that long ones wrap below themselves. Colours that go on over
// several lines are ended and begun again.
const lines = html => {
  let open = [];
  return html.split('\n').map(line => {
    const begin = open.join('');
    for (const [tag] of line.matchAll(/<[^>]*>/g)) open = tag[1] === '/' ? open.slice(0, -1) : [...open, tag];
    const indent = line.replace(/<[^>]*>/g, '').search(/\S|$/);
    return `<span class="line" style="--indent:${indent}">${begin}${line}${'</span>'.repeat(open.length)}`;
  }).join('\n</span>') + '</span>';
};

const colour = ({ code, language }) => ({ html: lines(hljs.getLanguage(language) ? hljs.highlight(code, { language }).value : escape(code)) });

const { formulas, snippets } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify({ formulas: formulas.map(set), snippets: snippets.map(colour) }));
