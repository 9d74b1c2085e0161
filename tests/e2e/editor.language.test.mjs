// What the editor makes of the page's answers about a definition.

import assert from 'node:assert/strict';
import { content, scenes, text } from './editor-stage.mjs';

const scene = scenes({ language: 'asl' });

const reply = (page, question, answer) => page.evaluate(([name, given]) => (replies[name] = given), [question, answer]);
const asked = (page, question) => page.evaluate((name) => told.asked.filter(([own]) => own === name), question);

const field = { kind: 'Field', detail: '', meaning: 'field.Retry' };

scene('a field is chosen from the list, with its meaning beside it, and its value is written on', { text: '{\n  \n}' }, async (page) => {
  await content(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await reply(page, 'suggestions', {
    from: 4, to: 4, comma: -1,
    items: [{ ...field, label: 'Retry', insert: '"Retry": [\n\t{ "MaxAttempts": ${1:3} }\n]' }, { ...field, label: 'Next', insert: '"Next": "${}"' }],
  });
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li[aria-selected]', { hasText: 'Retry' }).waitFor();
  await page.locator('.cm-completionInfo', { hasText: 'the first entry that matches counts'.slice(4) }).waitFor();
  // A list that has only just come takes no key: it may come between a person and the end of a line.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  assert.equal(await text(page), '{\n  "Retry": [\n    { "MaxAttempts": 3 }\n  ]\n}');
  assert.equal(await page.evaluate(() => getSelection().toString()), '3');
  assert.deepEqual((await asked(page, 'suggestions'))[0].slice(1), [4, '']);
});

scene('a missing comma comes along', { text: '{\n  "a": 1\n  \n}' }, async (page) => {
  await content(page).click();
  await page.evaluate(() => editor.reveal(13, 13, { focus: true }));
  await reply(page, 'suggestions', { from: 13, to: 13, comma: 10, items: [{ ...field, label: 'End', insert: '"End": true' }] });
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li[aria-selected]').click();
  assert.equal(await text(page), '{\n  "a": 1,\n  "End": true\n}');
});

scene('pointing at a thing shows what it means, in the language of the page', { text: '{ "Retry": [] }', phrases: 'ja' }, async (page) => {
  await reply(page, 'meaning', { from: 2, to: 9, key: 'field.Retry', title: 'Retry', values: [], default: '', language: '', types: ['Task', 'Map'] });
  await content(page).getByText('"Retry"').hover();
  await page.locator('.cm-meaning', { hasText: '再試行' }).waitFor();
  await page.locator('.cm-meaning dd', { hasText: 'Task, Map' }).waitFor();
});

scene('Ctrl+K, Ctrl+I shows it at the caret, and Esc takes it away', { text: '{ "Retry": [] }' }, async (page) => {
  await reply(page, 'meaning', { from: 2, to: 9, key: 'field.Retry', title: 'Retry', values: [], default: '3', language: 'JSONPath', types: [] });
  await page.evaluate(() => editor.reveal(4, 4, { focus: true }));
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.cm-meaning', { hasText: 'JSONPath' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.cm-meaning').waitFor({ state: 'detached' });
});

scene('F2 renames everywhere as one step, and says why it cannot', { text: '{"StartAt": "A", "States": {"A": {}}}' }, async (page) => {
  await reply(page, 'named', { from: 12, to: 15, name: 'A' });
  await reply(page, 'rename', { refused: 'Taken' });
  await page.evaluate(() => editor.reveal(13, 13, { focus: true }));
  await page.keyboard.press('F2');
  const name = page.getByLabel('New name of the state “A”:');
  await name.waitFor();
  assert.equal(await name.inputValue(), 'A');
  await page.keyboard.type('B');
  await page.keyboard.press('Enter');
  await page.getByText('Another state has this name.').waitFor();
  await reply(page, 'rename', { edits: [{ from: 12, to: 15, text: '"B"' }, { from: 28, to: 31, text: '"B"' }] });
  await page.keyboard.press('Enter');
  await name.waitFor({ state: 'detached' });
  assert.equal(await text(page), '{"StartAt": "B", "States": {"B": {}}}');
  assert.equal((await page.evaluate(() => told.carets)).at(-1), '{"StartAt": "B'.length, 'the caret goes on behind the name');
  assert.deepEqual((await asked(page, 'rename')).at(-1), ['rename', 12, 'B']);
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), '{"StartAt": "A", "States": {"A": {}}}');
});

