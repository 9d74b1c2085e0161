// A history from elsewhere: pasted or dropped, played, repeated here with its own answers, compared.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:Orders';
const charge = 'arn:aws:lambda:eu-west-1:123456789012:function:charge';

const definition = {
  StartAt: 'Charge',
  States: {
    Charge: { Type: 'Task', Resource: charge, ResultPath: '$.receipt', Next: 'Large?' },
    'Large?': { Type: 'Choice', Choices: [{ Variable: '$.amount', NumericGreaterThan: 100, Next: 'Review' }], Default: 'Ship' },
    Review: { Type: 'Pass', End: true },
    Ship: { Type: 'Pass', End: true },
  },
};

const input = '{"amount":42}';
const receipt = '{"id":"r-1"}';
const charged = '{"amount":42,"receipt":{"id":"r-1"}}';
const whole = { truncated: false };
const events = [
  ['ExecutionStarted', 0, { executionStartedEventDetails: { input, inputDetails: whole, roleArn: 'arn:aws:iam::123456789012:role/orders' } }],
  ['TaskStateEntered', 0, { stateEnteredEventDetails: { name: 'Charge', input, inputDetails: whole } }],
  ['LambdaFunctionScheduled', 2, { lambdaFunctionScheduledEventDetails: { resource: charge, input, inputDetails: whole } }],
  ['LambdaFunctionStarted', 3, {}],
  ['LambdaFunctionSucceeded', 4, { lambdaFunctionSucceededEventDetails: { output: receipt, outputDetails: whole } }],
  ['TaskStateExited', 5, { stateExitedEventDetails: { name: 'Charge', output: charged, outputDetails: whole } }],
  ['ChoiceStateEntered', 6, { stateEnteredEventDetails: { name: 'Large?', input: charged, inputDetails: whole } }],
  ['ChoiceStateExited', 7, { stateExitedEventDetails: { name: 'Large?', output: charged, outputDetails: whole } }],
  ['PassStateEntered', 8, { stateEnteredEventDetails: { name: 'Ship', input: charged, inputDetails: whole } }],
  ['PassStateExited', 9, { stateExitedEventDetails: { name: 'Ship', output: charged, outputDetails: whole } }],
  ['ExecutionSucceeded', 10, { executionSucceededEventDetails: { output: charged, outputDetails: whole } }],
].map(([type, previousEventId, details], index) => ({
  timestamp: `2024-05-01T10:00:0${Math.min(9, index)}.250000+00:00`, type, id: index + 1, previousEventId, ...details,
}));

const history = JSON.stringify({ events }, null, 4);
const described = JSON.stringify({ stateMachineArn: arn, name: 'Orders', definition: JSON.stringify(definition) }, null, 4);

async function opened(page) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await page.locator('header').getByRole('button', { name: /^Workflow/ }).first().click();
  await page.getByRole('menuitem', { name: 'Open a history…' }).click();
  return view;
}

/** Opens the dialog and pastes there what a person has in the clipboard. */
async function paste(page, text) {
  const view = await opened(page);
  await page.getByRole('textbox', { name: 'Paste the history here' }).evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  return view;
}

/** Lets go of files over the page. */
const drop = (page, files) => page.locator('.page').evaluate((place, files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
  place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}, files);

const banner = (page) => page.locator('.recorded').first();

journey('a pasted history is played on a drawing derived from it, and the workspace comes back', async ({ page }) => {
  const view = await paste(page, history);
  await shows(banner(page), 'derived from the history');
  await shows(banner(page), '11 events');
  await page.locator('.node[data-state="Ship"][data-status="succeeded"]').waitFor();
  assert.equal(await view.node('Review').count(), 0, 'nobody has heard of it');
  await view.node('Charge').click();
  await shows(view.inspector(), '"r-1"');
  await view.tab('Events').click();
  await shows(page.locator('.column.middle'), 'LambdaFunctionSucceeded');
  await view.button('Back to my workspace').click();
  await shows(view.editor(), 'step-functions-lambda');
  assert.equal(await page.locator('.recorded').count(), 0);
});

journey('dropped with its definition it is drawn whole, and repeats here with the answers it got', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await drop(page, [['history.json', history], ['machine.json', described]]);
  await page.locator('.node[data-state="Review"][data-status="not-run"]').waitFor();
  await page.locator('.node[data-state="Ship"][data-status="succeeded"]').waitFor();
  await view.button('Repeat here').click();
  await shows(page.locator('.recorded.pair'), 'You see the run here.');
  await shows(page.locator('.recorded.pair'), 'All 11 events are the same.');
  await view.button('Show the recording').click();
  await shows(page.locator('.recorded.pair'), 'You see the recording.');
});

journey('the answers of its tasks are mocks: a run from the start gets them', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await drop(page, [['history.json', history], ['machine.json', described]]);
  await shows(banner(page), 'are under Mocks');
  await view.tab('Mocks').click();
  await shows(page.locator('.cm-content').first(), /"Charge"[\s\S]*"Return"[\s\S]*"r-1"/);
  await runs(view, 'Succeeded');
  await shows(view.outcome(), 'r-1');
});

journey('what cannot be played is refused with its place and what to do', async ({ page }) => {
  await paste(page, history.replace('"TaskStateEntered"', 'TaskStateEntered'));
  const alert = page.getByRole('dialog').getByRole('alert');
  await shows(alert, /\S/);
  await shows(alert, 'TaskStateEntered');
  await page.keyboard.press('Escape');
  await shows(screen(page).editor(), 'step-functions-lambda');
});

