// What a first visit runs: the page is opened in a real browser, with a module that remembers which functions were called.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import binaryen from 'binaryen';
import { answer } from '../server.mjs';

/**
 * Screens and languages of those who come first, and what comes late to them over a slow line: another of them must not
 * have to wait for the later part.
 */
const visits = [
  { language: 'en-US', size: '1440,900' },
  { language: 'zh-CN', size: '390,844', late: 'editor.js' },
  { language: 'ja-JP', size: '1440,900', late: 'engine-worker.js' },
  { language: 'en-US', size: '1440,900', late: 'sandbox.js' },
];

/** How late that is, in milliseconds. */
const LATE = 1_500;

/**
 * A visit is over when nothing new was called for so long, in milliseconds, or for as long as it has taken by then: a busy
 * machine pauses longer. And it is given up after so long.
 */
const QUIET = 2_500;
const PATIENCE = 90_000;

/** Calls remembered by one global. */
const BITS = 32;

const globalName = (index) => `seen_${index}`;

/** Makes every function remember in an exported global that it was called; returns `{ bytes, names }`. */
function instrument(bytes) {
  const module = binaryen.readBinary(bytes);
  const names = Array.from({ length: module.getNumFunctions() }, (_, index) => binaryen.getFunctionInfo(module.getFunctionByIndex(index)))
    .filter(({ base }) => base === '').map(({ name }) => name);
  for (let index = 0; index * BITS < names.length; index += 1) {
    module.addGlobal(globalName(index), binaryen.i32, true, module.i32.const(0));
    module.addGlobalExport(globalName(index), globalName(index));
  }
  names.forEach((name, index) => remember(module, name, globalName(Math.floor(index / BITS)), 1 << (index % BITS)));
  return { bytes: module.emitBinary(), names };
}

function remember(module, name, global, bit) {
  const fn = module.getFunction(name);
  const mark = module.global.set(global, module.i32.or(module.global.get(global, binaryen.i32), module.i32.const(bit)));
  const { results } = binaryen.getFunctionInfo(fn);
  binaryen.Function.setBody(fn, module.block(null, [mark, binaryen.Function.getBody(fn)], results));
}

/** A copy of the page whose module remembers, and whose loader tells the server of this file. */
function observedPage(folder, { module, loader }) {
  const copy = mkdtempSync(path.join(tmpdir(), 'first-visit-'));
  cpSync(folder, copy, { recursive: true });
  const { bytes, names } = instrument(readFileSync(path.join(copy, module)));
  writeFileSync(path.join(copy, module), bytes);
  cpSync(fileURLToPath(new URL('./observer.js', import.meta.url)), path.join(copy, loader));
  const html = readFileSync(path.join(copy, 'index.html'), 'utf8');
  writeFileSync(path.join(copy, 'index.html'), html.replace(/ integrity="[^"]+"/g, ''));
  return { copy, names };
}

const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic',
  '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Opens `url` as a new visitor would; returns a function that closes the browser. */
function open(browser, url, { language, size }) {
  const profile = mkdtempSync(path.join(tmpdir(), 'first-visitor-'));
  const child = spawn(browser, [...flags, `--user-data-dir=${profile}`, `--lang=${language}`, `--accept-lang=${language}`,
    `--window-size=${size}`, url], { detached: true, stdio: 'ignore', env: { ...process.env, LANGUAGE: language.replace('-', '_') } });
  const ended = new Promise((done) => child.once('close', done).once('error', done));
  return async () => {
    process.kill(-child.pid, 'SIGKILL'); // all of its processes: they write to the profile
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20 });
  };
}

/** One visit: calls `heard` with each report; resolves when the page and its engine have been quiet. */
function visit(browser, folder, choice, heard) {
  return new Promise((resolve, reject) => {
    const told = new Set();
    const began = Date.now();
    let quiet, close;
    const end = async (settle) => { clearTimeout(quiet); clearTimeout(late); server.close(); server.closeAllConnections(); await close(); settle(); };
    const late = setTimeout(() => end(() => reject(new Error('the page did not come to rest'))), PATIENCE);
    const server = createServer(async (request, response) => {
      if (request.method !== 'POST') {
        if (choice.late !== undefined && request.url.endsWith(choice.late)) await sleep(LATE);
        return answer(folder, '/', request, response);
      }
      const report = JSON.parse((await request.setEncoding('utf8').toArray()).join(''));
      response.end();
      heard(report.seen);
      told.add(report.from);
      clearTimeout(quiet);
      if (told.size > 1) quiet = setTimeout(() => end(resolve), Math.max(QUIET, Date.now() - began));
    });
    server.listen(0, '127.0.0.1', () => { close = open(browser, `http://127.0.0.1:${server.address().port}/`, choice); });
  });
}

/** The names of all functions that first visits to the page in `folder` call, as Binaryen names them. */
export async function firstVisits(folder, parts, browser) {
  const { copy, names } = observedPage(folder, parts);
  const seen = new Array(Math.ceil(names.length / BITS)).fill(0);
  const heard = (report) => report.forEach((bits, index) => { seen[index] |= bits; });
  for (const choice of visits) await visit(browser, copy, choice, heard);
  rmSync(copy, { recursive: true, force: true });
  return new Set(names.filter((_, index) => seen[Math.floor(index / BITS)] >>> (index % BITS) & 1));
}
