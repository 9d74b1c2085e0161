// Handlers in the sandbox do what they do in Lambda: signatures, results, errors and their payloads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remember, traceOf } from '../../www/sandbox/worker/stack.js';
import { file, requestId, suite } from './sandbox.lib.mjs';

const path = `file:///var/task/${file}`;

suite('signatures and results', ({ call, value }) => {
  test('the first function of the playground', async () => {
    const text = `export const handler = async (event) => {
  return {statusCode: 200, body: JSON.stringify('Hello from ' + event.who)};
};`;
    const { t, body } = await call(text, { input: { who: '步骤函数' } });
    assert.deepEqual([t, body], ['result', '{"statusCode":200,"body":"\\"Hello from 步骤函数\\""}']);
  });
  test('a function that returns a promise', async () => assert.equal(await value('export const handler = (e) => Promise.resolve(e.a);', { input: { a: 4 } }), 4));
  test('a callback', async () => assert.equal(await value('export const handler = (event, context, callback) => { callback(null, 5); };'), 5));
  test('a callback waits for the event loop', async () => {
    const text = `let n = 0; export const handler = (event, context, callback) => { setTimeout(() => { n = 1; console.log('late'); }, 40); callback(null, 1); };`;
    const answer = await call(text);
    assert.deepEqual([answer.body, answer.logs.map((log) => log.text)], ['1', ['late']]);
  });
  test('a callback need not wait', async () => {
    const text = `export const handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => console.log('late'), 100); callback(null, 1); };`;
    const answer = await call(text);
    assert.deepEqual([answer.body, answer.logs], ['1', []]);
  });
  test('the first callback counts', async () => assert.equal(await value('export const handler = (e, c, callback) => { callback(null, 1); callback(null, 2); };'), 1));
  test('context.succeed', async () => assert.equal(await value('export const handler = (e, context) => { context.succeed(6); };'), 6));
  test('a value returned without a promise is ignored', async () => assert.equal(await value('export const handler = () => 7;'), null));
  test('a function that waits for a timer and tells nobody', async () => assert.equal(await value('export const handler = () => { setTimeout(() => {}, 30); };'), null));
  test('undefined is null', async () => assert.equal((await call('export const handler = async () => {};')).body, 'null'));
  test('JSON as JSON.stringify makes it', async () => {
    const text = 'export const handler = async () => ({ a: undefined, f() {}, d: new Date(0), n: NaN, big: 12345678901234567890 });';
    assert.equal((await call(text)).body, '{"d":"1970-01-01T00:00:00.000Z","n":null,"big":12345678901234567000}');
  });
  test('CommonJS: exports', async () => assert.equal(await value(`exports.handler = async (e) => e.a + 1;`, { file: 'index.js', input: { a: 1 } }), 2));
  test('CommonJS: module.exports, sloppy mode, __filename', async () => {
    const text = `x = 010; module.exports = { handler: async () => [x, __filename, __dirname, this === module] };`;
    assert.deepEqual(await value(text, { file: 'index.cjs' }), [8, '/var/task/index.cjs', '/var/task', false]);
  });
  test('a .js with module syntax is a module', async () => assert.equal(await value('export const handler = async () => 8;', { file: 'index.js' }), 8));
  test('package.json decides what a .js is', async () => {
    const files = { 'package.json': '{"type":"module"}', 'index.js': 'globalThis.handler = async () => 9;\nexport { handler };\nconst { handler } = globalThis;' };
    assert.equal(await value(files, { file: 'index.js' }), 9);
  });
  test('a handler inside an object', async () => assert.equal(await value('export const api = { get: async () => 1 };', { handler: 'api.get' }), 1));
  test('top-level await', async () => assert.equal(await value('const a = await Promise.resolve(3); export const handler = async () => a;'), 3));
});

