// Why: each decision and each wait says so in a sentence, in the page's language.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { screen, shows, writeIn } from './screen.mjs';

const definition = JSON.stringify({
  StartAt: 'Nap',
  States: {
    Nap: { Type: 'Wait', Seconds: 90, Next: 'Pick' },
    Pick: { Type: 'Choice', Default: 'Work', Choices: [{ Variable: '$', IsString: true, Next: 'Work' }] },
    Work: {
      Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'none' }, Next: 'End',
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
    },
    End: { Type: 'Succeed' },
  },
}, null, 2);

const sentences = {
  'en-US': { Nap: 'Waits 1 min 30 s, until 01:30', Pick: 'Rule 1 did not match', Work: 'Retrier 1 (States.ALL) takes', caught: 'was caught by catcher 1' },
  'zh-CN': { Nap: '等待', Pick: '规则 1 不匹配', Work: '重试器 1', caught: '已被捕获器 1（States.ALL）捕获' },
  'ja-JP': { Nap: '待機', Pick: 'ルール 1 に一致しません', Work: 'リトライ 1', caught: 'キャッチャー 1' },
};

for (const [locale, words] of Object.entries(sentences)) {
  journey(`each step says why, ${locale}`, { locale }, async ({ page }) => {
    const view = screen(page);
    await page.locator('.outcome .outcome-line.succeeded, .outcome-line').first().waitFor();
    await page.getByRole('tab').first().waitFor();
    await page.locator('.cm-content').click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(definition);
    await view.node('Nap').waitFor();
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('.node[data-state="End"][data-status="succeeded"]').waitFor();
    const why = page.locator('.why');
    await view.node('Nap').click();
    await shows(page.locator('.ladder').first(), words.Nap);
    await shows(why.first(), 'Seconds: 90');
    await view.node('Pick').click();
    await shows(page.locator('.ladder').first(), words.Pick);
    await shows(why.first(), '$ = {');
    await view.node('Work').click();
    await shows(page.locator('.ladder').first(), words.Work);
    await shows(page.locator('.ladder').first(), 'IntervalSeconds 2 × BackoffRate 2^1');
    await shows(page.locator('.ladder').first(), words.caught);
  });
}

const hard = JSON.stringify({
  StartAt: 'Rules',
  States: {
    Rules: {
      Type: 'Choice', Default: 'Each', Choices: [
        { And: [{ Variable: '$.n', NumericEquals: 1 }, { Not: { Variable: '$.n', IsString: true } }], Next: 'Each' },
        { Or: [{ Variable: '$.n', NumericEquals: 7 }, { Variable: '$.n', IsString: true }], Next: 'Each' },
        { Variable: '$.n', IsNull: true, Next: 'Each' },
      ],
    },
    Each: {
      Type: 'Map', ItemsPath: '$.items', MaxConcurrency: 2, ResultPath: '$.all', Next: 'Sum',
      ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
    },
    Sum: {
      Type: 'Pass', QueryLanguage: 'JSONata', Output: { total: "{% $states.input.n + 'x' %}" }, End: true,
    },
  },
}, null, 2);

const hardSentences = {
  'en-US': { rule: 'Rule 2 matched → Each; the rule after it was not tested', each: '3 items, at most 2 at once', sum: 'The expression in Output/total failed', unneeded: 'not needed' },
  'zh-CN': { rule: '规则 2 匹配 → Each（后面的 1 条规则不再检查）', each: '共 3 项，最多同时处理 2 项', sum: 'Output/total 中的表达式求值失败', unneeded: '无需检查' },
  'ja-JP': { rule: 'ルール 2 に一致 → Each（後の 1 件のルールは評価しません）', each: '全 3 件、同時に処理するのは最大 2 件', sum: 'Output/total の式を評価できませんでした', unneeded: '評価不要' },
};
const tabs = { 'en-US': ['Definition', 'Input'], 'zh-CN': ['定义', '输入'], 'ja-JP': ['定義', '入力'] };

for (const [locale, words] of Object.entries(hardSentences)) {
  journey(`parts of rules, Maps and failed expressions say why, ${locale}`, { locale }, async ({ page }) => {
    const view = screen(page);
    await page.locator('.outcome .outcome-line').first().waitFor();
    await writeIn(view, tabs[locale][0], hard);
    await writeIn(view, tabs[locale][1], '{"n": 7, "items": [1, 2, 3]}');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.locator('.node[data-state="Sum"][data-status="failed"]').waitFor();
    const why = page.locator('.why');
    await view.node('Rules').click();
    await shows(page.locator('.ladder').first(), words.rule);
    const parts = why.nth(1).locator('.rule-parts li');
    await shows(parts.nth(0), 'Or');
    await shows(parts.nth(1), '$.n == 7');
    assert.ok((await parts.nth(2).textContent()).includes(words.unneeded), 'a part that was not needed says so');
    await view.group('Each').locator('text.name').click();
    await shows(page.locator('.ladder').first(), words.each);
    await view.node('Sum').click();
    await shows(page.locator('.ladder').first(), words.sum);
    await shows(why.first(), "{% $states.input.n + 'x' %}");
  });
}
