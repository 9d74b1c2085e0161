/** The engine as the frame sees it: one port, its runs, and the four requests. */
import { LIMITS, VERSION } from '../protocol.js';
import { check } from './locate.js';
import { Run } from './run.js';
import { refusal } from './request.js';

export class Client {
  #port;
  /** @type {Map<string, Run>} */
  #runs = new Map();

  /** @param {MessagePort} port */
  constructor(port) {
    this.#port = port;
    port.onmessage = (event) => this.#take(event.data);
    this.#send({ t: 'ready', v: VERSION });
  }

  end() {
    this.#stop(undefined);
    this.#port.close();
  }

  #send(answer) {
    this.#port.postMessage(answer);
  }

  #take(request) {
    const why = refusal(request);
    if (why) return this.#send({ t: 'refused', id: request?.id ?? request?.n ?? null, why });
    this.#requests[request.t](request);
  }

  #requests = {
    files: ({ run, files }) => this.#run(run).setFiles(files),
    invoke: (request) => this.#invoke(request),
    stop: ({ run }) => {
      this.#stop(run);
      this.#send({ t: 'stopped', run: run ?? null });
    },
    check: async ({ n, file, text }) => this.#send({ t: 'checked', n, problem: await check(file, text) }),
  };

  #invoke(request) {
    const run = this.#run(request.run);
    if (request.files) run.setFiles(request.files);
    run.invoke(request);
  }

  #run(name) {
    let run = this.#runs.get(name);
    if (!run) this.#runs.set(name, (run = new Run((answer) => this.#send(answer), () => this.#hasRoom())));
    return run;
  }

  #hasRoom() {
    let count = 0;
    for (const run of this.#runs.values()) count += run.environments;
    return count < LIMITS.environments;
  }

  #stop(name) {
    for (const [key, run] of this.#runs) {
      if (name !== undefined && name !== key) continue;
      run.stop();
      this.#runs.delete(key);
    }
  }
}
