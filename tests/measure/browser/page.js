// Times one definition in this engine and in the peer, in the same page, turn about.
import init, { Prepared, compiles, run } from './loop/bench.js';
import { StateMachine } from 'aws-local-stepfunctions';
import jsonata from 'jsonata';
import { documentOf, expressions } from './expressions.js';

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

/** Long enough to be timed, in seconds. */
const ENOUGH = 0.05;

/** Seconds of one evaluation: so many are made that they can be timed. */
async function each(work) {
  for (let times = 1; ; times *= 4) {
    const taken = await seconds(() => work(times));
    if (taken > ENOUGH) return taken / times;
  }
}

/** For each expression the seconds of one evaluation here and in the reference, and whether both say the same. */
export async function measureExpressions() {
  await init();
  const document = documentOf();
  const text = JSON.stringify(document);
  const rows = [];
  for (const [name, expression] of expressions) {
    const ours = Prepared.of(expression, text);
    const reference = jsonata(expression);
    const theirs = () => reference.evaluate(document, { states: document });
    const same = ours.answer() === JSON.stringify(await theirs());
    const rounds = { ours: [], theirs: [] };
    for (let i = 0; i < 3; i++) {
      rounds.ours.push(await each((times) => ours.evaluate(times)));
      rounds.theirs.push(await each(async (times) => { for (let n = 0; n < times; n++) await theirs(); }));
    }
    rows.push({ name, same, ours: median(rounds.ours), theirs: median(rounds.theirs) });
  }
  return rows;
}

/** States per second of a loop in JSONata, and seconds to compile its machine. */
export async function measureLoop(definition) {
  await init();
  const text = JSON.stringify(definition);
  let states = 0;
  const taken = [];
  for (let i = 0; i < ROUNDS; i++) taken.push(await seconds(() => { states = run(text, '{"turn":0}'); }));
  return { states, perSecond: states / median(taken), compile: await each((times) => compiles(text, times)) };
}

Object.assign(globalThis, { measure, measureExpressions, measureLoop });
