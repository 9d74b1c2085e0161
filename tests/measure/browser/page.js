// Times one definition in this engine and in the peer, in the same page, turn about.
import init, { run } from './loop/bench.js';
import { StateMachine } from 'aws-local-stepfunctions';

const ROUNDS = 9;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

async function seconds(work) {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

export async function measure(definition) {
  await init();
  const text = JSON.stringify(definition);
  const peer = new StateMachine(definition, { validationOptions: { noValidate: true } });
  let states = 0;
  const ours = () => { states = run(text, '{"turn":0}'); };
  const theirs = async () => { await peer.run({ turn: 0 }).result; };
  ours();
  await theirs();
  const rounds = { ours: [], theirs: [] };
  for (let i = 0; i < ROUNDS; i++) {
    rounds.ours.push(await seconds(ours));
    rounds.theirs.push(await seconds(theirs));
  }
  return { states, ours: states / median(rounds.ours), theirs: states / median(rounds.theirs) };
}

globalThis.measure = measure;
