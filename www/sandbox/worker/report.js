/** From whatever was thrown to Lambda's three fields, by the rules of its Node.js runtime client. */
import { LIMITS } from '../protocol.js';
import { placeOf, traceOf } from './stack.js';

/** An error of the runtime itself; its name is what Step Functions matches. */
export class RuntimeError extends Error {
  constructor(name, message) {
    super(message);
    this.name = `Runtime.${name}`;
    this.stack = `${this.name}: ${message}`;
  }
}

/** Lambda's words for an error that cannot even be looked at. */
const UNREADABLE =
  'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack';

const isText = (value) => typeof value === 'string';
const isError = (value) =>
  value instanceof Error || (value && isText(value.name) && isText(value.message) && isText(value.stack) && value.name && value.message);

/**
 * @param {unknown} thrown
 * @returns {{errorType: string, errorMessage: string, trace: string[] | null}}
 */
export function describe(thrown) {
  try {
    if (isError(thrown)) return cut(String(thrown.name), String(thrown.message), traceOf(thrown));
    return cut(typeof thrown, thrown.toString(), []);
  } catch {
    return { errorType: 'handled', errorMessage: UNREADABLE, trace: null };
  }
}

function cut(errorType, errorMessage, trace) {
  return {
    errorType: errorType.slice(0, LIMITS.traceLine),
    errorMessage: errorMessage.slice(0, LIMITS.errorMessage),
    trace: trace.slice(0, LIMITS.traceLines).map((line) => line.slice(0, LIMITS.traceLine)),
  };
}

/** The answer for a failed call. `at` may be known better than the stack knows it. */
export function failed(thrown, { at = placeIn(thrown), suspects = [], fatal = false } = {}) {
  return { t: 'fail', error: describe(thrown), at, suspects, fatal };
}

function placeIn(thrown) {
  try {
    return (thrown instanceof RuntimeError && thrown.at) || placeOf(thrown);
  } catch {
    return null;
  }
}
