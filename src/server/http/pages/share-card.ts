import { createHash } from 'node:crypto';
import { escapeHtml } from '#contract/document.ts';
import { fillOf } from '#domain/program/brand-colour.ts';
import type { Program } from '#domain/program/program.ts';

/** What chats show of an address, in the size that they ask for. */
export const shareCardSize = { width: 1200, height: 630 } as const;

/** Part of the name: drawn in another way, it is another picture. */
const recipe = '1';

type Shown = Pick<Program, 'name' | 'brand'>;

/** The name of a program's card, which changes with whatever is on it. */
export const shareCardName = ({ name, brand }: Shown): string =>
  `${createHash('sha256')
    .update(JSON.stringify([recipe, name, brand]))
    .digest('hex')
    .slice(0, 16)}.jpeg`;

interface Pictures {
  /** As it is stored; null: there is none. */
  readonly cover: Uint8Array | null;
  /** As a `data:` address; null: there is none. */
  readonly logo: string | null;
}

/** Draws the card: the cover if there is one, else the brand's colour with the rings of its card; below it the name. */
export async function drawShareCard(program: Shown, { cover, logo }: Pictures): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { width, height } = shareCardSize;
  const over = Buffer.from(overlay(program, logo, cover !== null));
  const ground = cover
    ? sharp(cover).resize(width, height, { fit: 'cover' })
    : sharp({
        create: { width, height, channels: 3, background: fillOf(program.brand.color).ground },
      });
  return ground
    .composite([{ input: over }])
    .jpeg({ quality: 82 })
    .toBuffer();
}

const band = 190;
const plate = { at: 64, side: 126 };

function overlay({ name, brand }: Shown, logo: string | null, onPicture: boolean): string {
  const { width, height } = shareCardSize;
  const { ground, ink } = fillOf(brand.color);
  const top = height - band;
  const text = { x: plate.at + plate.side + 36, y: top + band / 2 };
  // As large as its length allows; wider letters are squeezed into what is left.
  const room = width - text.x - plate.at;
  const size = Math.min(76, Math.round((room / [...name].length) * 1.9));
  const long = [...name].length * size * 0.6 > room;
  const rings = Array.from(
    { length: 12 },
    (_, at) => `<circle cx="${width}" cy="0" r="${120 + at * 70}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
${onPicture ? '' : `<g fill="none" stroke="${ink}" stroke-width="3" opacity=".14">${rings.join('')}</g>`}
<rect y="${top}" width="${width}" height="${band}" fill="${ground}"/>
<rect x="${plate.at}" y="${top + (band - plate.side) / 2}" width="${plate.side}" height="${plate.side}" rx="30" fill="${logo ? '#ffffff' : ink}"/>
${markOn(brand, logo, top + (band - plate.side) / 2)}
<text x="${text.x}" y="${text.y}" fill="${ink}" font-family="system-ui, sans-serif" font-weight="700" font-size="${size}" dominant-baseline="central"${long ? ` textLength="${room}" lengthAdjust="spacingAndGlyphs"` : ''}>${escapeHtml(name)}</text>
</svg>`;
}

/** The logo or the letters, in the middle of the plate. */
function markOn({ color, mark, logo: drawing }: Program['brand'], logo: string | null, y: number) {
  const inner = plate.side * 0.72;
  const box = `x="${plate.at + (plate.side - inner) / 2}" y="${y + (plate.side - inner) / 2}" width="${inner}" height="${inner}"`;
  const { ground } = fillOf(color);
  if (logo) return `<image ${box} href="${logo}"/>`;
  if (drawing)
    return `<svg ${box} viewBox="${escapeHtml(drawing.viewBox)}"><path fill="${ground}" d="${escapeHtml(drawing.path)}"/></svg>`;
  return `<text x="${plate.at + plate.side / 2}" y="${y + plate.side / 2}" fill="${ground}" font-family="system-ui, sans-serif" font-weight="700" font-size="64" text-anchor="middle" dominant-baseline="central">${escapeHtml(mark)}</text>`;
}
