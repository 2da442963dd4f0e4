import { expect, type Locator } from '@playwright/test';
import sharp from 'sharp';
import { greyPixels } from './readers.ts';

// What a scanner needs of a symbol, measured in the pixels of a picture: a reader forgives faults that a laser does not.

/** A CSS pixel on the smallest-grained phones sold (iPhone mini: 375 of them on 57.6 mm); on others it is up to 0.19. */
export const mmPerCssPixel = 0.15;
/** The narrowest module that GS1 allows at a till. */
export const moduleMmAtLeast = 0.25;
const qrModules = 21;
const qrQuiet = 4;

type Pixels = Awaited<ReturnType<typeof greyPixels>>;
type Place = { pixels: Pixels; left: number; top: number; across: number; down: number };

/** Where a symbol with its quiet zone is in an unclipped screenshot, in device pixels. */
async function placeOf(symbol: Locator, ratio: number, screen: Buffer): Promise<Place> {
  const box = await symbol.boundingBox();
  if (!box) throw new Error('The symbol is not on the page.');
  return {
    pixels: await greyPixels(screen),
    left: Math.round(box.x * ratio),
    top: Math.round(box.y * ratio),
    across: Math.round(box.width * ratio),
    down: Math.round(box.height * ratio),
  };
}

/** Finds a symbol that runs down the screen: looks at the screenshot as if the phone were turned to the left. */
async function placeTurned(symbol: Locator, ratio: number, screen: Buffer): Promise<Place> {
  const { pixels, left, top, across, down } = await placeOf(symbol, ratio, screen);
  const turned = await greyPixels(await sharp(screen).rotate(270).toBuffer());
  return {
    pixels: turned,
    left: top,
    top: pixels.width - left - across,
    across: down,
    down: across,
  };
}

/** Asserts that a module is wide enough for a till's scanner on any phone. */
function expectWide(module: number, ratio: number, where: string): void {
  const mm = (module / ratio) * mmPerCssPixel;
  expect(mm, `millimetres a module: ${where}`).toBeGreaterThanOrEqual(moduleMmAtLeast);
}

/** What bars are made of, in modules: all of them, the quiet zone on each side, and the first bar. */
interface BarsShape {
  readonly modules: number;
  readonly quiet: number;
  readonly first: number;
  /** It runs down the screen. */
  readonly turned?: boolean;
}
/** A voucher code's as every phone draws it. */
const plainBars: BarsShape = { modules: 101, quiet: 10, first: 2 };

/**
 * Asserts that bars are pure black and white, whole modules of whole device pixels, with their quiet zones.
 * @returns device pixels a module
 */
export async function expectCrispBars(
  symbol: Locator,
  ratio: number,
  screen: Buffer,
  where: string,
  shape: BarsShape = plainBars,
): Promise<number> {
  const find = shape.turned ? placeTurned : placeOf;
  const { pixels, left, top, across, down } = await find(symbol, ratio, screen);
  const row = (y: number) => pixels.data.subarray(y * pixels.width, (y + 1) * pixels.width);
  const line = row(top + Math.floor(down / 2));
  // From the upper end to the lower nothing changes but the edges, which may fall between pixels.
  for (const y of [top + 2, top + down - 3])
    expect(row(y).subarray(left, left + across), `uneven: ${where}`).toEqual(
      line.subarray(left, left + across),
    );
  // Everything black or white around the middle belongs to the card: bars and the white beside them.
  const isPure = (pixel: number | undefined) => pixel === 0 || pixel === 255;
  const middle = left + Math.floor(across / 2);
  let [from, to] = [middle, middle];
  while (isPure(line[from - 1])) from--;
  while (isPure(line[to])) to++;
  const runs =
    Buffer.from(line.subarray(from, to))
      .toString('latin1')
      .match(/\0+|\xff+/g) ?? [];
  const quiet = [runs.shift()?.length ?? 0, runs.pop()?.length ?? 0];
  const module = (runs[0]?.length ?? 0) / shape.first;
  expect(module > 0 && Number.isInteger(module), `whole device pixels: ${where}`).toBe(true);
  const widths = runs.map((run) => run.length / module);
  expect(widths.every(Number.isInteger), `whole modules: ${where}: ${widths}`).toBe(true);
  expect(runs.join('').length, `modules: ${where}`).toBe(shape.modules * module);
  expect(Math.min(...quiet), `quiet zone: ${where}`).toBeGreaterThanOrEqual(shape.quiet * module);
  // Other symbologies have more modules; where they stand on a phone they are weighed by the server.
  if (shape.modules === plainBars.modules) expectWide(module, ratio, where);
  return module;
}

/** Asserts that each module of a QR code is a square of equal device pixels, black or white, and four around it are white. */
export async function expectCrispQr(
  symbol: Locator,
  ratio: number,
  screen: Buffer,
  where: string,
): Promise<void> {
  const { pixels, left, top, across, down } = await placeOf(symbol, ratio, screen);
  const at = (x: number, y: number) => pixels.data[y * pixels.width + x];
  const module = Math.floor(across / (qrModules + 2 * qrQuiet));
  // The first finder's corner says where the modules begin: the box does so between two pixels.
  let [x0, y0] = [left, top + qrQuiet * module + module];
  while (x0 < left + across && at(x0, y0) !== 0) x0++;
  while (y0 > top && at(x0, y0 - 1) === 0) y0--;
  // An emulated ratio moves a picture to a whole CSS pixel.
  for (const moved of [x0 - left - qrQuiet * module, y0 - top - qrQuiet * module])
    expect(Math.abs(moved), `moved: ${where}`).toBeLessThanOrEqual(Math.ceil(ratio));
  const faults: string[] = [];
  for (let y = -qrQuiet; y < qrModules + qrQuiet; y++)
    for (let x = -qrQuiet; x < qrModules + qrQuiet; x++) {
      const inside = Math.min(x, y) >= 0 && Math.max(x, y) < qrModules;
      const colour = inside ? at(x0 + x * module, y0 + y * module) : 255;
      let even = colour === 0 || colour === 255;
      for (let pixel = 0; pixel < module ** 2; pixel++) {
        const [right, below] = [pixel % module, Math.floor(pixel / module)];
        even &&= at(x0 + x * module + right, y0 + y * module + below) === colour;
      }
      if (!even) faults.push(`${x}/${y}`);
    }
  expect(faults, `modules that are not whole, ${down} high: ${where}`).toEqual([]);
  expectWide(module, ratio, where);
}
