// What a first visit transfers: every file that Chromium asks for when it opens the built page, compressed as a host would.
// What comes after the first view is counted apart: the later part of the module, and the editor.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { browse, dist, serve } from '../e2e/lib.mjs';

const isEditor = (name) => name.startsWith('editor');
const isLater = (name) => name.endsWith('_later.wasm');

/** The names of all files under `url` that opening the page asks for, each once. */
async function requested(browser, url) {
  const page = await browser.newPage();
  const names = new Set();
  page.context().on('request', (request) => {
    const address = new URL(request.url());
    if (address.href.startsWith(url)) names.add(address.pathname.slice(1) || 'index.html');
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  return [...names];
}

const sizes = async (names) => Object.fromEntries(await Promise.all(names.sort().map(async (name) =>
  [name, brotliCompressSync(await readFile(path.join(dist, name))).length])));

function print(title, files) {
  const total = Object.values(files).reduce((sum, size) => sum + size, 0);
  console.log(`${title}: ${(total / 1000).toFixed(1)} KB with brotli`);
  for (const [name, size] of Object.entries(files)) console.log(`  ${String(size).padStart(8)}  ${name}`);
}

const server = await serve();
const browser = await browse();
try {
  const names = await requested(browser, server.url);
  print('first view', await sizes(names.filter((name) => !isEditor(name) && !isLater(name))));
  print('once it rests', await sizes(names.filter(isLater)));
  print('editor', await sizes(names.filter(isEditor)));
} finally {
  await browser.close();
  await server.close();
}
