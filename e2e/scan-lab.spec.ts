import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sceneInside, sceneWith } from './lab/envelope.ts';
import type { Look } from './lab/eyes.ts';
import { photograph } from './lab/photograph.ts';
import { takeShots } from './lab/screens.ts';
import { kinds } from './lab/shown.ts';
import { loadPhones, type Phone, shotsFile, sit } from './lab/sitting.ts';
import { Tally, wrong } from './lab/tally.ts';
import { isEitherRead } from './lab/verdict.ts';
import { test } from './tillpass.ts';

// A small part of `npm run bench:scan`: one engine, and a fiftieth of its pictures.
const looks: readonly Look[] = [
  { ratio: 1, width: 360, theme: 'light' },
  { ratio: 2.625, width: 412, theme: 'dark' },
  { ratio: 3, width: 360, theme: 'forced' },
];
const scenes = 100;
const seed = 20_261;

let phones: readonly Phone[];
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures wanted off the pattern
test.beforeAll(async ({}, { outputDir }) => {
  const folder = join(outputDir, 'screens');
  const shots = await takeShots(folder, ['chromium'], looks, () => {});
  await writeFile(join(folder, shotsFile), JSON.stringify(shots));
  phones = await loadPhones(folder);
});

test('two readers of three read what a camera sees inside the envelope, and none takes it for another', async () => {
  // Two hundred pictures are more work than any other test has, on a machine that may be busy.
  test.slow();
  const tally = new Tally();
  const places = Array.from({ length: scenes }, (_, place) => sceneInside(seed, place));
  for (const verdicts of await sit(phones, places)) tally.add(verdicts);
  expect(phones).toHaveLength(looks.length * kinds.length);
  expect(tally.scenes).toBe(scenes);
  expect(wrong(tally)).toEqual([]);
  expect(tally.either).toBeGreaterThanOrEqual(0.99 * scenes);
});

test('what no reader can read is told from what all can', async () => {
  const at = (modules: number) => [sceneWith('blur', modules, seed, 0)];
  const [sharp] = await sit(phones, at(0));
  const [blurred] = await sit(phones, at(3));
  expect(sharp && isEitherRead(sharp)).toBe(true);
  expect(blurred && isEitherRead(blurred)).toBe(false);
});

test('the same seed takes the same picture, byte for byte', async () => {
  const screen = phones[0]?.qr;
  if (!screen) throw new Error('no screen to photograph');
  const [first, again] = [
    await photograph(screen, sceneInside(seed, 7)),
    await photograph(screen, sceneInside(seed, 7)),
  ];
  expect(first.equals(again)).toBe(true);
  expect(first.equals(await photograph(screen, sceneInside(seed + 1, 7)))).toBe(false);
});
