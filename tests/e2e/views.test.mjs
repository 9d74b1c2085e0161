// The views of a run beside the graph: the timeline, the grid of a Map's iterations, the branches of a Parallel; and what can
// be taken along.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const machine = (StartAt, States) => JSON.stringify({ StartAt, States }, null, 2);
const pass = (more) => ({ Type: 'Pass', ...more });

const month = machine('Order', {
  Order: { Type: 'Task', Resource: 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda', Next: 'Month' },
  Month: { Type: 'Wait', Seconds: 2_592_000, Next: 'Both' },
  Both: {
    Type: 'Parallel', End: true,
    Branches: [
      { StartAt: 'Left', States: { Left: pass({ End: true }) } },
      { StartAt: 'Right', States: { Right: { Type: 'Wait', Seconds: 1, End: true } } },
    ],
  },
});

const each = machine('Each', {
  Each: {
    Type: 'Map', ItemsPath: '$.items', End: true,
    ItemProcessor: {
      StartAt: 'Look',
      States: {
        Look: { Type: 'Choice', Default: 'Fine', Choices: [{ Variable: '$', NumericEquals: 2, Next: 'Odd' }] },
        Fine: pass({ End: true }),
        Odd: pass({ End: true }),
      },
    },
  },
});

const opened = async (page, definition, input = '{}') => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', definition);
  await writeIn(view, 'Input', input);
  await runs(view, 'Succeeded');
  return view;
};
const lane = (page, name) => page.locator('.lane-row').filter({ has: page.getByRole('button', { name, exact: true }) });

