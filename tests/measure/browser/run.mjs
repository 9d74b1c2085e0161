// States per second in Chromium, beside aws-local-stepfunctions in the same page.
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
  console.log(`in Chromium, ${states} states: ${round(ours)} states per second, peer ${round(theirs)}, ratio ${(ours / theirs).toFixed(1)}`);
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
