// Moves of the cursor over 25,000 events in Chromium, beside going over the trace.
// Usage: node moves.mjs FOLDER-OF-THE-COMPILED-LOOP
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browse, serve } from '../../e2e/lib.mjs';

const folder = await mkdtemp(path.join(tmpdir(), 'moves-'));
await cp(process.argv[2], path.join(folder, 'loop'), { recursive: true });
await writeFile(path.join(folder, 'index.html'), `<!doctype html><script type="module">
  import init, { Moves } from './loop/bench.js';
  await init();
  globalThis.Moves = Moves;
</script>`);

const server = await serve(folder);
const browser = await browse();
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.Moves);
  const { events, rows } = await page.evaluate(() => {
    const PLACES = 200;
    const moves = new globalThis.Moves();
    const every = Math.floor(moves.length() / PLACES);
    const timed = (work) => { const begun = performance.now(); work(); return performance.now() - begun; };
    const sorted = (work) => Array.from({ length: PLACES }, (_, place) => work(place * every)).sort((a, b) => a - b);
    const rows = [];
    for (const onMap of [false, true]) {
      for (let at = 0; at < moves.count(); at++) {
        const times = sorted((place) => { moves.stand(place, onMap); return timed(() => moves.go(at)); });
        const scans = sorted((place) => timed(() => moves.scan(at, place)));
        rows.push([moves.name(at) + (onMap ? ' (Map)' : ''), ...[times, scans].flatMap((all) => [all[PLACES >> 1], all.at(-1)])]);
      }
    }
    return { events: moves.events(), rows };
  });
  console.log(`in Chromium, ${events} events\nmove, ms                    median     longest scan median scan longest`);
  for (const [name, ...times] of rows) console.log(name.padEnd(22) + times.map((time) => time.toFixed(1).padStart(12)).join(''));
  const longest = Math.max(...rows.map(([, , longest]) => longest));
  console.log(`the longest move took ${longest.toFixed(1)} ms`);
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
