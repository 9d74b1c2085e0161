// Workflows that fail, catch, loop, fan out and iterate, as they are seen.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const arn = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';
const task = (more) => ({ Type: 'Task', Resource: arn, ...more });
const machine = (StartAt, States) => JSON.stringify({ StartAt, States }, null, 2);

async function prepare(page, { definition, handler, input }) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  if (handler) await writeIn(view, 'Functions', handler);
  if (definition) await writeIn(view, 'Definition', definition);
  if (input) await writeIn(view, 'Input', input);
  return view;
}

journey('a handler that throws turns red, with Error and Cause', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Work', { Work: task({ End: true }) }),
    handler: 'export const handler = async () => { throw new RangeError("out of stock"); };',
  });
  await runs(view, 'Failed');
  await shows(view.outcome(), 'RangeError');
  await shows(view.outcome(), 'out of stock');
  assert.match(await view.node('Work').getAttribute('aria-label'), /failed/i);
});

journey('a Catch turns its edge dashed and the run green', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Work', {
      Work: task({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }], End: true }),
      Mend: { Type: 'Pass', End: true },
    }),
    handler: 'export const handler = async () => { throw new Error("once"); };',
  });
  await runs(view, 'Succeeded');
  assert.match(await view.node('Work').getAttribute('aria-label'), /caught/i);
  const edge = page.locator('.edge.dashed').first();
  assert.notEqual(await edge.evaluate((line) => getComputedStyle(line).strokeDasharray), 'none');
  await shows(view.outcome(), 'once');
});

journey('an endless loop is stopped at the function’s timeout and the page stays alive', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Work', { Work: task({ End: true }) }),
    handler: 'export const handler = async () => { while (true); };',
  });
  await view.run().click();
  await view.button('Stop', { exact: true }).waitFor();
  await view.tab('Events').click();
  await shows(page.locator('.column.middle'), 'LambdaFunctionScheduled');
  await view.tab('Graph').click();
  await view.node('Work').click();
  assert.ok(await view.button('Stop', { exact: true }).isVisible(), 'it loops still: the page has done all that in between');
  await shows(view.status(), 'Failed');
  await shows(view.outcome(), 'Sandbox.Timedout');
  await shows(view.outcome(), 'Task timed out after 3.00 seconds');
});

journey('a double press on Run is one run, and no Stop', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Work', { Work: task({ End: true }) }),
    handler: 'export const handler = () => new Promise((done) => setTimeout(() => done("slow"), 1500));',
  });
  await view.run().dblclick();
  await view.button('Stop', { exact: true }).waitFor();
  await shows(view.status(), 'Succeeded');
  await shows(view.outcome(), 'slow');
});

journey('a Parallel and a Map draw their groups and iterate', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Both', {
      Both: { Type: 'Parallel', Next: 'Each', Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
        { StartAt: 'Right', States: { Right: { Type: 'Pass', Result: [1, 2, 3], End: true } } },
      ] },
      Each: { Type: 'Map', ItemsPath: '$[1]', End: true, ItemProcessor: {
        StartAt: 'One', States: { One: { Type: 'Pass', End: true } },
      } },
    }),
  });
  await runs(view, 'Succeeded');
  await view.group('Both').first().waitFor();
  await view.group('Each').first().waitFor();
  await view.node('One').click();
  await shows(view.inspector(), /3/);
  await shows(view.outcome(), '3');
});

journey('a thirty-day Wait is over at once', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Wait', { Wait: { Type: 'Wait', Seconds: 2592000, Next: 'Done' }, Done: { Type: 'Succeed' } }),
  });
  await runs(view, 'Succeeded');
  await shows(view.status(), /30/);
});

journey('console output stands beside the state that called it', async ({ page }) => {
  const view = await prepare(page, {
    handler: 'export const handler = async (event) => { console.log("the event is", event); return 1; };',
  });
  await runs(view, 'Succeeded');
  await view.tab('Console').click();
  await shows(view.below(), 'the event is');
});

journey('a misspelt field is a problem at its characters, and Run waits for it', async ({ page }) => {
  const view = await prepare(page, {
    definition: '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Ennd": true}}}',
  });
  await view.tab('Problems').click();
  await shows(view.below(), 'Ennd');
  await page.locator('.cm-lintRange-error').first().waitFor();
});

journey('what failed is redriven with the function as it is now', async ({ page }) => {
  const view = await prepare(page, {
    definition: machine('Before', { Before: { Type: 'Pass', Next: 'Work' }, Work: task({ End: true }) }),
    handler: 'export const handler = async () => { throw new Error("not yet"); };',
  });
  await runs(view, 'Failed');
  await writeIn(view, 'Functions', 'export const handler = async () => "mended";');
  await view.button('Redrive').click();
  await shows(view.status(), 'Succeeded');
  await shows(view.outcome(), 'mended');
  assert.equal(await view.button('Redrive').count(), 0);
  await view.tab('Events').click();
  await shows(page.locator('main'), 'ExecutionRedriven');
});
