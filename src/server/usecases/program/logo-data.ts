import type { Brand } from '#domain/program/picture.ts';
import { pictureBytes } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** In pixels, of the widths in which a logo is stored. */
export const logoWidths = [320, 800] as const;
export type LogoWidth = (typeof logoWidths)[number];

/**
 * The logo that the retailer gave as a file, as a `data:` address: for what fetches nothing, such as a printed page. It decodes and draws, so whoever shows it to anyone keeps it.
 * @returns null where there is none
 */
export async function logoData(
  { store }: Pick<Context, 'store'>,
  { logoPicture }: Brand,
  width: LogoWidth,
): Promise<string | null> {
  if (!logoPicture) return null;
  const stored = { hash: logoPicture.hash, width, kind: 'webp' } as const;
  const bytes = await pictureBytes(store.read, stored);
  if (!bytes) return null;
  // Loaded here, as for icons: most programs have no such logo.
  const { default: sharp } = await import('sharp');
  // What draws our icons knows PNG.
  return `data:image/png;base64,${(await sharp(bytes).png({ palette: true }).toBuffer()).toString('base64')}`;
}
