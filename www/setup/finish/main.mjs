// Trunk's hook after the build: completes the page's security policy, makes its script small, and splits its module.
//
// The module is split by what a first visit runs: the other functions go (profile.mjs, split.mjs), and the constants that
// only they use (data.mjs). A debug build stays whole, and so does one where no browser tells: the page does the same, and
// a first visit transfers more.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { withoutCustomSections } from './binary.mjs';
import { withPolicy } from './policy.mjs';
import { firstVisits } from './profile.mjs';
import { split } from './split.mjs';

const folder = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
const staged = (name) => path.join(folder, name);
const files = readdirSync(folder, { recursive: true });

/** The one staged file whose name ends so. */
function only(ending) {
  const [found, ...more] = files.filter((name) => name.endsWith(ending));
  if (found === undefined || more.length > 0) throw new Error(`the build must leave exactly one file *${ending}`);
  return found;
}

const rewrite = (name, change) => writeFileSync(staged(name), change(readFileSync(staged(name), 'utf8')));

const moduleName = only('_bg.wasm');
const glueName = moduleName.replace('_bg.wasm', '.js');
const loaderName = only(path.join('host', 'later.js'));

/** Shortens a script of Trunk's: wasm-bindgen writes for readers. */
async function shorten(name) {
  const { outputFiles } = await build({ entryPoints: [staged(name)], minify: true, format: 'esm', target: 'es2022', write: false, logLevel: 'error' });
  writeFileSync(staged(name), outputFiles[0].contents);
}

/** Shortens the style sheets that stand in the document. */
async function shortenStyles(html) {
  const sheets = [...html.matchAll(/(?<=<style[^>]*>)[^<]*(?=<\/style>)/g)].map(([text]) => text);
  const short = await Promise.all(sheets.map((text) => transform(text, { loader: 'css', minify: true, target: 'es2022' })));
  return sheets.reduce((whole, text, index) => whole.replace(text, () => short[index].code.trim()), html);
}

/** Trunk has put digests of the files as they were into the document's links. */
function renewDigests(html) {
  return html.replace(/href="\.\/([^"]+)"([^>]*) integrity="[^"]+"/g, (_, name, between) =>
    `href="./${name}"${between} integrity="sha384-${createHash('sha384').update(readFileSync(staged(name))).digest('base64')}"`);
}

/** The module as the linker left it, before wasm-bindgen and wasm-opt: it tells what the constants are. */
const linked = () =>
  readFileSync(path.join(process.env.CARGO_TARGET_DIR ?? path.join(source, '../target'), 'wasm32-unknown-unknown/release/playground.wasm'));

/** Splits the module by what first visits run, and tells its loader where the later part is. */
async function splitModule() {
  const bytes = readFileSync(staged(moduleName));
  const needed = await firstVisits(folder, { module: moduleName, loader: loaderName }, process.env.CHROMIUM);
  const { first, later } = split(bytes, linked(), (name) => !needed.has(name), 'load_later');
  const laterName = moduleName.replace('_bg.wasm', '_later.wasm');
  writeFileSync(staged(moduleName), first);
  writeFileSync(staged(laterName), later);
  const address = path.posix.relative(path.posix.dirname(loaderName), laterName);
  rewrite(loaderName, (script) => script.replace('LATER_PART', address));
}

const html = await shortenStyles(readFileSync(staged('index.html'), 'utf8'));
writeFileSync(staged('index.html'), withPolicy(html, [readFileSync(path.join(source, 'sandbox/dist/frame.sha256'), 'utf8').trim()]));
await shorten(glueName);
writeFileSync(staged(moduleName), withoutCustomSections(readFileSync(staged(moduleName))));
if (process.env.TRUNK_PROFILE === 'release' && process.env.CHROMIUM) await splitModule();
rewrite('index.html', renewDigests);
