/**
 * Builds dist/sandbox.js, the module that the page imports, and dist/frame.sha256, the hash of the frame's inline script.
 * Inside out: the worker's text goes into the frame's script, and that, with its hash, into the frame's document.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const MOST_COMPRESSED = 20 * 1024;

/** Bundles a file; `texts` are the modules `virtual:NAME`, each exporting a text. */
async function bundle(entry, format, texts = {}) {
  const virtual = {
    name: 'virtual',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: 'virtual' }));
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({ contents: texts[path], loader: 'text' }));
    },
  };
  const options = { bundle: true, minify: true, write: false, legalComments: 'none', charset: 'ascii', target: 'es2022' };
  const result = await esbuild.build({ ...options, entryPoints: [here(entry)], format, plugins: [virtual] });
  return result.outputFiles[0].text.trim();
}

/** The document in the iframe's srcdoc. It also inherits the page's own policy, which must name the same hash. */
function frameDocument(script, hash) {
  const policy = `default-src 'none'; script-src '${hash}' blob:; worker-src blob:`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${script}</script>`;
}

const worker = await bundle('worker/main.js', 'iife');
const frame = await bundle('frame/main.js', 'iife', { 'virtual:worker': worker });
if (/<\/script|<!--/i.test(frame)) throw new Error('the frame script would end its own element');
const hash = `sha256-${createHash('sha256').update(frame).digest('base64')}`;
const sandbox = await bundle('host.js', 'esm', { 'virtual:frame': frameDocument(frame, hash), 'virtual:hash': `'${hash}'` });

await mkdir(here('dist'), { recursive: true });
await writeFile(here('dist/sandbox.js'), `${sandbox}\n`);
await writeFile(here('dist/frame.sha256'), `${hash}\n`);

const compressed = brotliCompressSync(sandbox).length;
console.log(`sandbox.js: ${sandbox.length} bytes, ${compressed} compressed (worker ${worker.length}, frame ${frame.length - worker.length})`);
if (compressed > MOST_COMPRESSED) throw new Error(`sandbox.js is over ${MOST_COMPRESSED} bytes compressed`);
