// The editor in a real browser, each test asserting what a person sees or what the page is told.

import assert from 'node:assert/strict';
import { content, scenes, text } from './editor-stage.mjs';

const scene = scenes();

const told = (page) => page.evaluate(() => window.told);
const colour = (page, selector, property = 'color') =>
  page.locator(selector).first().evaluate((element, name) => getComputedStyle(element)[name], property);

scene('typing reaches the page, and brackets close themselves', {}, async (page) => {
  await content(page).click();
  await page.keyboard.type('{"a": [1');
  assert.equal(await text(page), '{"a": [1]}');
  assert.equal((await told(page)).changes.at(-1), '{"a": [1]}');
  assert.equal((await told(page)).carets.at(-1), 8);
});

scene('Enter and Tab indent by two spaces', {}, async (page) => {
  await content(page).click();
  await page.keyboard.type('{');
  await page.keyboard.press('Enter');
  await page.keyboard.type('"a": 1');
  assert.equal(await text(page), '{\n  "a": 1\n}');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  assert.equal(await text(page), '{\n    "a": 1\n}');
});

scene('text set by the page is not echoed, and is one step of undo', { text: '{"a": 1}' }, async (page) => {
  await page.evaluate(() => editor.setText('{"a": 2}'));
  assert.equal(await content(page).innerText(), '{"a": 2}');
  assert.deepEqual((await told(page)).changes, []);
  await content(page).click();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), '{"a": 1}');
  assert.deepEqual((await told(page)).changes, ['{"a": 1}']);
});

scene('foreign line breaks become \\n, and the page is told', { text: '{\r\n}' }, async (page) => {
  assert.equal(await text(page), '{\n}');
  assert.deepEqual((await told(page)).changes, ['{\n}']);
  await page.evaluate(() => editor.setText('[\r]'));
  assert.deepEqual((await told(page)).changes, ['{\n}', '[\n]']);
});

scene('problems are underlined at their characters and signed in the gutter', { text: '{"Typo": 1,\n "b": 2}' }, async (page) => {
  await page.evaluate(() =>
    editor.setProblems([
      { from: 1, to: 7, severity: 'error', message: 'Unknown field' },
      { from: 13, to: 16, severity: 'warning', message: 'Never used' },
      { from: 900, to: 999, severity: 'info', message: 'Beyond the end' },
    ]),
  );
  assert.deepEqual(await page.locator('.cm-lintRange-error').allInnerTexts(), ['"Typo"']);
  assert.deepEqual(await page.locator('.cm-lintRange-warning').allInnerTexts(), ['"b"']);
  assert.match(await colour(page, '.cm-lintRange-error', 'textDecoration'), /wavy/);
  assert.equal(await page.locator('.cm-lint-marker').count(), 2);
  await page.locator('.cm-lintRange-error').hover();
  await page.getByText('Unknown field').waitFor();
  await page.evaluate(() => editor.setProblems([]));
  assert.equal(await page.locator('.cm-lintRange').count(), 0);
});

scene('Alt+F8 goes to the next problem; F8 alone is left to the page', { text: '{"a": 1}' }, async (page) => {
  await page.evaluate(() => editor.setProblems([{ from: 6, to: 7, severity: 'error', message: 'Wrong' }]));
  await page.evaluate(() => addEventListener('keydown', (event) => event.key === 'F8' && (window.f8 = event.defaultPrevented)));
  await content(page).click();
  await page.keyboard.press('F8');
  assert.equal(await page.evaluate(() => window.f8), false);
  await page.keyboard.press('Alt+F8');
  assert.equal(await page.evaluate(() => getSelection().toString()), '1');
});

scene('Ctrl+Enter and Cmd+Enter run and leave the text alone', { text: '{}' }, async (page) => {
  await content(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(' ');
  await page.keyboard.press('Control+Enter');
  assert.equal((await told(page)).runs, 1);
  assert.equal((await told(page)).textAtRun, ' {}');
  assert.equal(await text(page), ' {}');
});

scene('Tab stays inside; Esc, then Tab leaves; Shift+Tab leaves backwards', { text: '{}' }, async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
  await content(page).click();
  await page.keyboard.press('Tab');
  assert.match(await focused(), /cm-content/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'after');
  await content(page).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(), 'before');
  await content(page).click();
  await page.keyboard.press('Escape');
  await page.keyboard.type('x');
  await page.keyboard.press('Tab');
  assert.match(await focused(), /cm-content/, 'typing takes Tab back');
});

