// What a state's expressions see beside its data: variables scope by scope and over time, and the context object.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const definition = JSON.stringify({
  QueryLanguage: 'JSONata', StartAt: 'Set',
  States: {
    Set: { Type: 'Pass', Assign: { rate: 2, n: 0 }, Next: 'Count' },
    Count: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Next: 'More' },
    More: { Type: 'Choice', Default: 'Each', Choices: [{ Condition: '{% $n < 3 %}', Next: 'Count' }] },
    Each: {
      Type: 'Map', Items: [10, 20], End: true,
      ItemProcessor: { StartAt: 'Price', States: {
        Price: { Type: 'Pass', Assign: { price: '{% $states.input * $rate %}' }, Next: 'Show' },
        Show: { Type: 'Pass', Output: '{% $price %}', End: true },
      } },
    },
  },
}, null, 2);

async function prepared(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', definition);
  await runs(view, 'Succeeded');
  return view;
}
const variable = (page, name) => page.locator('.variable').filter({ has: page.locator('.variable-name', { hasText: `$${name}` }) });

journey('a variable tells its values over time, and each leads to its moment', async ({ page }) => {
  const view = await prepared(page);
  await view.node('More').click();
  const n = variable(page, 'n');
  await n.locator('summary').click();
  const values = n.locator('.over-time li');
  await shows(values.nth(3), '3');
  assert.deepEqual(await values.locator('code').allTextContents(), ['0', '1', '2', '3']);
  assert.deepEqual(await values.getByRole('button').allTextContents(), ['Set', 'Count', 'Count', 'Count']);
  // It stays open where the cursor goes.
  await values.nth(2).getByRole('button').click();
  await page.locator('.node.current[data-state="Count"]').waitFor({ state: 'attached' });
  await view.node('Count').click();
  await page.waitForFunction(() => document.querySelectorAll('.over-time code').length === 3);
});

journey('variables are listed scope by scope', async ({ page }) => {
  const view = await prepared(page);
  await view.node('Show').click();
  const scopes = page.locator('.variables .scope');
  await shows(scopes.nth(0), 'Each · iteration 1');
  await shows(scopes.nth(1), 'Whole execution');
  const lists = page.locator('.variables .scope + .ladder');
  assert.deepEqual(await lists.nth(0).locator('.variable-name').allTextContents(), ['$price']);
  assert.deepEqual(await lists.nth(1).locator('.variable-name').allTextContents(), ['$n', '$rate']);
});

journey('the context object is among the details of a visit', async ({ page }) => {
  const view = await prepared(page);
  await view.node('Show').click();
  await view.tab('Details').click();
  const context = page.locator('.context');
  await shows(context, '"Name": "Show"');
  await shows(context, '"Value": 20');
  await view.node('Set').click();
  await shows(context, '"Name": "Set"');
});
