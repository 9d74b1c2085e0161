// Time: breakpoints from everywhere, the steps of a debugger, the clock, answers of people, recent runs.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const machine = (StartAt, States) => JSON.stringify({ StartAt, States }, null, 2);

const three = machine('First', {
  First: { Type: 'Pass', Next: 'Both' },
  Both: {
    Type: 'Parallel', Next: 'Last', Branches: [
      { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
      { StartAt: 'Right', States: { Right: { Type: 'Pass', End: true } } },
    ],
  },
  Last: { Type: 'Pass', End: true },
});

const napping = machine('Nap', { Nap: { Type: 'Wait', Seconds: 600, Next: 'Up' }, Up: { Type: 'Pass', End: true } });

const asking = machine('Ask', {
  Ask: {
    Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true,
    TimeoutSeconds: 3600, HeartbeatSeconds: 600,
    Parameters: { QueueUrl: 'https://sqs.ap-northeast-1.amazonaws.com/123456789012/q', MessageBody: { 'token.$': '$$.Task.Token' } },
  },
});

async function begin(page, definition) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', definition);
  return view;
}

const breakpoints = (view) => view.tab('Breakpoints');

journey('a breakpoint of the graph stops a run, and the next press goes on', async ({ page }) => {
  const view = await begin(page, three);
  await view.node('Last').click();
  await view.node('Last').press('b');
  await shows(breakpoints(view), '1');
  await view.run().click();
  await shows(view.stepLabel(), /Last · /);
  await page.keyboard.press('F8');
  await shows(view.status(), 'Succeeded');
  await page.keyboard.press('Shift+F8');
  await shows(view.stepLabel(), /Last · /);
});

journey('a breakpoint of the gutter and one of the list, with a condition, travel in the link', async ({ page, url }) => {
  const view = await begin(page, three);
  await page.locator('.cm-breakpoints .cm-gutterElement').nth(4).click();
  await shows(breakpoints(view), '1');
  await breakpoints(view).click();
  await shows(view.below(), 'First · before');
  await page.getByRole('form', { name: 'Add breakpoint' }).getByLabel('State').selectOption('Last');
  await page.getByLabel('Condition', { exact: true }).fill('$exists($.nothing');
  await view.button('Add breakpoint').click();
  await shows(view.below(), 'Last · before');
  await view.run().click();
  await shows(view.stepLabel(), /First · /);
  await shows(page.locator('.condition-trouble'), /\S/);
  await page.getByLabel(/^Condition: Last/).fill('$not($exists($.nothing))');
  await page.getByLabel(/^Condition: Last/).blur();
  await shows(view.below(), '1 stop');
  await view.button('Share').click();
  const link = await page.getByRole('textbox', { name: /Link/ }).inputValue();
  await page.goto('about:blank');
  await page.goto(link.startsWith('http') ? link : url + link);
  const again = screen(page);
  await shows(breakpoints(again), '2');
});

journey('over, in and out lead where a debugger leads', async ({ page }) => {
  const view = await begin(page, three);
  await runs(view, 'Succeeded');
  await page.locator('.slider input').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('F10');
  await shows(view.stepLabel(), /First · /);
  await page.keyboard.press('F10');
  await shows(view.stepLabel(), /Both · /);
  await page.keyboard.press('Alt+ArrowDown');
  await shows(view.stepLabel(), /(Left|Right) · /);
  await page.keyboard.press('Alt+ArrowUp');
  await shows(view.stepLabel(), /Both · /);
  await page.keyboard.press('F10');
  await shows(view.stepLabel(), /Last · /);
});

journey('a wait is told and skipped, or passes a minute each second', async ({ page }) => {
  const view = await begin(page, napping);
  await page.getByLabel('How time passes').selectOption({ label: '1 min per second' });
  await view.run().click();
  await shows(page.locator('.waits'), /Nap · Wait state .* left/);
  await view.button('Skip this wait').click();
  await shows(view.status(), 'Succeeded');
});

journey('a person approves; another time rejects, with error and cause', async ({ page }) => {
  const view = await begin(page, asking);
  await view.run().click();
  await shows(page.locator('.answer'), /heartbeat due in .*times out in/);
  await page.getByLabel(/Its output/).fill('{"approved": tru');
  await shows(page.locator('.answer-fault'), 'Not JSON from character');
  assert.equal(await view.button('Approve').getAttribute('aria-disabled'), 'true');
  await page.getByLabel(/Its output/).fill('{"approved": "yes"}');
  await view.button('Approve').click();
  await shows(view.outcome(), 'yes');
  await view.run().click();
  await page.getByLabel('Cause').fill('not this year');
  await view.button('Reject').click();
  await shows(view.status(), 'Failed');
  await shows(view.outcome(), 'Rejected');
  await shows(view.outcome(), 'not this year');
});

journey('what was run is remembered after a reload, and its input comes back', async ({ page }) => {
  const view = await begin(page, three);
  await writeIn(view, 'Input', '{"first": 1}');
  await runs(view, 'Succeeded');
  await writeIn(view, 'Input', '{"second": 2}');
  await runs(view, 'Succeeded');
  await page.waitForFunction(() => Object.values(localStorage).some((text) => text.includes('second')));
  await page.reload();
  const menu = view.button('Workflow', { exact: false }).first();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Recent runs' }).click();
  await shows(page.locator('.recent'), /second[\s\S]*first/);
  await page.locator('.recent li').nth(1).getByRole('button', { name: 'Use its input' }).click();
  await shows(view.editor(), '"first"');
});

async function recent(page) {
  await screen(page).button('Workflow', { exact: false }).first().click();
  await page.getByRole('menuitem', { name: 'Recent runs' }).click();
  return page.locator('.recent li');
}

journey('what is run again is remembered as well, and a redrive with its new end', async ({ page }) => {
  const view = await begin(page, asking);
  const wait = () => shows(page.locator('main'), 'Waiting for Ask');
  await view.run().click();
  await wait();
  await view.button('Run again with the same input').click();
  await wait();
  await page.locator('header').getByRole('button', { name: /^Stop/ }).click();
  await shows(view.status(), 'Aborted');
  await shows((await recent(page)).first(), 'Aborted');
  await page.keyboard.press('Escape');
  await view.button('Redrive').click();
  await wait();
  await view.button('Approve').click();
  await shows(view.status(), 'Succeeded');
  const rows = await recent(page);
  await shows(rows.first(), 'Succeeded');
  assert.equal(await rows.count(), 1);
});

journey('a browser that keeps nothing says so, and remembers until the page is closed', async ({ page }) => {
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await page.reload();
  const view = await begin(page, three);
  await runs(view, 'Succeeded');
  await shows((await recent(page)).first(), 'Succeeded');
  await shows(page.getByRole('dialog'), 'the list is gone when the page is closed');
});
