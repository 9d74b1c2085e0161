// The built page as a host gives it away.

import assert from 'node:assert/strict';
import { journey } from './lib.mjs';

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
