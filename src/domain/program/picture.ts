/** A picture that the retailer gave, as it is stored: under the hash of its content. */
export interface Picture {
  readonly hash: string;
  /** The picture's average colour, `#rrggbb`, shown until the picture is loaded. */
  readonly color: string;
}

/** A logo that the retailer gave as a file, as it is stored: on white, and as high and wide as it is. */
export interface LogoPicture {
  readonly hash: string;
  /** Its width for a height of 1. */
  readonly ratio: number;
}

/** What a picture is for, which says how it is cut: beside a name, across a page, or not at all. */
export type PictureUse = 'reward' | 'wide' | 'logo';

/** A picture's name in what is stored beside a program's file: one file may have several uses. */
export const pictureKey = (use: PictureUse, file: string): string => `${use} ${file}`;

/** In bytes. What a camera or a designer hands over is smaller. */
export const pictureBytesAtMost = 10_000_000;

/** In pixels: beside a name, and across a phone. */
export const pictureWidths = [320, 800] as const;
export type PictureWidth = (typeof pictureWidths)[number];

/** A browser takes the first one that it knows. */
export const pictureKinds = ['avif', 'webp'] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** What mail programs and chats know is made of a stored one when it is asked for. */
export const servedKinds = [...pictureKinds, 'jpeg'] as const;
export type ServedKind = (typeof servedKinds)[number];

export interface Brand {
  /** sRGB, `#rrggbb`; the pages derive every other colour from it. */
  readonly color: string;
  /** One or two letters or signs that stand for the brand where there is no picture. */
  readonly mark: string;
  /** A drawing in one colour, so that it works on every ground; if there is one, it replaces the mark. */
  readonly logo?: Logo;
  /** A logo in colours of its own, which stands on white; given instead of the drawing. */
  readonly logoPicture?: LogoPicture;
  /** Across the page that a poster opens, and on the card that chats show of it. */
  readonly cover?: Picture;
}

/** Path data only: it can't run or fetch anything, and adds only a few hundred bytes to the document. */
export interface Logo {
  readonly viewBox: string;
  readonly path: string;
}
