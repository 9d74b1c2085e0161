/** console.*, formatted as Node does and sent to the frame with the place of the call. The output of one run is limited. */
import { LIMITS } from '../protocol.js';
import { format, inspect } from './format.js';
import { say } from './link.js';
import { replace } from './native.js';
import { placeOf } from './stack.js';
import { tell } from './clock.js';

let lines = 0;
let text = 0;
let indent = '';
const counts = new Map();
const timers = new Map();

/**
 * Says a line of output. The frame has the last word on the limit; counting here as well spares it the rest.
 * @param {string} level
 * @param {string} message
 */
export function print(level, message) {
  if (lines > LIMITS.logLines || text > LIMITS.logText) return;
  const shown = (indent ? message.replace(/^/gm, indent) : message).slice(0, LIMITS.logLine);
  lines += 1;
  text += shown.length;
  const place = placeOf(new Error());
  say({ t: 'log', level, text: shown, file: place?.file ?? null, line: place?.line ?? null });
}

const printing = (level) => (...args) => print(level, format(...args));
const key = (label = 'default') => String(label);

const methods = {
  log: printing('log'),
  info: printing('info'),
  warn: printing('warn'),
  error: printing('error'),
  debug: printing('debug'),
  trace: (...args) => print('trace', `Trace: ${format(...args)}`),
  dir: (value, options) => print('log', inspect(value, options)),
  dirxml: printing('log'),
  table: printing('log'),
  assert: (holds, ...args) => holds || print('warn', args.length ? `Assertion failed: ${format(...args)}` : 'Assertion failed'),
  count: (label) => {
    counts.set(key(label), (counts.get(key(label)) ?? 0) + 1);
    print('log', `${key(label)}: ${counts.get(key(label))}`);
  },
  countReset: (label) => counts.delete(key(label)),
  group: (...args) => {
    if (args.length) print('log', format(...args));
    indent += '  ';
  },
  groupEnd: () => {
    indent = indent.slice(2);
  },
  time: (label) => timers.set(key(label), tell()),
  timeLog: (label) => print('log', `${key(label)}: ${tell() - timers.get(key(label))}ms`),
  timeEnd: (label) => {
    methods.timeLog(label);
    timers.delete(key(label));
  },
};
methods.groupCollapsed = methods.group;

export function installConsole() {
  replace(globalThis, 'console', { ...methods });
}
