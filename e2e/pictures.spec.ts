import { readdir, readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { scenes } from './scenes.ts';
import { type Sketch, sketch } from './sketch.ts';
import { test } from './tillpass.ts';

const readme = 'docs/pictures';

test('README’s film strip shows the pages as they are; npm run pictures takes it anew', async ({
  browser,
  tillpass,
}) => {
  const shown: Record<string, Sketch> = {};
  await scenes(browser, tillpass, async (name, page) => {
    shown[name] = await sketch(page);
  });
  const taken = JSON.parse(await readFile(`${readme}/sketches.json`, 'utf8'));
  expect(shown).toEqual(taken);
  const pictures = (await readdir(readme)).filter((file) => file.endsWith('.png'));
  expect(pictures).toEqual(['strip.png']);
});
