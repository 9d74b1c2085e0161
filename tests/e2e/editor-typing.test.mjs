// Typing a definition at the pace of a person: what is typed stands there, and what is offered comes in time and goes where it belongs.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, write } from './screen.mjs';

const suggestions = (page) => page.locator('.cm-tooltip-autocomplete li');
const chosen = (page, label) => page.locator('.cm-tooltip-autocomplete li[aria-selected="true"]').filter({ hasText: label });

/** The page with a text in its editor, the caret behind it. */
async function holding(page, text) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await write(view, text);
  return view;
}

/** The text of the editor: all of its lines are on the screen. */
const text = async (page) => (await page.locator('.cm-line').allInnerTexts()).map((line) => line.replace(/^\n$/, '')).join('\n');

/** Waits until the list offers a thing first, and takes it: a list that has only just come lets keys through to the text. */
async function takes(page, label) {
  await chosen(page, label).click();
}

const definition = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Choice",
      "Choices": [
        {
          "Condition": "{% $exists($states.input.who) %}",
          "Next": "Done"
        }
      ],
      "Default": "Done"
    },
    "Done": {
      "Type": "Succeed",
      "Output": "{% $sum([1, 2]) %}"
    }
  }
}`;

journey('a definition typed to its last bracket is what was typed, whatever was offered on the way', async ({ page }) => {
  const view = await holding(page, '');
  for (const [number, line] of definition.split('\n').entries()) {
    // A list that has come would take this key: behind a whole line there is none.
    if (number > 0) await suggestions(page).first().waitFor({ state: 'detached' });
    if (number > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line.trimStart(), { delay: 20 });
  }
  assert.equal(await text(page), definition);
  await runs(view, 'Succeeded');
  await shows(view.outcome(), '3');
});

journey('a quote is enough to be offered fields, states and functions, and the caret goes on behind them', async ({ page }) => {
  await holding(page, '{\n  "StartAt": "Ask",\n  "States": {\n    "Ask": { "Type": "Task" },\n    "Last one": { "Type": "Succeed" }\n  }\n}');
  await page.locator('.cm-line', { hasText: '"Ask":' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type(', "Res', { delay: 20 });
  await takes(page, 'Resource');
  await shows(page.locator('.cm-line', { hasText: '"Ask":' }), '"Type": "Task", "Resource": "');
  await page.keyboard.type('lambda:inv', { delay: 20 });
  await takes(page, 'arn:aws:states:::lambda:invoke');
  // A quote that is there already is not written twice.
  await page.keyboard.type('", "Next": "', { delay: 20 });
  await takes(page, 'Last one');
  await page.keyboard.type('", "Para', { delay: 20 });
  await takes(page, 'Parameters');
  await shows(page.locator('.cm-line', { hasText: '"Ask":' }), '"Resource": "arn:aws:states:::lambda:invoke", "Next": "Last one", "Parameters": {');
});

journey('who writes a quote between the quotes of a suggestion, or over its first choice, has one', async ({ page }) => {
  await holding(page, '');
  await page.keyboard.press('Control+Space');
  await suggestions(page).filter({ hasText: /StartAt.*JSON, JSONPath/ }).click();
  await page.keyboard.type('"Hi', { delay: 20 });
  assert.match(await text(page), /"StartAt": "Hi",\n {2}"States": \{\n {4}"Hi": \{/);
  await write(screen(page), '{}');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await takes(page, 'StartAt');
  await page.keyboard.type('"Hi", ', { delay: 20 });
  assert.equal(await text(page), '{"StartAt": "Hi", }');
});

journey('YAML goes on below a key where its value belongs', async ({ page }) => {
  await holding(page, '');
  const lines = ['StartAt: Check', 'States:', 'Check:', 'Type: Choice', 'Choices:', '- Variable: $.who', 'IsPresent: true', 'Next: Done'];
  for (const [number, line] of lines.entries()) {
    if (number > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line, { delay: 20 });
  }
  assert.equal(await text(page), `StartAt: Check
States:
  Check:
    Type: Choice
    Choices:
      - Variable: $.who
        IsPresent: true
        Next: Done`);
  await page.locator('.cm-path', { hasText: '$.who' }).waitFor();
});
