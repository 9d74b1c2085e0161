/** Chance is a seed: Math.random and crypto draw from one generator (mulberry32). Also gives Chromium, where a sandboxed worker is no secure context, a randomUUID. */
import { replace } from './native.js';

let state = 0;

/** @param {number} seed any integer */
export function reseed(seed) {
  state = seed | 0;
}

/** A number in [0, 1) with 32 random bits. */
export function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** Fills any array of integers. */
export function getRandomValues(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256;
  return array;
}

export function randomUUID() {
  const bytes = getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

export function installRandom() {
  replace(Math, 'random', () => random());
  replace(crypto, 'randomUUID', randomUUID);
  replace(crypto, 'getRandomValues', getRandomValues);
}
