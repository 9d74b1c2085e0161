/**
 * The script of the sandboxed frame. It starts and ends workers, passes checked messages between them and the engine,
 * and locates syntax errors. The user's code never runs in this realm.
 */
import { VERSION } from '../protocol.js';
import { Client } from './client.js';

let client = null;

addEventListener('message', function hello(event) {
  if (event.source !== parent || event.data?.t !== 'hello') return;
  removeEventListener('message', hello); // the first greeting of our parent is the only one
  const control = event.ports[0];
  control.onmessage = (message) => connect(message.ports[0]);
  control.postMessage({ t: 'up', v: VERSION });
});

function connect(port) {
  client?.end();
  client = new Client(port);
}
