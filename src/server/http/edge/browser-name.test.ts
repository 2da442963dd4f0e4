import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserName } from './browser-name.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

const known: Record<string, string> = {
  [`${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`]: 'Safari (iPhone)',
  [`${iPhone} Mobile/15E148`]: 'Safari (iPhone)',
  [`${iPhone} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`]: 'Chrome (iPhone)',
  [`${iPhone} FxiOS/140.0 Mobile/15E148 Safari/605.1.15`]: 'Firefox (iPhone)',
  [`${iPhone} GSA/380.0 Mobile/15E148 Safari/604.1`]: 'Google (iPhone)',
  [`${android} Chrome/140.0.0.0 Mobile Safari/537.36`]: 'Chrome (Android)',
  [`${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`]:
    'Samsung Internet (Android)',
  'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0': 'Firefox (Android)',
  [`${windows} Gecko/20100101 Firefox/140.0`]: 'Firefox (Windows)',
  [`${windows} ${webKit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`]: 'Edge (Windows)',
  [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/140.0.0.0 Safari/537.36`]: 'Chrome (Linux)',
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webKit} Chrome/140.0.0.0 Safari/537.36`]:
    'Chrome (ChromeOS)',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15':
    'Safari (Mac)',
};

test('names browsers as people do', () => {
  for (const [userAgent, name] of Object.entries(known)) {
    assert.equal(browserName(userAgent), name, userAgent);
  }
});

test('says so when it cannot tell', () => {
  for (const userAgent of ['', 'curl/8.5.0', 'Mozilla/5.0', '<script>', '\u0000'.repeat(9)]) {
    assert.equal(browserName(userAgent), null);
  }
});

test('answers at once however long the text', () => {
  assert.equal(browserName(`${'iPhone AppleWebKit/ '.repeat(100_000)}Firefox/1`), null);
});
