import { renameSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { outline } from '#domain/values/outline.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';

// Chromium plays a file as its camera: concatenated JPEGs, looped, read anew at each start of the
// camera. So one browser can be shown one code after another by writing the file again.

const WIDTH = 1280;
const HEIGHT = 720;
const FRAMES = 10;

/**
 * Launch options' arguments that make `file` (an absolute path ending in `.mjpeg`) the camera. The
 * file must exist when a page opens the camera; the context needs `permissions: ['camera']`.
 */
export function cameraArguments(file: string): string[] {
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** Holds a phone with `text` as a barcode before the camera; seen when a page next opens it. */
export async function showToCamera(
  file: string,
  text: string,
  symbology: Symbology = 'code-128',
): Promise<void> {
  const { rows } = await drawSymbol(symbology, text);
  const columns = rows[0]?.length ?? 0;
  const module = Math.floor(Math.min(760 / columns, 420 / rows.length));
  const width = columns * module;
  const height = rows.length === 1 ? 180 : rows.length * module;
  await film(
    file,
    `<rect x="${(WIDTH - 900) / 2}" y="${(HEIGHT - 520) / 2}" width="900" height="520" rx="40" fill="#fff"/>
    <svg x="${(WIDTH - width) / 2}" y="${(HEIGHT - height) / 2}" width="${width}" height="${height}"
      viewBox="0 0 ${columns} ${rows.length}" preserveAspectRatio="none"><path d="${outline(rows, { left: 0, top: 0 })}"/></svg>`,
  );
}

/** Points the camera at an empty counter; seen when a page next opens it. */
export async function showNothing(file: string): Promise<void> {
  await film(file, '');
}

async function film(file: string, scene: string): Promise<void> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
    <rect width="100%" height="100%" fill="#8a8d90"/>${scene}</svg>`;
  const frame = await sharp(Buffer.from(svg))
    .jpeg({ quality: 90, chromaSubsampling: '4:2:0' })
    .toBuffer();
  // By renaming, so that a camera which is just starting never sees half a file.
  writeFileSync(`${file}.new`, Buffer.concat(Array.from({ length: FRAMES }, () => frame)));
  renameSync(`${file}.new`, file);
}
