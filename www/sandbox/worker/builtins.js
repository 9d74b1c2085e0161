/** The few Node.js modules that a handler without network and disk can want. */
import { Buffer } from './buffer.js';
import { format, inspect } from './format.js';
import { createHash } from './hash.js';
import { getRandomValues, random, randomUUID } from './random.js';
import { timeout } from './timers.js';

const randomBytes = (size) => getRandomValues(Buffer.alloc(size));
const randomInt = (low, high) => (high === undefined ? Math.floor(random() * low) : low + Math.floor(random() * (high - low)));

function promisify(original) {
  return (...args) =>
    new Promise((resolve, reject) => original(...args, (error, value) => (error ? reject(error) : resolve(value))));
}

const after = (ms, value) => new Promise((resolve) => timeout(() => resolve(value), ms));
const timers = () => {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
  return { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
};

/** Name to what makes the module's exports; made when first asked for. */
export const builtins = {
  'node:buffer': () => ({ Buffer }),
  'node:crypto': () => ({ createHash, getRandomValues, randomBytes, randomInt, randomUUID }),
  'node:perf_hooks': () => ({ performance }),
  'node:process': () => globalThis.process,
  'node:timers': timers,
  'node:timers/promises': () => ({ setTimeout: after, setImmediate: (value) => after(0, value), scheduler: { wait: after } }),
  'node:url': () => ({ URL, URLSearchParams }),
  'node:util': () => ({ format, inspect, promisify, TextDecoder, TextEncoder }),
};
