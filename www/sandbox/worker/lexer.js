/** es-module-lexer in its plain JavaScript build: a WebAssembly one would need another word in the content policy. */
import { parse } from 'es-module-lexer/js';

/**
 * @typedef {object} Import
 * @property {string | undefined} n the specifier, when it is a constant
 * @property {number} s where it starts (inside the quotes of a declaration, at the quote of an `import()`)
 * @property {number} e where it ends
 * @property {number} d -1: declaration, -2: `import.meta`, else where the `import(` starts
 */

/**
 * @param {string} text
 * @returns {Import[]} none when the text does not even lex: the engine's own parser will say why
 */
export function importsOf(text) {
  try {
    return parse(text)[0];
  } catch {
    return [];
  }
}

/** Has the text anything that only a module can have? */
export function hasModuleSyntax(text) {
  try {
    return parse(text)[3];
  } catch {
    return /^\s*(import|export)\b/m.test(text); // broken text: the best guess decides only how it is reported
  }
}