scene('a word being composed is reported once, whole, and nothing is drawn into it', { text: '{"who": ""}' }, async (page) => {
  const input = await page.context().newCDPSession(page);
  await page.evaluate(() => editor.reveal(9, 9, { focus: true }));
  const compose = (word) =>
    input.send('Input.imeSetComposition', { text: word, selectionStart: word.length, selectionEnd: word.length });
  for (const word of ['s', 'sh', 'shi', 'shijie']) await compose(word);
  await page.evaluate(() => editor.setProblems([{ from: 8, to: 12, severity: 'error', message: 'Late' }]));
  await compose('世界');
  assert.deepEqual((await told(page)).changes, []);
  assert.equal(await page.locator('.cm-lintRange').count(), 0);
  await input.send('Input.insertText', { text: '世界' });
  await page.waitForFunction(() => told.changes.length > 0);
  assert.deepEqual((await told(page)).changes, ['{"who": "世界"}']);
  await page.locator('.cm-lintRange-error').waitFor();
  assert.equal(await text(page), '{"who": "世界"}');
});

scene('colours follow the page between light and dark without a new editor', { text: '{"a": "$.b"}' }, async (page) => {
  const seen = async () => ({
    key: await colour(page, `.cm-line span:text-is('"a"')`),
    path: await colour(page, '.cm-path'),
    ground: await colour(page, '.cm-editor', 'backgroundColor'),
  });
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual(await seen(), { key: 'rgb(11, 79, 158)', path: 'rgb(106, 63, 181)', ground: 'rgb(255, 255, 255)' });
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await seen(), { key: 'rgb(130, 189, 255)', path: 'rgb(191, 162, 245)', ground: 'rgb(22, 27, 34)' });
  await page.evaluate(() => document.documentElement.style.setProperty('--code-key', 'rgb(1, 2, 3)'));
  assert.equal((await seen()).key, 'rgb(1, 2, 3)');
});

scene('paths and intrinsic functions are coloured, error names and money are not', {}, async (page) => {
  const line = `["$", "$$.Execution.Id", "States.Format('{}', $.a)", "States.Timeout", "5 $"]`;
  await page.evaluate((given) => editor.setText(given), line);
  assert.deepEqual(await page.locator('.cm-path').allInnerTexts(), ['"$"', '"$$.Execution.Id"', `"States.Format('{}', $.a)"`]);
});

scene('JavaScript is coloured as such after the language changes', { text: 'const a = true // note' }, async (page) => {
  const colours = () => page.locator('.cm-line span').evaluateAll((all) => new Set(all.map((one) => getComputedStyle(one).color)).size);
  await page.evaluate(() => editor.setLanguage('javascript'));
  assert.ok((await colours()) >= 2);
  assert.equal(await colour(page, '.cm-line span:has-text("const")'), 'rgb(138, 36, 133)');
});

scene('each document keeps its undo and its place', { key: 'a', text: 'let a', language: 'javascript' }, async (page) => {
  const long = Array.from({ length: 300 }, (_, line) => `let line${line}`).join('\n');
  await page.evaluate((given) => editor.setText(given), long);
  await content(page).click();
  await page.keyboard.type('A');
  const edited = await text(page);
  await page.evaluate(() => editor.reveal(3000, 3000));
  await page.waitForFunction(() => document.querySelector('.cm-scroller').scrollTop > 500);
  const place = await page.evaluate(() => document.querySelector('.cm-scroller').scrollTop);
  await page.evaluate(() => editor.setDocument('b', '{}', 'json'));
  assert.equal(await content(page).innerText(), '{}');
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), '{}', 'the undo of one document never reaches into another');
  await page.evaluate((given) => editor.setDocument('a', given, 'javascript'), edited);
  await page.waitForFunction((top) => Math.abs(document.querySelector('.cm-scroller').scrollTop - top) < 2, place);
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), long);
});

