// The built page as a host gives it away.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';
import { screen } from './screen.mjs';

const policyOf = (page) => page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');

journey('the page starts under a sub-path without a complaint', async ({ page }) => {
  await page.getByText('ASL Playground').first().waitFor();
  assert.equal(await page.title(), 'ASL Playground');
});

journey('the policy names every inline script by its digest and lets nothing else in', { errors: true }, async ({ page }) => {
  const policy = await policyOf(page);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'( 'sha256-[A-Za-z0-9+/]{43}=')+ blob:;/);
  assert.match(policy, /connect-src 'self';/);
  const ran = page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    const script = document.createElement('script');
    script.textContent = 'globalThis.intruder = true';
    document.head.append(script);
  }));
  assert.equal(await ran, 'script-src-elem');
  assert.equal(await page.evaluate(() => globalThis.intruder), undefined);
});

/** How a realm (the page, or its engine) came by the later part of the module: `fetch` at rest, `xmlhttprequest` in need. */
const waysToLater = (realm) => realm.evaluate(() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('_later.wasm')).map(({ initiatorType }) => initiatorType));

async function atRest(realm) {
  for (;;) {
    const ways = await waysToLater(realm);
    if (ways.length > 0) return ways;
    await new Promise((soon) => { setTimeout(soon, 50); });
  }
}

for (const [locale, viewport, green] of [
  ['en-US', { width: 1440, height: 900 }, 'Succeeded'],
  ['zh-CN', { width: 390, height: 844 }, '成功'],
  ['ja-JP', { width: 1024, height: 768 }, '成功'],
]) {
  journey(`a first visit (${locale}) does without the later part of the module`, { locale, viewport }, async ({ page }) => {
    await screen(page).status().getByText(green).waitFor();
    const engine = page.workers().find((worker) => worker.url().endsWith('engine-worker.js'));
    for (const realm of [page, engine]) assert.deepEqual(await atRest(realm), ['fetch']);
  });
}
