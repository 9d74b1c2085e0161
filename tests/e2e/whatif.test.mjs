// What if: from any place on, another answer, a failure, another input, another text; both executions side by side.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const work = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';

const definition = JSON.stringify({
  StartAt: 'Weigh',
  States: {
    Weigh: { Type: 'Task', Resource: work, Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }], Next: 'Heavy?' },
    'Heavy?': { Type: 'Choice', Choices: [{ Variable: '$.kilos', NumericGreaterThan: 20, Next: 'Truck' }], Default: 'Bicycle' },
    Truck: { Type: 'Pass', Result: 'by truck', End: true },
    Bicycle: { Type: 'Pass', Result: 'by bicycle', End: true },
    Mend: { Type: 'Pass', Result: 'mended', End: true },
  },
}, null, 2);

async function weighed(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ kilos: 3 });');
  await writeIn(view, 'Definition', definition);
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'by bicycle');
  return view;
}

/** Puts the cursor to where a state begins, and asks. */
async function ask(page, view, state) {
  await page.locator('.slider input').focus();
  await page.keyboard.press('Home');
  await shows(view.stepLabel(), /Step 0 /);
  for (let step = 1; !(await view.stepLabel().innerText()).includes(`${state} · `); step += 1) {
    await page.keyboard.press('ArrowRight');
    await shows(view.stepLabel(), `Step ${step} `);
  }
  await view.button('What if…').click();
  return page.getByRole('dialog');
}

/** Chooses in the dialog what is to be otherwise, writes it, and goes on. */
async function fork(dialog, what, text) {
  await dialog.locator(`#fork-${what}`).check();
  if (text !== undefined) await dialog.locator(`#fork-${what}-text`).fill(text);
  await dialog.locator('#fork').click();
}

const pair = (page) => page.locator('.recorded.pair');

journey('another answer leads another way, and the two are compared', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Weigh');
  const answer = dialog.locator('#fork-answer-text');
  assert.deepEqual(JSON.parse(await answer.inputValue()), { kilos: 3 }, 'it begins with the answer that it got');
  await answer.fill('{"kilos": 3');
  await shows(dialog, 'Not JSON from character 12 on.');
  assert.equal(await dialog.locator('#fork').getAttribute('aria-disabled'), 'true', 'half a text is no answer');
  await fork(dialog, 'answer', '{"kilos": 30}');
  await shows(pair(page), 'You see the new execution.');
  await shows(view.outcome(), 'by truck');
  await shows(pair(page), /They differ from event \d+ on/);
  await view.button('Compare').click();
  await shows(page.locator('.pair-body'), /Bicycle[\s\S]*Truck/);
  await view.button('Show the first one').click();
  await shows(pair(page), 'You see the first execution.');
  await page.locator('.node[data-state="Truck"][data-status="not-run"]').waitFor();
});

journey('with a failure it is caught', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Weigh');
  await dialog.locator('#fork-failure').check();
  await dialog.getByRole('textbox', { name: 'Error' }).fill('Broken');
  await dialog.getByRole('textbox', { name: 'Cause' }).fill('it fell');
  await dialog.locator('#fork').click();
  await shows(view.outcome(), 'mended');
  await page.locator('.node[data-state="Mend"][data-status="succeeded"]').waitFor();
});

journey('with other data a state goes on otherwise', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Heavy?');
  assert.equal(await dialog.locator('#fork-answer').count(), 0, 'a Choice has no answer');
  assert.deepEqual(JSON.parse(await dialog.locator('#fork-input-text').inputValue()), { kilos: 3 });
  await fork(dialog, 'input', '{"kilos": 21}');
  await shows(view.outcome(), 'by truck');
  await shows(pair(page), 'You see the new execution.');
});

journey('with the texts as they are now: an edited definition and function', async ({ page }) => {
  const view = await weighed(page);
  await writeIn(view, 'Definition', definition.replace('by bicycle', 'by cargo bicycle'));
  const dialog = await ask(page, view, 'Heavy?');
  assert.ok(await dialog.locator('#fork-texts').isChecked(), 'who has edited wants to go on with that');
  await dialog.locator('#fork').click();
  await shows(view.outcome(), 'by cargo bicycle');
  await shows(pair(page), /They differ from event \d+ on/);
});

const each = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', ItemsPath: '$.items', End: true, ItemProcessor: { StartAt: 'Weigh', States: { Weigh: { Type: 'Task', Resource: work, End: true } } } },
  },
}, null, 2);

journey('of three iterations with the same data the one at the cursor gets another answer', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ kilos: 3 });');
  await writeIn(view, 'Input', '{"items": [1, 1, 1]}');
  await writeIn(view, 'Definition', each);
  await runs(view, 'Succeeded');
  const dialog = await ask(page, view, 'Weigh #1');
  await fork(dialog, 'answer', '{"kilos": 30}');
  await shows(pair(page), 'You see the new execution.');
  await shows(view.outcome(), /"kilos": 3\b[\s\S]*"kilos": 30\b[\s\S]*"kilos": 3\b/);
  await shows(pair(page), /They differ from event \d+ on/);
});

journey('in an execution that a Task began, whose end the Task gets', { at: '#ex/nested' }, async ({ page }) => {
  const view = screen(page);
  await view.node('Pay').waitFor();
  await runs(view, 'Succeeded');
  await view.node('Pay').click();
  await page.getByRole('button', { name: /Payment Open child execution/ }).click();
  await view.node('Charge').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'What if…' }).click();
  const dialog = page.getByRole('dialog');
  await shows(dialog, 'The answer to “Charge”');
  await fork(dialog, 'answer', '{"Payload": {"receipt": "made up"}}');
  await shows(pair(page), 'You see the new execution.');
  await shows(page.getByRole('navigation', { name: 'The way to this execution' }), /Order.*Payment/s);
  await shows(pair(page), /They differ from event \d+ on/);
  await page.getByRole('navigation', { name: 'The way to this execution' }).getByRole('button', { name: /Order/ }).click();
  await page.keyboard.press('End');
  await shows(view.outcome(), 'made up');
});

const asking = JSON.stringify({
  StartAt: 'Weigh',
  States: {
    Weigh: { Type: 'Task', Resource: work, ResultPath: '$.weighed', Next: 'Ask' },
    Ask: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true,
      Parameters: { QueueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/123456789012/q', MessageBody: { 'token.$': '$$.Task.Token' } } },
  },
}, null, 2);

journey('while a person is waited for: what runs is stopped, and the new one asks', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ kilos: 3 });');
  await writeIn(view, 'Definition', asking);
  await view.run().click();
  await shows(page.locator('main'), 'Waiting for Ask');
  const dialog = await ask(page, view, 'Weigh');
  await shows(dialog, 'What is running is stopped first.');
  await fork(dialog, 'answer', '{"kilos": 30}');
  await shows(pair(page), 'You see the new execution.');
  await page.getByLabel(/Its output/).fill('{"approved": true}');
  await view.button('Approve', { exact: true }).click();
  await shows(view.status(), 'Succeeded');
  await view.button('Show the first one').click();
  await page.keyboard.press('End');
  await shows(view.status(), 'Aborted');
});
