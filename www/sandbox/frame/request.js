/** Is a request of the engine well formed? The engine is ours, so a refusal is a fault; but it is told, not guessed. */
import { LIMITS } from '../protocol.js';

const isText = (value) => typeof value === 'string';
const isId = (value) => isText(value) || Number.isFinite(value);
const isMs = (value) => value === undefined || (Number.isFinite(value) && value > 0 && value <= LIMITS.timeout);
const isFiles = (files) => {
  if (files === null || typeof files !== 'object') return false;
  const texts = Object.values(files);
  return texts.every(isText) && texts.length <= LIMITS.files && texts.reduce((n, text) => n + text.length, 0) <= LIMITS.filesText;
};

const FILES = [['run', isText], ['files', isFiles]];
const INVOKE = [
  ['id', isId],
  ['run', isText],
  ['function', isText],
  ['file', isText],
  ['handler', (value) => value === undefined || isText(value)],
  ['files', (value) => value === undefined || isFiles(value)],
  ['event', (value) => isText(value) && value.length <= LIMITS.event],
  ['timeoutMs', isMs],
  ['initTimeoutMs', isMs],
  ['now', Number.isFinite],
  ['seed', Number.isFinite],
  ['arn', isText],
  ['env', (env) => isText(env?.region) && isText(env.account) && isText(env.requestId)],
];
const STOP = [['run', (value) => value === undefined || isText(value)]];
const CHECK = [['n', isId], ['file', isText], ['text', (value) => isText(value) && value.length <= LIMITS.filesText]];

const RULES = { files: FILES, invoke: INVOKE, stop: STOP, check: CHECK };

/**
 * @param {unknown} request
 * @returns {string | null} why it is refused, or null
 */
export function refusal(request) {
  const rules = Object.hasOwn(RULES, request?.t) && RULES[request.t];
  if (!rules) return `unknown request ${String(request?.t)}`;
  const bad = rules.find(([field, holds]) => !holds(request[field]));
  return bad ? `${request.t}: ${bad[0]} is missing, malformed or too large` : null;
}
