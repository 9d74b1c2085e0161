// Moving in time: to a failure, a state, the caret, an event; playing at any speed; breakpoints of every kind; a
// heartbeat; a run that is stopped while it waits; the same again.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const work = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';
const machine = (StartAt, States, more = {}) => JSON.stringify({ StartAt, ...more, States }, null, 2);

const caught = machine('Before', {
  Before: { Type: 'Pass', Next: 'Break' },
  Break: { Type: 'Task', Resource: work, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Mend' }], End: true },
  Mend: { Type: 'Pass', Next: 'Last' },
  Last: { Type: 'Pass', End: true },
});

const each = machine('Each', {
  Each: {
    Type: 'Map', ItemsPath: '$.items', Next: 'Last',
    ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', End: true } } },
  },
  Last: { Type: 'Pass', End: true },
});

const asking = machine('Ask', {
  Ask: {
    Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true,
    TimeoutSeconds: 3600, HeartbeatSeconds: 600,
    Parameters: { QueueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/123456789012/q', MessageBody: { 'token.$': '$$.Task.Token' } },
  },
});

async function ran(page, definition, input, handler) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  if (handler) await writeIn(view, 'Functions', handler);
  if (input) await writeIn(view, 'Input', input);
  await writeIn(view, 'Definition', definition);
  await runs(view, 'Succeeded');
  return view;
}

const broken = (page) => ran(page, caught, null, 'export const handler = async () => { throw new Error("it broke"); };');

/** Chooses a step of the menu beside the player. */
async function choose(page, name) {
  await page.locator('#player').getByRole('button', { name: 'Debugger steps' }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function toStart(page, view) {
  await page.locator('.slider input').focus();
  await page.keyboard.press('Home');
  await shows(view.stepLabel(), /Step 0 /);
}

async function addBreakpoint(page, view, { state = '', when, iteration, condition }) {
  const form = page.getByRole('form', { name: 'Add breakpoint' });
  await form.getByLabel('State').selectOption(state);
  await form.getByRole('combobox').nth(1).selectOption(when);
  if (iteration !== undefined) await form.getByRole('spinbutton').fill(String(iteration));
  if (condition) await form.getByLabel('Condition', { exact: true }).fill(condition);
  await view.button('Add breakpoint').click();
}

journey('to the next failure and back, to the chosen state, to the caret', async ({ page }) => {
  const view = await broken(page);
  await toStart(page, view);
  await choose(page, 'Next failure');
  await shows(view.stepLabel(), /Break · .*LambdaFunctionFailed/);
  await view.node('Last').click();
  await choose(page, 'Run to the chosen state');
  await shows(view.stepLabel(), /Last · /);
  await choose(page, 'Previous failure');
  await shows(view.stepLabel(), /Break · .*LambdaFunctionFailed/);
  await view.editor().getByText('"Mend": {').click();
  await choose(page, 'Run to the caret in the editor');
  await shows(view.stepLabel(), /Mend · /);
});

journey('a press on an event moves the cursor there', async ({ page }) => {
  const view = await broken(page);
  await view.tab('Events').click();
  await page.locator('.column.middle').getByText('LambdaFunctionStarted').first().click();
  await shows(view.stepLabel(), /Break · .*LambdaFunctionStarted/);
});

for (const speed of ['0.5×', '1×', '2×', '4×', '8×']) {
  journey(`plays at ${speed}, rests when asked and goes on`, async ({ page }) => {
    const view = screen(page);
    await shows(view.status(), 'Succeeded');
    await toStart(page, view);
    await page.getByLabel('Speed').selectOption({ label: speed });
    await view.button('Play', { exact: true }).click();
    await shows(view.stepLabel(), /Step [1-9]/);
    await page.locator('#player').getByRole('button', { name: 'Pause' }).click();
    await view.button('Play', { exact: true }).waitFor();
    const step = async () => Number(/Step (\d+)/.exec(await view.stepLabel().innerText())[1]);
    const rested = await step();
    await view.button('Play', { exact: true }).click();
    await page.waitForFunction((at) => Number(/Step (\d+)/.exec(document.querySelector('.step-label').innerText)[1]) > at, rested);
    // Slow ones are not waited for to their end.
    await page.getByLabel('Speed').selectOption({ label: '8×' });
    await shows(view.status(), 'Succeeded');
    await shows(view.stepLabel(), 'ExecutionSucceeded');
  });
}

journey('breakpoints on an iteration, after a state, on any failure, on data in JSONPath and JSONata', async ({ page }) => {
  const view = await ran(page, each, '{"items": [{"n": 1}, {"n": 20}, {"n": 3}]}');
  await view.tab('Breakpoints').click();
  await addBreakpoint(page, view, { state: 'Each', when: 'iteration', iteration: 2 });
  await shows(view.below(), 'Each · iteration #2');
  await addBreakpoint(page, view, { state: 'One', when: 'before', condition: '$.n > 10' });
  await addBreakpoint(page, view, { state: 'Two', when: 'before', condition: '$states.input.n = 3' });
  await addBreakpoint(page, view, { state: 'Last', when: 'after' });
  const stops = [];
  await view.run().click();
  for (const place of [/One #\d · /, /One #\d · /, /Two #2 · /, /Last · /]) {
    await shows(view.stepLabel(), place);
    stops.push(await view.stepLabel().innerText());
    await page.keyboard.press('F8');
    const last = stops.at(-1);
    await page.waitForFunction((last) => document.querySelector('.step-label')?.innerText !== last, last);
  }
  await shows(view.status(), 'Succeeded');
  assert.equal(new Set(stops).size, 4, stops.join('\n'));
});

journey('a condition is asked for from the graph, an iteration from the gutter', async ({ page }) => {
  const view = await ran(page, each, '{"items": [{"n": 1}, {"n": 20}, {"n": 3}]}');
  await view.node('One').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Breakpoint with a condition…' }).click();
  const form = page.getByRole('form', { name: 'Add breakpoint' });
  assert.equal(await form.getByLabel('State').inputValue(), 'One');
  await page.keyboard.type('$.n > 10');
  await page.keyboard.press('Enter');
  await shows(view.below(), 'One · before');
  const line = view.editor().locator('.cm-line').filter({ hasText: '"Each": {' });
  const gutter = await page.locator('.cm-breakpoints').boundingBox();
  const { y, height } = await line.boundingBox();
  await page.mouse.click(gutter.x + gutter.width / 2, y + height / 2, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Breakpoint at an iteration…' }).click();
  await form.getByRole('spinbutton').fill('2');
  await view.button('Add breakpoint').click();
  await shows(view.below(), 'Each · iteration #2');
  await view.run().click();
  await shows(view.stepLabel(), /One #1 · /);
  await page.keyboard.press('F8');
  await shows(view.stepLabel(), /One #2 · /);
});

journey('a breakpoint on any failure stops there', async ({ page }) => {
  const view = await broken(page);
  await view.tab('Breakpoints').click();
  await addBreakpoint(page, view, { when: 'failure' });
  await view.run().click();
  await shows(view.stepLabel(), /Break · .*LambdaFunctionFailed/);
});

journey('a heartbeat puts the next one off; stopped while it waits, the run is aborted', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', asking);
  await page.getByLabel('How time passes').selectOption({ label: '10× real time' });
  await view.run().click();
  await shows(page.locator('.answer'), /heartbeat due in 9 min [1-4]\d s/);
  await view.button('Heartbeat', { exact: true }).click();
  await shows(page.locator('.answer'), /heartbeat due in (9 min 5\d s|10 min)/);
  await page.locator('header').getByRole('button', { name: /^Stop/ }).click();
  await shows(view.status(), 'Aborted');
  await page.locator('.node[data-state="Ask"][data-status="aborted"]').waitFor();
});

journey('the same again: with the input that the last run had', async ({ page }) => {
  const view = await ran(page, each, '{"items": [1, 2]}');
  await writeIn(view, 'Input', '{"items": [7]}');
  const before = await view.outcome().first().getAttribute('data-run');
  await choose(page, 'Run again with the same input');
  await page.locator(`.outcome:not([data-run="${before}"])`).waitFor();
  await shows(view.status(), 'Succeeded');
  await shows(view.outcome(), /1,\s*2/);
});
