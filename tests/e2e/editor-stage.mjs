// A stage for the editor alone: a server, a page under the strict policy that the editor must live with, a browser.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { browse } from './lib.mjs';

const BUNDLE = new URL('../../www/editor/dist/editor.js', import.meta.url);
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'";

const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Editor</title>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<style>
  :root { color-scheme: light dark; --code-key: light-dark(#0B4F9E, #82BDFF); --surface: light-dark(#FFFFFF, #161B22); }
  #host { height: 400px; width: 700px }
</style>
<button id="before">before</button><div id="host"></div><button id="after">after</button>
<script type="module" src="./stage.js"></script></html>`;

const STAGE = `
import { create } from './editor.js';
window.told = { changes: [], runs: 0, carets: [], asked: [], violations: [] };
// What the page would answer, by question.
window.replies = {};
addEventListener('securitypolicyviolation', (event) => told.violations.push(event.violatedDirective + ' ' + event.blockedURI));
window.make = (options) => {
  window.editor?.destroy();
  window.editor = create(document.querySelector('#host'), {
    text: '', language: 'json', label: 'Definition', readOnly: false,
    onChange: (text) => told.changes.push(text),
    onRun: () => { told.runs++; told.textAtRun = told.changes.at(-1); },
    onCaret: (offset) => told.carets.push(offset),
    ask: async (question, at, text) => (told.asked.push([question, at, text]), window.replies[question] ?? null),
    ...options,
  });
};
make({});
document.documentElement.dataset.ready = 'yes';
`;

const FILES = {
  '/': ['text/html', () => PAGE],
  '/stage.js': ['text/javascript', () => STAGE],
  '/editor.js': ['text/javascript', () => readFile(BUNDLE)],
  ...Object.fromEntries(['en', 'zh-CN', 'ja'].map((tag) => [`/editor.meanings.${tag}.json`,
    ['application/json', () => readFile(new URL(`editor.meanings.${tag}.json`, BUNDLE))]])),
};

/**
 * `scene(name, options, play)`: a test with a fresh page, on one stage for all of a file; an uncaught error or a violation
 * of the security policy fails any of them. `common` is what every editor of the file is made with.
 */
export function scenes(common = {}) {
  let stage;
  before(async () => {
    stage = await raise();
  });
  after(() => stage?.strike());
  return (name, options, play) =>
    test(name, async () => {
      const page = await stage.open({ ...common, ...options });
      try {
        await play(page);
        assert.deepEqual(await page.evaluate(() => told.violations), []);
        assert.deepEqual(page.errors, []);
      } finally {
        await page.close();
      }
    });
}

export const content = (page) => page.locator('.cm-content');
export const text = (page) => page.evaluate(() => editor.getText());

/** Starts server and browser; `open()` gives a fresh page with an empty JSON editor on it. */
async function raise() {
  if (!existsSync(BUNDLE)) throw new Error('www/editor/dist/editor.js is missing: run `npm ci && npm run build` in www/editor');
  const server = createServer(answer);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const browser = await browse();
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    open: (options = {}) => open(browser, address, options),
    async strike() {
      await browser.close();
      server.close();
    },
  };
}

async function answer(request, response) {
  const found = FILES[new URL(request.url, 'http://stage').pathname];
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': `${found[0]}; charset=utf-8` }).end(await found[1]());
}

async function open(browser, address, options) {
  const page = await browser.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  await page.goto(address);
  await page.waitForSelector('html[data-ready=yes]');
  await page.evaluate((given) => window.make(given), options);
  return page;
}
