// Bundles the editor into one ES module without external parts: `dist/editor.js`.

import { brotliCompressSync } from 'node:zlib';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

/** Bytes of brotli that the page allows its editor; the build fails above. */
const BUDGET = 170_000;

await build({
  entryPoints: ['src/editor.ts'],
  outfile: 'dist/editor.js',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});

// What the editor says about the language: a file for each language of the page, fetched when it is first wanted.
for (const name of readdirSync('meanings')) {
  const meanings = JSON.parse(readFileSync(`meanings/${name}`, 'utf8'));
  writeFileSync(`dist/editor.${name}`, JSON.stringify(meanings));
}

const raw = readFileSync('dist/editor.js');
const brotli = brotliCompressSync(raw).length;
console.log(`editor.js: ${raw.length} bytes, ${brotli} with brotli (budget ${BUDGET})`);
if (brotli > BUDGET) process.exitCode = 1;