scene('F2 where no state is named says so', { text: '{"StartAt": "A"}', phrases: 'ja' }, async (page) => {
  await page.evaluate(() => editor.reveal(4, 4, { focus: true }));
  await page.keyboard.press('F2');
  await page.locator('.cm-bar').getByText('ここはステートの名前ではありません。').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.locator('.cm-bar').getByText('JSON', { exact: true }).waitFor();
});

scene('Ctrl+K, Ctrl+I shows what a call means and, below, what it gives', { text: '{"x.$": "States.UUID()"}' }, async (page) => {
  await reply(page, 'meaning', { from: 9, to: 20, key: 'field.Retry', title: 'States.UUID()', values: [], default: '', language: '', types: [] });
  await reply(page, 'value', { from: 9, to: 22, state: 'A', stage: 'afterInputPath', value: '"0-1-2"', fails: false });
  await page.evaluate(() => editor.reveal(12, 12, { focus: true }));
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.cm-meaning', { hasText: 'States.UUID()' }).waitFor();
  await page.locator('.cm-value', { hasText: '"0-1-2"' }).waitFor();
});

scene('what stands behind the caret is replaced and not looked for, and the caret goes on behind what was chosen', { text: '{"Ne"}' }, async (page) => {
  await page.evaluate(() => editor.reveal(4, 4, { focus: true }));
  await reply(page, 'suggestions', { from: 2, to: 5, comma: -1, items: [{ ...field, label: 'Next', insert: 'Next": true' }] });
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'Next' }).click();
  assert.equal(await text(page), '{"Next": true}');
  assert.equal((await page.evaluate(() => told.carets)).at(-1), '{"Next": true'.length);
});

scene('Shift+Alt+F lays out, and the caret stays at its character', { text: '{"a":1,"b":2}' }, async (page) => {
  await reply(page, 'format', '{\n  "a": 1,\n  "b": 2\n}');
  await page.evaluate(() => editor.reveal(8, 8, { focus: true }));
  await page.keyboard.press('Shift+Alt+F');
  await page.waitForFunction(() => editor.getText().includes('\n'));
  assert.equal((await page.evaluate(() => told.carets)).at(-1), '{\n  "a": 1,\n  "'.length);
});

scene('Shift+Alt+Y makes YAML of it, with colours of its own', { text: '{"a": [1]}' }, async (page) => {
  await reply(page, 'convert', 'a: # note\n  - true\nb: "x"\n');
  await content(page).click();
  await page.keyboard.press('Shift+Alt+Y');
  await page.waitForFunction(() => editor.getText().startsWith('a:'));
  const colour = (word) => content(page).getByText(word, { exact: true }).first().evaluate((element) => getComputedStyle(element).color);
  await content(page).getByText('# note', { exact: true }).waitFor();
  assert.notEqual(await colour('a'), await colour('# note'));
  assert.notEqual(await colour('true'), await colour('"x"'));
});

scene('in the other notation the caret is at the word where it was', { text: '{\n  "a": { "b": 1 },\n  "c": { "b": 2 }\n}' }, async (page) => {
  await reply(page, 'convert', 'a:\n  b: 1\nc:\n  b: 2\n');
  await page.evaluate(() => editor.reveal(32, 32, { focus: true }));
  await page.keyboard.press('Shift+Alt+Y');
  await page.waitForFunction(() => editor.getText().startsWith('a:'));
  assert.equal((await page.evaluate(() => told.carets)).at(-1), 'a:\n  b: 1\nc:\n  '.length);
});

