// The editor knows the language: it suggests, explains, renames, lays out and mends, in JSON and in YAML.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, write } from './screen.mjs';

const definition = `{
  "StartAt": "Prepare",
  "States": {
    "Prepare": { "Type": "Pass", "Result": { "order": { "id": 7 } }, "Next": "Choose" },
    "Choose": { "Type": "Pass", "InputPath": "$", "Next": "Done" },
    "Done": { "Type": "Succeed" }
  }
}
`;

const yaml = `StartAt: Hello
States:
  Hello:
    Type: Pass
    Result: { greeting: hello }
    Next: Bye
  Bye: { Type: Succeed }
`;

/** The page with a definition in its editor. */
async function open(page, text) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.tab('Definition').click();
  await write(view, text);
  return view;
}

/** Puts the caret behind the first occurrence of a word. */
async function caretBehind(view, word) {
  const { page } = view;
  await view.editor().click();
  await page.keyboard.press('ControlOrMeta+F');
  await page.locator('.cm-search [name=search]').pressSequentially(word);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

const suggestion = (page, label) => page.locator('.cm-tooltip-autocomplete li', { hasText: label });

journey('a path is completed from what the run has recorded', async ({ page }) => {
  const view = await open(page, definition);
  await view.node('Choose').waitFor();
  await runs(view, 'Succeeded');
  await caretBehind(view, '"InputPath": "$');
  await page.keyboard.type('.');
  await suggestion(page, 'order').click();
  await shows(view.editor(), '"InputPath": "$.order"');
});

journey('fields and states are suggested where they can stand', async ({ page }) => {
  const view = await open(page, definition.replace('"Next": "Choose"', '"Next": ""'));
  await caretBehind(view, '} }, "Next": "');
  await page.keyboard.press('Control+Space');
  await suggestion(page, 'Choose').waitFor();
  await page.keyboard.type('Ch');
  await suggestion(page, 'Prepare').waitFor({ state: 'detached' });
  await suggestion(page, 'Choose').click();
  await shows(view.editor(), '"Next": "Choose"');
});

journey('F2 renames a state everywhere, and the graph follows', async ({ page }) => {
  const view = await open(page, definition);
  await caretBehind(view, '"Done');
  await page.keyboard.press('F2');
  await page.getByLabel('New name of the state “Done”:').fill('Finished');
  await page.keyboard.press('Enter');
  await view.node('Finished').waitFor();
  assert.equal((await view.editor().innerText()).match(/"Finished"/g).length, 2);
});

journey('a field means something, in the language of the page', { locale: 'ja-JP' }, async ({ page }) => {
  await page.locator('.cm-content').getByText('"StartAt"').first().hover();
  await page.locator('.cm-meaning', { hasText: '最初に実行するステートの名前です' }).waitFor();
});

journey('a definition in YAML is drawn, runs, tells its problems at their lines, and becomes JSON', async ({ page }) => {
  const view = await open(page, yaml);
  await view.node('Bye').waitFor();
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'hello');
  await write(view, yaml.replace('Next: Bye', 'Next: Bey'));
  await page.locator('.cm-lintRange-error', { hasText: 'Bey' }).hover();
  await page.getByRole('button', { name: 'Write "Bye"' }).first().click();
  await shows(view.editor(), 'Next: "Bye"');
  await view.editor().click();
  await page.keyboard.press('Shift+Alt+Y');
  await shows(view.editor(), '"StartAt": "Hello"');
  await view.node('Bye').waitFor();
});

journey('Shift+Alt+F lays out', async ({ page }) => {
  const view = await open(page, '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}');
  await view.node('A').waitFor();
  await page.keyboard.press('Shift+Alt+F');
  await shows(view.editor(), '"StartAt": "A",');
  assert.ok((await view.editor().innerText()).split('\n').length > 5);
});
