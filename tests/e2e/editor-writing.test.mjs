// Writing a workflow from nothing, and what becomes of the mistakes that beginners make.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, write } from './screen.mjs';

const suggestion = (page, label) => page.locator('.cm-tooltip-autocomplete li').filter({ hasText: label });

/** The page with an empty definition, the caret in it. */
async function empty(page, text = '') {
  const view = screen(page);
  await shows(view.status(), /Succeeded|成功/);
  await write(view, text);
  return view;
}

/** Asks for suggestions and takes one with the mouse. */
async function takes(page, label, asked = true) {
  if (asked) await page.keyboard.press('Control+Space');
  await suggestion(page, label).first().click();
}

/** What a person types, at a pace that lists of suggestions can follow. */
const types = (page, text) => page.keyboard.type(text, { delay: 15 });

journey('a workflow that calls the function is written from nothing with suggestions', async ({ page }) => {
  const view = await empty(page);
  await takes(page, /StartAt.*JSON, JSONPath/);
  await types(page, 'Greet');
  await view.node('Greet').waitFor();
  await shows(view.editor(), '"StartAt": "Greet"');
  // Behind the first state comes one of another type.
  await page.keyboard.press('Control+End');
  for (let line = 0; line < 3; line++) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await takes(page, /^Task/);
  await types(page, 'Invoke Lambda');
  await page.keyboard.press('Tab');
  await shows(view.editor(), '"FunctionName": "step-functions-lambda"');
  // The first one leads to it.
  await page.locator('.cm-line', { hasText: '"End": true' }).first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await takes(page, /^Next/);
  await takes(page, 'Invoke Lambda', false);
  await view.node('Invoke Lambda').waitFor();
  await runs(view, 'Succeeded');
});

journey('the same in YAML and JSONata', async ({ page }) => {
  const view = await empty(page);
  await takes(page, /StartAt.*YAML, JSONata/);
  await types(page, 'Greet');
  await page.keyboard.press('Control+End');
  await types(page, '  ');
  await takes(page, /^Wait/);
  await types(page, 'Rest');
  await shows(view.editor(), 'Seconds: 5');
  await page.locator('.cm-line', { hasText: 'End: true' }).first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await takes(page, /^Next/);
  await takes(page, 'Rest', false);
  await view.node('Rest').waitFor();
  await runs(view, 'Succeeded');
});

const pasted = `{
  “StartAt”： “Hello”，
  'States': {
    Hello: { "Type": "Pass", "Result": "Hi", "End": True, },
  },
}`;

for (const [locale, button] of [['en-US', /^Mend \d+ errors at once$/], ['zh-CN', /^一次修复 \d+ 处错误$/], ['ja-JP', /^\d+ 件のエラーをまとめて修正$/]]) {
  journey(`what a word processor or an input method has put in is mended at once: ${locale}`, { locale }, async ({ page }) => {
    await page.locator('.outcome').first().waitFor();
    const view = screen(page);
    await write(view, pasted);
    await page.getByRole('tab', { name: /^(Problems|问题|問題)/ }).filter({ visible: true }).first().click();
    await page.getByRole('button', { name: button }).click();
    await view.node('Hello').waitFor();
    await shows(view.editor(), '"StartAt": "Hello",');
    assert.doesNotMatch(await view.editor().innerText(), /[“”：，']|True|, \}/);
  });
}

journey('an expression over several lines is one problem, mended where it stands', async ({ page }) => {
  const view = await empty(page, `{
  "QueryLanguage": "JSONata",
  "StartAt": "Sum",
  "States": {
    "Sum": { "Type": "Pass", "Output": "{%
      $sum([1, 2]) & " in all"
    %}", "End": true }
  }
}`);
  assert.equal(await page.locator('.cm-lint-marker-error').count(), 1);
  await page.locator('.cm-lintRange-error').first().hover();
  await page.locator('.cm-diagnosticAction').first().click();
  await view.node('Sum').waitFor();
  await runs(view, 'Succeeded');
  await shows(view.outcome(), '3 in all');
});

journey('a click with Ctrl leads from a name to its state', async ({ page }) => {
  const states = Array.from({ length: 60 }, (_, n) => `"State ${n}": { "Type": "Pass", "Next": "State ${n + 1}" }`);
  const view = await empty(page, `{ "StartAt": "State 0", "States": {\n${states.join(',\n')},\n"State 60": { "Type": "Succeed" }\n} }`);
  await view.node('State 60').waitFor();
  await page.keyboard.press('Control+Home');
  await page.locator('.cm-line', { hasText: '"State 2":' }).getByText('"State 3"').click({ modifiers: ['Control'] });
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await page.evaluate(() => getSelection().toString()), 'S');
  await page.locator('.cm-activeLine', { hasText: '"State 3": {' }).waitFor();
});

journey('JSONata over several lines of YAML has its colours', async ({ page }) => {
  await empty(page, `QueryLanguage: JSONata
StartAt: Sum
States:
  Sum:
    Type: Pass
    Output: |-
      {%
        $sum([1, 2]) /* in
        all */ & "text"
      %}
    End: true
`);
  await page.locator('.cm-jsonata-function', { hasText: '$sum' }).waitFor();
  await page.locator('.cm-jsonata-comment').first().waitFor();
  await page.locator('.cm-jsonata-string', { hasText: '"text"' }).waitFor();
});
