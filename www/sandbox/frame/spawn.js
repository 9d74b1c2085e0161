/** Starting and ending a worker. Its text is a constant of the frame script, so no user's text is ever in it. */
import workerText from 'virtual:worker';

const address = URL.createObjectURL(new Blob([workerText], { type: 'text/javascript' }));

/**
 * A classic worker: Chromium never starts a module worker from a blob in an opaque origin.
 * @param {(data: unknown) => void} onMessage
 * @param {(message: string) => void} onCrash
 */
export function spawn(onMessage, onCrash) {
  const worker = new Worker(address);
  const { port1: port, port2: theirs } = new MessageChannel();
  port.onmessage = (event) => onMessage(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    onCrash(String(event.message));
  };
  worker.postMessage(null, [theirs]);
  const kill = () => {
    worker.onerror = null;
    port.onmessage = null;
    port.close();
    worker.terminate();
  };
  return { port, kill };
}
