// Constants follow the functions that use them: texts and tables that only the later part of the module refers to are
// fetched with it.
//
// What the first part may read is found from above, never guessed: every number in its code that could be the address of a
// constant keeps that constant, and what a kept constant refers to is kept. So the later part's constants are
// read by the later part alone, and it brings them with it.

import { constantsOf } from './binary.mjs';

/**
 * Constants closer than so many bytes are written by one segment, which costs less than a segment for each: in the later
 * part what is between them is written a second time, in the first part zeros stand for what is yet to come.
 */
const GAP = 512;

/** Every number in the code of `module` that could be an address, halves of wide ones and negated ones included. */
function numbersIn(module) {
  const found = new Set();
  for (const [, narrow, offset, wide] of module.emitText().matchAll(/i32\.const (-?\d+)|offset=(\d+)|i64\.const (-?\d+)/g)) {
    const value = BigInt(narrow ?? offset ?? wide);
    for (const part of [value, -value, value >> 32n]) found.add(Number(BigInt.asUintN(32, part)));
  }
  return found;
}

/** Constants that overlap, as equal endings of texts do, are one piece: `{ start, end }`, in their order. */
function piecesOf(symbols) {
  const pieces = [];
  for (const symbol of symbols.toSorted((a, b) => a.address - b.address)) {
    const end = symbol.address + symbol.size;
    const last = pieces.at(-1);
    if (last && symbol.address < last.end) last.end = Math.max(last.end, end);
    else pieces.push({ start: symbol.address, end });
  }
  return pieces;
}

/** The piece that `address` lies in. */
function pieceAt(pieces, address) {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].start <= address) low = middle + 1;
    else high = middle;
  }
  const found = pieces[low - 1];
  return found !== undefined && address < found.end ? found : undefined;
}

/** `piece → addresses` that its bytes hold. */
function referencesIn(pieces, { segment, fromData }) {
  const held = new Map(pieces.map((piece) => [piece, []]));
  for (const { at, symbol } of fromData) {
    held.get(pieceAt(pieces, segment.address + at))?.push(symbol.address);
  }
  return held;
}

/** Numbers in code that mean a constant without lying in it: the end of a text, or what `&table[i - 3]` is compiled to. */
function numbersOutside({ fromCode }) {
  const outside = new Map();
  for (const { symbol, addend } of fromCode.filter(({ symbol: { size }, addend }) => addend < 0 || addend >= size)) {
    const number = symbol.address + addend;
    outside.set(number, [...(outside.get(number) ?? []), symbol.address]);
  }
  return outside;
}

/** The pieces that `module`, a module without data, can reach. */
function reached(module, constants, pieces) {
  const held = referencesIn(pieces, constants);
  const outside = numbersOutside(constants);
  const kept = new Set();
  const waiting = [];
  const keep = (address) => {
    const piece = pieceAt(pieces, address);
    if (piece === undefined || kept.has(piece)) return;
    kept.add(piece);
    waiting.push(...held.get(piece));
  };
  for (const number of numbersIn(module)) [number, ...(outside.get(number) ?? [])].forEach(keep);
  while (waiting.length > 0) keep(waiting.pop());
  return kept;
}

/**
 * The constants that the module `linked`, as the linker left it, can leave to its later part: where each begins and ends.
 * `first` is the first part without any data.
 */
export function constantsOfLater(linked, first) {
  const constants = constantsOf(linked);
  const pieces = piecesOf(constants.symbols);
  const kept = reached(first, constants, pieces);
  return { moved: pieces.filter((piece) => !kept.has(piece)), segment: constants.segment };
}

/** Ranges closer than [`GAP`] in one. */
function joined(ranges) {
  const runs = [];
  for (const { start, end } of ranges) {
    const last = runs.at(-1);
    if (last && start - last.end <= GAP) last.end = end;
    else runs.push({ start, end });
  }
  return runs;
}

const cut = ({ address, bytes }, { start, end }) => ({ address: start, bytes: bytes.subarray(start - address, end - address) });

/** Segments that write the constants `moved`. */
export const withConstants = ({ moved, segment }) => joined(moved).map((run) => cut(segment, run));

/** All data of a module, as segments, without the constants `moved`. */
export function withoutConstants(segments, { moved }) {
  const start = segments[0].address;
  const last = segments.at(-1);
  const memory = Buffer.alloc(last.address + last.bytes.length - start);
  for (const { address, bytes } of segments) memory.set(bytes, address - start);
  for (const piece of moved) memory.fill(0, piece.start - start, piece.end - start);
  return joined(written(memory, start)).map((run) => cut({ address: start, bytes: memory }, run));
}

/** Where `memory` is not zero. */
function written(memory, start) {
  const ranges = [];
  for (let at = 0; at < memory.length; at += 1) {
    if (memory[at] === 0) continue;
    const last = ranges.at(-1);
    if (last?.end === start + at) last.end += 1;
    else ranges.push({ start: start + at, end: start + at + 1 });
  }
  return ranges;
}
