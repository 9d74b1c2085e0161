/**
 * Shrinks what a worker offers to what a handler may use. The content policy is the wall; this is the plain sentence in
 * front of it. Where a way out could only be a nuisance (messages to the frame, errors thrown at it), it is removed.
 */
import { replace } from './native.js';

const NETWORK = ['XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'FontFace'];
const BROWSER = [
  ...['importScripts', 'Worker', 'SharedWorker', 'BroadcastChannel', 'indexedDB', 'caches', 'Notification'],
  ...['close', 'reportError', 'FileReaderSync', 'requestAnimationFrame', 'OffscreenCanvas', 'createImageBitmap'],
];

export function shrinkSurface() {
  for (const name of NETWORK) replaceBySentence(name, 'Return a fixed value instead.');
  for (const name of BROWSER) replaceBySentence(name, 'Lambda does not have it either.');
  replace(globalThis, 'fetch', () => Promise.reject(new Error(sentence('fetch', 'Return a fixed value instead.'))));
  removeMessaging();
  delete globalThis.Temporal; // Node.js 22 has none, and it would tell the real time
}

const sentence = (name, advice) => `${name} is not available in the playground. ${advice}`;

function replaceBySentence(name, advice) {
  const unavailable = function () {
    throw new Error(sentence(name, advice));
  };
  delete globalThis[name];
  replace(globalThis, name, unavailable);
}

/** The frame listens on a private port only; messages sent to the worker's owner would just cost time. */
function removeMessaging() {
  for (let object = globalThis; object; object = Object.getPrototypeOf(object)) delete object.postMessage;
  replaceBySentence('postMessage', 'Return the value from the handler.');
}
