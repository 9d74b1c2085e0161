// The interpreter in a browser and the one compiled for this machine tell the same histories, byte for byte.
// Usage: node same.mjs FOLDER CASE…: the folder holds the compiled module and `native`, a history as JSON text a line.

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { browse, serve } from './lib.mjs';

const [folder, ...cases] = process.argv.slice(2);
const natives = (await readFile(path.join(folder, 'native'), 'utf8')).trimEnd().split('\n').map((line) => JSON.parse(line));
await writeFile(path.join(folder, 'index.html'), `<!doctype html><script type="module">
  import init, { history } from './bench.js';
  await init();
  globalThis.tell = history;
</script>`);

const server = await serve(folder);
const browser = await browse();
let failed = 0;
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => globalThis.tell);
  for (const [i, name] of cases.entries()) {
    const native = natives[i];
    const here = await page.evaluate((one) => globalThis.tell(one), await readFile(name, 'utf8'));
    if (here === native) continue;
    failed += 1;
    const lines = [native.split('\n'), here.split('\n')];
    const at = lines[0].findIndex((line, n) => line !== lines[1][n]);
    console.log(`${name}, line ${at + 1}\n- ${lines[0][at]}\n+ ${lines[1][at]}`);
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`test result: ${failed ? 'FAILED' : 'ok'}. ${cases.length - failed} passed; ${failed} failed; 0 ignored; histories in Chromium equal to native ones`);
process.exit(failed ? 1 : 0);
