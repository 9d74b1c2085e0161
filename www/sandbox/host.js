/**
 * The page's side of the sandbox: puts the frame into the document and hands out the port to it. The page itself
 * never sees a message of the user's code. See protocol.js for what travels on the port.
 */
import frameDocument from 'virtual:frame';
import frameHash from 'virtual:hash';
import { LIMITS, VERSION } from './protocol.js';

/** What the page's own policy must hold in `script-src`, since the frame inherits it. */
export { frameHash };
export { LIMITS, VERSION };

const NO_ANSWER = 'The sandbox for JavaScript handlers did not start in this browser. Use mocked results instead.';

/**
 * @returns {Promise<Sandbox>} rejects with a plain sentence when the frame does not answer in two seconds
 */
export async function open() {
  const frame = sandboxedFrame();
  const { port1: control, port2: theirs } = new MessageChannel();
  try {
    await handshake(frame, control, theirs);
  } catch (error) {
    frame.remove();
    throw error;
  }
  return new Sandbox(frame, control);
}

/** An open sandbox. */
export class Sandbox {
  #frame;
  #control;

  constructor(frame, control) {
    this.#frame = frame;
    this.#control = control;
  }

  /**
   * A port for the engine. There is one engine: connecting again stops every run of the earlier port and closes it.
   * @returns {MessagePort}
   */
  connect() {
    const { port1, port2 } = new MessageChannel();
    this.#control.postMessage({ t: 'connect' }, [port2]);
    return port1;
  }

  /** Ends everything that runs and removes the frame. */
  close() {
    this.#control.close();
    this.#frame.remove();
  }
}

function sandboxedFrame() {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts'); // no allow-same-origin: the frame has an origin of its own
  frame.setAttribute('aria-hidden', 'true');
  frame.title = 'Handler sandbox';
  frame.tabIndex = -1;
  frame.style.display = 'none';
  frame.srcdoc = frameDocument;
  return frame;
}

function handshake(frame, control, theirs) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(NO_ANSWER)), LIMITS.open);
    control.onmessage = () => {
      clearTimeout(timer);
      resolve();
    };
    // '*' because an opaque origin has no name; only our own frame can be the receiver
    frame.addEventListener('load', () => frame.contentWindow.postMessage({ t: 'hello' }, '*', [theirs]), { once: true });
    document.body.append(frame);
  });
}
