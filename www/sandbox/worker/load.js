/** Loading a handler, and Lambda's words for what can go wrong with that. */
import { Loader } from './loader.js';
import { failed, RuntimeError } from './report.js';
import { nameFiles, placeOf } from './stack.js';

/** Loading failed; carries the answer to give. */
export class LoadFailure {
  /** @param {object} answer */
  constructor(answer) {
    this.answer = answer;
  }
}

/**
 * @param {Record<string, string>} files
 * @param {import('../protocol.js').Invoke} request
 * @returns {Promise<Function>} rejects with a LoadFailure
 */
export async function load(files, { file, handler = 'handler' }) {
  const loader = new Loader(files);
  try {
    return handlerIn(await loader.entry(file), `${file.replace(/\.[^.]*$/, '')}.${handler}`, handler);
  } catch (error) {
    throw new LoadFailure(explain(error, loader));
  }
}

/** A module's handler; dots in its name walk into objects. */
function handlerIn(exports, fullName, path) {
  const found = path.split('.').reduce((object, key) => object && object[key], exports);
  if (!found) throw new RuntimeError('HandlerNotFound', `${fullName} is undefined or not exported`);
  if (typeof found !== 'function') throw new RuntimeError('HandlerNotFound', `${fullName} is not a function`);
  return found;
}

function explain(error, loader) {
  if (error instanceof SyntaxError) return syntaxFailure(error, loader);
  if (error?.code === 'MODULE_NOT_FOUND') return wrapped('ImportModuleError', error, String(error));
  return failed(error, { fatal: true });
}

function wrapped(name, error, message) {
  return failed(new RuntimeError(name, message), { at: placeOf(error), fatal: true });
}

/**
 * A SyntaxError without a place is the parser's: the frame finds where, among the files that were read. One with a place
 * was thrown by running code (JSON.parse, say); Lambda calls it UserCodeSyntaxError all the same.
 */
function syntaxFailure(error, { links, visited }) {
  const link = links.find(({ address }) => error.message.includes(address));
  const message = link ? error.message.replaceAll(link.address, link.specifier) : nameFiles(error.message);
  const at = link?.place ?? placeOf(error);
  return failed(new RuntimeError('UserCodeSyntaxError', `SyntaxError: ${message}`), { at, suspects: [...visited].reverse(), fatal: true });
}
