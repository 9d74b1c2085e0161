// Workflows that start workflows: several machines in a workspace, and the executions that Tasks begin.

import assert from 'node:assert/strict';
import { journey, open } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const example = { at: '#ex/nested' };
const way = (page) => page.getByRole('navigation', { name: 'The way to this execution' });

/** Runs the example and opens the execution that its Task began. */
async function inTheChild(page, end = 'Succeeded') {
  const view = screen(page);
  await shows(view.status(), end === 'Succeeded' ? end : /Succeeded|Failed/);
  await view.node('Pay').click();
  await page.getByRole('button', { name: new RegExp(`${end} Payment Open child execution`) }).click();
  await shows(way(page), /Order.*Payment/s);
  return view;
}

journey('a Task starts an execution of another machine, which can be opened and left', example, async ({ page }) => {
  const view = await inTheChild(page);
  await view.node('Charge').waitFor();
  assert.equal(await view.node('Charge').getAttribute('data-status'), 'succeeded');
  await shows(view.status(), 'Succeeded');
  // The definition beside it is the child's, and its function wrote into its console.
  assert.equal(await page.getByRole('button', { name: 'Payment', exact: true, pressed: true }).count(), 1);
  await view.tab('Console').click();
  await shows(page.locator('.left-bottom'), 'Charging 380 to the card ending in 4242');
  // A step back, and its end has not come.
  await page.getByRole('button', { name: /^Step back/ }).click();
  await page.getByRole('button', { name: /^Step back/ }).click();
  await shows(view.outcome(), /not ended/i);
  // Back to the order, at the same moment: it is still paid for.
  await way(page).getByRole('button', { name: /Order/ }).click();
  await view.node('Pay').waitFor();
  assert.equal(await view.node('Pay').getAttribute('data-status'), 'in-progress');
});

journey('a child that fails is caught by its parent', example, async ({ page }) => {
  const view = screen(page);
  await view.node('Pay').waitFor();
  await writeIn(view, 'Input', '{"order": 8, "card": "4242", "items": [{"price": 5000}]}');
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'CardDeclined');
  assert.equal(await view.node('Pay').getAttribute('data-status'), 'caught');
  await inTheChild(page, 'Failed');
  await shows(view.outcome(), "over the card's limit");
  assert.equal(await view.node('Decline').getAttribute('data-status'), 'failed');
});

journey('an event of the Task is a door to the child', example, async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.tab('Events').click();
  await page.getByRole('row', { name: /TaskStarted/ }).getByRole('button', { name: 'Open child execution' }).click();
  await shows(way(page), /Payment/);
  await shows(page.locator('main'), 'ChoiceStateEntered');
});

journey('a machine is added, misspelt by a Task, and travels in a link', async ({ page, url }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.button('Add a state machine').click();
  await view.node('Start').waitFor();
  await writeIn(view, 'Definition', '{"StartAt": "Inner", "States": {"Inner": {"Type": "Pass", "Result": "from inside", "End": true}}}');
  await page.getByRole('button', { name: 'MyStateMachine', exact: true }).click();
  const starts = (name) => JSON.stringify({ StartAt: 'Call', States: { Call: { Type: 'Task', End: true, OutputPath: '$.Output',
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Parameters: { StateMachineArn: `arn:aws:states:ap-northeast-1:123456789012:stateMachine:${name}` } } } });
  await writeIn(view, 'Definition', starts('StateMachin2'));
  await shows(page.locator('.left-bottom'), 'There is no state machine "StateMachin2"');
  await writeIn(view, 'Definition', starts('StateMachine2'));
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'from inside');
  await view.button(/^Share/).click();
  const link = await page.locator('#link').inputValue();
  const other = await open({ at: link.slice(link.indexOf('#')) });
  try {
    const theirs = screen(other.page);
    await runs(theirs, 'Succeeded');
    await shows(theirs.outcome(), 'from inside');
    assert.equal(await other.page.getByRole('button', { name: 'StateMachine2', exact: true }).count(), 1);
  } finally {
    await other.close();
  }
  assert.ok(url);
});

journey('the way to a child fits a phone', { ...example, viewport: { width: 390, height: 844 }, locale: 'ja-JP' }, async ({ page }) => {
  await page.locator('[data-state="Pay"]').waitFor();
  await page.getByRole('button', { name: /^実行/ }).first().click();
  await page.locator('[data-state="Ship"][data-status="succeeded"]').waitFor();
  await page.locator('[data-state="Pay"]').click();
  await page.getByRole('button', { name: /子の実行を開く/ }).first().click();
  await shows(page.getByRole('navigation', { name: 'この実行までの道筋' }), 'Payment');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false);
});

journey('an answer is kept, and nobody is asked again', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', JSON.stringify({ StartAt: 'Job', States: { Job: { Type: 'Task', End: true,
    Resource: 'arn:aws:states:::glue:startJobRun', Parameters: { JobName: 'j' } } } }));
  await view.run().click();
  await shows(page.locator('main'), 'Waiting for Job');
  await page.getByLabel(/Its output/).fill('{"JobRunId": "jr_1"}');
  await page.getByLabel('Always answer like this').check();
  await view.button('Succeed', { exact: true }).click();
  await shows(view.status(), 'Succeeded');
  await view.tab('Mocks').click();
  await shows(view.editor(), '"MockedResponses"');
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'jr_1');
});
