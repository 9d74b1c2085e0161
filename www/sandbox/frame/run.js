/** One execution: its files, one environment for each function, and what is left of its output allowance. */
import { LIMITS } from '../protocol.js';
import { Environment } from './environment.js';

export class Run {
  #send;
  #mayStart;
  #files = {};
  /** @type {Map<string, Environment>} */
  #environments = new Map();
  #lines = LIMITS.logLines;
  #text = LIMITS.logText;

  /**
   * @param {(answer: import('../protocol.js').Answer) => void} send
   * @param {() => boolean} mayStart is there room for one more worker?
   */
  constructor(send, mayStart) {
    this.#send = send;
    this.#mayStart = mayStart;
  }

  get environments() {
    return this.#environments.size;
  }

  /** Files that are the same as before leave the environments warm. */
  setFiles(files) {
    if (isSame(files, this.#files)) return;
    for (const environment of this.#environments.values()) environment.retire();
    this.#files = files;
  }

  /** @param {import('../protocol.js').Invoke} request */
  invoke(request) {
    let environment = this.#environments.get(request.function);
    if (!environment && !this.#mayStart()) return this.#refuse(request, 'too many functions run at once');
    if (!environment) this.#environments.set(request.function, (environment = new Environment()));
    if (environment.waiting >= LIMITS.waiting) return this.#refuse(request, 'too many calls of this function wait');
    environment.enqueue({ request, files: this.#files, answer: (answer) => this.#answer(request.id, answer) });
  }

  stop() {
    for (const environment of this.#environments.values()) environment.end();
    this.#send = () => {};
  }

  #refuse({ id }, why) {
    this.#send({ t: 'refused', id, why });
  }

  #answer(id, answer) {
    if (answer.t !== 'log') this.#send({ ...answer, id });
    else if (this.#lines > 0) this.#send({ ...this.#ration(answer), id });
  }

  /** The line itself, or, once, the notice that there will be no more. */
  #ration(log) {
    this.#lines -= 1;
    this.#text -= log.text.length;
    if (this.#lines > 0 && this.#text >= 0) return log;
    this.#lines = 0;
    return { t: 'log', level: 'hint', text: '(output limit reached)', file: null, line: null };
  }
}

function isSame(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && one[name] === other[name]);
}
