import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { voucherCodeFrom } from '#domain/scan/voucher-code.ts';
import { isOurs } from './scan-text.ts';
import { goneMs, lookAgain, nothingSeen, see } from './sighting.ts';

const code = voucherCodeFrom(Uint8Array.of(7, 1, 9, 4, 0, 6, 2, 8));
const other = voucherCodeFrom(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
const product = '4006381333931';

/** Shows frames to the camera, 100 ms apart, and returns what was scanned and when. */
function film(frames: readonly (readonly string[])[], before = nothingSeen, from = 0) {
  let sighting = before;
  const scans: [string, number][] = [];
  frames.forEach((texts, index) => {
    const at = from + index * 100;
    const step = see(sighting, texts, at, (text) => isOurs(text, plainProfile));
    sighting = step.sighting;
    if (step.scan) scans.push([step.scan, at]);
  });
  return { scans, sighting };
}
const times = <T>(count: number, frame: T): T[] => Array.from({ length: count }, () => frame);

test('a voucher is scanned in the first frame that shows it', () => {
  assert.deepEqual(film([[], [code]]).scans, [[code, 100]]);
});

test('a code that stays in view is scanned once', () => {
  assert.equal(film(times(200, [code])).scans.length, 1);
});

test('a code counts again after it was away for two seconds, and not before', () => {
  const away = goneMs / 100;
  assert.equal(film([[code], ...times(away - 2, []), [code]]).scans.length, 1);
  assert.equal(film([[code], ...times(away, []), [code]]).scans.length, 2);
});

test('another voucher is scanned at once', () => {
  assert.deepEqual(film([[code], [other]]).scans, [
    [code, 0],
    [other, 100],
  ]);
});

test('of two codes in one picture ours is meant', () => {
  assert.deepEqual(film(times(20, [product, code])).scans, [[code, 0]]);
});

test('a product that drifts through the picture is not scanned', () => {
  assert.equal(
    film([...times(4, [product]), ...times(10, []), ...times(4, [product])]).scans.length,
    0,
  );
});

test('a foreign code held still is scanned, once, so that it can be refused', () => {
  assert.deepEqual(film(times(30, [product])).scans, [[product, 700]]);
});

test('a code that was in view before a pause does not count when the camera looks again', () => {
  const before = film([[code]]).sighting;
  const after = lookAgain(before, 60_000);
  assert.equal(film([[code], [code]], after, 60_100).scans.length, 0);
});
