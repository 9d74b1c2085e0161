// Laying out 500 states beside dagre, the library that most drawings of workflows on the web are made with, both outside
// of a browser: what it takes, and the ratio. Usage: node layout.mjs PROGRAM, the bench package's `layout`, compiled.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { large } from './large.mjs';

const require = createRequire(path.join(import.meta.dirname, 'browser/page.js'));
const { Graph, layout } = require('@dagrejs/dagre');

const STATES = 500;
const TIMES = 11;
/** What a person takes for at once, in milliseconds. */
const AIM = 200;

const ours = JSON.parse(execFileSync(process.argv[2], { input: large(STATES), maxBuffer: 1 << 28 }));
const { boxes: [[width, height]], arrows } = ours.graph;

function theirs() {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB' });
  for (const end of new Set(arrows.flat())) graph.setNode(end, { width, height });
  arrows.forEach(([from, to], at) => graph.setEdge(from, to, {}, String(at)));
  const begun = performance.now();
  layout(graph);
  return performance.now() - begun;
}

const times = Array.from({ length: TIMES }, theirs).sort((a, b) => a - b);
const [here, peer] = [ours.seconds * 1000, times[TIMES >> 1]];
console.log(`layout of ${STATES} states: ${here.toFixed(1)} ms here, ${peer.toFixed(1)} ms dagre, ratio ${(peer / here).toFixed(1)}; aim ${AIM} ms`);
