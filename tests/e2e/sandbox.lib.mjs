// What the sandbox's tests need: a page with the product's policy, a sandbox in it, and a server that records who asks.
//
//     suite('results', ({ call }) => {
//       test('…', async () => assert.equal((await call(`export const handler = async () => 1;`)).body, '1'));
//     });

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, describe } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browse } from './lib.mjs';

const folder = fileURLToPath(new URL('../../www/sandbox/', import.meta.url));
const page = fileURLToPath(new URL('../../www/index.html', import.meta.url));

/** The request id of every call. */
export const requestId = '3f1c2b4a-0000-4000-8000-000000000001';
/** The virtual time of every call: 2026-01-31T12:00:00.000Z. */
export const now = 1769860800000;
export const file = 'step-functions-lambda.mjs';

/** The policy that stands in index.html, with the digest of the frame's script. */
function policy(hash) {
  const [, content] = /Content-Security-Policy"\s+content="([^"]*)"/.exec(readFileSync(page, 'utf8').replace(/\s+/g, ' '));
  return content.replace('SCRIPTS', `'${hash}'`);
}

function start() {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder });
  const script = readFileSync(`${folder}dist/sandbox.js`);
  const hash = readFileSync(`${folder}dist/frame.sha256`, 'utf8').trim();
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy(hash)}"><title>Sandbox</title><body>`;
  const hits = [];
  const server = createServer((request, response) => {
    if (request.url === '/') return response.setHeader('content-type', 'text/html').end(html);
    if (request.url === '/sandbox.js') return response.setHeader('content-type', 'text/javascript').end(script);
    if (request.url !== '/favicon.ico') hits.push(request.url);
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  server.on('upgrade', (request, socket) => { hits.push(request.url); socket.destroy(); });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve({ hits, server, url: `http://127.0.0.1:${server.address().port}/` })));
}

// Runs in the page: an engine that keeps what it is told, call by call.
async function connectEngine(path) {
  const { open } = await import(path);
  window.sandbox = await open();
  const port = window.sandbox.connect();
  const waiting = new Map();
  const logs = new Map();
  const key = ({ id, n, run }) => String(id ?? n ?? run);
  port.onmessage = ({ data }) => {
    if (data.t === 'log') return (logs.get(key(data)) ?? logs.set(key(data), []).get(key(data))).push(data);
    waiting.get(key(data))?.({ ...data, logs: logs.get(key(data)) ?? [] });
  };
  window.said = (id) => logs.get(String(id)) ?? [];
  window.tell = (request) => port.postMessage(request);
  window.ask = (request) => new Promise((resolve) => {
    waiting.set(key(request), resolve);
    port.postMessage(request);
  });
}

/** A group of tests in one page with one open sandbox. */
export function suite(name, tests) {
  describe(name, () => {
    const world = { page: null, url: '', hits: [] };
    let browser, server, count = 0;
    before(async () => {
      ({ server, url: world.url, hits: world.hits } = await start());
      browser = await browse();
      world.context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Asia/Tokyo' }); // neither may show
      world.page = await world.newPage();
      await world.page.goto(world.url);
      await world.page.evaluate(connectEngine, './sandbox.js');
    });
    after(async () => {
      await browser?.close();
      server?.closeAllConnections();
      server?.close();
    });
    /** Another page of the same browser, without a sandbox. */
    world.newPage = () => world.context.newPage();
    world.ask = (request) => world.page.evaluate((message) => window.ask(message), request);
    world.invocation = (files, options = {}) => ({
      t: 'invoke', id: ++count, run: `run ${count}`, function: 'step-functions-lambda', file,
      files: typeof files === 'string' ? { [options.file ?? file]: files } : files,
      event: JSON.stringify(options.input ?? {}), now, seed: 7, timeoutMs: 3000,
      arn: 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda',
      env: { region: 'ap-northeast-1', account: '123456789012', requestId },
      ...Object.fromEntries(Object.entries(options).filter(([key]) => key !== 'input')),
    });
    /** Calls a handler in a run of its own, or of the run named. */
    world.call = (files, options) => world.ask(world.invocation(files, options));
    /** The handler's result, parsed. */
    world.value = async (files, options) => {
      const answer = await world.call(files, options);
      if (answer.t !== 'result') throw new Error(answer.payload ?? JSON.stringify(answer));
      return JSON.parse(answer.body);
    };
    tests(world);
  });
}
