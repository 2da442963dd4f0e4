import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import {
  type Picture,
  type PictureKind,
  pictureKinds,
  pictureWidths,
} from '#domain/program/picture.ts';
import type { PictureFile } from '#server/storage/program/pictures.ts';
import { isSvg, refuseActiveSvg } from './judge-svg.ts';
import { PictureFault } from './picture-fault.ts';

/** What a camera or a designer hands over is smaller. */
const sourceBytesAtMost = 10_000_000;

/** As many as the largest cameras have; more would fill the memory. */
const pixelsAtMost = 100_000_000;

/** Below it a phone's screen would show the pixels. */
const leastWidth = 320;
const leastHeight = (leastWidth * 3) / 4;

/** So that a list of rewards costs a phone less than its script. */
const fileBytesAtMost = 15_000;

/** Part of the hash: made by another recipe, the same source is another picture. */
const recipe = '1';

const readable = new Set(['jpeg', 'png', 'webp', 'heif', 'svg']);
const wanted = 'give a JPEG, PNG, WebP, AVIF or SVG';

/** The name under which the files of a source are stored. */
export const pictureHash = (source: Uint8Array): string =>
  createHash('sha256').update(recipe).update(source).digest('hex').slice(0, 16);

/**
 * Judges a source by its content, whatever its name is.
 * @throws PictureFault
 */
export async function readPicture(source: Uint8Array): Promise<Picture> {
  if (source.length > sourceBytesAtMost)
    throw new PictureFault(
      `has ${megabytes(source.length)} MB, and may have ${megabytes(sourceBytesAtMost)}`,
    );
  // The library throws at once for it, before there is a promise.
  if (source.length === 0) unreadable();
  if (isSvg(source)) refuseActiveSvg(source);
  const {
    format = 'nothing known',
    width = 0,
    height = 0,
  } = await opened(source)
    .metadata()
    .catch((error: Error) => (/pixel limit/.test(error.message) ? tooLarge() : unreadable()));
  if (!readable.has(format)) throw new PictureFault(`is ${format}: ${wanted}`);
  // The library knows more forms of it than we can judge, such as a compressed one.
  if (format === 'svg' && !isSvg(source))
    throw new PictureFault(
      'is an SVG in an unusual form: save it as plain SVG, which begins with <svg',
    );
  if (format !== 'svg' && width < leastWidth)
    throw new PictureFault(`is ${many(width)} wide, and needs ${leastWidth} or more`);
  if (format !== 'svg' && height < leastHeight)
    throw new PictureFault(`is ${many(height)} high, and needs ${leastHeight} or more`);
  return { hash: pictureHash(source), color: await averageOf(source).catch(unreadable) };
}

/**
 * Makes the files of a source that `readPicture` has judged.
 * @throws PictureFault when it has more detail than a file may hold
 */
export async function encodePicture(source: Uint8Array): Promise<PictureFile[]> {
  const hash = pictureHash(source);
  const files: PictureFile[] = [];
  for (const width of pictureWidths) {
    const { data, info } = await (await cut(source, width))
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const kind of pictureKinds) {
      const bytes = await smallEnough(() => sharp(data, { raw: info }), kind);
      files.push({ hash, width, kind, bytes });
    }
  }
  return files;
}

function unreadable(): never {
  throw new PictureFault(`can't be read as a picture: ${wanted}`);
}

function tooLarge(): never {
  throw new PictureFault(
    `has more pixels than ${megabytes(pixelsAtMost)} million: save it smaller, 1600 wide is enough`,
  );
}

const many = (pixels: number): string => (pixels === 1 ? '1 pixel' : `${pixels} pixels`);

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

const opened = (source: Uint8Array, density = 72) =>
  sharp(source, { limitInputPixels: pixelsAtMost, density });

/** Cut to four thirds where there is most to see, and upright as it was photographed. */
async function cut(source: Uint8Array, width: number): Promise<Sharp> {
  return (
    opened(source, isSvg(source) ? await densityFor(source, width) : undefined)
      .autoOrient()
      .resize(width, (width * 3) / 4, { fit: 'cover', position: 'attention' })
      // What can be seen through lies on paper.
      .flatten({ background: '#faf8f5' })
      .toColorspace('srgb')
  );
}

/** A drawing has no pixels: it is drawn as large as it is wanted, whatever size it names. */
async function densityFor(source: Uint8Array, width: number): Promise<number> {
  const own = await opened(source).metadata();
  const scale = Math.max(width / own.width, (width * 3) / 4 / own.height);
  return Math.min(Math.max(1, 72 * scale), 10_000);
}

const qualities: Readonly<Record<PictureKind, readonly number[]>> = {
  avif: [60, 48, 38, 28, 20, 12],
  webp: [80, 70, 55, 40, 25, 10],
};

async function smallEnough(image: () => Sharp, kind: PictureKind): Promise<Uint8Array> {
  for (const quality of qualities[kind]) {
    const bytes = await encoders[kind](image(), quality).toBuffer();
    if (bytes.length <= fileBytesAtMost) return bytes;
  }
  throw new PictureFault('has too much fine detail: give one with a calmer ground');
}

const encoders: Readonly<Record<PictureKind, (image: Sharp, quality: number) => Sharp>> = {
  avif: (image, quality) => image.avif({ quality, effort: 2 }),
  webp: (image, quality) => image.webp({ quality }),
};

async function averageOf(source: Uint8Array): Promise<string> {
  const small = await (await cut(source, 40)).png().toBuffer();
  const dot = await sharp(small).resize(1, 1, { fit: 'fill' }).raw().toBuffer();
  return `#${dot.subarray(0, 3).toString('hex')}`;
}
