/**
 * The function that Node puts around a CommonJS file. It starts on the file's own first line, so that line numbers
 * stay true; columns of that line are shifted by the length of the opening.
 */
export const OPENING = '__commonjs(function (exports, require, module, __filename, __dirname) {';
export const CLOSING = '\n});';
