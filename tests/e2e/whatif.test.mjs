// What if: from any place on, another answer, a failure, another input, another text; both executions side by side.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const work = 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda';

const definition = JSON.stringify({
  StartAt: 'Weigh',
  States: {
    Weigh: { Type: 'Task', Resource: work, Catch: [{ ErrorEquals: ['Broken'], Next: 'Mend' }], Next: 'Heavy?' },
    'Heavy?': { Type: 'Choice', Choices: [{ Variable: '$.kilos', NumericGreaterThan: 20, Next: 'Truck' }], Default: 'Bicycle' },
    Truck: { Type: 'Pass', Result: 'by truck', End: true },
    Bicycle: { Type: 'Pass', Result: 'by bicycle', End: true },
    Mend: { Type: 'Pass', Result: 'mended', End: true },
  },
}, null, 2);

async function weighed(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ kilos: 3 });');
  await writeIn(view, 'Definition', definition);
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'by bicycle');
  return view;
}

/** Puts the cursor to where a state begins, and asks. */
async function ask(page, view, state) {
  await page.locator('.slider input').focus();
  await page.keyboard.press('Home');
  await shows(view.stepLabel(), /Step 0 /);
  for (let step = 1; !(await view.stepLabel().innerText()).includes(`${state} · `); step += 1) {
    await page.keyboard.press('ArrowRight');
    await shows(view.stepLabel(), `Step ${step} `);
  }
  await view.button('What if…').click();
  return page.getByRole('dialog');
}

const pair = (page) => page.locator('.recorded.pair');

journey('another answer leads another way, and the two are compared', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Weigh');
  await dialog.locator('#fork-answer').fill('{"kilos": 3');
  const go = dialog.locator('.what-if').filter({ has: page.locator('#fork-answer') }).getByRole('button');
  assert.equal(await go.getAttribute('aria-disabled'), 'true', 'half a text is no answer');
  await dialog.locator('#fork-answer').fill('{"kilos": 30}');
  await go.click();
  await shows(pair(page), 'You see the new execution.');
  await shows(view.outcome(), 'by truck');
  await shows(pair(page), /They differ from event \d+ on/);
  await view.button('Compare').click();
  await shows(page.locator('.pair-body'), /Bicycle[\s\S]*Truck/);
  await view.button('Show the first one').click();
  await shows(pair(page), 'You see the first execution.');
  await page.locator('.node[data-state="Truck"][data-status="not-run"]').waitFor();
});

journey('with a failure it is caught', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Weigh');
  await dialog.locator('#fork-error').fill('Broken');
  await dialog.getByRole('textbox', { name: 'Cause' }).fill('it fell');
  await dialog.locator('.what-if').filter({ has: page.locator('#fork-error') }).getByRole('button').click();
  await shows(view.outcome(), 'mended');
  await page.locator('.node[data-state="Mend"][data-status="succeeded"]').waitFor();
});

journey('with other data a state goes on otherwise', async ({ page }) => {
  const view = await weighed(page);
  const dialog = await ask(page, view, 'Heavy?');
  await dialog.locator('#fork-input').fill('{"kilos": 21}');
  await dialog.locator('.what-if').filter({ has: page.locator('#fork-input') }).getByRole('button').click();
  await shows(view.outcome(), 'by truck');
  await shows(pair(page), 'You see the new execution.');
});

journey('with the texts as they are now: an edited definition and function', async ({ page }) => {
  const view = await weighed(page);
  await writeIn(view, 'Definition', definition.replace('by bicycle', 'by cargo bicycle'));
  const dialog = await ask(page, view, 'Heavy?');
  await dialog.locator('#fork-texts').click();
  await shows(view.outcome(), 'by cargo bicycle');
  await shows(pair(page), /They differ from event \d+ on/);
});

const each = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: { Type: 'Map', ItemsPath: '$.items', End: true, ItemProcessor: { StartAt: 'Weigh', States: { Weigh: { Type: 'Task', Resource: work, End: true } } } },
  },
}, null, 2);

journey('of three iterations with the same data the one at the cursor gets another answer', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ kilos: 3 });');
  await writeIn(view, 'Input', '{"items": [1, 1, 1]}');
  await writeIn(view, 'Definition', each);
  await runs(view, 'Succeeded');
  const dialog = await ask(page, view, 'Weigh #1');
  await dialog.locator('#fork-answer').fill('{"kilos": 30}');
  await dialog.locator('.what-if').filter({ has: page.locator('#fork-answer') }).getByRole('button').click();
  await shows(pair(page), 'You see the new execution.');
  await shows(view.outcome(), /"kilos": 3\b[\s\S]*"kilos": 30\b[\s\S]*"kilos": 3\b/);
  await shows(pair(page), /They differ from event \d+ on/);
});

journey('in an execution that a Task began it is told where a fork begins', { at: '#ex/nested' }, async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await view.node('Pay').click();
  await page.getByRole('button', { name: /Payment Open child execution/ }).click();
  await view.node('Charge').waitFor();
  await view.button('What if…').click();
  const dialog = page.getByRole('dialog');
  await shows(dialog, 'Go back to the Task that began it');
  assert.equal(await dialog.locator('#fork-texts').count(), 0);
});
