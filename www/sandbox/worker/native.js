/** What the runner itself needs, taken before any user code can change it. */

export const { setTimeout, clearTimeout, importScripts } = globalThis;
export const { stringify, parse } = JSON;
export const { defineProperty } = Object;
const { Blob } = globalThis;
const { createObjectURL } = URL;

/** Replaces a member of an object for good manners' sake; a user who digs it out finds the content policy behind it. */
export function replace(object, name, value) {
  defineProperty(object, name, { value, configurable: true, writable: true });
}

/** The address under which a text can be imported. */
export function addressOf(text) {
  return createObjectURL(new Blob([text], { type: 'text/javascript' }));
}

/** How many bytes a text takes in UTF-8. */
export function byteLength(text) {
  return new Blob([text]).size;
}
