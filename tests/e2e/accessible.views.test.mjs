// What assistive technology can make of the views of a run: axe-core's rules, the serious ones, wherever a person can go.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function check(page, where) {
  await page.evaluate(axe);
  // What fades in is judged once it is there.
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect.getTiming().iterations === Infinity));
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  // The words in a box of the drawing are compared with its name as if nothing stood between them: "SetPass" is not found
  // in "Set, Pass, Succeeded".
  const joined = (rule, node) => rule.id === 'label-content-name-mismatch' && /^#state-\d+$/.test(node.target.join(' '));
  const all = found.violations.map((rule) => ({ ...rule, nodes: rule.nodes.filter((node) => !joined(rule, node)) }));
  const serious = all.filter(({ impact, nodes }) => nodes.length > 0 && (impact === 'serious' || impact === 'critical'));
  const told = serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim()})`).join(', ')}`);
  assert.deepEqual(told, [], where);
}

const definition = JSON.stringify({
  QueryLanguage: 'JSONata', StartAt: 'Set',
  States: {
    Set: { Type: 'Pass', Assign: { rate: 2 }, Next: 'Both' },
    Both: {
      Type: 'Parallel', Next: 'Each', Branches: [
        { StartAt: 'Nap', States: { Nap: { Type: 'Wait', Seconds: 86400, End: true } } },
        { StartAt: 'Call', States: { Call: {
          Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'none' }, Next: 'Done',
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }],
        }, Done: { Type: 'Succeed' } } },
      ],
    },
    Each: {
      Type: 'Map', Items: [1, 2, 3, 4], End: true,
      ItemProcessor: { StartAt: 'Sorted', States: {
        Sorted: { Type: 'Choice', Default: 'Fine', Choices: [{ Condition: '{% $states.input = 3 %}', Next: 'Bad' }] },
        Fine: { Type: 'Succeed' },
        Bad: { Type: 'Fail', Error: 'Odd', Cause: 'three' },
      } },
    },
  },
}, null, 2);

async function failed(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', definition);
  await runs(view, 'Failed');
  return view;
}

for (const colorScheme of ['light', 'dark']) {
  journey(`the views of a failed run (${colorScheme})`, { colorScheme }, async ({ page }) => {
    const view = await failed(page);
    await check(page, 'the graph');
    await view.group('Each').focus();
    await page.keyboard.press('Enter');
    await page.locator('.square').first().waitFor();
    await check(page, 'the grid of iterations');
    await view.group('Both').focus();
    await page.keyboard.press('Enter');
    await page.locator('.branch').first().waitFor();
    await check(page, 'the branches');
    await view.node('Call').click();
    for (const tab of ['Details', 'Definition', 'Retry', 'Log']) {
      await view.inspector().getByRole('tab', { name: tab }).click();
      await check(page, `the inspector’s ${tab}`);
    }
    await view.inspector().getByRole('tab', { name: 'Data' }).click();
    await view.node('Sorted').click();
    await page.locator('.variable summary').first().click();
    await page.locator('.over-time').waitFor();
    await check(page, 'variables and reasons');
    for (const tab of ['Timeline', 'Table', 'Events']) {
      await view.tab(tab).click();
      await check(page, `the ${tab}`);
    }
    // One that is on the screen: the first row that is kept stands above, and a list that scrolls is no place to press.
    await page.locator('.events .current .link').click();
    await page.locator('.event-json').waitFor();
    await check(page, 'an event');
  });

  journey(`consoles, menus and dialogs (${colorScheme})`, { colorScheme }, async ({ page }) => {
    const view = await failed(page);
    await view.tab('Evaluate').click();
    await page.locator('.expression input').fill('$sum(');
    await page.keyboard.press('Enter');
    await page.locator('.blamed').waitFor();
    await check(page, 'an expression that is wrong');
    await view.tab('Breakpoints').click();
    await page.getByRole('button', { name: 'Add breakpoint' }).click();
    await page.locator('.breakpoint').first().waitFor();
    await check(page, 'breakpoints');
    await page.locator('.graph-tools').getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'PNG' }).waitFor();
    await check(page, 'a menu');
    await page.keyboard.press('Escape');
    await view.node('Call').click({ button: 'right' });
    await page.locator('.popup').waitFor();
    await check(page, 'the list of a state');
    await page.keyboard.press('Escape');
    for (const name of ['Help', 'What if…', 'Test state']) {
      await page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click();
      await page.locator('dialog[open]').waitFor();
      await check(page, `the dialog ${name}`);
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
  });
}

journey('the panes of a phone, in Japanese', { viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'ja-JP', at: '#ex/map' }, async ({ page }) => {
  await page.locator('.node.frame[data-status="succeeded"]').waitFor();
  for (const name of ['コード', 'グラフ', 'データ', 'ログ']) {
    await page.locator('.pane-tabs').getByRole('tab', { name }).click();
    await check(page, name);
  }
  await page.locator('.pane-tabs').getByRole('tab', { name: 'グラフ' }).click();
  for (const name of ['タイムライン', 'テーブル', 'イベント']) {
    await page.locator('.column.middle').getByRole('tab', { name }).click();
    await check(page, name);
  }
});
