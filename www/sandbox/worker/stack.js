/**
 * Stacks as Lambda shows them: the user's files under /var/task, nothing of the runner. Reads the notation of V8
 * (`at f (file:1:2)`) and of the other engines (`f@file:1:2`), writes V8's.
 */
import { LIMITS } from '../protocol.js';
import { writtenColumn } from './text.js';

const V8 = /^\s+at (?:(.*) \()?(.*?):(\d+):(\d+)\)?$/;
const OTHER = /^(.*?)@(.*?):(\d+):(\d+)$/;
const NATIVE = /^\s+at .*(\(<anonymous>\)|\(index \d+\))$/;

/** Where a file's frames are known by: the address of its text, and the path that is shown. */
const sources = new Map();

/**
 * Makes a text's frames recognisable. Engines show either its sourceURL (`shown`) or the blob's address.
 * @param {string} address
 * @param {string} shown
 * @param {string} file
 * @param {import('./text.js').Edit[]} edits
 */
export function remember(address, shown, file, edits) {
  const source = { shown, file, edits };
  sources.set(address, source);
  sources.set(shown, source);
}

/** Replaces addresses in an engine's message by the names of files. */
export function nameFiles(text) {
  return text.replace(/blob:[^\s'"]+/g, (address) => sources.get(address)?.shown ?? address);
}

/** A function's name as V8 has it: Firefox says `outer/<` of a nameless one and `async*f` of one that awaited. */
const named = (name) => (name.endsWith('<') ? '' : name.replace(/^async\*/, 'async '));

/** @returns {{text: string, place: import('../protocol.js').Place} | null} a frame of the user's code */
function readFrame(text) {
  const [, said = '', address, row, col] = V8.exec(text) ?? OTHER.exec(text) ?? [];
  const name = named(said);
  const source = sources.get(address);
  if (!source) return null;
  const line = Number(row);
  const place = { file: source.file, line, column: writtenColumn(source.edits, line, Number(col)) };
  const where = `${source.shown}:${place.line}:${place.column}`;
  return { text: `    at ${name ? `${name} (${where})` : where}`, place };
}

/**
 * @param {unknown} stack
 * @returns {{head: string[], frames: {text: string, place?: import('../protocol.js').Place}[]}} head: the lines before the first frame
 */
function parse(stack) {
  const lines = String(stack).split('\n');
  const first = lines.findIndex((line) => V8.test(line) || OTHER.test(line) || NATIVE.test(line));
  const [head, rest] = first < 0 ? [lines, []] : [lines.slice(0, first), lines.slice(first)];
  const frames = rest.map((line) => readFrame(line) ?? (NATIVE.test(line) ? { text: line } : null)).filter(Boolean);
  while (frames.length && !frames.at(-1).place) frames.pop(); // natives that only the runner called
  return { head, frames };
}

/** The error's stack as lines, `Error: boom` first. */
export function traceOf(error) {
  const { head, frames } = parse(error.stack);
  const title = head.some((line) => line !== '') ? head : String(error).split('\n');
  return [...title, ...frames.map(({ text }) => text)].slice(0, LIMITS.traceLines);
}

/** Where the stack begins in the user's files. */
export function placeOf(error) {
  return parse(error?.stack).frames.find(({ place }) => place)?.place ?? null;
}
