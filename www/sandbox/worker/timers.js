/**
 * Timers, counted. Their delays are real; when one fires, the virtual clock moves to the moment it was due.
 *
 * Counting tells when Node's event loop would be empty, which is when a callback-style handler ends. Between calls
 * the environment is frozen, as in Lambda: a timer that comes due then fires in the next call.
 */
import { advanceTo, moment } from './clock.js';
import { clearTimeout, replace, setTimeout } from './native.js';

const LONGEST = 2147483647;

let nextId = 1;
let frozen = false;
/** @type {Map<number, Timer>} */
const timers = new Map();
/** @type {Timer[]} */
let overdue = [];

/** What Node's setTimeout returns; as a number it is the timer's id. */
class Timer {
  #id = nextId++;
  #run;
  #delay;
  #repeat;
  #native = 0;
  #due = 0;
  counted = true;

  constructor(run, delay, repeat) {
    this.#run = run;
    this.#delay = delay >= 1 && delay <= LONGEST ? Math.trunc(delay) : 1;
    this.#repeat = repeat;
    this.refresh();
  }
  refresh() {
    clearTimeout(this.#native);
    timers.set(this.#id, this);
    this.#due = moment() + this.#delay;
    this.#native = setTimeout(() => this.fire(), this.#delay);
    return this;
  }
  close() {
    clearTimeout(this.#native);
    timers.delete(this.#id);
    return this;
  }
  ref() {
    this.counted = true;
    return this;
  }
  unref() {
    this.counted = false;
    return this;
  }
  hasRef() {
    return this.counted;
  }
  [Symbol.toPrimitive]() {
    return this.#id;
  }
  fire() {
    if (!timers.has(this.#id)) return;
    if (frozen) return void overdue.push(this);
    advanceTo(this.#due);
    if (this.#repeat) this.refresh();
    else timers.delete(this.#id);
    this.#run();
  }
}

const start = (repeat) => (callback, delay, ...args) => {
  if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
  return new Timer(() => callback(...args), Number(delay), repeat);
};
const stop = (timer) => void (timer instanceof Timer ? timer : timers.get(Number(timer)))?.close();

export const timeout = start(false);
const immediate = (callback, ...args) => timeout(callback, 0, ...args);

export function installTimers() {
  const all = { setTimeout: timeout, setInterval: start(true), setImmediate: immediate };
  const names = { ...all, clearTimeout: stop, clearInterval: stop, clearImmediate: stop };
  for (const [name, value] of Object.entries(names)) replace(globalThis, name, value);
}

/** Until the next call no timer fires. */
export function freeze() {
  frozen = true;
}

export function thaw() {
  frozen = false;
  const due = overdue;
  overdue = [];
  for (const timer of due) setTimeout(() => timer.fire(), 0);
}

const empty = () => ![...timers.values()].some((timer) => timer.counted);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Resolves when nothing is left to wait for. What is no timer (an `import()`, reading a Blob) cannot be counted; it gets
 * the grace.
 * @param {number} grace real milliseconds
 */
export async function loopEmpty(grace) {
  do {
    while (!empty()) await pause(2);
    await pause(grace);
  } while (!empty());
}
