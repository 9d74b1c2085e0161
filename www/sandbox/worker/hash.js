/** createHash for sha256, sha1 and md5; a sandboxed worker in Chromium has no crypto.subtle, and that would be asynchronous. */
import { Buffer } from './buffer.js';

const rotate = (word, by) => (word << by) | (word >>> (32 - by));

/** The fractional part of a number as 32 bits. */
const fraction = (number) => ((number % 1) * 4294967296) | 0;
const primes = (count) => {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
};

const SHA256_START = primes(8).map((prime) => fraction(prime ** 0.5));
const SHA256_K = primes(64).map((prime) => fraction(prime ** (1 / 3)));
const SHA1_START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const MD5_K = Array.from({ length: 64 }, (_, i) => (Math.abs(Math.sin(i + 1)) * 4294967296) | 0);
const MD5_TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

function sha256(state, words) {
  const w = [...words];
  for (let i = 16; i < 64; i++) {
    const s0 = rotate(w[i - 15], 25) ^ rotate(w[i - 15], 14) ^ (w[i - 15] >>> 3);
    const s1 = rotate(w[i - 2], 15) ^ rotate(w[i - 2], 13) ^ (w[i - 2] >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA256_K[i] + w[i]) | 0;
    const s0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h];
}

const SHA1_STEPS = [
  [0x5a827999, (b, c, d) => (b & c) | (~b & d)],
  [0x6ed9eba1, (b, c, d) => b ^ c ^ d],
  [0x8f1bbcdc, (b, c, d) => (b & c) | (b & d) | (c & d)],
  [0xca62c1d6, (b, c, d) => b ^ c ^ d],
];

function sha1(state, words) {
  const w = [...words];
  for (let i = 16; i < 80; i++) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  let [a, b, c, d, e] = state;
  for (let i = 0; i < 80; i++) {
    const [k, mix] = SHA1_STEPS[Math.floor(i / 20)];
    [a, b, c, d, e] = [(rotate(a, 5) + mix(b, c, d) + e + k + w[i]) | 0, a, rotate(b, 30), c, d];
  }
  return [a, b, c, d, e];
}

const MD5_STEPS = [
  [(b, c, d) => (b & c) | (~b & d), (i) => i],
  [(b, c, d) => (d & b) | (~d & c), (i) => (5 * i + 1) % 16],
  [(b, c, d) => b ^ c ^ d, (i) => (3 * i + 5) % 16],
  [(b, c, d) => c ^ (b | ~d), (i) => (7 * i) % 16],
];

function md5(state, words) {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [mix, pick] = MD5_STEPS[round];
    const turned = rotate((a + mix(b, c, d) + MD5_K[i] + words[pick(i)]) | 0, MD5_TURNS[round][i % 4]);
    [a, b, c, d] = [d, (b + turned) | 0, b, c];
  }
  return [a, b, c, d];
}

const algorithms = {
  sha256: { start: SHA256_START, block: sha256, little: false },
  sha1: { start: SHA1_START, block: sha1, little: false },
  md5: { start: SHA1_START.slice(0, 4), block: md5, little: true },
};

/** The message with its padding and length: whole blocks of 64 bytes. */
function padded(bytes, little) {
  const all = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  new Uint8Array(all.buffer).set(bytes);
  all.setUint8(bytes.length, 128);
  all.setBigUint64(all.byteLength - 8, BigInt(bytes.length) * 8n, little);
  return all;
}

function digest({ start, block, little }, bytes) {
  const view = padded(bytes, little);
  let state = start;
  for (let at = 0; at < view.byteLength; at += 64) {
    const words = Array.from({ length: 16 }, (_, i) => view.getInt32(at + 4 * i, little));
    state = block(state, words).map((word, i) => (word + state[i]) | 0);
  }
  const out = new DataView(new ArrayBuffer(4 * state.length));
  state.forEach((word, i) => out.setInt32(4 * i, word, little));
  return new Buffer(out.buffer);
}

/** Node's crypto.createHash. */
export function createHash(name) {
  const key = String(name).toLowerCase().replace('-', '');
  if (!Object.hasOwn(algorithms, key)) throw new Error(`createHash('${name}') is not available in the playground; sha256, sha1 and md5 are.`);
  const parts = [];
  const hash = {
    update(data, encoding) {
      parts.push(Buffer.from(data, encoding));
      return hash;
    },
    digest(encoding) {
      const result = digest(algorithms[key], Buffer.concat(parts));
      return encoding ? result.toString(encoding) : result;
    },
  };
  return hash;
}
