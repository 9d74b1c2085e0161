// Graph, text and data are one: what is chosen in one is shown in the others.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const arn = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';
const machine = (StartAt, States) => JSON.stringify({ StartAt, States }, null, 2);
const chain = (count) => machine('Step 1', Object.fromEntries(Array.from({ length: count }, (_, at) => [
  `Step ${at + 1}`, at + 1 < count ? { Type: 'Pass', Next: `Step ${at + 2}` } : { Type: 'Succeed' },
])));

async function prepare(page, { definition, handler, input }) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  if (handler) await writeIn(view, 'Functions', handler);
  await writeIn(view, 'Definition', definition);
  if (input) await writeIn(view, 'Input', input);
  await view.tab('Definition').click();
  return view;
}

/** Whether a part is on the screen. */
const inView = (locator) => locator.evaluate((part) => {
  const { top, bottom, left, right } = part.getBoundingClientRect();
  return bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
});

journey('a state reveals its text, the caret rings its state, a step marks its lines', async ({ page }) => {
  const view = await prepare(page, { definition: chain(30) });
  await view.node('Step 30').waitFor();
  await runs(view, 'Succeeded');
  const line = (name) => page.locator('.cm-line').filter({ hasText: `"${name}": {` });
  await view.node('Step 2').focus();
  await page.keyboard.press('Enter');
  await line('Step 2').waitFor();
  await view.node('Step 2').and(page.locator('.chosen')).waitFor();
  await view.node('Step 2').press('End');
  await page.locator('.node:focus[data-state="Step 30"]').waitFor();
  await page.keyboard.press('Enter');
  await line('Step 30').waitFor();
  await line('Step 29').click();
  await page.locator('.node.at-caret[data-state="Step 29"]').waitFor({ state: 'attached' });
  await view.slider().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowRight');
  await page.locator('.node.current[data-state="Step 1"]').waitFor({ state: 'attached' });
  await shows(page.locator('.cm-currentState').first(), '"Step 1": {');
});

journey('of a Map only what failed is shown', async ({ page }) => {
  const definition = machine('Each', { Each: {
    Type: 'Map', End: true, ItemProcessor: { StartAt: 'Sorted', States: {
      Sorted: { Type: 'Choice', Default: 'Fine', Choices: [{ Variable: '$', NumericEquals: 4, Next: 'Bad' }] },
      Fine: { Type: 'Succeed' },
      Bad: { Type: 'Fail', Error: 'Odd', Cause: 'four' },
    } },
  } });
  const view = await prepare(page, { definition, input: '[1, 2, 3, 4]' });
  await runs(view, 'Failed');
  await view.group('Each').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-iteration="0"]').waitFor();
  await page.locator('.grid-filter').getByRole('button', { name: /Failed/ }).click();
  await page.locator('[data-iteration="0"]').waitFor({ state: 'detached' });
  await page.locator('.square.failed[data-iteration="3"]').click();
  await shows(page.locator('.inspector-head'), 'Bad');
  await page.locator('.grid-filter').getByRole('button', { name: /All/ }).click();
  await page.locator('[data-iteration="0"]').waitFor();
});

journey('retries are attempts with what failed and how long they waited', async ({ page }) => {
  const definition = machine('Work', { Work: {
    Type: 'Task', Resource: arn, End: true,
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 2 }],
  } });
  const handler = `export const handler = async () => { throw Object.assign(new Error('later'), { name: 'Busy' }); };`;
  const view = await prepare(page, { definition, handler });
  await runs(view, 'Failed');
  await view.node('Work').click();
  await view.node('Work').getByText('↻2').waitFor();
  await view.tab('Retry').click();
  const attempts = page.locator('.attempt');
  await shows(attempts.nth(2), 'Busy');
  await shows(attempts.nth(0), /3 s/);
  await shows(attempts.nth(1), /6 s/);
  assert.equal(await attempts.count(), 3);
});

journey('a press on the small drawing brings another part of the large one', async ({ page }) => {
  const view = await prepare(page, { definition: chain(60) });
  const last = view.node('Step 60');
  await last.waitFor({ state: 'attached' });
  const { x, y, width, height } = await page.locator('.minimap').boundingBox();
  assert.equal(await inView(last), false);
  await page.mouse.click(x + width / 2, y + height - 2);
  await page.waitForFunction(() => {
    const { top, bottom } = document.querySelector('[data-state="Step 60"]').getBoundingClientRect();
    return top > 0 && bottom < innerHeight;
  });
});

journey('the views fit a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, at: '#ex/map' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, /Succeeded/);
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  await view.tab('Graph').click();
  for (const name of ['Timeline', 'Table', 'Events', 'Graph']) {
    await page.locator('.column.middle').getByRole('tab', { name }).click();
    assert.ok(await fits(), `${name} scrolls sideways`);
  }
  await page.locator('.node.frame').first().click({ position: { x: 40, y: 12 } });
  await page.locator('.square').first().waitFor();
  assert.ok(await fits(), 'the inspector scrolls sideways');
});
