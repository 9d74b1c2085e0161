/** As much of Node's `process` as handlers use. */
import { advanceTo, moment, tell } from './clock.js';
import { print } from './console.js';
import { giveUp } from './link.js';
import { replace } from './native.js';
import { randomUUID } from './random.js';

let stream = '';

/** The name of this environment's log stream. */
export function logStream() {
  return stream;
}

/** @param {import('../protocol.js').Invoke} request the call for which the environment is started */
export function installProcess(request) {
  const day = new Date(moment()).toISOString().slice(0, 10).replaceAll('-', '/');
  stream = `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
  replace(globalThis, 'process', processFor(environmentVariables(request)));
  replace(globalThis, 'global', globalThis);
}

function environmentVariables({ function: name, file, handler = 'handler', env }) {
  return {
    ...env.variables,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(env.memory ?? 128),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: stream,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_REGION: env.region,
    AWS_DEFAULT_REGION: env.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    _HANDLER: `${file.replace(/\.[^.]*$/, '')}.${handler}`,
    LAMBDA_TASK_ROOT: '/var/task',
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
  };
}

function processFor(env) {
  const started = moment();
  const elapsed = () => tell() - started;
  const nothing = () => process;
  const process = {
    env,
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    version: 'v22.11.0',
    versions: { node: '22.11.0' },
    platform: 'linux',
    arch: 'x64',
    pid: 8,
    exitCode: undefined,
    exit,
    cwd: () => '/var/task',
    uptime: () => elapsed() / 1000,
    hrtime: Object.assign(() => [Math.trunc(elapsed() / 1000), (elapsed() % 1000) * 1e6], { bigint: () => BigInt(elapsed()) * 1000000n }),
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    nextTick: (callback, ...args) => queueMicrotask(() => callback(...args)),
    emitWarning: (warning) => print('warn', String(warning)),
    stdout: { write: (text) => print('log', String(text).replace(/\n$/, '')) },
    stderr: { write: (text) => print('error', String(text).replace(/\n$/, '')) },
  };
  for (const name of ['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners']) process[name] = nothing;
  return process;
}

/** Never returns: the frame terminates the worker. */
function exit(code = globalThis.process.exitCode ?? 0) {
  giveUp({ t: 'exit', code: Number(code) & 255 });
  for (;;) advanceTo(0);
}