scene('JSONata inside of a string has its own colours', { text: `{"Output": "{% $sum($states.input.a) & 'x' /* y */ and 1 %}"}` }, async (page) => {
  for (const [name, words] of Object.entries({
    function: ['$sum'], variable: ['$states'], string: ["'x'"], comment: ['/* y */'], keyword: ['and'], number: ['1'],
  })) {
    assert.deepEqual(await page.locator(`.cm-jsonata-${name}`).allInnerTexts(), words, name);
  }
});

scene('JSONata over several lines of YAML has its colours too', { text: 'a: |-\n  {%\n    $sum([1]) /* in\n    all */ & "x"\n  %}\nb: $c\n' }, async (page) => {
  for (const [name, words] of Object.entries({ function: ['$sum'], comment: ['/* in', '    all */'], string: ['"x"'], number: ['1'] })) {
    assert.deepEqual(await page.locator(`.cm-jsonata-${name}`).allInnerTexts(), words, name);
  }
});

scene('a click with Ctrl, and Ctrl+F12, lead from a name to its state', { text: '{"StartAt": "A", "States": {"A": {}}}' }, async (page) => {
  await reply(page, 'named', { from: 12, to: 15, name: 'A', key: 28 });
  await content(page).getByText('"A"').first().click({ modifiers: ['Control'] });
  await page.waitForFunction(() => told.carets.at(-1) === 29);
  await page.evaluate(() => editor.reveal(13, 13, { focus: true }));
  await page.keyboard.press('Control+F12');
  await page.waitForFunction(() => told.carets.at(-1) === 29);
  assert.equal((await asked(page, 'named')).length, 2);
});

scene('where what was chosen is still empty, the next suggestions come unasked', { text: '{\n  \n}' }, async (page) => {
  await content(page).click();
  await page.evaluate(() => editor.reveal(4, 4, { focus: true }));
  await reply(page, 'suggestions', { from: 4, to: 4, comma: -1, items: [{ ...field, label: 'States', insert: '"States": {\n\t${}\n}' }] });
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'States' }).waitFor();
  await reply(page, 'suggestions', { from: 20, to: 20, comma: -1, items: [{ ...field, kind: 'Word', label: 'Task', insert: '"${1:Task}": {}' }] });
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'States' }).click();
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'Task' }).click();
  assert.equal(await text(page), '{\n  "States": {\n    "Task": {}\n  }\n}');
});

scene('a fix is a button where the problem is shown, and Ctrl+. applies it', { text: '{"Nxet": "A", "Typo": 1}' }, async (page) => {
  await page.evaluate(() => editor.setProblems([
    { from: 1, to: 7, severity: 'error', message: 'Unknown', fix: '"Next"', fixLabel: 'Write "Next"' },
    { from: 14, to: 20, severity: 'error', message: 'Unknown too', fix: '"Type"', fixLabel: 'Write "Type"' },
  ]));
  await page.locator('.cm-lintRange-error').first().hover();
  await page.getByRole('button', { name: 'Write "Next"' }).click();
  assert.equal(await text(page), '{"Next": "A", "Typo": 1}');
  await page.evaluate(() => editor.reveal(16, 16, { focus: true }));
  await page.keyboard.press('Control+.');
  assert.equal(await text(page), '{"Next": "A", "Type": 1}');
});

scene('at the foot a definition is laid out and converted, and it says when that cannot be', { text: '{"a":1}', phrases: 'zh-CN' }, async (page) => {
  await page.getByRole('button', { name: '排版' }).click();
  await page.locator('.cm-bar').getByText('请先改正文本中的错误').waitFor();
  await reply(page, 'convert', 'a: 1\n');
  await page.getByRole('button', { name: '转换为 YAML' }).click();
  await page.getByRole('button', { name: '转换为 JSON' }).waitFor();
  await page.locator('.cm-bar').getByText('YAML', { exact: true }).waitFor();
});

scene('other documents know nothing of it', { text: '{}', language: 'json' }, async (page) => {
  await content(page).click();
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('F2');
  assert.deepEqual(await page.evaluate(() => told.asked), []);
});
