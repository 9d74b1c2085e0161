// A history from elsewhere: pasted or dropped, played, repeated here with its own answers, compared.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows } from './screen.mjs';

const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders';
const charge = 'arn:aws:lambda:eu-west-1:123456789012:function:charge';

const definition = {
  StartAt: 'Charge',
  States: {
    Charge: { Type: 'Task', Resource: charge, ResultPath: '$.receipt', Next: 'Large?' },
    'Large?': { Type: 'Choice', Choices: [{ Variable: '$.amount', NumericGreaterThan: 100, Next: 'Review' }], Default: 'Ship' },
    Review: { Type: 'Pass', End: true },
    Ship: { Type: 'Pass', End: true },
  },
};

const input = '{"amount":42}';
const receipt = '{"id":"r-1"}';
const charged = '{"amount":42,"receipt":{"id":"r-1"}}';
const whole = { truncated: false };
const events = [
  ['ExecutionStarted', 0, { executionStartedEventDetails: { input, inputDetails: whole, roleArn: 'arn:aws:iam::123456789012:role/orders' } }],
  ['TaskStateEntered', 0, { stateEnteredEventDetails: { name: 'Charge', input, inputDetails: whole } }],
  ['LambdaFunctionScheduled', 2, { lambdaFunctionScheduledEventDetails: { resource: charge, input, inputDetails: whole } }],
  ['LambdaFunctionStarted', 3, {}],
  ['LambdaFunctionSucceeded', 4, { lambdaFunctionSucceededEventDetails: { output: receipt, outputDetails: whole } }],
  ['TaskStateExited', 5, { stateExitedEventDetails: { name: 'Charge', output: charged, outputDetails: whole } }],
  ['ChoiceStateEntered', 6, { stateEnteredEventDetails: { name: 'Large?', input: charged, inputDetails: whole } }],
  ['ChoiceStateExited', 7, { stateExitedEventDetails: { name: 'Large?', output: charged, outputDetails: whole } }],
  ['PassStateEntered', 8, { stateEnteredEventDetails: { name: 'Ship', input: charged, inputDetails: whole } }],
  ['PassStateExited', 9, { stateExitedEventDetails: { name: 'Ship', output: charged, outputDetails: whole } }],
  ['ExecutionSucceeded', 10, { executionSucceededEventDetails: { output: charged, outputDetails: whole } }],
].map(([type, previousEventId, details], index) => ({
  timestamp: `2024-05-01T10:00:0${Math.min(9, index)}.250000+00:00`, type, id: index + 1, previousEventId, ...details,
}));

const history = JSON.stringify({ events }, null, 4);
const described = JSON.stringify({ stateMachineArn: arn, name: 'Orders', definition: JSON.stringify(definition) }, null, 4);

/** Opens the dialog and pastes there what a person has in the clipboard. */
async function paste(page, text) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await page.locator('header').getByRole('button', { name: /^Workflow/ }).first().click();
  await page.getByRole('menuitem', { name: 'Open a history…' }).click();
  await page.getByRole('textbox', { name: 'Paste the history here' }).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  return view;
}

/** Lets go of files over the page. */
const drop = (page, files) => page.locator('.page').evaluate((place, files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}, files);

const banner = (page) => page.locator('.recorded').first();

journey('a pasted history is played on a drawing derived from it, and the workspace comes back', async ({ page }) => {
  const view = await paste(page, history);
  await shows(banner(page), 'derived from the history');
  await shows(banner(page), '11 events');
  await page.locator('.node[data-state="Ship"][data-status="succeeded"]').waitFor();
  assert.equal(await view.node('Review').count(), 0, 'nobody has heard of it');
  await view.node('Charge').click();
  await shows(view.inspector(), '"r-1"');
  await view.tab('Events').click();
  await shows(page.locator('.column.middle'), 'LambdaFunctionSucceeded');
  await view.button('Back to my workspace').click();
  await shows(view.editor(), 'step-functions-lambda');
  assert.equal(await page.locator('.recorded').count(), 0);
});

journey('dropped with its definition it is drawn whole, and repeats here with the answers it got', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await drop(page, [['history.json', history], ['machine.json', described]]);
  await page.locator('.node[data-state="Review"][data-status="not-run"]').waitFor();
  await page.locator('.node[data-state="Ship"][data-status="succeeded"]').waitFor();
  await view.button('Repeat here').click();
  await shows(page.locator('.recorded.pair'), 'You see the new execution.');
  await shows(page.locator('.recorded.pair'), 'All 11 events are the same.');
  await view.button('Show the recording').click();
  await shows(page.locator('.recorded.pair'), 'You see the recording.');
});

journey('the answers of its tasks are mocks: a run from the start gets them', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await drop(page, [['history.json', history], ['machine.json', described]]);
  await shows(banner(page), 'are under Mocks');
  await view.tab('Mocks').click();
  await shows(page.locator('.cm-content').first(), /"Charge"[\s\S]*"Return"[\s\S]*"r-1"/);
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'r-1');
});

journey('what cannot be played is refused with its place and what to do', async ({ page }) => {
  await paste(page, history.replace('"TaskStateEntered"', 'TaskStateEntered'));
  const alert = page.getByRole('dialog').getByRole('alert');
  await shows(alert, /\S/);
  await shows(alert, 'TaskStateEntered');
  await page.keyboard.press('Escape');
  await shows(screen(page).editor(), 'step-functions-lambda');
});

journey('a recording is told in the page’s language', { locale: 'ja-JP', viewport: { width: 390, height: 844 } }, async ({ page }) => {
  await page.locator('.outcome-line').first().waitFor();
  await drop(page, [['history.json', history]]);
  await shows(banner(page), /[ぁ-ん]/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, 'a phone does not scroll sideways');
});
