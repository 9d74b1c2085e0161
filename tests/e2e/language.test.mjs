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

for (const [locale, words] of [['en-US', 'The name of the state'], ['zh-CN', '状态'], ['ja-JP', '最初に実行するステートの名前です']]) {
  journey(`a field means something, in the language of the page: ${locale}`, { locale }, async ({ page }) => {
    await page.locator('.cm-content').getByText('"StartAt"').first().hover();
    await page.locator('.cm-meaning', { hasText: words }).waitFor();
  });
}

const knowing = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Count",
  "States": {
    "Count": { "Type": "Pass", "Assign": { "total": 3 }, "Next": "Call" },
    "Call": {
      "Type": "Task",
      "Resource": "",
      "Retry": [{ "ErrorEquals": [""] }],
      "Output": "{% $ %}",
      "Next": "Old"
    },
    "Old": { "Type": "Succeed" }
  }
}
`;

journey('resources, errors, variables and functions are suggested with what they take', async ({ page }) => {
  const view = await open(page, knowing);
  const asks = async (word) => {
    await caretBehind(view, word);
    await page.keyboard.press('Control+Space');
  };
  await asks('"Resource": "');
  await suggestion(page, 'function:step-functions-lambda').waitFor();
  await suggestion(page, 'arn:aws:states:::lambda:invoke').first().waitFor();
  await asks('"ErrorEquals": ["');
  await suggestion(page, 'States.Timeout').waitFor();
  await suggestion(page, 'Lambda.TooManyRequestsException').waitFor();
  await asks('"Output": "{% $');
  await suggestion(page, '$total').waitFor();
  await page.keyboard.type('substringB');
  await suggestion(page, '$substringBefore').filter({ hasText: '(text, chars)' }).waitFor();
});

journey('intrinsic functions are suggested with what they take', async ({ page }) => {
  const view = await open(page, definition.replace('"InputPath": "$"', '"Parameters": { "a.$": "States.F" }'));
  await caretBehind(view, '"States.F');
  await page.keyboard.press('Control+Space');
  await suggestion(page, 'States.Format').filter({ hasText: '(template, value, …)' }).waitFor();
});

journey('in YAML keys, states and recorded paths are suggested as it writes them', async ({ page }) => {
  const view = await open(page, yaml);
  await runs(view, 'Succeeded');
  await caretBehind(view, 'Next: Bye');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Comm');
  await suggestion(page, 'Comment').click();
  await page.keyboard.type('fine');
  await shows(view.editor(), '    Comment: fine');
  await page.keyboard.press('Enter');
  await page.keyboard.type('OutputPath: $.');
  await suggestion(page, 'greeting').click();
  await shows(view.editor(), 'OutputPath: $.greeting');
  await caretBehind(view, 'Bye');
  await page.keyboard.press('F2');
  await page.getByLabel('New name of the state “Bye”:').fill('The end');
  await page.keyboard.press('Enter');
  await view.node('The end').waitFor();
  await shows(view.editor(), 'Next: The end');
});

journey('in YAML a path shows its value, an expression has its colours, and a comment stays when all is laid out', async ({ page }) => {
  const view = await open(page, `# Says it.
QueryLanguage: JSONata
StartAt: Hello
States:
      Hello:
            Type:   Pass # at once
            Output: "{% $uppercase($states.input.who) %}"
            End: true
`);
  await view.node('Hello').waitFor();
  await page.locator('.cm-jsonata-function', { hasText: '$uppercase' }).waitFor();
  await page.getByRole('button', { name: 'Lay out' }).click();
  await shows(view.editor(), '    Type: Pass # at once');
  await runs(view, 'Succeeded');
  await page.locator('.cm-jsonata-function', { hasText: '$uppercase' }).hover();
  await page.locator('.cm-meaning', { hasText: '$uppercase(text)' }).waitFor();
  await page.locator('.cm-jsonata').getByText('$states').hover();
  await page.locator('.cm-value', { hasText: 'Hello' }).waitFor();
});

journey('a Choice without Default gets one from the list of problems', async ({ page }) => {
  const choice = { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'Done' }] };
  const view = await open(page, JSON.stringify({ StartAt: 'Ask', States: { Ask: choice, Done: { Type: 'Succeed' } } }, null, 2));
  await view.node('Ask').waitFor();
  await view.tab('Problems').click();
  await view.button('Add Default and a Fail state').click();
  await view.node('No rule matches').waitFor();
  await shows(view.editor(), '"Default": "No rule matches"');
  await view.button('Add Default and a Fail state').waitFor({ state: 'detached' });
});

journey('a state is folded away', async ({ page }) => {
  const view = await open(page, knowing);
  await caretBehind(view, '"Call": {');
  await page.keyboard.press('Control+Shift+BracketLeft');
  await page.locator('.cm-foldPlaceholder').waitFor();
  await page.locator('.cm-foldPlaceholder').click();
  await page.locator('.cm-foldPlaceholder').waitFor({ state: 'detached' });
  await shows(view.editor(), '"Retry"');
});

journey('what cannot be read is not laid out, and the foot of the editor says why', async ({ page }) => {
  await open(page, '{"StartAt": ');
  await page.getByRole('button', { name: 'Lay out' }).click();
  await page.getByText('The text cannot be laid out before its mistakes are mended.').and(page.locator('.cm-bar *')).waitFor();
});

journey('a file in YAML opens as a definition, beside others', async ({ page }) => {
  await shows(screen(page).status(), 'Succeeded');
  const files = { 'pay.asl.yaml': yaml, 'order.yml': yaml.replaceAll('Hello', 'Order').replace('Type: Pass', 'Type: Pass\n    Comment: "arn:aws:states:r:a:stateMachine:pay"') };
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, text] of Object.entries(given)) data.items.add(new File([text], name));
    const drop = (type) => new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data });
    const at = document.querySelector('header');
    at.dispatchEvent(drop('dragover'));
    at.dispatchEvent(drop('drop'));
  }, files);
  await screen(page).node('Order').waitFor();
});

journey('a definition in YAML is drawn, runs, tells its problems at their lines, and becomes JSON', async ({ page }) => {
  const view = await open(page, yaml);
  await view.node('Bye').waitFor();
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'hello');
  await write(view, yaml.replace('Next: Bye', 'Next: Bey'));
  await page.locator('.cm-lintRange-error', { hasText: 'Bey' }).hover();
  await page.getByRole('button', { name: 'Write Bye' }).first().click();
  await shows(view.editor(), 'Next: Bye');
  await page.getByRole('button', { name: 'Convert to JSON' }).click();
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
