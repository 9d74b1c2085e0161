// Stands in for src/host/later.js while a first visit is watched: reports which functions have been called.
const EVERY = 200; // milliseconds

const marks = (exports) => Object.keys(exports).filter((name) => name.startsWith('seen_'))
  .sort((a, b) => a.slice(5) - b.slice(5)).map((name) => exports[name].value);

export function arm(exports) {
  exports.load_later(); // it must never move itself
  let last = '';
  setInterval(() => {
    const seen = marks(exports);
    if (String(seen) === last) return;
    last = String(seen);
    fetch(new URL('/', import.meta.url), { method: 'POST', body: JSON.stringify({ from: typeof document, seen }) });
  }, EVERY);
}

export const load = () => {};

export const fetchSoon = () => {};
