// Expressions at the cursor: typed by a person, answered with their value or with what is wrong and where.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const machine = JSON.stringify({
  StartAt: 'Set',
  States: {
    Set: { Type: 'Pass', QueryLanguage: 'JSONata', Assign: { rate: 2 }, Output: { price: 21 }, Next: 'Show' },
    Show: { Type: 'Pass', Parameters: { 'total.$': '$.price' }, ResultPath: '$.shown', End: true },
  },
}, null, 2);

async function prepare(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', machine);
  await view.node('Show').waitFor();
  await runs(view, 'Succeeded');
  await view.tab('Evaluate').click();
  const field = page.getByRole('textbox', { name: 'Expression' });
  const answer = page.locator('.expression-answer');
  const asks = async (text, expected) => {
    await field.fill(text);
    await field.press('Enter');
    await shows(answer, expected);
  };
  return { view, field, answer, asks };
}

journey('a path, a function and JSONata give their values at the cursor', async ({ page }) => {
  const { view, field, answer, asks } = await prepare(page);
  await view.node('Show').click();
  await asks('$.price', '21');
  await asks("States.Format('{} each', $.price)", '21 each');
  await page.getByRole('combobox', { name: 'Query language' }).selectOption('JSONata');
  await asks('$states.input.price * $rate', '42');
  await shows(answer, 'JSONata · Show');
  // The answer follows the cursor and the state that is looked at.
  await asks('$states.input', '"price": 21');
  await view.node('Set').click();
  await shows(answer, 'JSONata · Set');
  await field.press('ArrowUp');
  await field.press('ArrowUp');
  assert.equal(await field.inputValue(), '$states.input.price * $rate');
});

journey('what is wrong with an expression is underlined', async ({ page }) => {
  const { view, answer, asks } = await prepare(page);
  await view.node('Show').click();
  await asks("States.Formt('a')", 'Did you mean');
  assert.equal(await answer.locator('mark').innerText(), 'States.Formt');
  await asks('$.none.there', "Missing property in path $['none']");
  await page.getByRole('combobox', { name: 'The data that $ stands for' }).selectOption('afterParameters');
  await asks('$.total', '21');
});

journey('earlier expressions are there after another tab was open', async ({ page }) => {
  const { view, asks } = await prepare(page);
  await asks('$.price', '21');
  await asks('$', '"price": 21');
  await view.tab('Problems').click();
  await view.tab('Evaluate').click();
  await page.getByRole('button', { name: '$.price' }).click();
  await shows(page.locator('.expression-answer'), '21');
});

journey('pointing at an expression in the definition shows its value at the cursor', async ({ page }) => {
  const { view } = await prepare(page);
  await view.tab('Definition').click();
  await page.locator('.cm-line', { hasText: '$.price' }).getByText('$.price').first().hover();
  await shows(page.locator('.cm-value'), '21');
  await shows(page.locator('.cm-value'), 'Show');
});

journey('pointing at a value shows the expression that produced it, in the definition too', async ({ page }) => {
  const { view } = await prepare(page);
  await view.node('Show').click();
  const rung = view.inspector().locator('.rung[data-stage="afterParameters"]');
  await rung.locator('.json').hover();
  const line = rung.locator('[data-tip]');
  await line.waitFor();
  await line.hover({ position: { x: 30, y: 5 } });
  await shows(line, '← $.price');
  await shows(page.locator('.cm-pointed').first(), '$.price');
  await view.node('Set').hover();
  await page.locator('.cm-pointed').first().waitFor({ state: 'detached' });
});
