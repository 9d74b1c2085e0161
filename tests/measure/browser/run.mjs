// States per second in Chromium, beside aws-local-stepfunctions in the same page, and JSONata beside its reference.
// Usage: node run.mjs FOLDER-OF-THE-COMPILED-LOOP
import { build } from 'esbuild';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browse, serve } from '../../e2e/lib.mjs';

const here = import.meta.dirname;
const compiled = process.argv[2];
const folder = await mkdtemp(path.join(tmpdir(), 'loop-'));
await cp(compiled, path.join(folder, 'loop'), { recursive: true });
await build({
  entryPoints: [path.join(here, 'page.js')], bundle: true, format: 'esm', minify: true, platform: 'browser',
  external: ['./loop/bench.js'], outfile: path.join(folder, 'page.js'), logLevel: 'error',
});
await writeFile(path.join(folder, 'index.html'), '<!doctype html><script type="module" src="page.js"></script>');

const server = await serve(folder);
const browser = await browse();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.measure);
  const definition = JSON.parse(await readFile(path.join(here, '../loop/loop.asl.json'), 'utf8'));
  const { states, ours, theirs } = await page.evaluate((d) => globalThis.measure(d), definition);
  const round = (n) => Math.round(n).toLocaleString('en');
  const read = async (name) => JSON.parse(await readFile(path.join(here, '../loop', name), 'utf8'));
  console.log(`in Chromium, ${states} states: ${round(ours)} states per second, peer ${round(theirs)}, ratio ${(ours / theirs).toFixed(1)}`);
  const loop = await page.evaluate((d) => globalThis.measureLoop(d), await read('jsonata-loop.asl.json'));
  console.log(`a loop in JSONata, ${loop.states} states: ${round(loop.perSecond)} states per second; its machine compiles in ${(loop.compile * 1e6).toFixed(0)} µs`);
  const rows = await page.evaluate(() => globalThis.measureExpressions());
  console.log('JSONata, µs an evaluation              here  reference   ratio');
  for (const { name, same, ours, theirs } of rows) {
    const figures = [(ours * 1e6).toFixed(1).padStart(10), (theirs * 1e6).toFixed(1).padStart(10), (theirs / ours).toFixed(1).padStart(7)];
    console.log(`  ${name.padEnd(30)}${figures.join(' ')}${same ? '' : '   another answer!'}`);
  }
  const ratios = rows.map(({ ours, theirs }) => theirs / ours).sort((a, b) => a - b);
  console.log(`  ${'median'.padEnd(52)}${ratios[ratios.length >> 1].toFixed(1).padStart(7)}`);
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
