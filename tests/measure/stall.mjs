// How long the page stands still while a function loops for ever: the longest time between two turns of a timer on the
// page, from Run to the end of the execution, beside the same on the page at rest.

import { browse, patience, serve } from '../e2e/lib.mjs';
import { screen, shows, write } from '../e2e/screen.mjs';

const TURN = 10; // milliseconds
const REST = 3_000;
const ENDLESS = 'export const handler = async () => { while (true); };';

/** Starts to watch the page's own turns. */
const watch = (page) => page.evaluate((turn) => {
  globalThis.longest = 0;
  let last = performance.now();
  clearInterval(globalThis.watching);
  globalThis.watching = setInterval(() => {
    const now = performance.now();
    globalThis.longest = Math.max(globalThis.longest, now - last - turn);
    last = now;
  }, turn);
}, TURN);

const longest = (page) => page.evaluate(() => globalThis.longest.toFixed(0));

const server = await serve();
const browser = await browse();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.goto(server.url);
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.tab('Functions').click();
  await write(view, ENDLESS);
  await watch(page);
  await page.waitForTimeout(REST);
  const rest = await longest(page);
  await watch(page);
  await view.run().click();
  await shows(view.outcome(), 'Sandbox.Timedout');
  console.log(`longest stall of the page while a function loops for ever: ${await longest(page)} ms (at rest: ${rest} ms)`);
} finally {
  await browser.close();
  await server.close();
}
