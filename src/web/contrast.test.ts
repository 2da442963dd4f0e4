import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fillOf } from '#domain/program/brand-colour.ts';
import { contrastPairs } from './contrast-pairs.ts';
import { colourOf, contrast, hexOf } from './sheet-colour.ts';

const source = join(import.meta.dirname, '..');
const sheet = (file: string) =>
  readFileSync(join(source, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');

const tokens = new Map<string, string>();
const learn = (text: string, found: RegExp, prefix = ''): void => {
  for (const [, name = '', value = ''] of text.matchAll(found))
    tokens.set(prefix + name, value.replaceAll(/\s+/g, ' ').trim());
};
learn(sheet('web/tokens.css').split('@supports')[0] ?? '', /(--[a-z-]+):\s*([^;]+);/g);
learn(sheet('shopper/ui/finish.css'), /(--(?!away)[a-z-]+):\s*([^;]+);/g);
// The tints turn a drawing's hue, and the brands below have every hue.
const art = sheet('shopper/ui/reward-picture.css').replaceAll('calc(h + var(--t))', 'h');
learn(art, / {2}(color|background): (light-dark[^;]+);/g, '--art-');
tokens.set('--sheen-whole', 'color-mix(in oklab, var(--tier) 40%, var(--away))');

/** Colours that shops have: bright and pale ones, which white can't be read on, dark ones, and those between. */
const shops = [
  ...['#f2c200', '#ffd500', '#ff5fa2', '#ff7a00', '#ff6600', '#a3e635', '#c6ff00', '#7dd3fc'],
  ...['#ffffff', '#f5e6c8', '#ffc0cb', '#00e5ff', '#39ff14', '#000000', '#155e75', '#1d6b52'],
  ...['#7a3b2e', '#7f1d1d', '#5b21b6', '#0f172a', '#e11d48', '#ef4444', '#3b82f6', '#16a34a'],
  ...['#1da1f2', '#808080', '#777777', '#b45309', '#d946ef', '#14b8a6'],
];
const everyHue: string[] = [];
for (let h = 0; h < 360; h += 15)
  for (const c of [0, 0.06, 0.14, 0.22, 0.3])
    for (const l of [0.1, 0.35, 0.5, 0.58, 0.65, 0.8, 0.97]) everyHue.push(hexOf([l, c, h]));

const schemeOf = (brand: string, tier: string, dark: boolean) => {
  const { ground, ink, away } = fillOf(brand);
  const own = { '--brand': brand, '--fill': ground, '--on-fill': ink, '--away': away };
  return { dark, tokens: new Map([...tokens, ...Object.entries({ ...own, '--tier': tier })]) };
};

describe('contrast, whatever the brand', () => {
  for (const dark of [false, true])
    for (const [read, ground, least] of contrastPairs)
      test(`${read} on ${ground} in ${dark ? 'dark' : 'light'}`, () => {
        const brands = [...shops, ...everyHue];
        for (const [at, brand] of brands.entries()) {
          // A tier's colour is the retailer's too: each brand meets another one.
          const tier = brands[(at * 7 + 3) % brands.length] ?? brand;
          const scheme = schemeOf(brand, tier, dark);
          const found = contrast(colourOf(read, scheme), colourOf(ground, scheme));
          assert.ok(found >= least, `${found.toFixed(2)} for the brand ${brand}, the tier ${tier}`);
        }
      });
});

test('conditions, which are less than the text, keep a contrast of 7 in dark', () => {
  const scheme = schemeOf('#1d6b52', '#8a8f98', true);
  const soft = colourOf('var(--soft)', scheme);
  for (const ground of ['var(--paper)', 'var(--raised)']) {
    const found = contrast(soft, colourOf(ground, scheme));
    assert.ok(found >= 7, `${found.toFixed(2)} on ${ground}`);
  }
});

test('conditions, ends of points and places are never smaller than 0.9375rem', () => {
  assert.equal(tokens.get('--terms'), '0.9375rem');
  for (const [file, rule] of [
    ['ui/base.css', /\n\.hint \{([^}]*)\}/],
    ['ui/history/lines.css', /\n\.line-what \{([^}]*)\}/],
    ['wallet/offers.css', /\n\.first > p \{([^}]*)\}/],
    ['wallet/wallet.css', /\n\.notes \{([^}]*)\}/],
  ] as const)
    assert.match(rule.exec(sheet(`shopper/${file}`))?.[1] ?? '', /font-size: var\(--terms\)/, file);
});

test('a bright brand’s button is the brand itself, in light and in dark', () => {
  for (const bright of ['#f2c200', '#ff5fa2', '#a3e635', '#ff7a00'])
    for (const dark of [false, true])
      assert.equal(hexOf(colourOf('var(--accent)', schemeOf(bright, '#8a8f98', dark))), bright);
});

test('every two tokens that a rule puts together are among the pairs', () => {
  const known = new Set(contrastPairs.map(([read, ground]) => `${read} on ${ground}`));
  // The till has colours of its own for its verdicts, which no brand changes.
  const till = /--(on-)?(yes|no|unsure|verdict)\)/;
  for (const file of globSync('{shopper,till,web}/**/*.css', { cwd: source }))
    for (const [, rule = ''] of sheet(file).matchAll(/\{([^{}]*)\}/g)) {
      const read = /(?:^|[\s;])color: (var\([a-z-]+\))/.exec(
        rule.replaceAll(/(--)color/g, ''),
      )?.[1];
      const ground = /background(?:-color)?: (var\([a-z-]+\))/.exec(rule)?.[1];
      if (!read || !ground || till.test(read + ground)) continue;
      assert.ok(known.has(`${read} on ${ground}`), `${read} on ${ground} in ${file}`);
    }
});
