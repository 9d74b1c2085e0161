/**
 * Lambda runs in UTC and en-US. Without this a handler would give one result in Berlin and another in Tokyo.
 * `Date` gets UTC for its local time, and the formatters get their defaults.
 */
import { replace } from './native.js';

const LOCALE = 'en-US';
const FIELDS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
const ZONED = /(?:Z|UTC?|GMT|[A-Z]{3}|[+-]\d\d:?\d\d|\([^)]*\))\s*$/i;
const DATE_ONLY = /^\s*[+-]?\d{4,6}(-\d\d(-\d\d)?)?\s*$/;

export function installLocale() {
  installUtcDate();
  for (const name of ['DateTimeFormat', 'NumberFormat', 'Collator', 'PluralRules', 'RelativeTimeFormat', 'ListFormat'])
    replace(Intl, name, withDefaults(Intl[name], name === 'DateTimeFormat'));
  localise(Number.prototype, 'toLocaleString');
  localise(BigInt.prototype, 'toLocaleString');
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) localise(Date.prototype, name, true);
}

function installUtcDate() {
  const { prototype } = Date;
  for (const field of FIELDS) {
    replace(prototype, `get${field}`, prototype[`getUTC${field}`]);
    replace(prototype, `set${field}`, prototype[`setUTC${field}`]);
  }
  replace(prototype, 'getDay', prototype.getUTCDay);
  replace(prototype, 'getTimezoneOffset', function () {
    return 0 * this.getTime();
  });
  const day = (date) => date.toUTCString().replace(/^(\w+), (\d+) (\w+) (-?\d+) .*/, '$1 $3 $2 $4');
  const time = (date) => `${date.toUTCString().slice(-12, -4)} GMT+0000 (Coordinated Universal Time)`;
  const shown = (show) =>
    function () {
      return Number.isNaN(this.getTime()) ? 'Invalid Date' : show(this);
    };
  replace(prototype, 'toDateString', shown(day));
  replace(prototype, 'toTimeString', shown(time));
  replace(prototype, 'toString', shown((date) => `${day(date)} ${time(date)}`));
  replace(globalThis, 'Date', utcConstructor(Date));
}

/** Components and texts without a zone mean UTC. */
function utcConstructor(RealDate) {
  const { parse } = RealDate;
  const parseUtc = (text) => {
    const spelled = String(text);
    if (DATE_ONLY.test(spelled) || ZONED.test(spelled)) return parse(spelled);
    const iso = parse(`${spelled.trim()}Z`);
    return Number.isNaN(iso) ? parse(`${spelled} UTC`) : iso;
  };
  const momentOf = (args) => (args.length > 1 ? RealDate.UTC(...args) : typeof args[0] === 'string' ? parseUtc(args[0]) : args[0]);
  replace(RealDate, 'parse', parseUtc);
  return new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length ? [momentOf(args)] : [], newTarget),
  });
}

function withDefaults(Formatter, zoned) {
  const complete = (locales = LOCALE, options) => [locales, zoned ? { timeZone: 'UTC', ...options } : options];
  return new Proxy(Formatter, {
    apply: (target, _this, args) => Reflect.construct(target, complete(...args)),
    construct: (target, args, newTarget) => Reflect.construct(target, complete(...args), newTarget),
  });
}

function localise(prototype, name, zoned) {
  const native = prototype[name];
  replace(prototype, name, function (locales = LOCALE, options) {
    return native.call(this, locales, zoned ? { timeZone: 'UTC', ...options } : options);
  });
}