scene('settings reach a document that was away when they changed', { key: 'a', text: '{}' }, async (page) => {
  await page.evaluate(() => {
    editor.setDocument('b', '[]', 'json');
    editor.setLabel('函数');
    editor.setReadOnly(true);
    editor.setDocument('a', '{}', 'json');
  });
  assert.equal(await page.getByRole('textbox', { name: '函数' }).count(), 1);
  await content(page).click();
  await page.keyboard.type('x');
  assert.equal(await text(page), '{}');
});

scene('the current state is marked without scrolling; reveal scrolls, unfolds and selects', {}, async (page) => {
  const lines = ['{', ...Array.from({ length: 200 }, (_, line) => `  "k${line}": [\n    ${line}\n  ],`), '  "z": 0', '}'].join('\n');
  const from = lines.indexOf('"k150"');
  const to = lines.indexOf('],', from) + 1;
  await page.evaluate((given) => editor.setText(given), lines);
  await page.evaluate(([a, b]) => editor.mark([{ from: a, to: b, kind: 'current' }]), [from, to]);
  assert.equal(await page.evaluate(() => document.querySelector('.cm-scroller').scrollTop), 0);
  await content(page).click();
  await page.keyboard.press('Control+Alt+[');
  await page.evaluate(([a, b]) => editor.reveal(a, b, { focus: true }), [from, to]);
  await page.locator('.cm-currentState').first().waitFor();
  assert.deepEqual(await page.locator('.cm-currentState').allInnerTexts(), ['  "k150": [', '    150', '  ],']);
  assert.equal(await page.evaluate(() => getSelection().toString()), '"k150": [\n    150\n  ]');
  await page.evaluate(([a, b]) => editor.mark([{ from: a, to: b, kind: 'flash' }]), [from, to]);
  assert.match(await colour(page, '.cm-flashA, .cm-flashB', 'animationName'), /flash/);
  assert.equal(await page.locator('.cm-currentState').count(), 0);
});

for (const [tag, find] of [['en', 'Find'], ['zh-CN', '查找'], ['ja', '検索'], ['xx', 'Find']]) {
  scene(`the search panel speaks ${tag}`, { text: '{}' }, async (page) => {
    await page.evaluate((given) => editor.setPhrases(given), tag);
    await content(page).click();
    await page.keyboard.press('Control+f');
    await page.getByPlaceholder(find, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.cm-search').count(), 0);
  });
}

scene('what is folded shows its head, though its text was scrolled to the side', {}, async (page) => {
  await page.evaluate(() => editor.setText(`{\n  "long": [\n    "${'x'.repeat(400)}"\n  ]\n}`));
  await page.evaluate(() => editor.reveal(400, 400));
  await page.waitForFunction(() => document.querySelector('.cm-scroller').scrollLeft > 100);
  await page.locator('.cm-foldGutter span[title]').filter({ visible: true }).first().click();
  await page.waitForFunction(() => document.querySelector('.cm-scroller').scrollLeft === 0);
  await page.locator('.cm-foldPlaceholder').waitFor();
});

scene('a text of 1 MB opens, takes keys and finds its end without freezing', {}, async (page) => {
  const times = await page.evaluate(async () => {
    const rows = Array.from({ length: 14_000 }, (_, row) => `  "State number ${row}": { "Type": "Pass", "Result": ["$.row", ${row}, true] },`);
    const big = `{\n${rows.join('\n')}\n  "end": 0\n}`;
    const timed = async (action) => {
      const start = performance.now();
      action();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - start;
    };
    return {
      size: big.length,
      open: await timed(() => editor.setText(big)),
      type: await timed(() => {
        editor.reveal(2, 2, { focus: true });
        document.execCommand('insertText', false, ' ');
      }),
      jump: await timed(() => editor.reveal(big.length - 3, big.length - 3)),
    };
  });
  console.log(`1 MB: ${JSON.stringify(times)}`);
  assert.ok(times.size > 1_000_000);
  assert.ok(times.open < 1000, `opening took ${times.open} ms`);
  assert.ok(times.type < 300, `a key took ${times.type} ms`);
  assert.ok(times.jump < 300, `a jump took ${times.jump} ms`);
  assert.equal((await told(page)).changes.at(-1).length, times.size + 1);
});
