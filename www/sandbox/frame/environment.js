/**
 * A function's execution environment: at most one worker, calls one after the other, and the watchdog.
 *
 * The worker is not trusted. It can only be told things and terminated; what it says is checked (answer.js) and counted.
 */
import { LIMITS } from '../protocol.js';
import { read } from './answer.js';
import { exited, failure, flooded, timedOut, outOfMemory } from './failure.js';
import { locateAmong } from './locate.js';
import { spawn } from './spawn.js';

/**
 * @typedef {object} Call
 * @property {import('../protocol.js').Invoke} request
 * @property {Record<string, string>} files
 * @property {(answer: object) => void} answer
 */

export class Environment {
  /** @type {Call[]} */
  #queue = [];
  /** @type {Call | null} */
  #call = null;
  #worker = null;
  #identity = '';
  #files = null;
  #watchdog = 0;
  #began = 0;
  #initMs = null;
  #messages = 0;

  get waiting() {
    return this.#queue.length;
  }

  /** @param {Call} call */
  enqueue(call) {
    this.#queue.push(call);
    this.#next();
  }

  /** The files changed: the next call starts anew. The call that runs now keeps what it was started with. */
  retire() {
    this.#identity = '';
  }

  /** Terminates the worker and forgets every call. */
  end() {
    this.#queue = [];
    this.#call = null;
    this.#kill();
  }

  #next() {
    if (this.#call || this.#queue.length === 0) return;
    this.#call = this.#queue.shift();
    this.#messages = 0;
    this.#initMs = null;
    const identity = identityOf(this.#call.request);
    if (this.#call.request.cold || this.#identity !== identity) this.#kill();
    this.#identity = identity;
    if (this.#worker) this.#begin();
    else this.#start();
  }

  #start() {
    const { request, files } = this.#call;
    this.#files = files;
    this.#worker = spawn(
      (message) => this.#take(message),
      (message) => this.#crashed(message),
    );
    this.#watch(request.initTimeoutMs ?? 10000);
    this.#worker.port.postMessage({ t: 'init', files, request });
  }

  #begin() {
    const { request } = this.#call;
    this.#watch(request.timeoutMs ?? 3000);
    this.#worker.port.postMessage({ t: 'call', request });
  }

  #watch(ms) {
    clearTimeout(this.#watchdog);
    this.#began = performance.now();
    this.#watchdog = setTimeout(() => this.#fail(timedOut(this.#call.request)), ms);
  }

  #take(data) {
    if (!this.#call) return this.#idle();
    if (++this.#messages > LIMITS.messages) return this.#flood();
    const message = read(data);
    if (!message) return this.#fail(flooded(this.#call.request));
    this.#said[message.t](message);
  }

  #said = {
    log: (log) => this.#call.answer(log),
    ready: () => {
      this.#initMs = this.#elapsed();
      this.#begin();
    },
    done: ({ body }) => this.#finish({ t: 'result', body, ...this.#times() }),
    exit: ({ code }) => this.#fail(exited(this.#call.request, code)),
    fail: ({ error, at, suspects, fatal }) => this.#failed(error, at, suspects, fatal),
  };

  async #failed(error, at, suspects, fatal) {
    clearTimeout(this.#watchdog);
    const times = this.#times();
    const call = this.#call;
    const place = at ?? (await locateAmong(suspects, this.#files));
    if (this.#call !== call) return; // stopped while the place was looked for
    if (fatal) this.#kill();
    this.#finish(failure(error, place, times));
  }

  /** A worker that speaks while nothing is asked of it broke down or plays games; either way it goes. */
  #idle() {
    this.#kill();
  }

  #flood() {
    this.#call.answer({ t: 'log', level: 'hint', text: 'The function sent too many messages and was stopped.', file: null, line: null });
    this.#fail(flooded(this.#call.request));
  }

  #crashed(message) {
    if (!this.#call) return this.#kill();
    this.#fail(outOfMemory(this.#call.request, message));
  }

  #fail(error) {
    const times = this.#times();
    this.#kill();
    this.#finish(failure(error, null, times));
  }

  #finish(answer) {
    clearTimeout(this.#watchdog);
    const { answer: send } = this.#call;
    this.#call = null;
    send(answer);
    this.#next();
  }

  #kill() {
    clearTimeout(this.#watchdog);
    this.#worker?.kill();
    this.#worker = null;
  }

  #elapsed() {
    return Math.round((performance.now() - this.#began) * 10) / 10;
  }

  #times() {
    return { ms: this.#elapsed(), initMs: this.#initMs };
  }
}

/** What must be the same for a warm environment to serve a call. */
function identityOf({ file, handler, arn, timeoutMs, env: { region, account, memory, variables } }) {
  return JSON.stringify([file, handler, arn, timeoutMs, region, account, memory, variables]);
}
