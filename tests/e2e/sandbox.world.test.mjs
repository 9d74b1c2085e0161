// The world that a handler sees: virtual time, seeded chance, UTC and en-US, the console, Lambda's context, a little Node.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { format } from 'node:util';
import { test } from 'node:test';
import { file, now, requestId, suite } from './sandbox.lib.mjs';

suite('time and chance', ({ call, value }) => {
  const returns = (expression) => `export const handler = async (event, context) => (${expression});`;

  test('every clock shows the virtual time', async () => {
    const text = returns('[Date.now(), new Date().getTime(), +new Date(), new Date().toISOString(), Date(), performance.now(), performance.timeOrigin, new Date().constructor.now(), Intl.DateTimeFormat().format(), process.uptime()]');
    assert.deepEqual(await value(text), [now, now, now, '2026-01-31T12:00:00.000Z', 'Sat Jan 31 2026 12:00:00 GMT+0000 (Coordinated Universal Time)', 0, 0, now, '1/31/2026', 0]);
  });
  test('a timer that fires moves it', async () => {
    const text = returns('await new Promise((r) => setTimeout(r, 120)), [Date.now(), context.getRemainingTimeInMillis()]');
    assert.deepEqual(await value(text), [now + 120, 2880]);
  });
  test('a busy wait ends', async () => {
    assert.equal(await value('export const handler = async () => { const end = Date.now() + 50; while (Date.now() < end); return Date.now() - end; };'), 0);
  });
  test('a date is a date', async () => {
    assert.deepEqual(await value(returns('[new Date() instanceof Date, new Date(5).getTime(), new Date(2020, 0, 31, 23).toISOString(), new Date("2020-02-03T04:05").toISOString(), Date.parse("2020-01-01T00:00:00+09:00"), Date.parse("Jan 5, 2020 10:00"), new Date("x").toString(), Date.UTC(2020, 0), new (class extends Date {})(7).getTime()]')),
      [true, 5, '2020-01-31T23:00:00.000Z', '2020-02-03T04:05:00.000Z', Date.UTC(2019, 11, 31, 15), Date.UTC(2020, 0, 5, 10), 'Invalid Date', Date.UTC(2020, 0), 7]);
  });
  test('local time is UTC, the locale en-US, wherever the visitor is', async () => {
    assert.deepEqual(await value(returns('[new Date().getHours(), new Date().getTimezoneOffset(), new Date().toLocaleString(), new Date().toLocaleDateString("de"), (1234.5).toLocaleString(), new Intl.NumberFormat().format(1e6), Intl.DateTimeFormat().resolvedOptions().timeZone, new Date().toLocaleTimeString("en-GB", { timeZone: "Asia/Tokyo" })]')),
      [12, 0, '1/31/2026, 12:00:00 PM', '31.1.2026', '1,234.5', '1,000,000', 'UTC', '21:00:00']);
  });
  test('the same seed gives the same chance', async () => {
    const text = `import { randomUUID, randomBytes, randomInt } from 'node:crypto'; const early = Math.random();\n${returns('[early, Math.random(), crypto.randomUUID(), randomUUID(), [...crypto.getRandomValues(new Uint8Array(4))], randomBytes(4).toString("hex"), randomInt(10), context.logStreamName]')}`;
    const one = await value(text, { seed: 1 });
    assert.deepEqual(await value(text, { seed: 1 }), one);
    assert.notDeepEqual(await value(text, { seed: 2 }), one);
    assert.notEqual(one[0], one[1]);
    assert.match(one[2], /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.notEqual(one[2], one[3]);
  });
  test('timers: order, clear, interval, immediate, unref, promises', async () => {
    const text = `import { setTimeout as sleep } from 'node:timers/promises';
export const handler = async () => {
  const seen = []; const cleared = setTimeout(() => seen.push('no'), 1); clearTimeout(cleared);
  setTimeout((a) => seen.push(a), 20, 'second'); setImmediate(() => seen.push('first')); process.nextTick(() => seen.push('tick'));
  let n = 0; const i = setInterval(() => { if (++n === 3) { clearInterval(Number(i)); seen.push('third'); } }, 15);
  setTimeout(() => {}, 1e6).unref(); seen.push(await sleep(80, 'slept')); return seen;
};`;
    assert.deepEqual(await value(text), ['tick', 'first', 'second', 'third', 'slept']);
  });
});

suite('warm and cold', ({ call, value, ask }) => {
  const counter = 'let n = 0; export const handler = async () => ++n;';

  test('module state survives within a run, for each function', async () => {
    assert.equal(await value(counter, { run: 'w' }), 1);
    assert.equal(await value(counter, { run: 'w', files: undefined }), 2);
    assert.equal(await value(counter, { run: 'w', files: undefined, function: 'other' }), 1);
    assert.equal(await value(counter, { run: 'w2' }), 1);
  });
  test('files are sent once', async () => {
    await Promise.race([ask({ t: 'files', run: 'f', files: { [file]: counter } }), new Promise((r) => setTimeout(r, 20))]);
    const answers = [await call('', { run: 'f', files: undefined }), await call('', { run: 'f', files: undefined })];
    assert.deepEqual(answers.map((a) => [a.body, a.initMs === null]), [['1', false], ['2', true]]);
  });
  test('the same files sent again change nothing', async () => {
    assert.deepEqual([await value(counter, { run: 's' }), await value(counter, { run: 's' })], [1, 2]);
  });
  test('cold starts anew each time', async () => {
    assert.deepEqual([await value(counter, { run: 'c', cold: true }), await value(counter, { run: 'c', cold: true, files: undefined })], [1, 1]);
  });
  test('changed files start anew', async () => {
    assert.deepEqual([await value(counter, { run: 'e' }), await value(counter.replace('0', '10'), { run: 'e' })], [1, 11]);
  });
  test('an error keeps the environment, an exit does not', async () => {
    const text = `let n = 0; export const handler = async (how) => { n += 1; if (how === 'throw') throw new Error('x'); if (how === 'exit') process.exit(1); return n; };`;
    await call(text, { run: 'k', input: 'throw' });
    assert.equal(await value(text, { run: 'k', files: undefined }), 2);
    await call(text, { run: 'k', files: undefined, input: 'exit' });
    assert.equal(await value(text, { run: 'k', files: undefined }), 1);
  });
  test('calls of one function are served in order, one at a time', async () => {
    const text = 'let busy = 0; let n = 0; export const handler = async (ms) => { busy += 1; await new Promise((r) => setTimeout(r, ms)); busy -= 1; return [++n, busy]; };';
    const answers = await Promise.all([60, 1, 20].map((ms) => value(text, { run: 'o', input: ms, files: ms === 60 ? { [file]: text } : undefined })));
    assert.deepEqual(answers, [[1, 0], [2, 0], [3, 0]]);
  });
  test('a timer left behind fires in the next call, not between', async () => {
    const text = `export const handler = async (first) => { if (first) setTimeout(() => console.log('thawed'), 10); else await new Promise((r) => setTimeout(r, 30)); };`;
    const one = await call(text, { run: 't', input: true });
    await new Promise((r) => setTimeout(r, 60));
    const two = await call(text, { run: 't', input: false, files: undefined });
    assert.deepEqual([one.logs.length, two.logs.map((log) => log.text)], [0, ['thawed']]);
  });
  test('a cold start takes no longer than a blink, a warm call no time', async () => {
    const times = [];
    for (let i = 0; i < 9; i++) times.push((await call(counter)).initMs);
    const median = times.sort((a, b) => a - b)[4];
    const warm = [];
    for (let i = 0; i < 9; i++) warm.push((await call(counter, { run: 'blink', files: i ? undefined : { [file]: counter } })).ms);
    const warmMedian = warm.sort((a, b) => a - b)[4];
    console.log(`cold start ${median} ms, warm call ${warmMedian} ms (medians of 9)`);
    assert.ok(median < 400 && warmMedian < 50);
  });
});

suite('console', ({ call }) => {
  const logs = async (body) => (await call(`export const handler = async () => {\n${body}\n};`)).logs;
  const texts = async (body) => (await logs(body)).map((log) => log.text);

  test('levels, file and line', async () => {
    const said = await logs(`console.log('a');\nconsole.info('b'); console.warn('c'); console.error('d');\nconsole.debug('e'); console.trace('f');`);
    assert.deepEqual(said.map(({ level, text, line, file: where }) => [level, text, line, where]), [
      ['log', 'a', 2, file], ['info', 'b', 3, file], ['warn', 'c', 3, file], ['error', 'd', 3, file], ['debug', 'e', 4, file], ['trace', 'Trace: f', 4, file]]);
  });
  test('values look as in Node', async () => {
    const expressions = [
      `'%s is %d years, %i, %f, %j, %O %% %c', 'x', 42.5, 42.9, '1.5', { a: 1 }, { b: [1] }, 'css', 'rest', { c: 1 }`,
      `'100%', 1`, `'%s', { a: { b: 1 } }`, `'%d', 1n`, `'%s'`, `1, 'two', [3], { four: 4 }`, `null, undefined, true, -0, 1n, Symbol('s')`,
      `{ a: 'x', 'b-c': "it's", d: [1, [2, [3, [4]]]], e: { f: { g: { h: 1 } } } }`,
      `new Map([['a', 1], [{ b: 2 }, new Set([1, 'x'])]]), new Set()`, `[undefined, null, , 3]`, `() => {}, function f() {}, class A {}, async () => {}`,
      `new (class Foo { constructor() { this.a = 1; } })(), Object.create(null), new Date(0), /x/g, [], {}`,
      `(() => { const a = { n: 1 }; a.self = a; return a; })()`, `{ get a() { return 1; }, set b(v) {}, [Symbol('s')]: 1 }`,
      `{ long: 'x'.repeat(60), other: 'y'.repeat(30) }`, `[['a', 1], ['b', 2]]`, `{ statusCode: 200, body: '"Hello from 世界"' }`,
      `new Uint8Array([1, 2]), new String('s'), Object(1)`, `'a\\nb', ['a\\nb', "it's", 'a"b']`,
    ];
    const said = await texts(expressions.map((e) => `console.log(${e});`).join('\n'));
    for (const [i, expression] of expressions.entries()) {
      const real = new Function(`return [${expression.replace(/, ,/, ', ,')}]`)();
      assert.equal(said[i], format(...(expression.startsWith('[undefined, null, , 3]') ? [real[0]] : real)).replace('<1 empty item>', '<empty>'), expression);
    }
  });
  test('an error is printed with its stack', async () => {
    assert.equal((await texts(`console.log(new TypeError('x'));`))[0], `TypeError: x\n    at handler (file:///var/task/${file}:2:13)`);
  });
  test('groups, counts and assertions', async () => {
    assert.deepEqual(await texts(`console.group('g'); console.log('in'); console.groupEnd(); console.count(); console.count(); console.assert(1 > 2, 'no %s', 'x'); console.assert(true);`),
      ['g', '  in', 'default: 1', 'default: 2', 'Assertion failed: no x']);
  });
  test('process.stdout', async () => assert.deepEqual(await texts(`process.stdout.write('out\\n'); process.stderr.write('err');`), ['out', 'err']));
  test('500 lines', async () => {
    const said = await texts('for (let i = 0; i < 800; i++) console.log(i);');
    assert.deepEqual([said.length, said.at(-2), said.at(-1)], [500, '498', '(output limit reached)']);
  });
  test('64 KiB', async () => {
    const said = await texts(`for (let i = 0; i < 30; i++) console.log('x'.repeat(5000));`);
    assert.deepEqual([said.length, said.at(-1)], [14, '(output limit reached)']);
  });
  test('the limit is the run’s', async () => {
    const text = 'export const handler = async () => { for (let i = 0; i < 300; i++) console.log(i); };';
    const counts = [];
    for (let i = 0; i < 3; i++) counts.push((await call(text, { run: 'talk', files: i ? undefined : { [file]: text } })).logs.length);
    assert.deepEqual(counts, [300, 200, 0]);
  });
  test('values that fight back', async () => {
    const said = await texts(`console.log({ get a() { throw 1; } }, new Proxy({}, { ownKeys() { throw 1; } }), { [Symbol.toStringTag]: 1 });
      console.log('%s', { toString() { throw 1; } }); console.log('%j', (() => { const a = {}; a.a = a; return a; })());
      const wide = Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => Array(100).fill('x'.repeat(100)))); console.log(wide);`);
    assert.equal(said.length, 4);
    assert.ok(said[3].length <= 8192);
  });
});

suite('Lambda’s surroundings', ({ value }) => {
  test('the context', async () => {
    const text = 'export const handler = async (event, context) => ({ ...context, keys: Object.keys(context).sort(), left: context.getRemainingTimeInMillis() });';
    const context = await value(text, { timeoutMs: 5000 });
    assert.deepEqual(
      [context.functionName, context.functionVersion, context.invokedFunctionArn, context.memoryLimitInMB, context.awsRequestId, context.logGroupName, context.left, context.callbackWaitsForEmptyEventLoop],
      ['step-functions-lambda', '$LATEST', 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda', '128', requestId, '/aws/lambda/step-functions-lambda', 5000, true]);
    assert.match(context.logStreamName, /^2026\/01\/31\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.deepEqual(context.keys, ['awsRequestId', 'callbackWaitsForEmptyEventLoop', 'clientContext', 'done', 'fail', 'functionName', 'functionVersion', 'getRemainingTimeInMillis', 'identity', 'invokedFunctionArn', 'logGroupName', 'logStreamName', 'memoryLimitInMB', 'succeed']);
  });
  test('environment variables', async () => {
    const text = 'export const handler = async () => [process.env.AWS_REGION, process.env.AWS_LAMBDA_FUNCTION_NAME, process.env.TZ, process.env._HANDLER, process.env.TABLE, process.env.NONE, process.cwd(), process.platform];';
    const env = { region: 'eu-west-1', account: '1', requestId, variables: { TABLE: 'orders' } };
    assert.deepEqual(await value(text, { env }), ['eu-west-1', 'step-functions-lambda', ':UTC', 'step-functions-lambda.handler', 'orders', null, '/var/task', 'linux']);
  });
  test('node:crypto hashes as Node does', async () => {
    const inputs = ['', 'abc', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'é世界😀'.repeat(30)];
    const algorithms = ['sha256', 'sha1', 'md5'];
    const text = `import { createHash } from 'node:crypto'; export const handler = async ([algorithms, inputs]) => algorithms.map((a) => inputs.map((i) => createHash(a).update(i).digest('hex')));`;
    const ours = await value(text, { input: [algorithms, inputs] });
    assert.deepEqual(ours, algorithms.map((a) => inputs.map((i) => createHash(a).update(i).digest('hex'))));
  });
  test('Buffer', async () => {
    const text = `import { Buffer as B } from 'buffer'; export const handler = async () => [Buffer === B, Buffer.from('héllo').toString('base64'), Buffer.from('aMOpbGxv', 'base64').toString(), Buffer.from('00ff', 'hex').length, Buffer.from('a').toString('hex'), Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Buffer.byteLength('世'), Buffer.isBuffer(Buffer.alloc(1)), Buffer.from([251, 255]).toString('base64url'), JSON.stringify(Buffer.from('a'))];`;
    assert.deepEqual(await value(text), [true, 'aMOpbGxv'.replace('V', 'V'), 'héllo', 2, '61', 'ab', 3, true, '-_8', '{"type":"Buffer","data":[97]}']);
  });
  test('node:util', async () => {
    const text = `import util, { promisify, inspect } from 'node:util'; const plus = (a, b, done) => done(null, a + b); export const handler = async () => [await promisify(plus)(1, 2), inspect({ a: 1 }), util.format('%s', 1)];`;
    assert.deepEqual(await value(text), [3, '{ a: 1 }', '1']);
  });
  test('the same through require', async () => {
    assert.equal(await value(`const { createHash } = require('crypto'); exports.handler = async () => createHash('md5').update('a').digest('hex');`, { file: 'index.js' }), '0cc175b9c0f1b6a831c399e269772661');
  });
});
