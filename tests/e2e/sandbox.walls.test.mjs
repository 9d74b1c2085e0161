// The walls of the sandbox: no byte leaves the machine, nothing stalls the page, and what breaks out of the manners
// (the sentences) still stands before the policy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { file, requestId, suite } from './sandbox.lib.mjs';

const timedOut = (seconds) => `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;

suite('network and code', (world) => {
  const outcome = async (body, options) => {
    const answer = await world.call(`export const handler = async () => {\n  ${body.replaceAll('URL_', `${world.url}hit`)}\n};`, options);
    return answer.t === 'result' ? JSON.parse(answer.body) : `${answer.errorType}: ${answer.errorMessage}`;
  };
  const unreached = () => assert.deepEqual(world.hits, []);

  for (const name of ['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'FontFace', 'importScripts', 'Worker', 'SharedWorker', 'BroadcastChannel']) {
    test(`${name} says what to do instead`, async () => {
      assert.match(await outcome(`new ${name}('URL_');`), new RegExp(`^Error: ${name} is not available in the playground\\.`));
      unreached();
    });
  }
  for (const name of ['postMessage', 'close', 'reportError'])
    test(`${name} says that it is not there`, async () => assert.match(await outcome(`${name}(1);`), /is not available in the playground\./));

  test('fetch says what to do instead, with the line', async () => {
    const answer = await world.call(`export const handler = async () => {\n  await fetch('${world.url}hit');\n};`);
    assert.equal(answer.errorMessage, 'fetch is not available in the playground. Return a fixed value instead.');
    assert.equal(answer.at.line, 2);
    unreached();
  });
  test('a stub that is deleted uncovers nothing', async () => {
    const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'BroadcastChannel', 'postMessage', 'importScripts', 'indexedDB', 'caches', 'reportError'];
    assert.deepEqual(await outcome(`const left = []; for (const n of ${JSON.stringify(names)}) { delete globalThis[n]; for (let o = globalThis; o; o = Object.getPrototypeOf(o)) delete o[n]; if (n in globalThis) left.push(n); } return left;`), []);
  });
  test('the policy stands behind the stubs: a worker with nothing replaced reaches nobody', async () => {
    const frame = world.page.frames().find((candidate) => candidate !== world.page.mainFrame());
    const attempts = await frame.evaluate((url) => new Promise((resolve) => {
      const text = `(async () => {
        const tell = []; const tried = async (name, attempt) => { try { await attempt(); tell.push(name); } catch {} };
        await tried('fetch', () => fetch('${url}'));
        await tried('no-cors', () => fetch('${url}', { mode: 'no-cors' }));
        await tried('data', () => fetch('data:,x'));
        await tried('sync', () => { const x = new XMLHttpRequest(); x.open('GET', '${url}', false); x.send(); });
        await tried('import', () => import('${url}'));
        await tried('scripts', () => importScripts('${url}'));
        await tried('eval', () => (0, eval)('1'));
        await tried('Function', () => new Function('1')());
        await tried('wasm', () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
        await tried('socket', () => new Promise((ok, no) => { const s = new WebSocket('${url}'.replace('http', 'ws')); s.onopen = ok; s.onerror = no; }));
        await tried('events', () => new Promise((ok, no) => { const s = new EventSource('${url}'); s.onopen = ok; s.onerror = no; }));
        await tried('indexedDB', () => indexedDB.open('x'));
        await tried('caches', () => caches.open('x'));
        await tried('nested', () => new Promise((ok, no) => { const w = new Worker(URL.createObjectURL(new Blob(["fetch('${url}').then(() => postMessage(1), () => postMessage(0))"]))); w.onmessage = (e) => e.data ? ok() : no(); w.onerror = no; }));
        postMessage(tell);
      })()`;
      const worker = new Worker(URL.createObjectURL(new Blob([text])));
      worker.onmessage = ({ data }) => resolve(data);
    }), `${world.url}hit`);
    assert.deepEqual(attempts, []);
    unreached();
  });
  test('eval, Function and string timers are refused', async () => {
    assert.match(await outcome(`return (0, eval)('1');`), /^EvalError/);
    assert.match(await outcome(`return new Function('return 1')();`), /^EvalError/);
    assert.match(await outcome(`setTimeout('1', 0);`), /^TypeError/);
    assert.match(await outcome(`return (async () => {}).constructor('return 1')();`), /^EvalError/);
    assert.match(await outcome(`return eval('1');`), /^EvalError/);
  });
  test('imports of addresses', async () => {
    assert.match(await outcome(`await import('URL_.mjs');`), /^Runtime\.ImportModuleError: /);
    assert.match(await outcome(`const where = 'URL_.mjs'; await import(where);`), /^TypeError: /);
    const answer = await world.call(`import '${world.url}hit.mjs';\nexport const handler = 1;`);
    assert.equal(answer.errorType, 'Runtime.ImportModuleError');
    unreached();
  });
  test('no storage, no document, no page', async () => {
    assert.deepEqual(await outcome(`return ['localStorage', 'document', 'window', 'parent', 'top', 'RTCPeerConnection', 'Temporal'].filter((n) => n in globalThis);`), []);
    assert.equal(await outcome(`return self.origin;`), 'null');
  });
  test('the frame has no origin and cannot see the page', async () => {
    const frame = world.page.frames().find((candidate) => candidate !== world.page.mainFrame());
    assert.equal(await frame.evaluate(() => self.origin), 'null');
    assert.match(await frame.evaluate(() => { try { return parent.document.title; } catch (e) { return e.name; } }), /SecurityError/);
    assert.match(await frame.evaluate(() => { try { return localStorage.length; } catch (e) { return e.name; } }), /SecurityError/);
  });
  test('a frame that is led away does not arrive', async () => {
    const page = await world.newPage();
    await page.goto(world.url);
    await page.evaluate(async () => { window.sandbox = await (await import('./sandbox.js')).open(); });
    const frame = page.frames().find((candidate) => candidate !== page.mainFrame());
    await frame.evaluate((url) => { location.href = url; }, `${world.url.replace('127.0.0.1', 'localhost')}hit?leak`).catch(() => {});
    await page.waitForTimeout(300);
    await page.close();
    unreached();
  });
  test('the greeting counts once and only from the parent', async () => {
    const answered = await world.page.evaluate(() => new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(true);
      document.querySelector('iframe').contentWindow.postMessage({ t: 'hello' }, '*', [port2]);
      setTimeout(resolve, 200, false);
    }));
    assert.equal(answered, false);
  });
});

suite('endless and greedy handlers', (world) => {
  // The longest time for which the page did not answer while `work` went on.
  const stalledDuring = async (work) => {
    await world.page.evaluate(() => {
      window.longest = 0;
      let last = performance.now();
      window.beat = setInterval(() => { const t = performance.now(); window.longest = Math.max(window.longest, t - last); last = t; }, 4);
    });
    const answer = await work();
    const stall = await world.page.evaluate(() => { clearInterval(window.beat); return window.longest; });
    return { answer, stall };
  };
  // The machine may be busy with something else for a moment; a stall of ours would come again.
  const steadily = async (work) => {
    let { answer, stall } = await stalledDuring(work);
    for (let again = 0; stall >= 100 && again < 3; again++) ({ answer, stall } = await stalledDuring(work));
    return { answer, stall };
  };
  const endless = {
    'while (true) in the handler': 'export const handler = async () => { while (true); };',
    'a loop at the module’s top level': 'for (;;);\nexport const handler = 1;',
    'a loop in CommonJS': 'while (true);',
    'endless microtasks': 'export const handler = async () => { const f = () => Promise.resolve().then(f); await f(); };',
    'a pattern that backtracks for ever': `export const handler = async () => /^(a+)+$/.test('a'.repeat(40) + 'b');`,
    'a loop that catches everything': 'export const handler = async () => { for (;;) try { throw 1; } catch {} };',
    'a loop in a getter of the result': 'export const handler = async () => ({ get a() { for (;;); } });',
    'a loop in toString of what was thrown': 'export const handler = async () => { throw { toString() { for (;;); } }; };',
    'Atomics.wait': 'export const handler = async () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); for (;;); };',
  };
  for (const [name, text] of Object.entries(endless)) {
    test(name, async (t) => {
      const options = { timeoutMs: 500, initTimeoutMs: 500, ...(name.includes('CommonJS') && { file: 'index.cjs' }) };
      const { answer, stall } = await steadily(() => world.call(text, options));
      if (name === 'Atomics.wait' && answer.errorType === 'ReferenceError') return; // no shared memory in a page that is not isolated
      assert.deepEqual([answer.errorType, answer.errorMessage], ['Sandbox.Timedout', timedOut('0.50')]);
      assert.equal(answer.payload, JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage: timedOut('0.50') }));
      t.diagnostic(`${name}: the page’s longest pause was ${stall.toFixed(0)} ms, the answer came after ${answer.ms} ms`);
      assert.ok(stall < 100, `the page stood still for ${stall} ms`);
    });
  }
  test('after a timeout the function starts anew', async () => {
    const text = `let n = 0; export const handler = async (loop) => { n += 1; while (loop); return n; };`;
    const files = { [file]: text };
    await world.ask({ ...world.invocation(files, { run: 'anew', input: false }) });
    assert.equal((await world.call(files, { run: 'anew', input: true, timeoutMs: 300 })).errorType, 'Sandbox.Timedout');
    assert.equal((await world.call(files, { run: 'anew', input: false })).body, '1');
  });
  const greedy = {
    'a heap bomb': 'export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };',
    'typed arrays': 'export const handler = async () => { const all = []; for (;;) all.push(new Uint8Array(1e9)); };',
    'a string that doubles': `export const handler = async () => { let s = 'x'; for (;;) s += s; };`,
    'deep recursion': 'const f = () => f() + 1; export const handler = async () => f();',
  };
  for (const [name, text] of Object.entries(greedy)) {
    test(`${name} is a failure, and the page lives`, async () => {
      const { answer, stall } = await stalledDuring(() => world.call(text, { timeoutMs: 2000 }));
      assert.equal(answer.t, 'error');
      assert.match(answer.errorType, /^(RangeError|Sandbox\.Timedout|Runtime\.OutOfMemory)$/);
      assert.ok(stall < 500, `the page stood still for ${stall} ms`);
      assert.equal(await world.value('export const handler = async () => 1;'), 1);
    });
  }
  const floods = {
    'console.log': `export const handler = async () => { for (;;) console.log('x'); };`,
    'errors in timers': `export const handler = async () => { for (let i = 0; i < 1e5; i++) setTimeout(() => { throw new Error('x'); }, 0); await new Promise(() => setTimeout(() => {}, 1e6)); };`,
    'rejections': `export const handler = async () => { for (let i = 0; i < 1e5; i++) Promise.reject(new Error('x')); await new Promise(() => setTimeout(() => {}, 1e6)); };`,
    'reportError': `export const handler = async () => { for (;;) try { self.reportError(new Error('x')); } catch {} };`,
    'native postMessage': `export const handler = async () => { const post = DedicatedWorkerGlobalScope.prototype.postMessage ?? self.postMessage; for (;;) try { post.call(self, 'x'.repeat(1000)); } catch {} };`,
    'a console of one’s own': `export const handler = async () => { const c = new MessageChannel(); for (let i = 0; i < 1e5; i++) c.port1.postMessage(i); for (;;) console.error('x'.repeat(9999)); };`,
  };
  for (const [name, text] of Object.entries(floods)) {
    test(`a flood of ${name} ends`, async (t) => {
      const { answer, stall } = await steadily(() => world.call(text, { timeoutMs: 700 }));
      assert.equal(answer.t, 'error');
      assert.ok(answer.logs.length <= 501, `${answer.logs.length} lines`);
      t.diagnostic(`${name}: the page’s longest pause was ${stall.toFixed(0)} ms`);
      assert.ok(stall < 100, `the page stood still for ${stall} ms`);
    });
  }
  test('stop ends a run in the middle of a loop', async () => {
    const request = world.invocation('export const handler = async () => { for (;;); };', { timeoutMs: 60000 });
    await world.page.evaluate((message) => { window.tell(message); }, request);
    await world.page.waitForTimeout(150);
    const began = Date.now();
    assert.equal((await world.ask({ t: 'stop', run: request.run })).t, 'stopped');
    assert.ok(Date.now() - began < 300);
  });
  test('a new connection ends the runs of the old one', async () => {
    const page = await world.newPage();
    await page.goto(world.url);
    const answers = await page.evaluate(async (requests) => {
      const sandbox = await (await import('./sandbox.js')).open();
      const heard = [];
      const first = sandbox.connect();
      first.onmessage = ({ data }) => heard.push(`first ${data.t}`);
      first.postMessage(requests[0]);
      const second = sandbox.connect();
      await new Promise((resolve) => {
        second.onmessage = ({ data }) => { heard.push(`second ${data.t}`); if (data.t === 'result') resolve(); };
        second.postMessage(requests[1]);
      });
      sandbox.close();
      return [heard, document.querySelectorAll('iframe').length];
    }, ['for (;;);', '1'].map((body) => world.invocation(`export const handler = async () => { ${body} };`)));
    assert.deepEqual(answers, [['first ready', 'second ready', 'second result'], 0]);
    await page.close();
  });
});

suite('what the frame believes', (world) => {
  test('malformed requests are refused with a reason', async () => {
    const good = world.invocation('export const handler = async () => 1;');
    const bad = [{ t: 'nonsense' }, { t: 'toString' }, { ...good, event: 1 }, { ...good, now: 'x' }, { ...good, timeoutMs: 1e9 }, { ...good, env: {} }, { ...good, files: { a: 1 } }];
    for (const [i, request] of bad.entries()) {
      const answer = await world.ask({ ...request, id: `bad ${i}` });
      assert.deepEqual([answer.t, typeof answer.why], ['refused', 'string'], JSON.stringify(request));
    }
  });
  test('a handler cannot speak for the runner', async () => {
    const text = `export const handler = async () => {
      const seen = []; const { postMessage } = MessagePort.prototype;
      MessagePort.prototype.postMessage = function (m) { seen.push(m); return postMessage.call(this, { ...m, body: '"forged"' }); };
      Reflect.apply = () => 'forged'; JSON.stringify = () => '"forged"'; Promise.prototype.then = Promise.prototype.then;
      console.log('x'); return seen.length;
    };`;
    const answer = await world.call(text);
    assert.equal(answer.body, '0');
  });
  test('names of Object.prototype are no files and no functions', async () => {
    const answer = await world.call({ [file]: `import './toString';\nexport const handler = 1;` }, {});
    assert.equal(answer.errorType, 'Runtime.ImportModuleError');
    assert.equal((await world.call({ [file]: 'export const handler = async () => 1;' }, { function: '__proto__', run: '__proto__' })).body, '1');
    assert.equal((await world.call('export const a = 1;', { handler: 'constructor' })).errorType, 'Runtime.HandlerNotFound');
  });
});
