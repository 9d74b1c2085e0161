// What a stranger does in the first minutes.

import assert from 'node:assert/strict';
import { journey, open } from './lib.mjs';
import { runs, screen, shows, write, writeIn } from './screen.mjs';

journey('the first visit shows a finished, green run of the first workflow', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await shows(view.outcome(), 'Hello from');
  assert.match(await view.node('Invoke step-functions-lambda').getAttribute('aria-label'), /succeeded/i);
  assert.ok(await view.run().isEnabled());
});

journey('another input gives another output', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"who": "Ada"}');
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'Hello from Ada');
});

journey('three steps back and three forward, and the panels follow', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  const end = await view.stepLabel().innerText();
  const seen = [end];
  for (let i = 0; i < 3; i++) {
    await view.button('Step back').click();
    await page.waitForFunction((last) => document.querySelector('.step-label').innerText !== last, seen.at(-1));
    seen.push(await view.stepLabel().innerText());
  }
  assert.equal(new Set(seen).size, 4, `each step is another place: ${seen.join(' | ')}`);
  for (let i = 2; i >= 0; i--) {
    await view.button('Step forward').click();
    await shows(view.stepLabel(), seen[i]);
  }
  await view.button('To the start').click();
  await shows(view.stepLabel(), 'Before the start');
  await view.button('To the end').click();
  await shows(view.status(), 'Succeeded');
});

journey('work survives a reload', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"who": "Grace"}');
  await page.getByText('Saved in this browser').first().waitFor();
  await page.reload();
  await view.tab('Input').click();
  await shows(view.editor(), '"Grace"');
});

journey('every word follows the language', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await page.locator('header').getByTitle('Language').click();
  await page.getByRole('menuitemradio', { name: '中文' }).click();
  await shows(view.status(), '成功');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
  await page.reload();
  await shows(view.status(), '成功');
});

journey('a Japanese browser is greeted in Japanese', { locale: 'ja-JP' }, async ({ page }) => {
  await shows(screen(page).status(), '成功');
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'ja');
});

journey('everything fits a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }, async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
  await view.tab('Data').click();
  await shows(view.inspector(), 'Hello from');
  await view.tab('Code').click();
  await view.editor().waitFor();
  await view.tab('Input').click();
  await write(view, '{"who": "pocket"}');
  await runs(view, 'Succeeded');
  await view.tab('Data').click();
  await shows(view.inspector(), 'Hello from pocket');
});

journey('the keyboard alone runs and steps', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  const end = await view.stepLabel().innerText();
  await page.keyboard.press('Control+Enter');
  await shows(view.status(), 'Succeeded');
  await shows(view.stepLabel(), end);
  await view.slider().focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction((last) => document.querySelector('.step-label').innerText !== last, end);
  await page.keyboard.press('End');
  await shows(view.stepLabel(), end);
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), 'focus has a place');
});

journey('a link opens in a fresh profile and shows the same run', async ({ page, context }) => {
  const view = screen(page);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"who": "a colleague"}');
  await view.button('Share').click();
  const link = await page.locator('#link').inputValue();
  assert.match(link, /#1\.[A-Za-z0-9_-]+$/);
  const other = await open({ at: link.slice(link.indexOf('#')) });
  try {
    const theirs = screen(other.page);
    await theirs.tab('Input').click();
    await shows(theirs.editor(), 'a colleague');
    assert.equal(await theirs.outcome().getByText('Succeeded').count(), 0, 'nothing runs by opening a link');
    await runs(theirs, 'Succeeded');
    await shows(theirs.outcome(), 'Hello from a colleague');
  } finally {
    await other.close();
  }
});

journey('a damaged link says so in a sentence and offers a way on', { at: '#1.AAAA' }, async ({ page }) => {
  const said = page.getByRole('alert');
  await shows(said, /link/i);
  await page.getByRole('button', { name: 'Start with the example' }).click();
  await shows(screen(page).status(), /Succeeded|Not run/);
});

journey('a link of a newer version says so', { at: '#9.AAAA' }, async ({ page }) => {
  await shows(page.getByRole('alert'), /newer/i);
});
