import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import {
  type LogoPicture,
  type Picture,
  type PictureKind,
  type PictureUse,
  pictureBytesAtMost,
  pictureKinds,
  pictureWidths,
} from '#domain/program/picture.ts';
import type { PictureFile } from '#server/storage/program/pictures.ts';
import { isSvg, refuseActiveSvg } from './judge-svg.ts';
import { PictureFault } from './picture-fault.ts';

/** As many as the largest cameras have; more would fill the memory. */
const pixelsAtMost = 100_000_000;

/** Below it a phone's screen would show the pixels. */
const leastWidth: Readonly<Record<PictureUse, number>> = { reward: 320, wide: 640, logo: 160 };

/** Width for a height of 1. A logo keeps its own. */
const shapes = { reward: 4 / 3, wide: 16 / 9 } as const;

/** A logo that is higher or wider would be too small to be read at the height of a line. */
const logoShapes = { least: 1 / 2, most: 4 };

/** Of 255. A logo of which every pixel is brighter can't be seen on white. */
const darkestUnseen = 240;

/** Small, so that the pictures of a list of rewards cost a phone less than the app's script. */
const fileBytesAtMost = 15_000;

/** Part of the hash: made by another recipe, the same source is another picture. */
const recipes: Readonly<Record<PictureUse, string>> = {
  reward: '1',
  wide: '1 wide',
  logo: '1 logo',
};

const readable = new Set(['jpeg', 'png', 'webp', 'heif', 'svg']);
const wanted = 'give a JPEG, PNG, WebP, AVIF or SVG';

/** The name under which the files of a source are stored. */
export const pictureHash = (source: Uint8Array, use: PictureUse): string =>
  createHash('sha256').update(recipes[use]).update(source).digest('hex').slice(0, 16);

/**
 * Judges a source by its content, whatever its name is.
 * @throws PictureFault
 */
export async function readPicture(
  source: Uint8Array,
  use: PictureUse,
): Promise<Picture & LogoPicture> {
  if (source.length > pictureBytesAtMost)
    throw new PictureFault(
      'large',
      `has ${megabytes(source.length)} MB, and may have ${megabytes(pictureBytesAtMost)}`,
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
  if (!readable.has(format)) throw new PictureFault('kind', `is ${format}: ${wanted}`);
  // The library knows more forms of it than we can judge, such as a compressed one.
  if (format === 'svg' && !isSvg(source))
    throw new PictureFault(
      'unusual',
      'is an SVG in an unusual form: save it as plain SVG, which begins with <svg',
    );
  if (format !== 'svg' && width < leastWidth[use])
    throw new PictureFault('small', `is ${many(width)} wide, and needs ${leastWidth[use]} or more`);
  const leastHeight = use === 'logo' ? 0 : leastWidth[use] / shapes[use];
  if (format !== 'svg' && height < leastHeight)
    throw new PictureFault('small', `is ${many(height)} high, and needs ${leastHeight} or more`);
  const ratio = use === 'logo' ? await logoRatio(source) : shapes[use];
  return {
    hash: pictureHash(source, use),
    color: await averageOf(source, use).catch(unreadable),
    ratio,
  };
}

/**
 * Makes the files of a source that `readPicture` has judged.
 * @throws PictureFault when it has more detail than a file may hold
 */
export async function encodePicture(source: Uint8Array, use: PictureUse): Promise<PictureFile[]> {
  const hash = pictureHash(source, use);
  const files: PictureFile[] = [];
  for (const width of pictureWidths) {
    const { data, info } = await (await cut(source, use, width))
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
  throw new PictureFault('unreadable', `can't be read as a picture: ${wanted}`);
}

function tooLarge(): never {
  throw new PictureFault(
    'pixels',
    `has more pixels than ${megabytes(pixelsAtMost)} million: save it smaller, 1600 wide is enough`,
  );
}

const many = (pixels: number): string => (pixels === 1 ? '1 pixel' : `${pixels} pixels`);

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

const opened = (source: Uint8Array, density = 72) =>
  sharp(source, { limitInputPixels: pixelsAtMost, density });

/** As large as it is wanted, and upright as it was photographed. */
async function cut(source: Uint8Array, use: PictureUse, width: number): Promise<Sharp> {
  if (use === 'logo') {
    const fit = { fit: 'inside', withoutEnlargement: true } as const;
    return sharp(await trimmedLogo(source)).resize(width, width / 2, fit);
  }
  const height = Math.round(width / shapes[use]);
  return (
    opened(source, isSvg(source) ? await densityFor(source, width, height) : undefined)
      .autoOrient()
      // Where there is most to see.
      .resize(width, height, { fit: 'cover', position: 'attention' })
      // What can be seen through lies on paper.
      .flatten({ background: '#faf8f5' })
      .toColorspace('srgb')
  );
}

/** A logo on white, without the white around it. */
async function trimmedLogo(source: Uint8Array): Promise<Buffer> {
  // Twice as large as it is wanted: margins go.
  const width = 2 * pictureWidths[1];
  const density = isSvg(source) ? await densityFor(source, width, width / 2) : undefined;
  const whole = await opened(source, density)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColorspace('srgb')
    .png()
    .toBuffer()
    .catch(unreadable);
  const { channels } = await sharp(whole).stats();
  if (channels.every(({ min }) => min > darkestUnseen))
    throw new PictureFault(
      'pale',
      'shows nothing on white, which a logo stands on: give the dark one',
    );
  return sharp(whole).trim({ background: '#fff' }).png().toBuffer();
}

async function logoRatio(source: Uint8Array): Promise<number> {
  const { width, height } = await sharp(await trimmedLogo(source)).metadata();
  const ratio = width / height;
  if (ratio >= logoShapes.least && ratio <= logoShapes.most) return Math.round(ratio * 100) / 100;
  throw new PictureFault(
    'shape',
    `is ${width} × ${height} pixels without its margin; a logo may be up to four times as wide as high, and twice as high as wide`,
  );
}

/** A drawing has no pixels: it is drawn as large as it is wanted, whatever size it names. */
async function densityFor(source: Uint8Array, width: number, height: number): Promise<number> {
  const own = await opened(source).metadata();
  const scale = Math.max(width / own.width, height / own.height);
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
  throw new PictureFault('detail', 'has too much fine detail: give one with a calmer ground');
}

const encoders: Readonly<Record<PictureKind, (image: Sharp, quality: number) => Sharp>> = {
  avif: (image, quality) => image.avif({ quality, effort: 2 }),
  webp: (image, quality) => image.webp({ quality }),
};

async function averageOf(source: Uint8Array, use: PictureUse): Promise<string> {
  const small = await (await cut(source, use, 40)).png().toBuffer();
  const dot = await sharp(small).resize(1, 1, { fit: 'fill' }).raw().toBuffer();
  return `#${dot.subarray(0, 3).toString('hex')}`;
}
