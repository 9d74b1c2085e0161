// Built-in workflows and links that arrive in part, as those who open them see them.

import assert from 'node:assert/strict';
import { journey, open } from './lib.mjs';
import { runs, screen, shows } from './screen.mjs';

journey('a Choice is drawn, and its run goes one way', { at: '#ex/choice' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await page.locator('.node[aria-label*="Choice, Succeeded"]').first().waitFor();
  await page.locator('.node[aria-label*="Not run"]').first().waitFor();
});

journey('a Wait is drawn and over at once', { at: '#ex/wait' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await page.locator('.node[aria-label*="Wait, Succeeded"]').first().waitFor();
});

journey('a retry and a catch fit a phone', { at: '#ex/retry', viewport: { width: 390, height: 844 }, hasTouch: true }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await page.locator('.edge.dashed').first().waitFor({ state: 'attached' });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing scrolls sideways');
});

journey('a Map reads a file in a bucket, and what the run writes can be looked at', { at: '#ex/bucket' }, async ({ page }) => {
  const view = screen(page);
  await runs(view, 'Succeeded');
  await view.tab('Buckets').click();
  await shows(view.editor(), 'notebook');
  await page.getByRole('button', { name: /SUCCEEDED_0\.json/ }).click();
  await shows(page.locator('.written'), '13.5');
  assert.equal(await page.getByRole('button', { name: 'Rename' }).getAttribute('aria-disabled'), 'true', 'it is the run’s');
  await page.getByRole('button', { name: 'shop-orders/orders.csv' }).click();
  await shows(view.editor(), 'notebook');
  await view.button('Add an object').click();
  await page.getByLabel('File name').fill('shop-orders/more.csv');
  await page.keyboard.press('Enter');
  await shows(page.locator('.file[aria-pressed="true"]'), 'shop-orders/more.csv');
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
