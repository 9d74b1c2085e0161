/**
 * The virtual clock: every way in which JavaScript tells the time shows it. It stands still while code runs, moves with
 * the timers that fire (timers.js), and a millisecond for every thousand readings, so that a busy wait comes to its end.
 */
import { replace } from './native.js';

const READINGS_PER_MS = 1000;

let clock = 0;
let origin = 0;
let readings = 0;

export function setClock(ms) {
  clock = origin = Math.trunc(ms);
  readings = 0;
}

/** Time passes up to a moment; never backwards. */
export function advanceTo(ms) {
  clock = Math.max(clock, ms);
}

/** The moment, without counting as a reading. */
export function moment() {
  return clock;
}

/** A reading by user code. */
export function tell() {
  if (++readings % READINGS_PER_MS === 0) clock += 1;
  return clock;
}

/** Call after the locale's Date is in place. */
export function installClock() {
  const RealDate = Date;
  const VirtualDate = new Proxy(RealDate, {
    apply: () => new RealDate(tell()).toString(),
    construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [tell()], newTarget),
  });
  replace(RealDate, 'now', function now() {
    return tell();
  });
  replace(RealDate.prototype, 'constructor', VirtualDate);
  replace(globalThis, 'Date', VirtualDate);
  replace(performance, 'now', () => tell() - origin);
  replace(performance, 'timeOrigin', 0);
  replace(Performance.prototype, 'now', performance.now);
  replaceFormatter(Intl.DateTimeFormat.prototype);
}

/** `format()` without an argument formats the present. */
function replaceFormatter(prototype) {
  const { get } = Object.getOwnPropertyDescriptor(prototype, 'format');
  const { formatToParts } = prototype;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get() {
      const format = get.call(this);
      return (date = tell()) => format(date);
    },
  });
  replace(prototype, 'formatToParts', function (date = tell()) {
    return formatToParts.call(this, date);
  });
}
