/** Node's util.format and util.inspect, so that console output looks as it does in Lambda's logs. */
import { traceOf } from './stack.js';

const WIDTH = 80;
const MOST_ITEMS = 100;
const MOST_TEXT = 16384;

/** `%s %d %i %f %j %o %O %c %%`, then the remaining arguments. */
export function format(...args) {
  let next = 0;
  let text = '';
  if (typeof args[0] === 'string') {
    next = 1;
    text = args[0].replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return args.length > 1 ? '%' : mark;
      return next < args.length ? marks[mark[1]](args[next++]) : mark;
    });
  }
  const rest = args.slice(next).map((value) => (typeof value === 'string' ? value : inspect(value)));
  return (next ? [text, ...rest] : rest).join(' ');
}

const numeric = (convert) => (value) => {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'symbol' ? 'NaN' : plain(convert(value));
};
const marks = {
  s: (value) => (typeof value === 'string' ? value : inspect(value, { depth: 0 })),
  d: numeric((value) => (typeof value === 'object' ? NaN : Number(value))),
  i: numeric((value) => (typeof value === 'object' ? NaN : parseInt(value, 10))),
  f: numeric(parseFloat),
  j: (value) => {
    try {
      return JSON.stringify(value);
    } catch {
      return '[Circular]';
    }
  },
  o: (value) => inspect(value, { depth: 4 }),
  O: (value) => inspect(value),
  c: () => '',
};

/**
 * @param {unknown} value
 * @param {{depth?: number | null}} [options]
 */
export function inspect(value, options) {
  const depth = options?.depth === undefined ? 2 : (options.depth ?? Infinity);
  return new Inspection(Math.min(depth, 50)).show(value, 0);
}

const plain = (number) => (Object.is(number, -0) ? '-0' : String(number));

function quoted(text) {
  const mark = ["'", '"', '`'].find((candidate) => !text.includes(candidate)) ?? "'";
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

const primitives = {
  string: quoted,
  number: plain,
  bigint: (value) => `${value}n`,
  boolean: String,
  symbol: String,
  undefined: String,
};

class Inspection {
  #depth;
  #parents = [];
  #circular = new Map();
  #left = MOST_TEXT;

  constructor(depth) {
    this.#depth = depth;
  }

  show(value, level) {
    if (value === null) return 'null';
    const primitive = primitives[typeof value];
    return primitive ? primitive(value) : this.#guarded(value, level);
  }

  /** A getter or a proxy of the user's may throw. */
  #guarded(value, level) {
    try {
      return this.#object(value, level);
    } catch {
      return '[Object]';
    }
  }

  #object(value, level) {
    if (this.#parents.includes(value)) {
      if (!this.#circular.has(value)) this.#circular.set(value, this.#circular.size + 1);
      return `[Circular *${this.#circular.get(value)}]`;
    }
    const base = baseOf(value);
    const keys = ownKeys(value);
    if (base !== null && keys.length === 0) return base;
    if (level > this.#depth) return `[${Array.isArray(value) ? 'Array' : nameOf(value) || 'Object: null prototype'}]`;
    this.#parents.push(value);
    const items = this.#items(value, keys, level + 1);
    this.#parents.pop();
    const mark = this.#circular.has(value) ? `<ref *${this.#circular.get(value)}> ` : '';
    return mark + layOut(base ?? prefixOf(value), items, Array.isArray(value) || ArrayBuffer.isView(value) ? '[]' : '{}', level);
  }

  #items(value, keys, level) {
    const items = [];
    const add = (text) => {
      this.#left -= text.length;
      items.push(text);
    };
    const whole = [...entriesOf(value, this, level, () => this.#left > 0)];
    for (const text of whole) add(text);
    for (const key of keys) {
      if (this.#left <= 0) break;
      add(`${keyName(key)}: ${this.#member(value, key, level)}`);
    }
    return items;
  }

  #member(object, key, level) {
    const { get, set, value } = Object.getOwnPropertyDescriptor(object, key);
    if (get) return set ? '[Getter/Setter]' : '[Getter]';
    return set ? '[Setter]' : this.show(value, level);
  }
}

/** What stands for the whole object, or null when its members do. */
function baseOf(value) {
  if (typeof value === 'function') return functionName(value);
  if (value instanceof Error) return errorText(value);
  if (value instanceof RegExp) return RegExp.prototype.toString.call(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Number || value instanceof Boolean || value instanceof String)
    return `[${nameOf(value)}: ${primitives[typeof value.valueOf()](value.valueOf())}]`;
  return null;
}

function functionName(value) {
  const isClass = /^class\b/.test(Function.prototype.toString.call(value));
  if (isClass) return `[class ${value.name || '(anonymous)'}]`;
  const kind = nameOf(value) || 'Function';
  return value.name ? `[${kind}: ${value.name}]` : `[${kind} (anonymous)]`;
}

function errorText(error) {
  const text = traceOf(error).join('\n');
  return text.includes('\n    at ') ? text : `[${text}]`;
}

function nameOf(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null ? '' : String(prototype.constructor?.name ?? 'Object');
}

function prefixOf(value) {
  const name = nameOf(value);
  if (Array.isArray(value)) return name === 'Array' ? '' : `${name}(${value.length})`;
  if (ArrayBuffer.isView(value) && 'length' in value) return `${name}(${value.length})`;
  if (value instanceof Map || value instanceof Set) return `${name}(${value.size})`;
  if (name === '') return '[Object: null prototype]';
  return name === 'Object' ? '' : name;
}

const isList = (value) => Array.isArray(value) || value instanceof String || (ArrayBuffer.isView(value) && 'length' in value);

/** Own members to show: not the elements of a list, not an error's own fields. */
function ownKeys(value) {
  const keys = Reflect.ownKeys(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  return keys.filter((key) => !(isList(value) && /^\d+$/.test(String(key))) && !(value instanceof Error && key === 'stack')).slice(0, MOST_ITEMS);
}

function* entriesOf(value, inspection, level, room) {
  if (value instanceof String) return;
  if (isList(value)) return yield* some(value, value.length, (item, i) => (i in value ? inspection.show(item, level) : '<empty>'), room);
  if (value instanceof Map) return yield* some(value, value.size, ([key, item]) => `${inspection.show(key, level)} => ${inspection.show(item, level)}`, room);
  if (value instanceof Set) return yield* some(value, value.size, (item) => inspection.show(item, level), room);
}

function* some(items, size, show, room) {
  let shown = 0;
  for (const item of items) {
    if (shown === MOST_ITEMS || !room()) break;
    yield show(item, shown++);
  }
  if (shown < size) yield `... ${size - shown} more item${size - shown > 1 ? 's' : ''}`;
}

function keyName(key) {
  if (typeof key === 'symbol') return `[${String(key)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

/** On one line when it fits, as Node decides it; else a line each. */
function layOut(prefix, items, [open, close], level) {
  const start = prefix ? `${prefix} ${open}` : open;
  if (items.length === 0) return start + close;
  const length = items.reduce((sum, item) => sum + item.length + 1, start.length + 10);
  if (length <= WIDTH && !items.some((item) => item.includes('\n'))) return `${start} ${items.join(', ')} ${close}`;
  const margin = `\n${'  '.repeat(level + 1)}`;
  return `${start}${margin}${items.join(`,${margin}`)}\n${'  '.repeat(level)}${close}`;
}
