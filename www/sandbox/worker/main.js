/**
 * The worker in which a function lives: one execution environment of Lambda's Node.js runtime.
 *
 * The order matters: the runner takes what it needs, then the surface is shrunk and the clock and the dice are replaced,
 * and only then can user code be loaded.
 */
import { installBuffer } from './buffer.js';
import { installClock, setClock } from './clock.js';
import { installConsole } from './console.js';
import { installLocale } from './locale.js';
import { installProcess } from './process.js';
import { installRandom, reseed } from './random.js';
import { invoke } from './invoke.js';
import { load } from './load.js';
import { listen } from './link.js';
import { shrinkSurface } from './surface.js';
import { installTimers, thaw } from './timers.js';
import { watchUncaught } from './uncaught.js';

let handler = null;

const requests = {
  async init({ files, request }) {
    setClock(request.now);
    reseed(request.seed ^ 0x9e3779b9); // not the seed of the first call: module scope and handler must not draw the same
    installProcess(request);
    try {
      handler = await load(files, request);
      return { t: 'ready' };
    } catch (failure) {
      return failure.answer;
    }
  },
  call({ request }) {
    setClock(request.now);
    reseed(request.seed);
    thaw();
    return invoke(handler, request);
  },
};

shrinkSurface();
installLocale();
installClock();
installRandom();
installTimers();
installConsole();
installBuffer();
watchUncaught();
listen(requests);
