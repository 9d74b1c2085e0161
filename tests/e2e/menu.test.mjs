// What can be done with a state, as a list beside it: by the mouse, the keys and a finger.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows } from './screen.mjs';

const menu = (page) => page.getByRole('menu');
const choose = (page, name) => menu(page).getByRole(/Breakpoint/.test(name) ? 'menuitemcheckbox' : 'menuitem', { name }).click();
const focused = (page) => page.evaluate(() => document.activeElement.id);

journey('the second button opens the list: breakpoints, run to here, the text, a test, what if', async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  const states = await page.locator('.node[data-state]').evaluateAll((all) => all.map((one) => one.dataset.state));
  const last = view.node(states.at(-1));
  await last.click({ button: 'right' });
  await shows(menu(page), 'Run to here');
  await choose(page, 'Breakpoint after');
  assert.equal(await menu(page).count(), 0);
  await shows(view.tab('Breakpoints'), '1');
  await last.click({ button: 'right' });
  const after = menu(page).getByRole('menuitemcheckbox', { name: 'Breakpoint after' });
  assert.equal(await after.getAttribute('aria-checked'), 'true');
  await choose(page, 'Breakpoint after');
  await view.slider().focus();
  await page.keyboard.press('Home');
  await last.click({ button: 'right' });
  await choose(page, 'Run to here');
  await shows(view.stepLabel(), states.at(-1));
  await last.click({ button: 'right' });
  await choose(page, 'Test this state…');
  await page.getByRole('dialog', { name: states.at(-1) }).waitFor();
  await page.keyboard.press('Escape');
  await view.node(states[0]).click({ button: 'right' });
  await choose(page, 'What if…');
  await shows(page.getByRole('dialog', { name: 'What if…' }), states[0]);
});

journey('the keys open, walk and close the list, and the focus stays with the state', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  const node = page.locator('.node[tabindex="0"]').first();
  await node.focus();
  const id = await node.getAttribute('id');
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await page.keyboard.press(key);
    await menu(page).waitFor();
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.innerText.trim()), 'Breakpoint after');
    await page.keyboard.press('Escape');
    await menu(page).waitFor({ state: 'detached' });
    assert.equal(await focused(page), id);
  }
  await page.keyboard.press('Shift+F10');
  await page.keyboard.press('Enter');
  await shows(view.tab('Breakpoints'), '1');
  assert.equal(await focused(page), id);
});

journey('a row of the table has the list too', async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await view.tab('Table').click();
  await page.getByRole('button', { name: /^More: / }).first().click();
  await choose(page, 'Test this state…');
  await page.getByRole('dialog').waitFor();
});

journey('a finger that rests on a state opens the list, in Japanese, inside the screen',
  { viewport: { width: 390, height: 844 }, locale: 'ja-JP', hasTouch: true }, async ({ page }) => {
    const node = page.locator('.node[data-state]').first();
    await node.waitFor();
    const box = await node.boundingBox();
    const touch = { pointerType: 'touch', pointerId: 7, isPrimary: true, bubbles: true, clientX: box.x + box.width - 4, clientY: box.y + 9 };
    await node.dispatchEvent('pointerdown', touch);
    await shows(menu(page), '開始前のブレークポイント');
    await node.dispatchEvent('pointerup', touch);
    await node.dispatchEvent('click', { bubbles: true });
    const list = await menu(page).boundingBox();
    assert.ok(list.x >= 0 && list.x + list.width <= 390 && list.y + list.height <= 844, JSON.stringify(list));
    await page.getByRole('menuitemcheckbox', { name: '終了後のブレークポイント' }).click();
    await menu(page).waitFor({ state: 'detached' });
  });
