/** Computes colours of the sheets as a browser does, for the test of their contrast. */

/** Lightness 0 to 1, chroma, hue in degrees. */
export type Oklch = readonly [l: number, c: number, h: number];

export interface Scheme {
  readonly dark: boolean;
  /** What each token is, by its name with the two hyphens. */
  readonly tokens: ReadonlyMap<string, string>;
}

/** @throws Error for what is no colour that the sheets may use */
export function colourOf(value: string, scheme: Scheme): Oklch {
  const text = value.trim();
  if (text.startsWith('#')) return fromHex(text);
  const open = text.indexOf('(');
  const [name, inner] = [text.slice(0, open), text.slice(open + 1, -1)];
  switch (name) {
    case 'var': {
      const token = scheme.tokens.get(inner);
      if (token === undefined) throw new Error(`${inner} is no token`);
      return colourOf(token, scheme);
    }
    case 'light-dark':
      return colourOf(parts(inner, ',')[scheme.dark ? 1 : 0] ?? '', scheme);
    case 'color-mix':
      return mixed(parts(inner, ','), scheme);
    case 'oklch': {
      const words = parts(inner, ' ');
      const from = words[0] === 'from' ? colourOf(words[1] ?? '', scheme) : ([0, 0, 0] as const);
      const [l, c, h] = words[0] === 'from' ? words.slice(2) : words;
      return [number(l, from), number(c, from), number(h, from)];
    }
    default:
      throw new Error(`${text} is no colour that is known here`);
  }
}

function mixed([space, one = '', other = '']: string[], scheme: Scheme): Oklch {
  if (space !== 'in oklab') throw new Error(`mixed ${space}`);
  const [first = '', share = '50%'] = parts(one, ' ');
  const part = Number.parseFloat(share) / 100;
  const [a, b] = [toLab(colourOf(first, scheme)), toLab(colourOf(other, scheme))];
  const lab = a.map((value, at) => value * part + (b[at] ?? 0) * (1 - part));
  return fromLab(lab);
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

function number(text = '', from: Oklch): number {
  const call = /^(clamp|min|max)\((.*)\)$/.exec(text);
  if (!call) return sum(text, from);
  const [first = 0, second = 0, third = 0] = parts(call[2] ?? '', ',').map((part) =>
    sum(part, from),
  );
  if (call[1] === 'clamp') return Math.min(Math.max(first, second), third);
  const all = [first, second, ...(third ? [third] : [])];
  return call[1] === 'min' ? Math.min(...all) : Math.max(...all);
}

/** A number, a letter of the colour that it is made from, or a sum such as `0.5 - l / 2`. */
function sum(text: string, [l, c, h]: Oklch): number {
  const known = { l, c, h }[text];
  if (known !== undefined) return known;
  const [, from, part] = /^([\d.]+) - l \/ (\d)$/.exec(text) ?? [];
  if (from !== undefined) return Number(from) - l / Number(part);
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`${text} is no number that is known here`);
  return value;
}

type Three = readonly number[];

const toLab = ([l, c, h]: Oklch): Three => [
  l,
  c * Math.cos((h * Math.PI) / 180),
  c * Math.sin((h * Math.PI) / 180),
];

const fromLab = ([l = 0, a = 0, b = 0]: Three): Oklch => [
  l,
  Math.hypot(a, b),
  (Math.atan2(b, a) * 180) / Math.PI,
];

/** Björn Ottosson's OKLab. */
function fromHex(text: string): Oklch {
  const full = text.length === 4 ? text.replaceAll(/[^#]/g, '$&$&') : text;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return fromLab([
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ]);
}

/** Linear light, clipped to sRGB. */
function linear(colour: Oklch): Three {
  const [l = 0, a = 0, b = 0] = toLab(colour);
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

/** The contrast of WCAG 2. */
export function contrast(one: Oklch, other: Oklch): number {
  const light = [one, other].map((each) => {
    const [red = 0, green = 0, blue = 0] = linear(each);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
  });
  return Math.max(...light) / Math.min(...light);
}

/** As a person writes a colour, clipped to sRGB. */
export const hexOf = (colour: Oklch): string =>
  `#${linear(colour)
    .map((part) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055))
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
