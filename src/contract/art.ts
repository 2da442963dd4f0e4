import type { Picture } from '#domain/program/picture.ts';

/** A drawing in two tones of one colour, as path data on a grid of 48: what is filled lightly, and the line over it. */
export interface Drawing {
  readonly fill: string;
  readonly line: string;
}

/**
 * What a reward looks like: a picture where the retailer gave one, else a drawing. It brings its drawing along, so that no page carries the whole set and a kept page shows
 * what it showed.
 */
export interface RewardArt {
  /** Which of the brand's five tints is behind it. */
  readonly tint: number;
  readonly glyph?: Drawing;
  readonly picture?: Picture;
}
