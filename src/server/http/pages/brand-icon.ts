import { fillOf } from '#domain/program/brand-colour.ts';
import type { Brand } from '#domain/program/picture.ts';

/** The shape of an icon: with its own round corners, for a phone's mask, or square for Apple, which rounds it. */
export type Cut = 'round' | 'mask' | 'square';

/** How much of the square the drawing fills. A mask may cut off all but a circle of four fifths. */
const share: Readonly<Record<Cut, number>> = { round: 0.58, mask: 0.44, square: 0.58 };
const side = 512;
const roundness = 116;

/**
 * The program's icon as SVG, drawn from its colour and its logo or letters, so that each shop's app has its own.
 * @param picture the logo as a `data:` address, if the retailer gave it as a file: it stands on white
 */
export function brandIcon(
  { color, mark, logo }: Brand,
  cut: Cut,
  picture: string | null = null,
): string {
  const size = side * share[cut];
  const at = (side - size) / 2;
  const { ground, ink } = fillOf(color);
  const drawing = picture
    ? `<image x="${at}" y="${at}" width="${size}" height="${size}" href="${picture}"/>`
    : logo
      ? `<svg x="${at}" y="${at}" width="${size}" height="${size}" viewBox="${escapeXml(logo.viewBox)}"><path fill="${ink}" d="${escapeXml(logo.path)}"/></svg>`
      : `<text x="256" y="256" fill="${ink}" font-family="system-ui, sans-serif" font-weight="700" font-size="${Math.round(size * ([...mark].length > 1 ? 0.72 : 0.92))}" text-anchor="middle" dominant-baseline="central">${escapeXml(mark)}</text>`;
  const corner = cut === 'round' ? ` rx="${roundness}"` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}"${corner} fill="${picture ? '#ffffff' : ground}"/>${drawing}</svg>`;
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
