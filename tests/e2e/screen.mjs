// The main screen as a person names its parts. Journeys speak through it, so that what they assert is what can be seen,
// and a part that moves is found again in one place.

import assert from 'node:assert/strict';
import { patience } from './lib.mjs';

/** The parts of an open page, in English; `words` replaces names where another language is on screen. */
export function screen(page, words = {}) {
  const name = (english) => words[english] ?? english;
  const button = (label, options = {}) => page.getByRole('button', { name: name(label), ...options });
  const tab = (label) => page.getByRole('tab', { name: new RegExp(`^${name(label)}`) }).filter({ visible: true }).first();
  return {
    page,
    button,
    tab,
    run: () => page.locator('header').getByRole('button', { name: new RegExp(`^${name('Run')}`) }),
    outcome: () => page.locator('.outcome'),
    status: () => page.locator('.outcome .outcome-line'),
    node: (state) => page.locator(`.node[data-state=${JSON.stringify(state)}]`),
    group: (state) => page.locator(`.node.frame[data-state=${JSON.stringify(state)}]`),
    slider: () => page.getByRole('slider', { name: name('Position') }),
    stepLabel: () => page.locator('.step-label'),
    inspector: () => page.locator('.column.right'),
    below: () => page.locator('.left-bottom'),
    editor: () => page.locator('.cm-content'),
  };
}

/** Waits until a part shows `expected`, a text or a pattern. */
export async function shows(locator, expected) {
  const matches = (text) => (expected instanceof RegExp ? expected.test(text) : text.includes(expected));
  const deadline = Date.now() + patience;
  let last = '';
  while (Date.now() < deadline) {
    last = await locator.first().innerText({ timeout: patience }).catch(() => '');
    if (matches(last)) return;
    await locator.page().waitForTimeout(50);
  }
  assert.fail(`expected to see ${expected}, saw: ${last.slice(0, 500)}`);
}

/** Puts `text` in the place of everything in the editor of the open tab. */
export async function write(view, text) {
  const { page } = view;
  await view.editor().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/** Opens an editor tab and replaces its text. */
export async function writeIn(view, tabName, text) {
  await view.tab(tabName).click();
  await write(view, text);
}

/**
 * Presses Run once nothing runs, and waits for the status of that run, not of one that ended before, and until nothing
 * plays any more: a run that is over at once has its status before it is shown from its start.
 */
export async function runs(view, status) {
  await view.page.locator('.outcome:not([aria-busy="true"])').first().waitFor({ state: 'attached' });
  const before = await view.outcome().first().getAttribute('data-run');
  await view.run().click();
  if (before !== null) await view.page.locator(`.outcome:not([data-run="${before}"])`).first().waitFor({ state: 'attached' });
  await shows(view.status(), status);
  await view.page.locator('.controls[data-playing="false"]').waitFor({ state: 'attached' });
  await shows(view.status(), status);
}
