// A static file server for one folder, bound to this machine alone. Run by ./www/serve; the browser journeys import it.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const types = {
  '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8', '.json': 'application/json', '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.png': 'image/png',
  '.svg': 'image/svg+xml', '.txt': 'text/plain; charset=utf-8', '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json', '.woff2': 'font/woff2', '.yaml': 'text/yaml; charset=utf-8',
};

/** The file of `folder` that a request path means, or null where it means none (outside, hidden, malformed). */
function fileOf(folder, base, url) {
  let wanted;
  try { wanted = decodeURIComponent(new URL(url, 'http://localhost').pathname); } catch { return null; }
  if (!wanted.startsWith(base) || wanted.includes('\0') || wanted.includes('/.')) return null;
  const file = path.join(folder, wanted.slice(base.length));
  return wanted.endsWith('/') ? path.join(file, 'index.html') : file;
}

/** Answers one request with a file of `folder`, which stands under the path `base`. */
export async function answer(folder, base, request, response) {
  const file = fileOf(folder, base, request.url);
  const found = file && await stat(file).catch(() => null);
  if (!found?.isFile()) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  // As GitHub Pages does: a page embedded in an opaque origin may then start its worker.
  const headers = { etag, 'cache-control': 'no-cache', 'access-control-allow-origin': '*' };
  if (request.headers['if-none-match'] === etag) return response.writeHead(304, headers).end();
  response.writeHead(200, { ...headers, 'content-length': found.size,
    'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
  if (request.method === 'HEAD') return response.end();
  createReadStream(file).on('error', () => response.destroy()).pipe(response);
}

/** Serves `folder` under the path `base` at 127.0.0.1; port 0 takes a free one. Resolves to `{ url, close }`. */
export function serve(folder, { port = 0, base = '/' } = {}) {
  const server = createServer((request, response) => {
    answer(path.resolve(folder), base, request, response).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve({
      url: `http://127.0.0.1:${server.address().port}${base}`,
      close: () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); },
    }));
  });
}

function explain(error, port) {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use. Choose another one: ./www/serve --port ${port === 65535 ? 8081 : port + 1}`;
  if (error.code === 'EACCES') return `Port ${port} needs more rights. Choose one above 1023: ./www/serve --port 8080`;
  return `The page cannot be served: ${error.message}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port] = [process.argv[2], Number(process.argv[3])];
  try {
    console.log(`ASL Playground is at ${(await serve(folder, { port })).url}  (stop it with Ctrl+C)`);
  } catch (error) {
    console.error(explain(error, port));
    process.exit(1);
  }
}
