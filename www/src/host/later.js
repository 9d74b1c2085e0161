// The later part of the page's module: what a first visit does not run. The build splits it off and writes its address in
// place of the capitals; a module that is whole has none, and never asks.
const address = 'LATER_PART';
const split = address.endsWith('.wasm');
const QUIET = 300; // milliseconds
const RETRY = 5_000;

let first;
let timer;
let fetching = false;

const here = () => !split || first.later_is_here.value === 1;

function join(module) {
  if (here()) return;
  new WebAssembly.Instance(module, { first });
  first.later_is_here.value = 1;
}

/** The bytes, while the caller waits: the visitor was faster than the network. */
function bytesNow() {
  const request = new XMLHttpRequest();
  request.open('GET', new URL(address, import.meta.url), false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  if (request.status !== 200) throw new Error(`the rest of the page cannot be fetched: ${request.status} ${request.statusText}`);
  return Uint8Array.from(request.responseText, (character) => character.charCodeAt(0));
}

async function fetchNow() {
  fetching = true;
  try {
    join(await WebAssembly.compileStreaming(fetch(new URL(address, import.meta.url))));
  } catch {
    timer = setTimeout(fetchNow, RETRY); // whoever needs it before says that it cannot be had
  }
}

/** Names the exports of the module's first part, before any of it runs. */
export const arm = (exports) => { first = exports; };

/** Makes the later part be there when this returns; the first part calls it. */
export function load() {
  if (!here()) join(new WebAssembly.Module(bytesNow()));
}

/** Fetches the later part once there was nothing else to do for a moment. */
export function fetchSoon() {
  if (fetching || here()) return;
  clearTimeout(timer);
  timer = setTimeout(fetchNow, QUIET);
}
