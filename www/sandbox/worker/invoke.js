/**
 * One call of the handler, by the rules of Lambda's Node.js 22 runtime client: a promise decides if one is returned,
 * else the callback, else the empty event loop, which means null, or `Runtime.NodeJsExit` for an async function.
 */
import { LIMITS } from '../protocol.js';
import { contextOf } from './context.js';
import { byteLength, parse, stringify } from './native.js';
import { failed, RuntimeError } from './report.js';
import { freeze, loopEmpty } from './timers.js';

/** Real milliseconds for what cannot be counted to settle: a promise that never does costs no more than a moment. */
const GRACE_SYNC = 15;
const GRACE_ASYNC = 250;

const NODE_EXIT =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';
const TOO_LARGE = `Response payload size exceeded maximum allowed payload size (${LIMITS.body} bytes).`;

/**
 * @param {Function} handler
 * @param {import('../protocol.js').Invoke} request
 * @returns {Promise<object>} the answer
 */
export async function invoke(handler, request) {
  try {
    return respond(await outcome(handler, request));
  } catch (thrown) {
    return failed(thrown);
  } finally {
    freeze();
  }
}

function outcome(handler, request) {
  return new Promise((resolve, reject) => {
    const context = contextOf(request);
    const once = firstOf();
    const fail = (error) => reject(error ?? 'handled');
    const done = (error, value) => (isAbsent(error) ? resolve(value) : reject(error));
    const callback = once((error, value) => {
      if (!isAbsent(error)) reject(error);
      else if (context.callbackWaitsForEmptyEventLoop) loopEmpty(GRACE_SYNC).then(() => resolve(value));
      else resolve(value);
    });
    context.succeed = once(resolve);
    context.fail = once(fail);
    context.done = once(done);
    run(handler, [parse(request.event), context, callback], context);
    whenNothingComes(handler, once(resolve), once(reject));
  });
}

const isAbsent = (value) => value === undefined || value === null;

/** A wrapper for functions of which only the first call counts. */
function firstOf() {
  let spent = false;
  return (action) => (...args) => {
    if (spent) return;
    spent = true;
    action(...args);
  };
}

function run(handler, args, { succeed, fail }) {
  try {
    const result = handler(...args);
    if (typeof result?.then === 'function') result.then(succeed, fail);
  } catch (error) {
    args[2](error); // so a sync `throw null` is a success, in Lambda too
  }
}

async function whenNothingComes(handler, resolve, reject) {
  const isAsync = handler.constructor?.name === 'AsyncFunction';
  await loopEmpty(isAsync ? GRACE_ASYNC : GRACE_SYNC);
  if (isAsync) reject(new RuntimeError('NodeJsExit', NODE_EXIT));
  else resolve(null);
}

/** The response's JSON, or the failure that it cannot be. */
function respond(value) {
  const body = serialise(value);
  if (body.length <= LIMITS.body && byteLength(body) <= LIMITS.body) return { t: 'done', body };
  return { t: 'fail', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage: TOO_LARGE, trace: null } };
}

function serialise(value) {
  try {
    return stringify(value) ?? 'null';
  } catch {
    throw new RuntimeError('JSONStringifyError', 'Unable to stringify response body');
  }
}
