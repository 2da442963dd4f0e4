/** The brand's colour as a ground, and what is written on it. All are sRGB, `#rrggbb`. */
export interface Fill {
  readonly ground: string;
  /** Reads on the ground with a contrast of 4.5 or more (WCAG 2.2). */
  readonly ink: string;
  /** Ink's opposite: a ground that is mixed with it only gains contrast. */
  readonly away: string;
}

const white = '#ffffff';
const black = '#000000';

/** Softer than black, and dark enough for every colour that white can't be read on. */
const dark = '#1b1714';

/** At it white has a contrast of 4.5. */
const brightestForWhite = 0.183;

/** Up to it a colour loses light until white can be read, which hardly anybody sees. What is brighter bears dark ink, also where
 * a pointer dims it. */
const almostForWhite = 0.27;

/** A bright colour stays as it is and bears dark ink: darkened for white, yellow would be brown. */
export function fillOf(color: string): Fill {
  const luminance = luminanceOf(color);
  if (luminance > almostForWhite) return { ground: color, ink: dark, away: white };
  const ground =
    luminance > brightestForWhite ? dimmed(color, (brightestForWhite - 0.003) / luminance) : color;
  return { ground, ink: white, away: black };
}

/** How well two colours are told apart, 1 to 21 (WCAG 2.2). */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance, 0 to 1. */
function luminanceOf(color: string): number {
  const [red = 0, green = 0, blue = 0] = linearOf(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The same colour in less light: hue and saturation stay. */
function dimmed(color: string, share: number): string {
  const parts = linearOf(color).map((part) => {
    const value = part * share;
    const coded = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
    return Math.round(coded * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
}

function linearOf(color: string): number[] {
  return [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
}
