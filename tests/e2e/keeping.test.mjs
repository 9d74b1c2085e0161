// What a visitor made is not lost, whatever is opened, pasted or killed.

import assert from 'node:assert/strict';
import { journey, open } from './lib.mjs';
import { runs, screen, shows, write, writeIn } from './screen.mjs';

const saved = (page) => page.getByText('Saved in this browser').first().waitFor();
const heavy = { timeout: 120_000 };

/** A link whose input says who made it. */
async function linkOf(who) {
  const theirs = await open();
  try {
    const view = screen(theirs.page);
    await shows(view.status(), 'Succeeded');
    await writeIn(view, 'Input', JSON.stringify({ who }));
    await view.button('Share').click();
    const link = theirs.page.locator('#link');
    await theirs.page.waitForFunction(() => document.querySelector('#link')?.value.includes('#1.'));
    const text = await link.inputValue();
    return text.slice(text.indexOf('#'));
  } finally {
    await theirs.close();
  }
}

journey('editing what a link brought leaves one’s own work a menu away', async ({ page, url }) => {
  const link = await linkOf('a stranger');
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"who": "my own"}');
  await saved(page);
  await page.goto(url + link);
  await view.tab('Input').click();
  await shows(view.editor(), 'a stranger');
  await write(view, '{"who": "both of us"}');
  await shows(page.locator('.toast'), 'Your earlier work is kept');
  await view.button('Workflow').click();
  await page.getByRole('menuitem', { name: 'Back to your earlier work' }).click();
  await view.tab('Input').click();
  await shows(view.editor(), 'my own');
  await view.button('Workflow').click();
  await page.getByRole('menuitem', { name: 'Back to your earlier work' }).click();
  await shows(view.editor(), 'both of us');
});

journey('a killed tab loses nothing', { errors: true }, async ({ page, context, url }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', '{"who": "a survivor"}');
  await saved(page);
  const crashed = page.waitForEvent('crash');
  const killer = await context.newCDPSession(page);
  killer.send('Page.crash').catch(() => {});
  await crashed;
  const again = await context.newPage();
  await again.goto(url);
  const other = screen(again);
  await other.tab('Input').click();
  await shows(other.editor(), 'a survivor');
  await runs(other, 'Succeeded');
  await shows(other.outcome(), 'Hello from a survivor');
});

journey('an input larger than an execution takes is a problem, not a run', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Input', JSON.stringify('x'.repeat(262_143)));
  await view.tab('Problems').click();
  await shows(view.below(), 'The input is too large');
  assert.ok(await view.run().isDisabled());
  await writeIn(view, 'Input', '{"who": "small"}');
  await runs(view, 'Succeeded');
});

journey('fifty megabytes in the clipboard are refused in a sentence, and the page lives', heavy, async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.tab('Definition').click();
  await view.editor().click();
  await page.evaluate(() => navigator.clipboard.writeText('{"Comment": "'.padEnd(50_000_000, 'x')));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await view.tab('Problems').click();
  await shows(view.below(), /too large/i);
  await page.keyboard.press('Escape');
  await view.editor().click();
  await page.keyboard.press('ControlOrMeta+Z');
  await runs(view, 'Succeeded');
});

journey('a link that would fill the memory is refused in a sentence', { at: `#1.${'A'.repeat(2_000_000)}` }, async ({ page }) => {
  await shows(page.getByRole('alert'), /link/i);
});

journey('JavaScript that cannot be parsed is a problem at its characters while it is typed', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async (event) => {\n  return event..who;\n};');
  await view.tab('Problems').click();
  await shows(view.below(), 'Unexpected token');
  await shows(view.below(), 'line 2');
  await page.locator('.cm-lintRange-error').first().waitFor();
  await runs(view, 'Failed');
  await shows(view.outcome(), 'Runtime.UserCodeSyntaxError');
  await writeIn(view, 'Functions', 'export const handler = async (event) => event.who;');
  await page.locator('.cm-lintRange-error').waitFor({ state: 'detached' });
  await runs(view, 'Succeeded');
});
