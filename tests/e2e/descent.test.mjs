// Time in a family of executions: steps lead into what a Task begins and back out, and breakpoints of every machine hold.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows } from './screen.mjs';

const example = { at: '#ex/nested' };
const way = (page) => page.getByRole('navigation', { name: 'The way to this execution' });

journey('a step in leads into the execution that a Task begins, a step out back to the Task', example, async ({ page }) => {
  const view = screen(page);
  await view.node('Pay').waitFor();
  await runs(view, 'Succeeded');
  await view.slider().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+ArrowDown');
  await shows(view.stepLabel(), /Pay · /);
  await page.keyboard.press('Alt+ArrowDown');
  await shows(way(page), /Order.*Payment/s);
  await shows(view.stepLabel(), /Within the limit\? · /);
  assert.equal(await view.node('Charge').count(), 1);
  // Out is the Task again, where its execution has ended; back in is the last state of it.
  await page.keyboard.press('Alt+ArrowUp');
  await shows(view.stepLabel(), /Pay · /);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await shows(view.stepLabel(), /Charge · /);
  await page.keyboard.press('Alt+Shift+ArrowUp');
  await shows(view.stepLabel(), /Pay · /);
});

journey('a breakpoint in the definition of a nested machine holds, is named and travels', example, async ({ page, url }) => {
  const view = screen(page);
  await view.node('Pay').waitFor();
  await page.getByRole('button', { name: 'Payment', exact: true }).click();
  await view.node('Charge').waitFor();
  await page.locator('.cm-line').filter({ hasText: '"Charge": {' }).click();
  await page.keyboard.press('F9');
  await view.tab('Breakpoints').click();
  await shows(view.below(), /Charge · before/);
  await shows(view.below(), 'Payment');
  await view.run().click();
  await shows(way(page), /Order.*Payment/s);
  await shows(view.stepLabel(), /Charge · /);
  await page.getByRole('button', { name: 'Order', exact: true }).click();
  await page.locator('.breakpoint').getByRole('button', { name: 'Go to this moment' }).click();
  await shows(view.stepLabel(), /Charge · /);
  await view.button('Share').click();
  const link = await page.getByRole('textbox', { name: /Link/ }).inputValue();
  await page.goto('about:blank');
  await page.goto(link.startsWith('http') ? link : url + link);
  await view.tab('Breakpoints').click();
  await shows(view.below(), 'Payment');
});
