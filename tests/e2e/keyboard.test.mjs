// Everything without a mouse.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { screen, shows } from './screen.mjs';

/** Presses Tab until the focused element's name matches; fails when the focus comes round without it. */
async function tabTo(page, name, key = 'Tab') {
  const seen = [];
  for (let i = 0; i < 80; i++) {
    // In the editor Tab indents; after Escape it goes on, as the help says.
    if (await page.evaluate(() => Boolean(document.activeElement?.closest('.cm-editor')))) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    const label = await page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') || at?.getAttribute('title') || at?.innerText || at?.tagName || '';
    });
    if (name.test(label)) return label;
    seen.push(label.split('\n')[0]);
  }
  assert.fail(`Tab never came to ${name}; it passed ${seen.join(' · ')}`);
}

/** Whether the focused element shows that it is. */
const focusShows = (page) => page.evaluate(() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
});

journey('edit, run, step and share with the keyboard alone', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await tabTo(page, /^(Definition|Functions|Input)/);
  assert.ok(await focusShows(page), 'the focus can be seen on a tab');
  await page.keyboard.press('End'); // Mocks
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => [...document.querySelectorAll('[role=tab][aria-selected=true]')].some((tab) => tab.innerText.startsWith('Input')));
  await tabTo(page, /Input|input/);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('{"who": "ten fingers"}');
  await page.keyboard.press('Control+Enter');
  await shows(view.outcome(), 'Hello from ten fingers');
  await page.keyboard.press('Escape');
  await tabTo(page, /^Step back/);
  assert.ok(await focusShows(page), 'the focus can be seen on a button');
  const end = await view.stepLabel().innerText();
  await page.keyboard.press('Enter');
  await page.waitForFunction((last) => document.querySelector('.step-label').innerText !== last, end);
  await tabTo(page, /^Share/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('#link').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#link').waitFor({ state: 'hidden' });
});

journey('states are reached with the arrows, and Enter shows their data', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await tabTo(page, /Invoke step-functions-lambda/);
  await page.keyboard.press('Enter');
  await shows(view.inspector(), 'Invoke step-functions-lambda');
});
