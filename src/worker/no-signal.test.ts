import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noSignalPage } from './no-signal.ts';

test('the page without signal names its icon, and its policy lets the browser show it', async () => {
  const page = noSignalPage({ stylesheet: '/assets/a.css', because: 'silent' });
  assert.match(await page.text(), /<link rel="icon" href="\/icons\/icon\.svg">/);
  // Firefox asks for an icon anyway, and writes an error into the console if it may not.
  assert.match(String(page.headers.get('content-security-policy')), /img-src 'self'/);
});
