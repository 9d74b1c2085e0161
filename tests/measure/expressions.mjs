// JSONata beside its reference, both outside of a browser: µs an evaluation and their ratio.
// Usage: node expressions.mjs PROGRAM, which is the bench package's `expressions`, compiled.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { documentOf, expressions } from './browser/expressions.js';

const jsonata = createRequire(path.join(import.meta.dirname, 'browser/page.js'))('jsonata');
const document = documentOf();
const input = JSON.stringify({ document, expressions });
const ours = JSON.parse(execFileSync(process.argv[2], { input, maxBuffer: 1 << 28 }));

/** Seconds of one evaluation by the reference. */
async function reference(expression) {
  const prepared = jsonata(expression);
  for (let times = 1; ; times *= 4) {
    const start = performance.now();
    for (let n = 0; n < times; n++) await prepared.evaluate(document, { states: document });
    const taken = (performance.now() - start) / 1000;
    if (taken > 0.2) return taken / times;
  }
}

console.log('JSONata natively, µs an evaluation     here  reference   ratio');
const ratios = [];
for (const [index, [name, expression]] of expressions.entries()) {
  const [here, answer] = ours[index];
  const same = answer === JSON.stringify(await jsonata(expression).evaluate(document, { states: document }));
  const there = await reference(expression);
  ratios.push(there / here);
  const figures = [(here * 1e6).toFixed(1).padStart(10), (there * 1e6).toFixed(1).padStart(10), (there / here).toFixed(1).padStart(7)];
  console.log(`  ${name.padEnd(30)}${figures.join(' ')}${same ? '' : '   another answer!'}`);
}
ratios.sort((a, b) => a - b);
console.log(`  ${'median'.padEnd(52)}${ratios[ratios.length >> 1].toFixed(1).padStart(7)}`);