journey('a month of waiting is folded, branches are lanes, and a press on the timeline moves the cursor', async ({ page }) => {
  await opened(page, month);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await shows(page.locator('.time-length'), '30 d');
  const work = await lane(page, 'Order').locator('.time-bar').boundingBox();
  assert.ok(work.width > 20, 'the month does not flatten the rest');
  await lane(page, 'Branch 2').waitFor();
  const before = await page.locator('.slider input').inputValue();
  const track = await lane(page, 'Order').locator('.track').boundingBox();
  await page.mouse.click(track.x + track.width / 2, track.y + track.height / 2);
  await page.waitForFunction((before) => document.querySelector('.slider input').value !== before, before);
  // The keyboard walks the lanes and chooses one.
  await page.getByRole('button', { name: 'Order', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await shows(page.locator('.inspector-head'), 'Month');
});

journey('of a run that took no time the states stand in their order', async ({ page }) => {
  const steps = machine('One', { One: { Type: 'Pass', Next: 'Two' }, Two: { Type: 'Pass', Next: 'Three' }, Three: { Type: 'Succeed' } });
  await opened(page, steps);
  await page.getByRole('tab', { name: 'Timeline' }).click();
  const bar = async (name) => {
    const { x, width } = await lane(page, name).locator('.time-bar').boundingBox();
    assert.ok(width > 20, `${name} is wide enough to be pressed`);
    return { from: x, to: x + width };
  };
  const [one, two, three] = [await bar('One'), await bar('Two'), await bar('Three')];
  assert.ok(one.to <= two.from && two.to <= three.from);
  await lane(page, 'Two').locator('.time-bar').click();
  await shows(page.locator('.inspector-head'), 'Two');
});

journey('of many folds those lengths are told that have room, and behind a fold time counts anew', async ({ page }) => {
  const waits = [1, 20, 400, 8_000, 160_000, 3_200_000];
  const states = Object.fromEntries(waits.flatMap((Seconds, at) => [
    [`Wait ${at}`, { Type: 'Wait', Seconds, Next: `Short ${at}` }],
    [`Short ${at}`, { Type: 'Wait', Seconds: 1, ...(at + 1 < waits.length ? { Next: `Wait ${at + 1}` } : { End: true }) }],
  ]));
  await opened(page, machine('Wait 0', states));
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.locator('.time-length').first().waitFor();
  const labels = await page.locator('.time-mark, .time-length').evaluateAll((all) => all.map((label) => {
    const words = document.createRange();
    words.selectNodeContents(label);
    const { left, right } = words.getBoundingClientRect();
    return { left, right, text: label.textContent };
  }));
  labels.sort((a, b) => a.left - b.left);
  for (const [at, label] of labels.entries()) {
    assert.ok(at === 0 || labels[at - 1].right <= label.left, `${labels[at - 1]?.text} and ${label.text} stand apart`);
  }
  assert.ok(labels.some(({ text }) => text === '37 d'), 'the longest is told');
  assert.ok(await page.locator('.time-fold').evaluateAll((folds) => folds.every((fold) => fold.getBoundingClientRect().height <= 12 * 30 + 1)), 'folds end with the lanes');
});

journey('an iteration that is pressed is what inspector, graph and cursor show', async ({ page }) => {
  await opened(page, each, '{"items": [1, 2, 3]}');
  await page.locator('[data-state="Each"]').first().focus();
  await page.keyboard.press('Enter');
  await shows(page.locator('.grid-filter'), /Succeeded\s*3/);
  await page.locator('[data-iteration="1"]').click();
  await shows(page.locator('.inspector-head'), 'Odd');
  await page.locator('[data-iteration="1"].chosen').waitFor();
  await page.locator('[data-state="Fine"][data-status="not-run"]').waitFor();
  await page.locator('[data-iteration="2"]').click();
  await page.locator('[data-state="Fine"][data-status="succeeded"]').waitFor();
});

journey('four thousand iterations are a few rows of squares', async ({ page }) => {
  const items = JSON.stringify({ items: Array.from({ length: 4_000 }, (_, n) => n) });
  await opened(page, each, items);
  await page.locator('[data-state="Each"]').first().focus();
  await page.keyboard.press('Enter');
  await shows(page.locator('.grid-filter'), /All\s*4000/);
  assert.ok(await page.locator('.square').count() < 400);
  await page.locator('.squares .virtual').evaluate((frame) => { frame.scrollTop = frame.scrollHeight; });
  await page.locator('[data-iteration="3999"]').waitFor();
});

journey('the keyboard walks the squares, on the screen or not yet, and opens one', async ({ page }) => {
  const items = JSON.stringify({ items: Array.from({ length: 400 }, (_, n) => n) });
  await opened(page, each, items);
  await page.locator('[data-state="Each"]').first().focus();
  await page.keyboard.press('Enter');
  const on = (number) => page.locator(`[data-iteration="${number}"]:focus`).waitFor();
  await page.locator('[data-iteration="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await on(10);
  await page.keyboard.press('Control+End');
  await on(399);
  await page.keyboard.press('ArrowLeft');
  await on(398);
  await page.keyboard.press('Enter');
  await page.locator('[data-iteration="398"].chosen').waitFor();
  assert.equal(await page.locator('.square[tabindex="0"]').count(), 1, 'Tab stops at one square');
});

journey('the drawing, the run and the history are downloaded', async ({ page }) => {
  await opened(page, month);
  const download = async (name) => {
    await page.locator('.graph-tools').getByRole('button', { name: 'Download' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name, exact: true }).click()]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const svg = await download('SVG');
  assert.match(svg.name, /\.svg$/);
  const drawn = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { broken: !!parsed.querySelector('parsererror'), text: parsed.documentElement.textContent };
  }, svg.bytes.toString());
  assert.ok(!drawn.broken && drawn.text.includes('Month · Succeeded'));
  const png = await download('PNG');
  assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
  assert.match((await download('Mermaid text')).bytes.toString(), /^flowchart TD\n/);
  const film = (await download('The run as an animated SVG')).bytes.toString();
  assert.match(film, /@keyframes/);
  const history = JSON.parse((await download('History (AWS JSON)')).bytes.toString());
  assert.equal(history.events[0].type, 'ExecutionStarted');
});
