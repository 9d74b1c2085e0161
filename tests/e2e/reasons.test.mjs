// Why: each decision and each wait says so in a sentence, in the page's language.

import { journey } from './lib.mjs';
import { screen, shows } from './screen.mjs';

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
  'en-US': { Nap: 'Waits 1 min 30 s, until 01:30', Pick: 'Rule 1 did not match', Work: 'Retrier 1 retries', caught: 'was caught by catcher 1' },
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