journey('what another form of output has is refused with the option that is missing', async ({ page }) => {
  await paste(page, "events:\n- executionStartedEventDetails:\n    input: '{}'\n  id: 1\n  previousEventId: 0\n  type: ExecutionStarted\n");
  const alert = page.getByRole('dialog').getByRole('alert');
  await shows(alert, 'This was printed with --output yaml');
  await shows(alert, '--output json');
});

journey('members that AWS has added are kept and shown', async ({ page }) => {
  const later = events.map((event) => (event.id === 4 ? { ...event, weather: { sky: 'blue' } } : event));
  const view = await paste(page, JSON.stringify({ events: later }, null, 2));
  await shows(banner(page), '11 events');
  await view.tab('Events').click();
  await page.locator('.column.middle').getByText('LambdaFunctionStarted').first().click();
  await shows(page.locator('.column.middle'), '"weather"');
});

journey('a run here is compared with the recording: the first event and the fields that differ', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await drop(page, [['history.json', history], ['machine.json', described]]);
  await shows(banner(page), 'are under Mocks');
  await writeIn(view, 'Mocks', '');
  await writeIn(view, 'Input', '{"amount": 420}');
  await view.run().click();
  const pair = page.locator('.recorded.pair');
  await shows(pair, /They differ from event 1 on/);
  await view.button('Compare').click();
  const body = page.locator('.pair-body');
  await shows(body, /executionStartedEventDetails\/input\/amount\s+42\s+420/);
  await view.button('Show the recording').click();
  await shows(pair, 'You see the recording.');
  await shows(view.outcome(), 'r-1');
});

journey('what ran here before is compared with the history that is opened', async ({ page }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  const own = JSON.stringify(definition, null, 2).replace(charge, 'arn:aws:lambda:ap-northeast-1:123456789012:function:step-functions-lambda');
  await writeIn(view, 'Functions', 'export const handler = async () => ({ id: "r-2" });');
  await writeIn(view, 'Input', '{"amount": 42}');
  await writeIn(view, 'Definition', own);
  await runs(view, 'Succeeded');
  await drop(page, [['history.json', history]]);
  const pair = page.locator('.recorded.pair');
  await shows(pair, 'You see the recording.');
  await view.button('Compare').click();
  await shows(page.locator('.pair-body'), /Recording\s+Here/);
  await shows(page.locator('.pair-body'), /id\s+"r-1"\s+"r-2"/);
  await view.button('Show the run here').click();
  await shows(pair, 'You see the run here.');
  await shows(view.outcome(), 'r-2');
});

/** A loop of as many events as AWS keeps, each with a kilobyte of data. */
function longest() {
  const data = JSON.stringify({ text: 'x'.repeat(1000) });
  const kinds = ['PassStateEntered', 'PassStateExited', 'ChoiceStateEntered', 'ChoiceStateExited'];
  const names = { P: 'Count', C: 'Again?' };
  const one = (at) => {
    const type = kinds[(at - 1) % 4];
    const details = type.endsWith('Entered')
      ? { stateEnteredEventDetails: { name: names[type[0]], input: data } }
      : { stateExitedEventDetails: { name: names[type[0]], output: data } };
    return { timestamp: 1772359200 + at / 10, type, id: at + 1, previousEventId: at === 1 ? 0 : at, ...details };
  };
  const first = { timestamp: 1772359200, type: 'ExecutionStarted', id: 1, previousEventId: 0, executionStartedEventDetails: { input: data } };
  return JSON.stringify({ events: [first, ...Array.from({ length: 24_999 }, (_, at) => one(at + 1))] });
}

/** How long the page stood still at most while `steps` were done, in milliseconds. */
async function stillest(page, steps) {
  await page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const look = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      window.looking = requestAnimationFrame(look);
    };
    look();
  });
  await steps();
  return page.evaluate(() => { cancelAnimationFrame(window.looking); return window.longest; });
}

journey('a history of 25,000 events is played, and the page does not freeze', { timeout: 60_000 }, async ({ page, t }) => {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  const text = longest();
  await page.evaluate((text) => { window.dropped = new File([text], 'history.json'); }, text);
  const begun = Date.now();
  const still = await stillest(page, async () => {
    await page.locator('.page').evaluate((place) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(window.dropped);
      place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.locator('.recorded').first().waitFor({ timeout: 60_000 });
  });
  t.diagnostic(`${(text.length / 1e6).toFixed(1)} MB are played after ${Date.now() - begun} ms; the longest frame took ${still.toFixed(0)} ms`);
  assert.ok(still < 2_000, `the page stood still for ${still} ms`);
  await shows(banner(page), '25000 events');
  await page.locator('.slider input').focus();
  await page.keyboard.press('Home');
  await shows(view.stepLabel(), /Step 0 /);
  await page.keyboard.press('End');
  await shows(view.stepLabel(), /Again\?|Count/);
});

journey('a history that is too large is refused in a sentence, and the page lives', async ({ page }) => {
  const view = await opened(page);
  await page.getByRole('textbox', { name: 'Paste the history here' }).evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', `{"events": [${' '.repeat(129_000_000)}]}`);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole('alert').getByText('The text is too large').waitFor({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await runs(view, 'Succeeded');
});

journey('a recording is told in the page’s language', { locale: 'ja-JP', viewport: { width: 390, height: 844 } }, async ({ page }) => {
  await page.locator('.outcome-line').first().waitFor();
  await drop(page, [['history.json', history]]);
  await shows(banner(page), /[ぁ-ん]/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, 'a phone does not scroll sideways');
});
