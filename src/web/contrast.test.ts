import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

/** Lightness 0 to 1, chroma, hue in degrees. */
type Oklch = readonly [number, number, number];
type Rgb = readonly [number, number, number];

/** Colours of text and ground; WCAG 2.2 asks for 4.5. */
const pairs = [
  ['--ink', '--paper'],
  ['--ink', '--raised'],
  ['--ink', '--sunk'],
  ['--ink', '--tint'],
  ['--soft', '--paper'],
  ['--soft', '--raised'],
  ['--soft', '--sunk'],
  ['--on-accent', '--accent'],
  ['--accent', '--paper'],
  ['--accent', '--raised'],
  ['--accent', '--tint'],
  ['--bad', '--bad-tint'],
  ['--good', '--raised'],
  ['#fff', '--deep'],
  ['#fff', '--deeper'],
  ['--art-color', '--art-background'],
] as const;

const sheet = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8').split('@supports')[0];
const tokens = new Map(
  [...(sheet ?? '').matchAll(/(--[a-z-]+):\s*([^;]+);/g)].map(([, name, value]) => [
    name ?? '',
    (value ?? '').replaceAll(/\s+/g, ' ').trim(),
  ]),
);

// A reward's drawing: the tints turn its hue, and the brands below have every hue.
const art = readFileSync(join(import.meta.dirname, '../shopper/ui/reward-picture.css'), 'utf8');
for (const [, name, value] of art.matchAll(/ {2}(color|background): (light-dark[^;]+);/g))
  tokens.set(
    `--art-${name}`,
    (value ?? '').replaceAll('calc(h + var(--t))', 'h').replaceAll(/\s+/g, ' '),
  );

/** Computes a colour of the sheet, as a browser does for a brand and a scheme. */
function colour(value: string, dark: boolean, brand: Oklch): Oklch {
  if (value.startsWith('--')) return colour(tokens.get(value) ?? '', dark, brand);
  const text = value.trim();
  if (text === '#fff') return [1, 0, 0];
  const inner = text.slice(text.indexOf('(') + 1, -1);
  if (text.startsWith('var(')) return colour(inner, dark, brand);
  if (text.startsWith('light-dark(')) {
    const comma = parts(inner, ',');
    return colour(comma[dark ? 1 : 0] ?? '', dark, brand);
  }
  assert.match(text, /^oklch\(/, `${text} is no colour of the sheet`);
  const from = inner.startsWith('from ');
  const [l, c, h] = parts(from ? inner.slice('from var(--brand) '.length) : inner, ' ');
  return [number(l, brand), number(c, brand), number(h, brand)];
}

/** Splits at separators outside parentheses. */
function parts(text: string, separator: string): string[] {
  const found = [''];
  let depth = 0;
  for (const letter of text) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === separator && depth === 0) found.push('');
    else found.push((found.pop() ?? '') + letter);
  }
  return found.map((part) => part.trim()).filter(Boolean);
}

function number(text = '', [l, c, h]: Oklch): number {
  const call = /^(clamp|min|max)\((.*)\)$/.exec(text);
  const values = parts(call?.[2] ?? text, ',').map((part) => {
    const [name = '', less = '0'] = part.split(' - ');
    const known: Record<string, number> = { l, c, h };
    return (known[name] ?? Number(name)) - Number(less);
  });
  const [first = 0, second = 0, third = 0] = values;
  if (call?.[1] === 'clamp') return Math.min(Math.max(first, second), third);
  if (call?.[1] === 'min') return Math.min(first, second);
  return call?.[1] === 'max' ? Math.max(first, second) : first;
}

/** Björn Ottosson's OKLab, clipped to sRGB, in linear light. */
function linear([l, c, h]: Oklch): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function contrast(one: Oklch, other: Oklch): number {
  const light = [one, other].map((each) => {
    const [red, green, blue] = linear(each);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

const brands: Oklch[] = [];
for (let h = 0; h < 360; h += 15)
  for (const c of [0, 0.06, 0.14, 0.22, 0.3])
    for (const l of [0.1, 0.35, 0.5, 0.65, 0.8, 0.97]) brands.push([l, c, h]);

describe('contrast, whatever the brand', () => {
  for (const dark of [false, true])
    for (const [text, ground] of pairs)
      test(`${text} on ${ground} in ${dark ? 'dark' : 'light'}`, () => {
        for (const brand of brands) {
          const found = contrast(colour(text, dark, brand), colour(ground, dark, brand));
          assert.ok(found >= 4.5, `${found.toFixed(2)} for the brand oklch(${brand.join(' ')})`);
        }
      });
});
