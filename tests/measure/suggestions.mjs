// Suggestions in a definition of 200 KB beside AWS's own language service for editors, both outside of a browser:
// what an answer takes, what an edit takes until all problems are told, and the ratio.
// Usage: node suggestions.mjs PROGRAM, which is the bench package's `suggestions`, compiled.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(import.meta.dirname, 'browser/page.js'));
const { getLanguageService } = require('amazon-states-language-service');
const { TextDocument } = require('vscode-languageserver-textdocument');

/** What a person does not notice, in milliseconds. */
const AIM = 16;
const STATES = 1800;
const TIMES = 21;

/** A chain of states; the caret is in the last `Next`. */
function definition() {
  const states = {};
  for (let n = 0; n < STATES; n++) {
    states[`State ${n}`] = { Type: 'Pass', Parameters: { 'order.$': '$.order', kind: 'fixed' }, Next: `State ${n + 1}` };
  }
  states[`State ${STATES}`] = { Type: 'Succeed' };
  return JSON.stringify({ StartAt: 'State 0', States: states }, null, 2);
}

const text = definition();
const at = text.lastIndexOf('"Next": "') + '"Next": "'.length;
const input = JSON.stringify({ definition: text, at });
const ours = JSON.parse(execFileSync(process.argv[2], { input, maxBuffer: 1 << 28 }));

const service = getLanguageService({ workspaceContext: {}, contributions: [], promiseConstructor: Promise });
const open = (version) => TextDocument.create('file:///a.asl.json', 'json', version, text);
const document = open(1);
const parsed = service.parseJSONDocument(document);
const complete = () => service.doComplete(document, document.positionAt(at), parsed);
const found = (await complete()).items.map((item) => item.label);

/** The median of many times, in seconds. */
async function median(act) {
  const times = [];
  for (let n = 0; n < TIMES; n++) {
    const begun = performance.now();
    await act(n);
    times.push((performance.now() - begun) / 1000);
  }
  return times.sort((a, b) => a - b)[TIMES >> 1];
}

const theirs = {
  answer: await median(complete),
  edit: await median((n) => {
    const edited = open(n + 2);
    return service.doValidation(edited, service.parseJSONDocument(edited));
  }),
};

const ms = (seconds) => (seconds * 1e3).toFixed(2).padStart(9);
console.log(`A definition of ${Math.round(text.length / 1000)} KB, ms    here     peer   ratio`);
for (const [what, name] of [['suggestions', 'answer'], ['an edit', 'edit']]) {
  console.log(`  ${what.padEnd(22)}${ms(ours[name])}${ms(theirs[name])}${(theirs[name] / ours[name]).toFixed(1).padStart(8)}`);
}
console.log(`  ${ours.labels.length} suggestions here, ${found.length} there; the aim for an answer is ${AIM} ms`);
if (ours.answer * 1e3 > AIM) process.exitCode = 1;
