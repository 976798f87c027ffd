// The rules of this folder that the type checker does not know. Prints every breach and leaves with 1 if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const kMostLines = 220;

const kRules = [
  { name: 'no any', pattern: /(:|<|\bas|\|)\s*any\b(?!\s*\w)/ },
  { name: 'no suppressed check', pattern: /@ts-(ignore|nocheck|expect-error)|eslint-disable/ },
  { name: 'no inline style: the policy of the page forbids it', pattern: /\sstyle=|styleMap|setAttribute\(['"]style/ },
  { name: 'no HTML from text', pattern: /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write/ },
  { name: 'no evaluated code', pattern: /\beval\(|new Function\(/ },
  { name: 'no other host', pattern: /https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)/ },
  { name: 'no debugging left behind', pattern: /console\.(log|debug)|\bdebugger\b/ },
  { name: 'words belong in vi.json and en.json', pattern: /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, isComment: true },
];
// Text that names Vietnamese words to recognise them, not to show them.
const kExempt = new Map([['words belong in vi.json and en.json', ['src/format/place.ts']]]);

function* files(folder, endings) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path, endings);
    else if (endings.some((ending) => entry.name.endsWith(ending))) yield path;
  }
}

const breaches = [];
for (const path of files(join(web, 'src'), ['.ts'])) {
  const name = relative(web, path);
  if (name === 'src/api/types.ts') continue;
  const lines = readFileSync(path, 'utf8').split('\n');
  if (lines.length > kMostLines) breaches.push(`${name}: ${lines.length} lines, at most ${kMostLines}`);
  lines.forEach((line, index) => {
    const code = line.replace(/^\s*(\/\/|\*|\/\*\*).*$/, '');
    for (const rule of kRules) {
      if (kExempt.get(rule.name)?.includes(name)) continue;
      if (rule.pattern.test(rule.isComment ? code.replace(/\/\/.*$|\/\*.*?\*\//g, '') : code)) breaches.push(`${name}:${index + 1}: ${rule.name}`);
    }
  });
}
for (const name of ['index.html', 'desk.html']) {
  const text = readFileSync(join(web, name), 'utf8');
  if (/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/.test(text)) breaches.push(`${name}: inline style or script`);
}

/** What a file of ours names in its imports and exports, types, too: who reads one is to know where to begin. */
function importsOf(path) {
  const named = [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
  return named.map(([, name]) => join(dirname(path), name)).map((name) => sources.find((source) => source === `${name}.ts` || source === name)).filter(Boolean);
}
const sources = [...files(join(web, 'src'), ['.ts'])];
const walked = new Set();
function walk(path, way) {
  if (way.includes(path)) return breaches.push(`circle of imports: ${[...way.slice(way.indexOf(path)), path].map((name) => relative(web, name)).join(' → ')}`);
  if (walked.has(path)) return;
  for (const next of importsOf(path)) walk(next, [...way, path]);
  walked.add(path);
}
for (const path of sources) walk(path, []);

// Every text that is written down is used somewhere, literally or by the first part of its key.
const source = [...files(join(web, 'src'), ['.ts'])].map((path) => readFileSync(path, 'utf8')).join('\n');
for (const name of ['src/i18n/vi.json', 'src/desk/i18n/vi.json']) {
  for (const key of Object.keys(JSON.parse(readFileSync(join(web, name), 'utf8')))) {
    const isBuilt = [...source.matchAll(/`([a-z_]+\.[a-z_]*)\$\{/g)].some(([, prefix]) => key.startsWith(prefix));
    if (!isBuilt && !source.includes(`'${key}'`)) breaches.push(`${name}: ${key} is used nowhere`);
  }
}

for (const breach of breaches) console.error(breach);
console.log(breaches.length === 0 ? 'lint: clean' : `lint: ${breaches.length} breaches`);
process.exitCode = breaches.length === 0 ? 0 : 1;
