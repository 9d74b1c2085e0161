// Tasks that wait for a person, and Maps that fan out into executions of their own.

import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const machine = (StartAt, States, more = {}) => JSON.stringify({ StartAt, ...more, States }, null, 2);

const asking = machine('Ask', {
  Ask: {
    Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true,
    Parameters: { QueueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/123456789012/q', MessageBody: { 'token.$': '$$.Task.Token' } },
  },
});

async function waitingForAsk(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', asking);
  await view.run().click();
  await shows(page.locator('main'), 'Waiting for Ask');
  return view;
}

journey('a task that waits for a person goes on with the answer', async ({ page }) => {
  const view = await waitingForAsk(page);
  await page.getByLabel(/Its output/).fill('{"approved": true}');
  await view.button('Approve', { exact: true }).click();
  await shows(view.status(), 'Succeeded');
  await shows(view.outcome(), 'approved');
});

journey('a person can let it fail', async ({ page }) => {
  const view = await waitingForAsk(page);
  await page.getByLabel('Cause').fill('not this year');
  await page.getByLabel('Error', { exact: true }).fill('Rejected');
  await view.button('Reject', { exact: true }).click();
  await shows(view.status(), 'Failed');
  await shows(view.outcome(), 'Rejected');
  await shows(view.outcome(), 'not this year');
});

journey('JSONata and variables run', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"items": [{"price": 4}, {"price": 9}]}');
  await writeIn(view, 'Definition', machine('Add', {
    Add: { Type: 'Pass', Assign: { total: '{% $sum($states.input.items.price) %}' }, Next: 'Tell' },
    Tell: { Type: 'Pass', Output: '{% "in all: " & $string($total) %}', End: true },
  }, { QueryLanguage: 'JSONata' }));
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'in all: 13');
  await view.node('Add').click();
  await shows(view.inspector(), /Variables\s+\$total\s+13\s+assigned here/);
});

journey('each item of a distributed Map is an execution', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '[1, 2, 3]');
  await writeIn(view, 'Definition', machine('Each', {
    Each: { Type: 'Map', End: true, ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Double', States: { Double: { Type: 'Pass', Parameters: { 'twice.$': 'States.MathAdd($, $)' }, End: true } },
    } },
  }));
  await runs(view, 'Succeeded');
  await shows(view.outcome(), '"twice": 6');
  await view.tab('Events').click();
  await shows(page.locator('main'), 'MapRunSucceeded');
  await shows(page.locator('main'), 'Each #2');
});

journey('what was stopped goes on when it is redriven', async ({ page }) => {
  const view = await waitingForAsk(page);
  await page.locator('header').getByRole('button', { name: /^Stop/ }).click();
  await shows(view.status(), 'Aborted');
  await view.button('Redrive').click();
  await shows(page.locator('main'), 'Waiting for Ask');
  await page.getByLabel(/Its output/).fill('{"approved": true}');
  await view.button('Approve', { exact: true }).click();
  await shows(view.status(), 'Succeeded');
});
