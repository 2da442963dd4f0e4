import sharp from 'sharp';

/** Pictures side by side, under what they have in common. */
export interface Row {
  readonly caption: string;
  readonly pictures: readonly Buffer[];
}

/** In pixels of the sheet. */
const [gap, line] = [16, 40];

interface Tile {
  readonly input: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Rows of pictures as one. @param widths how wide each picture of a row becomes, in pixels, by the row's caption @returns a PNG */
export async function contactSheet(
  rows: readonly Row[],
  widthOf: (caption: string) => number,
): Promise<Buffer> {
  const placed: { input: Buffer; left: number; top: number }[] = [];
  let [top, right] = [gap, 0];
  for (const { caption, pictures } of rows) {
    placed.push({ input: captionOf(caption), left: gap, top });
    top += line;
    let left = gap;
    const tiles = await Promise.all(pictures.map((one) => tileOf(one, widthOf(caption))));
    for (const { input, width } of tiles) {
      placed.push({ input, left, top });
      left += width + gap;
    }
    right = Math.max(right, left);
    top += Math.max(...tiles.map(({ height }) => height)) + gap;
  }
  const paper = { width: right, height: top, channels: 3, background: '#c9c9c9' } as const;
  return sharp({ create: paper }).composite(placed).png().toBuffer();
}

async function tileOf(picture: Buffer, width: number): Promise<Tile> {
  const { data, info } = await sharp(picture)
    .resize({ width })
    .toBuffer({ resolveWithObject: true });
  return { input: data, width: info.width, height: info.height };
}

const captionOf = (text: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${line}"><text y="28" font-family="sans-serif" font-size="22">${text}</text></svg>`,
  );
