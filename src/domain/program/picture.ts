/** A picture that the retailer gave, as it is stored: under the hash of its content. */
export interface Picture {
  readonly hash: string;
  /** The picture's average colour, `#rrggbb`, shown until the picture is loaded. */
  readonly color: string;
}

/** In pixels, each four thirds of its height: beside a name, and across a phone. */
export const pictureWidths = [320, 800] as const;
export type PictureWidth = (typeof pictureWidths)[number];

/** A browser takes the first one that it knows. */
export const pictureKinds = ['avif', 'webp'] as const;
export type PictureKind = (typeof pictureKinds)[number];
