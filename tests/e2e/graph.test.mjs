// What the drawing tells of a run, and the files that are made of it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const turns = JSON.stringify({
  StartAt: 'Again',
  States: {
    Again: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 3, Next: 'Each' }], Default: 'More' },
    More: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Again' },
    Each: {
      Type: 'Map', ItemsPath: '$$.Execution.Input.items', Next: 'Stop',
      ItemProcessor: { StartAt: '一項目', States: { 一項目: { Type: 'Pass', End: true } } },
    },
    Stop: { Type: 'Fail', Error: 'Enough', Cause: 'on purpose' },
  },
}, null, 2);

async function prepared(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', turns);
  await writeIn(view, 'Input', '{"n": 0, "items": [1, 2]}');
  await runs(view, 'Failed');
  return view;
}

journey('arrows tell how often they were taken, and every status has a sign and a word', async ({ page }) => {
  const view = await prepared(page);
  await page.waitForFunction(() => document.querySelectorAll('.edge-count').length === 2);
  assert.deepEqual(await page.locator('.edge-count').allTextContents(), ['×3', '×3']);
  await view.node('More').locator('.counter').getByText('×3').waitFor();
  await view.group('Each').locator('.items').getByText('2/2').waitFor();
  // The commands of its path: the numbers tell where it stands.
  const sign = async (name) => (await view.node(name).first().locator('.badge path').getAttribute('d')).replace(/[^a-z]/gi, '');
  assert.notEqual(await sign('More'), await sign('Stop'), 'green and red differ in shape');
  const spoken = (name) => view.node(name).first().getAttribute('aria-label');
  assert.match(await spoken('Stop'), /Failed/);
  assert.match(await spoken('More'), /Succeeded.*3 visits.*goes to Again/);
  assert.equal(await page.locator('.edge.taken').count(), 5, 'the way taken');
  assert.equal(await page.locator('.edge.fails').count(), 1, 'on from a Fail state nobody succeeds');
});

/** Moves the cursor to where a state has just been entered for the first time. */
async function entered(view, state) {
  const { page } = view;
  await view.slider().focus();
  await page.keyboard.press('Home');
  await shows(view.stepLabel(), 'Before the start');
  for (let step = 0; step < 8 && !(await view.stepLabel().innerText()).includes(`${state} · Input`); step += 1) {
    const before = await view.stepLabel().innerText();
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForFunction((before) => document.querySelector('.step-label').innerText !== before, before);
  }
  await page.locator(`.node.current[data-state="${state}"]`).waitFor({ state: 'attached' });
}

journey('a token runs along the arrow that is taken', async ({ page }) => {
  const view = await prepared(page);
  await entered(view, 'More');
  const token = page.locator('.token');
  await token.waitFor({ state: 'attached' });
  assert.match(await token.evaluate((token) => getComputedStyle(token).offsetPath), /^path/);
});

journey('with less motion there is no token, and nothing moves by itself', { reducedMotion: 'reduce' }, async ({ page }) => {
  const view = await prepared(page);
  await entered(view, 'More');
  assert.equal(await page.locator('.token').count(), 0);
  const moving = await page.evaluate(() => document.getAnimations().map((one) => one.animationName ?? one.transitionProperty));
  assert.deepEqual(moving, []);
});

/** Opens a file that was downloaded in a page of its own, which may load nothing. */
async function alone(context, text) {
  const page = await context.newPage();
  const asked = [];
  await page.route('**', (route) => { asked.push(route.request().url()); return route.abort(); });
  await page.setContent(text);
  return { page, asked };
}

journey('a drawing and a film that were downloaded stand alone', async ({ page, context }) => {
  await prepared(page);
  const download = async (name) => {
    await page.locator('.graph-tools').getByRole('button', { name: 'Download' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name, exact: true }).click()]);
    return readFile(await file.path(), 'utf8');
  };
  const still = await alone(context, await download('SVG'));
  const texts = await still.page.locator('svg text').allTextContents();
  for (const told of ['Again', 'More', '一項目', 'Default', '2/2', '×3']) assert.ok(texts.includes(told), `${told} in ${texts}`);
  const outside = await still.page.evaluate(() => {
    const sheet = document.querySelector('svg').getBoundingClientRect();
    return [...document.querySelectorAll('svg text, svg rect')].filter((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return left < sheet.left - 1 || right > sheet.right + 1 || top < sheet.top - 1 || bottom > sheet.bottom + 1;
    }).map((part) => part.textContent || part.outerHTML);
  });
  assert.deepEqual(outside, [], 'nothing lies outside of the sheet');
  assert.deepEqual(still.asked, []);
  const film = await alone(context, await download('The run as an animated SVG'));
  const moving = () => film.page.evaluate(() => document.getAnimations().filter((one) => one.playState === 'running').length);
  assert.ok(await moving() > 6, 'states and tokens move');
  await film.page.emulateMedia({ reducedMotion: 'reduce' });
  assert.equal(await moving(), 0, 'or stand still');
  assert.deepEqual(film.asked, []);
});

/** Waits until a state's box is so many times as wide as `wide`. */
const grows = (page, state, wide, times) => page.waitForFunction(({ state, wide, times }) => {
  const now = document.querySelector(`.node[data-state="${state}"] .box`).getBoundingClientRect().width;
  return Math.abs(now / wide - times) < 0.02;
}, { state, wide, times });

journey('the drawing is enlarged, moved and fitted again, with buttons, the wheel and keys', async ({ page }) => {
  const view = await prepared(page);
  const box = () => view.node('Stop').first().locator('.box').boundingBox();
  const tool = (name) => page.locator('.graph-tools').getByRole('button', { name });
  await tool('Fit').click();
  const before = await box();
  await tool('Zoom in').click();
  await grows(page, 'Stop', before.width, 1.25);
  await tool('Zoom out').click();
  await grows(page, 'Stop', before.width, 1);
  await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -50);
  await page.keyboard.up('Control');
  await grows(page, 'Stop', before.width, Math.exp(0.4));
  const there = await box();
  assert.ok(Math.abs(there.x + there.width / 2 - before.x - before.width / 2) < 2, 'what is pointed at stays');
  await page.mouse.wheel(0, 40);
  await page.waitForFunction((y) => Math.abs(document.querySelector('.node[data-state="Stop"] .box').getBoundingClientRect().y - y) < 2, there.y - 40);
  await view.node('Stop').first().focus();
  await page.keyboard.press('0');
  await grows(page, 'Stop', before.width, 1);
  const after = await box();
  assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 2, 'it lies where it was fitted before');
});