test('stacks in the notation of Firefox and Safari are written as V8 writes them', () => {
  remember('blob:of-a-file', path, file, []);
  const stacks = {
    firefox: ['deep@blob:of-a-file:2:9', 'handler/<@blob:of-a-file:1:5', 'async*handler@blob:of-a-file:1:3', 'run@runner.js:1:1'],
    safari: ['deep@blob:of-a-file:2:9', '@blob:of-a-file:1:5', 'async handler@blob:of-a-file:1:3', 'map@[native code]'],
  };
  const wanted = ['RangeError: bad', `    at deep (${path}:2:9)`, `    at ${path}:1:5`, `    at async handler (${path}:1:3)`];
  for (const [engine, lines] of Object.entries(stacks)) {
    const error = Object.assign(new RangeError('bad'), { stack: lines.join('\n') });
    assert.deepEqual(traceOf(error), wanted, engine);
  }
});

suite('errors and their payloads', ({ call }) => {
  const fails = async (text, errorType, errorMessage, options) => {
    const answer = await call(text, options);
    assert.equal(answer.t, 'error', JSON.stringify(answer));
    assert.deepEqual([answer.errorType, answer.errorMessage], [errorType, errorMessage]);
    const { trace } = answer;
    assert.equal(answer.payload, JSON.stringify(trace ? { errorType, errorMessage, trace } : { errorType, errorMessage }));
    return answer;
  };

  test('throw new Error', async () => {
    const { trace, at } = await fails(`export const handler = async () => {\n  throw new Error('boom');\n};`, 'Error', 'boom');
    assert.deepEqual(trace, ['Error: boom', `    at handler (${path}:2:9)`]);
    assert.deepEqual(at, { file, line: 2, column: 9 });
  });
  test('frames of two files, natives between them, none of the runner', async () => {
    const text = `import { deep } from './lib.mjs'; export const handler = async () => [1].map(() => deep());`;
    const column = (words) => text.indexOf(words) + 1;
    const files = {
      'lib.mjs': `export function deep() {\n  throw new RangeError('bad');\n}`,
      [file]: text,
    };
    const { trace, at } = await fails(files, 'RangeError', 'bad');
    assert.deepEqual(trace, ['RangeError: bad', '    at deep (file:///var/task/lib.mjs:2:9)', `    at ${path}:1:${column('deep()')}`, '    at Array.map (<anonymous>)', `    at handler (${path}:1:${column('map')})`]);
    assert.deepEqual(at, { file: 'lib.mjs', line: 2, column: 9 });
  });
  test('columns of the first line of CommonJS are true', async () => {
    const { at, trace } = await fails(`exports.handler = async () => { null.x; };`, 'TypeError', "Cannot read properties of null (reading 'x')", { file: 'index.js' });
    assert.deepEqual(at, { file: 'index.js', line: 1, column: 38 });
    assert.match(trace[1], /\(\/var\/task\/index\.js:1:38\)$/);
  });
  test('a class of one’s own with a name', () => fails(`class MyErr extends Error { constructor(m) { super(m); this.name = 'MyErr'; } } export const handler = async () => { throw new MyErr('mine'); };`, 'MyErr', 'mine'));
  test('a class of one’s own without a name', () => fails(`class MyErr extends Error {} export const handler = async () => { throw new MyErr('mine'); };`, 'Error', 'mine'));
  test('an empty message is kept', () => fails(`export const handler = async () => { throw new Error(''); };`, 'Error', ''));
  test('a sync throw', () => fails(`export const handler = () => { throw new TypeError('sync'); };`, 'TypeError', 'sync'));
  test('throw "text"', async () => assert.deepEqual((await fails(`export const handler = async () => { throw 'text'; };`, 'string', 'text')).trace, []));
  test('throw {a: 1}', () => fails(`export const handler = async () => { throw { a: 1 }; };`, 'object', '[object Object]'));
  test('callback("text")', () => fails(`export const handler = (e, c, callback) => callback('text');`, 'string', 'text'));
  test('callback(error)', () => fails(`export const handler = (e, c, callback) => callback(new Error('told'));`, 'Error', 'told'));
  test('context.fail()', () => fails(`export const handler = (e, context) => context.fail();`, 'string', 'handled'));
  test('Promise.reject()', () => fails(`export const handler = () => Promise.reject();`, 'string', 'handled'));
  test('an error that cannot be looked at', () => fails(
    `export const handler = async () => { throw { toString() { throw 1; } }; };`, 'handled',
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack'));
  test('own members of an error are not in the payload', async () => {
    const answer = await fails(`export const handler = async () => { throw Object.assign(new Error('x'), { code: 'E' }); };`, 'Error', 'x');
    assert.deepEqual(Object.keys(JSON.parse(answer.payload)), ['errorType', 'errorMessage', 'trace']);
  });
  test('a BigInt cannot be returned', () => fails(`export const handler = async () => 1n;`, 'Runtime.JSONStringifyError', 'Unable to stringify response body'));
  test('a cycle cannot be returned', () => fails(`export const handler = async () => { const a = {}; a.a = a; return a; };`, 'Runtime.JSONStringifyError', 'Unable to stringify response body'));
  test('an async handler that waits for nothing', async () => {
    const answer = await call(`export const handler = async () => { await new Promise(() => {}); };`);
    assert.equal(answer.errorType, 'Runtime.NodeJsExit');
    assert.match(answer.errorMessage, /^The Lambda runtime client detected an unexpected Node\.js exit code\./);
  });
  test('a promise that waits for a timer is not given up', async () => assert.equal((await call(`export const handler = async () => { await new Promise((r) => setTimeout(r, 600)); return 1; };`)).body, '1'));
  test('process.exit(1)', async () => {
    const { trace } = await fails(`export const handler = async () => { process.exit(1); };`, 'Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: exit status 1`);
    assert.equal(trace, null);
  });
  test('process.exit()', () => fails(`export const handler = async () => { process.exit(); };`, 'Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited without providing a reason`));
  test('process.exit while loading', () => fails(`process.exit(3); export const handler = 1;`, 'Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: exit status 3`));
  test('an error in a timer', async () => {
    const { at } = await fails(`export const handler = async () => {\n  setTimeout(() => { throw new RangeError('late'); }, 5);\n  await new Promise((r) => setTimeout(r, 500));\n};`, 'RangeError', 'late');
    assert.deepEqual(at, { file, line: 2, column: 28 });
  });
  test('a rejection that nobody handles', async () => {
    const { trace, at } = await fails(`export const handler = async () => {\n  Promise.reject(new Error('lost'));\n  await new Promise((r) => setTimeout(r, 500));\n};`, 'Runtime.UnhandledPromiseRejection', 'Error: lost');
    assert.deepEqual(trace, ['Runtime.UnhandledPromiseRejection: Error: lost']);
    assert.deepEqual(at, { file, line: 2, column: 18 });
  });
  test('a response over 6 MB', async () => {
    const answer = await fails(`export const handler = async () => 'x'.repeat(6291555);`, 'Function.ResponseSizeTooLarge', 'Response payload size exceeded maximum allowed payload size (6291556 bytes).');
    assert.equal(answer.trace, null);
  });
  test('a response of exactly 6 MB', async () => assert.equal((await call(`export const handler = async () => 'x'.repeat(6291554);`)).t, 'result'));
  test('a timeout', async () => {
    const answer = await fails(`export const handler = async () => { await new Promise((r) => setTimeout(r, 60000)); };`, 'Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after 0.40 seconds`, { timeoutMs: 400 });
    assert.ok(answer.ms >= 390 && answer.ms < 1500, `${answer.ms} ms`);
    assert.equal(answer.trace, null);
  });
});

suite('loading', ({ call, value }) => {
  const failure = async (files, options) => {
    const { t, errorType, errorMessage, trace, at, logs } = await call(files, options);
    assert.equal(t, 'error');
    return { errorType, errorMessage, trace, at, hints: logs.filter((log) => log.level === 'hint') };
  };

  test('no such export', async () => {
    const { errorType, errorMessage } = await failure('export const main = 1;');
    assert.deepEqual([errorType, errorMessage], ['Runtime.HandlerNotFound', 'step-functions-lambda.handler is undefined or not exported']);
  });
  test('the export is no function', async () => {
    assert.equal((await failure('export const handler = 1;')).errorMessage, 'step-functions-lambda.handler is not a function');
  });
  test('a syntax error has its place', async () => {
    const { errorType, errorMessage, at } = await failure('export const handler = async () => {\n  const ok = 1;\n  const x = ;\n};');
    assert.deepEqual([errorType, errorMessage], ['Runtime.UserCodeSyntaxError', "SyntaxError: Unexpected token ';'"]);
    assert.deepEqual(at, { file, line: 3, column: 13 });
  });
  test('a syntax error in another file', async () => {
    const { at } = await failure({ 'lib.mjs': 'export const a = 1;\nexport const b = {;\n', [file]: `import { a } from './lib.mjs';\nexport const handler = async () => a;` });
    assert.deepEqual(at, { file: 'lib.mjs', line: 2, column: 19 });
  });
  test('a syntax error in CommonJS', async () => {
    const { errorType, at } = await failure('const a = 1; const a = 2;\nexports.handler = 1;', { file: 'index.cjs' });
    assert.equal(errorType, 'Runtime.UserCodeSyntaxError');
    assert.deepEqual(at, { file: 'index.cjs', line: 1, column: 20 });
  });
  test('an unfinished text', async () => {
    const { at } = await failure('export const handler = async () => {\n  foo(1');
    assert.deepEqual(at, { file, line: 2, column: 7 });
  });
  test('an import that the other file does not export', async () => {
    const { errorType, errorMessage, at } = await failure({ 'lib.mjs': 'export const a = 1;', [file]: `\nimport { b } from './lib.mjs';\nexport const handler = b;` });
    assert.equal(errorType, 'Runtime.UserCodeSyntaxError');
    assert.equal(errorMessage, "SyntaxError: The requested module './lib.mjs' does not provide an export named 'b'");
    assert.deepEqual(at, { file, line: 2, column: 20 });
  });
  test('a package that is not there', async () => {
    const { errorType, errorMessage, at, hints } = await failure(`import { S3Client } from '@aws-sdk/client-s3';\nexport const handler = 1;`);
    assert.equal(errorType, 'Runtime.ImportModuleError');
    assert.equal(errorMessage, `Error: Cannot find module '@aws-sdk/client-s3'\nRequire stack:\n- /var/task/${file}`);
    assert.deepEqual(at, { file, line: 1, column: 27 });
    assert.match(hints[0].text, /not available in the playground/);
  });
  test('a package that is not there, required', async () => {
    const { errorType, errorMessage, at, hints } = await failure(`\nconst axios = require('axios');`, { file: 'index.js' });
    assert.equal(errorType, 'Runtime.ImportModuleError');
    assert.equal(errorMessage, `Error: Cannot find module 'axios'\nRequire stack:\n- /var/task/index.js`);
    assert.deepEqual([at.file, at.line, hints[0].line], ['index.js', 2, 2]);
  });
  test('a require that fails can be caught', async () => {
    const text = `let name = 'none'; try { require('./no.js'); } catch (e) { name = e.code; } exports.handler = async () => name;`;
    assert.equal(await value(text, { file: 'index.js' }), 'MODULE_NOT_FOUND');
  });
  test('the function’s own file is not there', async () => {
    const { errorType, errorMessage } = await failure({ 'other.mjs': '' });
    assert.deepEqual([errorType, errorMessage], ['Runtime.ImportModuleError', "Error: Cannot find module 'step-functions-lambda'\nRequire stack:\n- /var/runtime/index.mjs"]);
  });
  test('an error at module top level', async () => {
    const { errorType, errorMessage, at } = await failure(`const a = {};\na.b.c();\nexport const handler = 1;`);
    assert.deepEqual([errorType, errorMessage], ['TypeError', "Cannot read properties of undefined (reading 'c')"]);
    assert.deepEqual(at, { file, line: 2, column: 5 });
  });
  test('files that import each other are refused by name', async () => {
    const { errorMessage } = await failure({ 'a.mjs': `import './${file}';`, [file]: `import './a.mjs'; export const handler = 1;` });
    assert.match(errorMessage, /Import cycle: step-functions-lambda\.mjs -> a\.mjs -> step-functions-lambda\.mjs/);
  });
  test('imports: static, dynamic, re-exported, default, namespace, from a folder, JSON, CommonJS', async () => {
    const files = {
      'lib/a.mjs': `export { b as a } from '../b.mjs'; export default 'default';`,
      'b.mjs': `export const b = 'b';`,
      'c.mjs': `export const c = 'c';`,
      'd.cjs': `exports.d = 'd'; exports.n = require('./e').n;`,
      'e.js': `exports.n = require('./data.json').n;`,
      'data.json': '{"n": 5}',
      [file]: `import standard, { a } from './lib/a.mjs'; import * as all from './b.mjs'; import { d, n } from './d.cjs';
import data from './data.json' with { type: 'json' };
export const handler = async () => [standard, a, all.b, (await import('./c.mjs')).c, d, n, data.n];`,
    };
    assert.deepEqual(await value(files), ['default', 'b', 'b', 'c', 'd', 5, 5]);
  });
  test('the word import in strings, comments, templates and patterns is left alone', async () => {
    const text = "// import './no.mjs'\nconst s = `import './no.mjs' ${'}'}`; const r = /import '.\\/no'/; /* export */\nexport const handler = async () => [s.length, r.source.length, 'import(\"./no.mjs\")'.length];";
    assert.deepEqual(await value(text), [19, 14, 18]);
  });
  test('CommonJS files may require each other', async () => {
    const files = { 'a.js': `exports.early = 1; exports.b = require('./b').seen;`, 'b.js': `exports.seen = require('./a').early;`, 'index.js': `const a = require('./a'); exports.handler = async () => a.b;` };
    assert.equal(await value(files, { file: 'index.js' }), 1);
  });
});

suite('checking without running', (world) => {
  let n = 0;
  const problem = async (name, text) => (await world.ask({ t: 'check', n: `check ${++n}`, file: name, text })).problem;

  test('good files have no problem', async () => {
    assert.equal(await problem('a.mjs', `import x from 'x'; import './y.mjs'; export const a = await x;`), null);
    assert.equal(await problem('a.cjs', `return; with (x) {} exports.a = 010;`), null);
    assert.equal(await problem('a.js', `exports.a = 1;`), null);
    assert.equal(await problem('a.js', `export const a = 1;`), null);
    assert.equal(await problem('a.json', `{"a": 1}`), null);
    assert.equal(await problem('a.mjs', ''), null);
    assert.equal(await problem('a.cjs', ''), null);
    assert.equal(await problem('a.mjs', '// only a comment'), null);
  });
  test('problems with their places', async () => {
    assert.deepEqual(await problem('a.mjs', 'const a = 1;\nconst = 2;'), { message: "Unexpected token '='", line: 2, column: 7 });
    assert.deepEqual(await problem('a.cjs', 'const = 2;'), { message: "Unexpected token '='", line: 1, column: 7 });
    assert.deepEqual(await problem('a.js', 'export const = 2;'), { message: "Unexpected token '='", line: 1, column: 14 });
  });
  test('unfinished texts have their problem at the end', async () => {
    for (const name of ['a.mjs', 'a.cjs']) {
      for (const text of ['f(1', 'function f() {', '\nif (a) {\n', 'const a = `x', 'const a = ', '/* open', '(']) {
        const found = await problem(name, text);
        const lines = text.split('\n');
        assert.ok(found, `${name} ${text}`);
        assert.ok(found.line <= lines.length && found.column <= lines[found.line - 1].length + 1, JSON.stringify([name, text, found]));
      }
    }
  });
  test('nothing of a checked file runs, whatever it hopes the ending to be', async () => {
    const loud = `new BroadcastChannel('x'), document.title = 'ran', document.documentElement.remove()`;
    const texts = [`${loud};`, `${loud}; (0`, `${loud}; [0`, `${loud}; \`\${(0`, `${loud}; /*`, `${loud}; ({ get`, `${loud}; ({`, `${loud}; class A { static`, `${loud}; x.`,
      `}); ${loud}; (function () {`, `}); ${loud}; (0, function () {`, `}); ${loud}; ((`, `${loud}; export * as`, `${loud}; label:`, `${loud}; async`, `${loud}; //`, `${loud}; '\\`];
    for (const text of texts) for (const name of ['a.mjs', 'a.cjs', 'a.js']) await problem(name, text);
    const frame = world.page.frames().find((candidate) => candidate !== world.page.mainFrame());
    assert.equal(await frame.evaluate(() => [document.title, document.querySelectorAll('head').length].join()), ',1');
  });
});
