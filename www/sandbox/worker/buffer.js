/** A small Buffer: what handlers do with base64, hex and text. */
import { replace } from './native.js';

const bytesOfBinary = (binary) => Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
const binaryOf = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const toUrl = (base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const fromUrl = (text) => text.replaceAll('-', '+').replaceAll('_', '/').replace(/[^A-Za-z0-9+/]/g, '');

const utf8 = { read: (text) => new TextEncoder().encode(text), show: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
const base64 = { read: (text) => bytesOfBinary(atob(fromUrl(text))), show: (bytes) => btoa(binaryOf(bytes)) };
const base64url = { read: base64.read, show: (bytes) => toUrl(base64.show(bytes)) };
const latin1 = { read: bytesOfBinary, show: binaryOf };
const hex = {
  read: (text) => Uint8Array.from(/^([0-9a-f]{2})*/i.exec(text)[0].match(/../g) ?? [], (pair) => parseInt(pair, 16)),
  show: (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''),
};
const encodings = { utf8, 'utf-8': utf8, base64, base64url, hex, latin1, binary: latin1, ascii: latin1 };

function encoding(name = 'utf8') {
  const key = String(name).toLowerCase();
  if (!Object.hasOwn(encodings, key)) throw new TypeError(`Unknown encoding: ${name}`);
  return encodings[key];
}

export class Buffer extends Uint8Array {
  static from(value, name) {
    const bytes = typeof value === 'string' ? encoding(name).read(value) : new Uint8Array(value);
    return new Buffer(bytes.buffer);
  }
  static alloc(size) {
    return new Buffer(size);
  }
  static concat(parts) {
    const all = Buffer.alloc(parts.reduce((size, part) => size + part.length, 0));
    parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    return all;
  }
  static byteLength(value, name) {
    return typeof value === 'string' ? Buffer.from(value, name).length : value.byteLength;
  }
  static isBuffer(value) {
    return value instanceof Buffer;
  }
  toString(name, from = 0, to = this.length) {
    return encoding(name).show(new Uint8Array(this.subarray(from, to)));
  }
  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  }
  equals(other) {
    return this.length === other.length && this.every((byte, i) => byte === other[i]);
  }
}

export function installBuffer() {
  replace(globalThis, 'Buffer', Buffer);
}
