/** Errors that nobody caught: Lambda's runtime reports them as the answer and the process ends. */
import { nameFiles } from './stack.js';
import { giveUp } from './link.js';
import { failed, RuntimeError } from './report.js';

export function watchUncaught() {
  addEventListener('error', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    giveUp(failed(event.error ?? new Error(nameFiles(event.message)), { fatal: true }));
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    giveUp(unhandled(event.reason));
  });
}

function unhandled(reason) {
  const error = new RuntimeError('UnhandledPromiseRejection', textOf(reason));
  const { at } = failed(reason);
  return failed(error, { at, fatal: true });
}

function textOf(value) {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
