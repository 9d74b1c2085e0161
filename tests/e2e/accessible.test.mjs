// What assistive technology can make of the screens: axe-core's rules, the serious ones.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { journey } from './lib.mjs';
import { screen, shows, writeIn } from './screen.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function check(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  assert.deepEqual(told, [], where);
}

for (const colorScheme of ['light', 'dark']) {
  journey(`the screens have no serious fault for assistive technology (${colorScheme})`, { colorScheme }, async ({ page }) => {
    const view = screen(page);
    await shows(view.status(), 'Succeeded');
    await view.editor().waitFor();
    await check(page, 'the first visit');
    await view.tab('Events').click();
    await check(page, 'the events');
    await view.tab('Table').click();
    await check(page, 'the table');
    await view.button('Share').click();
    await page.locator('#link').waitFor();
    await check(page, 'the share dialog');
    await page.keyboard.press('Escape');
    await writeIn(view, 'Definition', '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Ennd": true}}}');
    await view.tab('Problems').click();
    await shows(view.below(), 'Ennd');
    await check(page, 'problems');
  });
}
