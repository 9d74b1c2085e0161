// Where data comes from: pointing at a value, by mouse or by keys, shows the expression that produced it.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { runs, screen, shows, writeIn } from './screen.mjs';

const definition = `{
  "StartAt": "Work",
  "States": {
    "Work": {
      "Type": "Pass",
      "Parameters": { "n.$": "$.order.n", "fixed": 1 },
      "ResultPath": "$.done",
      "Assign": { "kept.$": "$.n" },
      "End": true
    }
  }
}`;

const inYaml = `StartAt: Work
States:
  Work:
    Type: Pass
    Parameters:
      n.$: $.order.n
    End: true
`;

async function ran(page, text) {
  const view = screen(page);
  await shows(view.status(), 'Succeeded');
  await writeIn(view, 'Definition', text);
  await writeIn(view, 'Input', '{"order": {"n": 41}}');
  await runs(view, 'Succeeded');
  await view.tab('Definition').click();
  await view.node('Work').click();
  return view;
}

const rung = (page, stage) => page.locator(`.rung[data-stage="${stage}"]`);

journey('pointing at a value with the mouse shows its expression, there and in the definition', async ({ page }) => {
  await ran(page, definition);
  const line = rung(page, 'afterParameters').locator('.line', { hasText: '"n": 41' });
  await line.hover();
  await page.mouse.move(0, 0);
  await line.hover();
  await shows(line, '← $.order.n');
  await shows(page.locator('.cm-pointed').first(), '"$.order.n"');
  // What ResultPath put there tells so, and a variable tells what was assigned to it.
  const put = rung(page, 'afterResultPath').locator('.line', { hasText: '"done"' });
  await put.hover();
  await shows(put, '← $.done');
  const variable = page.locator('.variable');
  await variable.locator('summary').click();
  await variable.locator('.line').hover();
  await shows(variable.locator('.line'), '← $.n');
});

journey('the keys point as well: up, down and away', async ({ page }) => {
  await ran(page, definition);
  const data = rung(page, 'afterParameters').locator('.json');
  await data.focus();
  await data.locator('[data-tip]').first().waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.closest('[data-stage="afterParameters"]')), 'the focus stays');
  await page.keyboard.press('ArrowDown');
  await shows(data.locator('.pointed'), '← $.order.n');
  await shows(data.locator('[role=status]'), '$.order.n');
  await page.keyboard.press('Escape');
  assert.equal(await data.locator('.pointed').count(), 0);
});

journey('a definition in YAML is pointed at as one in JSON', async ({ page }) => {
  await ran(page, inYaml);
  const line = rung(page, 'afterParameters').locator('.line', { hasText: '"n": 41' });
  await line.hover();
  await page.mouse.move(0, 0);
  await line.hover();
  await shows(line, '← $.order.n');
  await shows(page.locator('.cm-pointed').first(), '$.order.n');
});
