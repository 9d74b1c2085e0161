// How smooth the large views are: frames per second while 500 states are panned and zoomed, while the table of a run with
// more than 25,000 events is scrolled, and while a grid of 4,000 iterations is; each beside what the same browser reaches
// at rest.

import { browse, patience, serve } from '../e2e/lib.mjs';
import { runs, screen, shows, writeIn } from '../e2e/screen.mjs';
import { large, name } from './large.mjs';

const STATES = 500;
const ITEMS = 4_000;
const LASTS = 3_000; // milliseconds of each motion

const wide = JSON.stringify({
  StartAt: 'Each',
  States: { Each: { Type: 'Map', ItemsPath: '$.items', End: true, ItemProcessor: {
    StartAt: 'Look',
    States: { Look: { Type: 'Pass', Next: 'Fine' }, Fine: { Type: 'Succeed' } },
  } } },
});

/** Frames per second, and the longest frame in milliseconds, while `motion` is called before each frame. */
const frames = (page, motion, argument) => page.evaluate(({ lasts, motion, argument }) => new Promise((done) => {
  const move = motion ? new Function('argument', 'at', motion) : () => {};
  let count = 0, longest = 0, begun, last;
  const turn = (now) => {
    begun ??= now;
    if (last !== undefined) { count += 1; longest = Math.max(longest, now - last); }
    last = now;
    if (now - begun >= lasts) return done({ rate: (count * 1000) / (now - begun), longest });
    move(argument, count);
    requestAnimationFrame(turn);
  };
  requestAnimationFrame(turn);
}), { lasts: LASTS, motion, argument });

const wheel = `
  const frame = document.querySelector('.graph-frame');
  const { left, top, width, height } = frame.getBoundingClientRect();
  frame.dispatchEvent(new WheelEvent('wheel', { clientX: left + width / 2, clientY: top + height / 2, bubbles: true,
    cancelable: true, deltaX: argument === 'pan' ? 9 * Math.sin(at / 20) : 0, deltaY: 14 * Math.sin(at / 15), ctrlKey: argument === 'zoom' }));`;
const scroll = `
  const frame = document.querySelector(argument);
  frame.scrollTop = (frame.scrollTop + 137) % (frame.scrollHeight - frame.clientHeight);`;

const rest = {};
const tell = (what, { rate, longest }) => console.log(
  `${what}: ${rate.toFixed(0)} frames a second (at rest ${rest.rate.toFixed(0)}, ratio ${(rate / rest.rate).toFixed(2)}); longest frame ${longest.toFixed(0)} ms`);

const server = await serve();
const browser = await browse();
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(patience * 4);
  await page.goto(server.url);
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  Object.assign(rest, await frames(page));
  await writeIn(view, 'Definition', large(STATES));
  await page.locator(`[data-state="${name(STATES - 1)}"]`).waitFor();
  await runs(view, 'Succeeded');
  tell(`panning ${STATES} states`, await frames(page, wheel, 'pan'));
  tell(`zooming ${STATES} states`, await frames(page, wheel, 'zoom'));
  await writeIn(view, 'Definition', wide);
  await writeIn(view, 'Input', JSON.stringify({ items: Array.from({ length: ITEMS }, (_, at) => at) }));
  await view.run().click();
  await page.waitForFunction(() => /Succeeded/.test(document.querySelector('.outcome-line').innerText), undefined, { timeout: 120_000 });
  await page.locator('[data-state="Each"]').first().click();
  await page.locator('.squares .virtual').waitFor();
  tell(`scrolling a grid of ${ITEMS} iterations`, await frames(page, scroll, '.squares .virtual'));
  await view.tab('Events').click();
  await page.locator('.events .row').nth(3).waitFor();
  const events = await page.locator('.event-table').getAttribute('aria-rowcount');
  tell(`scrolling a table of ${events} events`, await frames(page, scroll, '.events .virtual'));
} finally {
  await browser.close();
  await server.close();
}
