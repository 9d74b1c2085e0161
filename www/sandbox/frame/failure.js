/** The failures that Lambda itself reports about a function, and the payload of every failure. */

const told = (errorType, errorMessage) => ({ errorType, errorMessage, trace: null });
const runtimeExit = (requestId, how) => `RequestId: ${requestId} Error: Runtime exited ${how}`;

/** AWS counts a timeout of the module's loading as one of the function, with the function's own number. */
export function timedOut({ timeoutMs = 3000, env: { requestId } }) {
  const seconds = (timeoutMs / 1000).toFixed(2);
  return told('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`);
}

export function exited({ env: { requestId } }, code) {
  const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
  return told('Runtime.ExitError', runtimeExit(requestId, how));
}

/** Lambda has no word for a flood of messages: the environment is killed, so that is what it says. */
export function flooded({ env: { requestId } }) {
  return told('Runtime.ExitError', runtimeExit(requestId, 'with error: signal: killed'));
}

/** The worker died by itself. Every error of user code is caught inside it: what is left is memory. */
export function outOfMemory({ env: { requestId } }) {
  return told('Runtime.OutOfMemory', runtimeExit(requestId, 'with error: signal: killed'));
}

/** The answer for a failure; `payload` has Lambda's keys in Lambda's order. */
export function failure({ errorType, errorMessage, trace }, at, times) {
  const payload = JSON.stringify(trace === null ? { errorType, errorMessage } : { errorType, errorMessage, trace });
  return { t: 'error', errorType, errorMessage, trace, payload, at, ...times };
}
