/**
 * Where is the syntax error? `import()` does not say in Chromium; the error event of a script element does.
 *
 * This is the one place where the user's text meets this realm, so it must never run. Each probe gets an ending that no
 * text before it can complete:
 *
 * - A module gets `import "?"`. `import` directly followed by a string is an import declaration or a syntax error, never
 *   a part of something else, and a module with an import that cannot be resolved is never evaluated.
 * - A CommonJS file gets `(]`, which no grammar allows; an open string, comment or template stays open to the end.
 *
 * (The simpler ending `)` is not enough: the text `steal(); (0` becomes valid with it.)
 *
 * Unlike a single `)`, the two endings also tell an unfinished text from a finished one.
 */
import { LIMITS } from '../protocol.js';
import { CLOSING, OPENING } from '../commonjs.js';
import { kindOf } from '../kind.js';

/** @typedef {{message: string, line: number, column: number}} Problem */

/**
 * @param {string} file
 * @param {string} text
 * @param {Record<string, string>} [files] the files around it
 * @returns {Promise<Problem | null>}
 */
export async function check(file, text, files = {}) {
  return CHECKS[kindOf(file, files)](text);
}

const CHECKS = { json: checkJson, esm: checkModule, cjs: checkCommonJs, either: checkEither };

/** A `.js` that is good as one of the two is good; else the text's own look says which problem to tell. */
async function checkEither(text) {
  const [asModule, asCommonJs] = [await checkModule(text), await checkCommonJs(text)];
  if (!asModule || !asCommonJs) return null;
  return /^\s*(import|export)\b/m.test(text) ? asModule : asCommonJs;
}

/** The place of the first problem among the named files. */
export async function locateAmong(names, files) {
  for (const file of names) {
    const problem = Object.hasOwn(files, file) ? await check(file, files[file], files) : null;
    if (problem) return { file, line: problem.line, column: problem.column };
  }
  return null;
}

async function checkModule(text) {
  return clamp(await probe(`${text}\nimport "?";`, 'module'), text);
}

async function checkCommonJs(text) {
  const lines = text.split('\n').length;
  const found = await probe(`${OPENING}${text}${CLOSING}(]`, 'text/javascript');
  if (!found || isOurEnding(found, lines)) return null;
  if (found.line === 1) found.column = Math.max(1, found.column - OPENING.length);
  return clamp(found, text);
}

/** The `]` that we added is the first thing that does not parse: the text itself is whole. */
function isOurEnding({ line, column }, lines) {
  return line === lines + 1 && column === CLOSING.length + 1;
}

/** JSON modules are never scripts, so the parser's own words are all there is. */
function checkJson(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return { message: error.message, line: 1, column: 1 };
  }
}

/** A problem that shows only in our ending is one of the text's end. */
function clamp(problem, text) {
  if (!problem) return null;
  const lines = text.split('\n');
  if (problem.line <= lines.length) return problem;
  return { ...problem, line: lines.length, column: lines.at(-1).length + 1 };
}

let last = Promise.resolve();

/** One probe at a time: they share the window's error event. */
function probe(text, type) {
  const result = last.then(() => run(text, type));
  last = result;
  return result;
}

function run(text, type) {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const finish = (problem) => {
      clearTimeout(timer);
      removeEventListener('error', heard);
      script.remove();
      URL.revokeObjectURL(address);
      resolve(problem);
    };
    const heard = (event) => {
      event.preventDefault();
      finish(syntaxProblem(event));
    };
    const timer = setTimeout(finish, LIMITS.locate, null);
    addEventListener('error', heard);
    script.onerror = () => finish(null);
    script.type = type;
    script.src = address;
    document.head.append(script);
  });
}

/** Anything but a SyntaxError is our unresolvable import: the text parsed. */
function syntaxProblem({ error, message, lineno, colno }) {
  if (!(error instanceof SyntaxError) || !lineno) return null;
  return { message: String(message).replace(/^(Uncaught )?(SyntaxError: )?/, ''), line: lineno, column: colno || 1 };
}
