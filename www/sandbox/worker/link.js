/** The worker's line to the frame: a port that user code cannot reach, and whether a call is being served. */
import { failed } from './report.js';

let post = null;
let open = false;

/** Says something about the current call; after the call's answer nothing more is said. */
export function say(message) {
  if (open) post(message);
}

/** Ends the current call with its answer. */
export function conclude(message) {
  say(message);
  open = false;
}

/** The environment is lost, call or no call. */
export function giveUp(message) {
  post(message);
  open = false;
}

/** @param {Record<'init' | 'call', (request: object) => Promise<object | null>>} requests each gives the answer */
export function listen(requests) {
  const greeted = (event) => {
    removeEventListener('message', greeted);
    const [port] = event.ports;
    post = port.postMessage.bind(port); // now: what user code does to MessagePort later must not matter
    port.onmessage = async ({ data }) => {
      open = true;
      try {
        const answer = await requests[data.t](data);
        if (answer.t === 'ready') say(answer);
        else conclude(answer);
      } catch (error) {
        conclude(failed(error));
      }
    };
  };
  addEventListener('message', greeted);
}
