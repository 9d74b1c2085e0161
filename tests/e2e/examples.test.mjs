// Built-in workflows and links that arrive in part, as those who open them see them.

import assert from 'node:assert/strict';
import { journey, open } from './lib.mjs';
import { runs, screen, shows } from './screen.mjs';

journey('a Choice is drawn, and its run goes one way', { at: '#ex/choice' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  const heard = await page.locator('.node[data-state]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  assert.ok(heard.some((name) => /Choice, succeeded/i.test(name)), `a Choice has been passed: ${heard.join(' | ')}`);
  assert.ok(heard.some((name) => /not run/i.test(name)), `another way was not taken: ${heard.join(' | ')}`);
});

journey('a Wait is drawn and over at once', { at: '#ex/wait' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  const heard = await page.locator('.node[data-state]').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  assert.ok(heard.some((name) => /Wait, succeeded/i.test(name)), `a Wait has been passed: ${heard.join(' | ')}`);
});

journey('a retry and a catch fit a phone', { at: '#ex/retry', viewport: { width: 390, height: 844 }, hasTouch: true }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await page.locator('.edge.dashed').first().waitFor({ state: 'attached' });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
});

journey('a link cut short says after how many characters it ends', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.button('Share').click();
  const link = await page.locator('#link').inputValue();
  const cut = link.slice(link.indexOf('#'), link.indexOf('#') + 203);
  const other = await open({ at: cut });
  try {
    await shows(other.page.getByRole('alert'), /ends after [\d,]+ characters/);
  } finally {
    await other.close();
  }
});
