/** The second argument of a handler. */
import { moment } from './clock.js';
import { logStream } from './process.js';

/** @param {import('../protocol.js').Invoke} request */
export function contextOf({ function: name, timeoutMs = 3000, arn, env }) {
  const deadline = moment() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: name,
    memoryLimitInMB: String(env.memory ?? 128),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: logStream(),
    clientContext: undefined,
    identity: undefined,
    invokedFunctionArn: arn,
    awsRequestId: env.requestId,
    getRemainingTimeInMillis: () => deadline - moment(),
  };
}
