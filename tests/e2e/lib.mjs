// What every browser journey needs: the built page on a free port, a real Chromium, a fresh profile.
//
//     import { journey } from './lib.mjs';
//     journey('the first visit is green', async ({ page }) => { … });
//     journey('fits a phone', { viewport: { width: 390, height: 844 } }, async ({ page }) => { … });
//
// A journey fails when a step does, when the page writes an error to its console, and when a byte would have left the
// machine. The page stands under a sub-path, since it promises to work there.

import { execFileSync } from 'node:child_process';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import * as server from '../../www/setup/server.mjs';

export const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const base = '/any/sub/path/';
const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Longest that a journey waits for something that a person would see, in milliseconds. */
export const patience = 15_000;

function browserPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of names) {
    try { return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(); } catch { /* the next one */ }
  }
  throw new Error('No Chromium here. ./tests/run journeys installs one; CHROMIUM=/path/to/chrome names one.');
}

/** Serves a folder (the built page by default) at a free port of this machine: `{ url, close }`. */
export const serve = (folder = dist, options = {}) => server.serve(folder, options);

/** Starts a Chromium of its own; the caller closes it. */
export const browse = () => chromium.launch({ executablePath: browserPath(), args: flags });

// One server and one browser for all journeys of a file, started by the first.
let shared, stopping;
const start = () => (shared ??= Promise.all([serve(dist, { base }), browse()]));
const stop = async () => { if (shared) for (const one of await shared) await one.close(); };

/** Everything that the page should not have said or asked for. */
function complaints(context, page, url) {
  const said = [];
  page.on('pageerror', (error) => said.push(`uncaught: ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') said.push(`console: ${message.text()}`); });
  const own = new URL(url).origin;
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== own && !['blob:', 'data:', 'about:'].includes(protocol)) said.push(`left the machine: ${request.url()}`);
  });
  return said;
}

/**
 * Opens the page in a fresh profile: `{ page, url, said, context, close }`, `said` being what a quiet page leaves empty.
 * `at` is put after the page's address (a fragment, say); everything else goes to Playwright's new context.
 */
export async function open({ at = '', locale = 'en-US', viewport = { width: 1440, height: 900 }, ...options } = {}) {
  const [{ url }, browser] = await start();
  const context = await browser.newContext({ locale, viewport, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const said = complaints(context, page, url);
  await page.goto(url + at);
  return { page, url, said, context, close: () => context.close() };
}

/** A test in a fresh profile; `options` are those of `open`, and `errors: true` allows the page to complain. */
export function journey(name, options, steps) {
  if (typeof options === 'function') return journey(name, {}, options);
  const { errors = false, ...rest } = options;
  stopping ??= (after(stop), true);
  return test(name, { timeout: 120_000 }, async (t) => {
    const opened = await open(rest);
    try {
      await steps({ ...opened, t });
      if (!errors) assert.deepEqual(opened.said, [], 'the page complained');
    } finally {
      await opened.close();
    }
  });
}
