// Groups of the drawing: folded into one box and opened again, with a pointer, with a key, from the list of a state.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const definition = {
  StartAt: 'Both',
  States: {
    Both: { Type: 'Parallel', Next: 'Each', Branches: [
      { StartAt: 'Left', States: { Left: { Type: 'Pass', Next: 'Further' }, Further: { Type: 'Pass', End: true } } },
      { StartAt: 'Right', States: { Right: { Type: 'Pass', End: true } } },
    ] },
    Each: { Type: 'Map', ItemsPath: '$', End: true, ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } } },
  },
};

async function prepare(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', JSON.stringify(definition));
  await view.node('Further').waitFor();
  await runs(view, 'Succeeded');
  return view;
}

const gone = (locator) => locator.waitFor({ state: 'detached' });

journey('a press on its corner folds a group, another one opens it', async ({ page }) => {
  const view = await prepare(page);
  const fold = view.node('Both').locator('.fold');
  const before = await fold.boundingBox();
  await fold.click();
  await gone(view.node('Left'));
  await view.node('Both').getByText('Parallel · 3 states').waitFor();
  assert.equal(await view.group('Both').count(), 0);
  const after = await view.node('Both').locator('.fold').boundingBox();
  assert.ok(Math.abs(after.x - before.x) < 4, 'what folds it stays under the pointer');
  await view.node('Both').locator('.fold').click();
  await view.node('Left').waitFor();
  await view.group('Both').waitFor();
});

journey('with C, and a step inside of a folded group rings it', async ({ page }) => {
  const view = await prepare(page);
  await view.node('Both').focus();
  await page.keyboard.press('c');
  await gone(view.node('Left'));
  await page.locator('.node[data-state="Both"]:focus').waitFor();
  await view.slider().focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 40 && !/Left · /.test(await view.stepLabel().innerText()); step += 1) {
    const at = await view.stepLabel().innerText();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((at) => document.querySelector('.step-label').innerText !== at, at);
  }
  await shows(view.stepLabel(), /Left · /);
  await page.locator('.node.current[data-state="Both"]').waitFor();
  assert.equal(await view.node('Left').count(), 0, 'a step opens nothing');
  await view.node('Both').focus();
  await page.keyboard.press('c');
  await page.locator('.node.current[data-state="Left"]').waitFor();
});

journey('from its list, in Japanese; and all at once', { locale: 'ja-JP' }, async ({ page }) => {
  const view = screen(page, { Run: '実行', Definition: '定義' });
  await page.locator('.outcome[data-status="succeeded"]').waitFor();
  await writeIn(view, 'Definition', JSON.stringify(definition));
  await view.node('One').waitFor();
  await view.node('Each').click({ button: 'right', position: { x: 60, y: 10 } });
  await page.getByRole('menuitem', { name: '折りたたむ' }).click();
  await gone(view.node('One'));
  await view.node('Each').getByText('Map · 1 ステート').waitFor();
  await page.getByRole('button', { name: 'すべてのグループを折りたたむ' }).click();
  await gone(view.node('Left'));
  await page.getByRole('button', { name: 'すべてのグループを展開する' }).click();
  await view.node('One').waitFor();
  await view.node('Left').waitFor();
});

journey('a state inside of a folded group that is chosen elsewhere is drawn again, ringed and in sight', async ({ page }) => {
  const view = await prepare(page);
  await view.node('Both').focus();
  await page.keyboard.press('c');
  await gone(view.node('Left'));
  const spoken = await view.node('Both').getAttribute('aria-label');
  assert.match(spoken, /^Both, Parallel · 3 states, Succeeded/);
  await view.tab('Table').click();
  await page.getByRole('row', { name: /^Further/ }).getByRole('button', { name: 'Further', exact: true }).click();
  await view.tab('Graph').click();
  await page.locator('.node.chosen[data-state="Further"]').waitFor();
  assert.equal(await view.group('Both').getAttribute('aria-expanded'), 'true');
  // The inspector's list of branches leads inside, too, while the drawing is on the screen.
  await view.group('Both').focus();
  await page.keyboard.press('c');
  await gone(view.node('Right'));
  await view.node('Both').press('Enter');
  await view.inspector().getByRole('button', { name: /^Right · / }).click();
  await page.locator('.node.chosen[data-state="Right"]').waitFor();
});
