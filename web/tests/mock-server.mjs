// Serves the built pages with the program's security policy, and an invented ledger behind the API.
//
//   node tests/mock-server.mjs [--port 7879] [--copies 1] [--slow 0]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answer } from './fixtures/world.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const dist = fileURLToPath(new URL('../dist', import.meta.url));

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7879' },
    copies: { type: 'string', default: '1' },
    slow: { type: 'string', default: '0' },
  },
});

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  response.setHeader('content-security-policy', POLICY);
  if (url.pathname.startsWith('/api/')) {
    setTimeout(() => api(url, response), Number(values.slow));
    return;
  }
  const asked = join(dist, normalize(url.pathname));
  const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(dist, 'index.html');
  response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
  createReadStream(file).pipe(response);
});

function api(url, response) {
  const body = answer(url.pathname, url.searchParams, Number(values.copies));
  response.setHeader('content-type', 'application/json');
  response.statusCode = body === undefined ? 404 : 200;
  response.end(JSON.stringify(body ?? { error: 'There is nothing at this address.', hint: null }));
}

server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${values.port}/`);
});
