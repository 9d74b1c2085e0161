/**
 * Reading what a worker said. User code could have sent it, so the shape, the sizes and every word are checked, and only
 * known fields are copied.
 */
import { LIMITS } from '../protocol.js';

const LEVELS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'hint'];
const isText = (value, longest) => typeof value === 'string' && value.length <= longest;
const isPosition = (value) => Number.isInteger(value) && value > 0;
const name = (value) => (isText(value, 1024) ? value : null);

const READERS = {
  ready: () => ({ t: 'ready' }),
  done: ({ body }) => (isText(body, LIMITS.body) ? { t: 'done', body } : null),
  exit: ({ code }) => (Number.isInteger(code) ? { t: 'exit', code } : null),
  log: ({ level, text, file, line }) =>
    LEVELS.includes(level) && isText(text, LIMITS.logLine)
      ? { t: 'log', level, text, file: name(file), line: isPosition(line) ? line : null }
      : null,
  fail: ({ error, at, suspects, fatal }) => {
    const read = readError(error);
    return read && { t: 'fail', error: read, at: readPlace(at), suspects: readNames(suspects), fatal: fatal === true };
  },
};

/**
 * @param {unknown} data
 * @returns {object | null} null when it is nothing that our worker script says
 */
export function read(data) {
  return Object.hasOwn(READERS, data?.t) ? READERS[data.t](data) : null;
}

function readError(error) {
  const { errorType, errorMessage, trace } = error ?? {};
  if (!isText(errorType, LIMITS.traceLine) || !isText(errorMessage, LIMITS.errorMessage)) return null;
  if (trace === null) return { errorType, errorMessage, trace };
  if (!Array.isArray(trace) || trace.length > LIMITS.traceLines) return null;
  return trace.every((line) => isText(line, LIMITS.errorMessage)) ? { errorType, errorMessage, trace: [...trace] } : null;
}

function readPlace(at) {
  const file = name(at?.file);
  return file && isPosition(at.line) && isPosition(at.column) ? { file, line: at.line, column: at.column } : null;
}

function readNames(names) {
  return Array.isArray(names) ? names.slice(0, LIMITS.files).filter(name) : [];
}
