// Bundles the editor into one ES module without external parts: `dist/editor.js`.

import { brotliCompressSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
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

const raw = readFileSync('dist/editor.js');
const brotli = brotliCompressSync(raw).length;
console.log(`editor.js: ${raw.length} bytes, ${brotli} with brotli (budget ${BUDGET})`);
if (brotli > BUDGET) process.exitCode = 1;
