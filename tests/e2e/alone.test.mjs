// One state alone, as TestState runs it: with another input, with a mock, endless, on a phone and without a mouse.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const arn = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';
const machine = (StartAt, States) => JSON.stringify({ StartAt, States }, null, 2);
const task = machine('Work', {
  Work: {
    Type: 'Task', Resource: arn, ResultPath: '$.answer', Next: 'After',
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Mend' }],
  },
  After: { Type: 'Pass', Next: 'Choose' },
  Choose: { Type: 'Choice', Default: 'Mend', Choices: [{ Variable: '$.total', NumericGreaterThan: 100, Next: 'Dear' }] },
  Dear: { Type: 'Succeed' },
  Mend: { Type: 'Succeed' },
});
const echo = 'export const handler = async (event) => { console.log("called for", event.who); return "hello " + event.who; };';

async function prepare(page, { definition = task, handler = echo, input } = {}) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', handler);
  if (input) await writeIn(view, 'Input', input);
  await writeIn(view, 'Definition', definition);
  await view.node(/"StartAt": "(\w+)"/.exec(definition)[1]).waitFor();
  return view;
}

/** The dialog's parts. */
function dialog(page) {
  const box = page.getByRole('dialog');
  return {
    box,
    field: (name) => box.getByLabel(name, { exact: true }),
    run: () => box.getByRole('button', { name: 'Run test' }),
    mock: () => box.getByRole('combobox', { name: 'Mock' }),
    answer: () => box.locator('.test-response'),
    stage: (name) => box.locator(`.rung[data-stage="${name}"]`),
  };
}

async function open(view, state) {
  await view.node(state).click();
  await view.inspector().getByRole('button', { name: 'Test state' }).click();
  const test = dialog(view.page);
  await test.box.waitFor();
  return test;
}

journey('a Task is tested with another input, and every stage of it is shown', async ({ page }) => {
  const view = await prepare(page, { input: '{"who": "you", "total": 200}' });
  await runs(view, 'Succeeded');
  const before = await view.stepLabel().innerText();
  const test = await open(view, 'Work');
  await test.field('Input').fill('{"who": "Ada", "total": 7}');
  await test.run().click();
  await shows(test.answer(), 'SUCCEEDED');
  await shows(test.answer(), 'Next state: After');
  await shows(test.stage('result'), 'hello Ada');
  await shows(test.stage('afterResultPath'), '$.answer');
  await shows(test.stage('output'), '"total": 7');
  await shows(test.answer(), 'called for Ada');
  await page.keyboard.press('Escape');
  await test.box.waitFor({ state: 'detached' });
  assert.equal(await view.stepLabel().innerText(), before, 'the run stays where it was');
});

journey('an error made up goes to its catcher, and a wrong request is told in AWS’s words', async ({ page }) => {
  const view = await prepare(page);
  const test = await open(view, 'Work');
  await test.field('Input').fill('{"total": 1}');
  await test.mock().selectOption({ label: 'An error' });
  await test.field('Error').fill('OutOfStock');
  await test.field('Cause').fill('none left');
  await test.run().click();
  await shows(test.answer(), 'CAUGHT_ERROR');
  await shows(test.answer(), 'Next state: Mend');
  await shows(test.answer(), 'Catcher 1 takes the error');
  await shows(test.stage('output'), 'none left');
  await test.mock().selectOption({ label: 'A result' });
  await test.field('Result (JSON)').fill('not json');
  await test.run().click();
  await shows(test.answer(), 'ValidationException');
  await shows(test.answer(), 'Mocked result must be valid JSON');
});

journey('a Choice is tested alone', async ({ page }) => {
  const view = await prepare(page);
  const test = await open(view, 'Choose');
  assert.equal(await test.mock().count(), 0);
  await test.field('Input').fill('{"total": 120}');
  await test.run().click();
  await shows(test.answer(), 'Next state: Dear');
  await shows(test.answer(), 'Rule 1 matched');
});

journey('a function that never ends is stopped, and the state can be tested again', async ({ page }) => {
  const view = await prepare(page, {
    handler: 'export const handler = async (event) => { if (event.stay) while (true); return 1; };',
  });
  const test = await open(view, 'Work');
  await test.field('Input').fill('{"stay": true}');
  await test.run().click();
  await test.box.getByRole('button', { name: 'Stop test' }).click();
  await shows(test.answer(), 'The test was stopped.');
  await test.field('Input').fill('{"stay": false}');
  await test.run().click();
  await shows(test.answer(), 'SUCCEEDED');
});

journey('the request is copied as a command, the response as JSON', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const view = await prepare(page);
  const test = await open(view, 'Work');
  await test.field('Input').fill('{"who": "it\'s me"}');
  await test.box.getByRole('button', { name: 'Copy as AWS CLI' }).click();
  await test.box.getByRole('button', { name: 'Copied' }).waitFor();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(command, /^aws stepfunctions test-state \\\n {2}--definition '\{/);
  assert.ok(command.includes(`--input '{"who": "it'\\''s me"}'`), command);
  await test.run().click();
  await test.box.getByRole('button', { name: 'Copy response' }).click();
  await test.box.getByRole('button', { name: 'Copied' }).nth(1).waitFor();
  const response = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(response.status, 'SUCCEEDED');
});

journey('without a mouse: T on a state, Ctrl+Enter, Escape', async ({ page }) => {
  const view = await prepare(page);
  await view.node('Work').focus();
  await page.keyboard.press('t');
  const test = dialog(page);
  await page.waitForFunction(() => document.activeElement?.id === 'test-input');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('{"who": "Grace"}');
  await page.keyboard.press('ControlOrMeta+Enter');
  await shows(test.answer(), 'hello Grace');
  await page.keyboard.press('Escape');
  await test.box.waitFor({ state: 'detached' });
});

journey('a state is tested from its row in the table, by its list and by its key', async ({ page }) => {
  const view = await prepare(page);
  await view.tab('Table').click();
  await page.getByRole('button', { name: 'Choose', exact: true }).focus();
  await page.keyboard.press('t');
  const test = dialog(page);
  await shows(test.box, 'Choose');
  await test.field('Input').fill('{"total": 7}');
  await test.run().click();
  await shows(test.answer(), 'Rule 1 did not match');
  await shows(test.answer(), '$.total = 7');
  await page.keyboard.press('Escape');
  await test.box.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'More: After' }).click();
  await page.getByRole('menuitem', { name: 'Test this state' }).click();
  await shows(test.box, 'After');
});

journey('fits a phone', { viewport: { width: 390, height: 844 } }, async ({ page }) => {
  const view = screen(page);
  await page.getByRole('tab', { name: 'Data' }).click();
  await view.inspector().getByRole('button', { name: 'Test state' }).click();
  const test = dialog(page);
  await test.run().click();
  await shows(test.answer(), 'SUCCEEDED');
  const { width } = await test.box.boundingBox();
  assert.ok(width <= 390);
  const sideways = await test.box.evaluate((box) => [box, ...box.querySelectorAll('.alone, .alone > *')]
    .some((part) => part.scrollWidth > part.clientWidth + 1));
  assert.equal(sideways, false, 'nothing is wider than the screen');
});
