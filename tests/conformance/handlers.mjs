// Runs the functions of one example: a line of JSON in, {"name", "event"}, a line of JSON out:
// {"returned"} or {"failed"} as Lambda's Node runtime would answer, or {"pending": true} for a
// function that does not end soon.
import { createInterface } from 'node:readline';

const sources = JSON.parse(process.argv[2]);
const modules = {};

async function load(name) {
  modules[name] ??= await import('data:text/javascript,' + encodeURIComponent(sources[name]));
  return modules[name].handler;
}

function payload(error) {
  // A function of the corpus gives the payload of another runtime.
  const { stackTrace } = error;
  if (stackTrace) return { errorMessage: error.message, errorType: error.name, requestId: crypto.randomUUID(), stackTrace };
  const trace = String(error.stack).split('\n');
  return { errorType: error.name, errorMessage: error.message, trace };
}

async function call({ name, event }) {
  if (!(name in sources)) return { missing: true };
  const soon = new Promise((done) => setTimeout(done, 300, { pending: true }));
  const work = async () => ({ returned: JSON.stringify((await (await load(name))(event)) ?? null) });
  return Promise.race([soon, work().catch((error) => ({ failed: JSON.stringify(payload(error)) }))]);
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await call(JSON.parse(line))));
}
process.exit();
