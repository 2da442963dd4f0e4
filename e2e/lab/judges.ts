import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readAllWithZbar, readAllWithZxing } from '../readers.ts';

/** What a voucher's page shows, one at a time. */
export const shownSymbologies = ['code-128', 'qr'] as const;
export type Shown = (typeof shownSymbologies)[number];

/** Three readers: zbar, the zxing-cpp of today, and the one that Debian has had for years. */
export const judges = ['zbar', 'zxing-wasm', 'zxing-cpp'] as const;
export type Judge = (typeof judges)[number];

/** Lines that must say the same: a shop's scanner votes too. With two, six in ten thousand pictures gave another text. */
const agreeing = 4;

/** The texts that each found in a picture. A reader that is not installed is left out. */
export type Readings = Readonly<Partial<Record<Judge, readonly string[]>>>;

/** Debian's `ZXingReader`; undefined where it is not installed. */
export function zxingReaderPath(): string | undefined {
  const path = process.env.ZXING_READER_PATH ?? '/usr/bin/ZXingReader';
  return existsSync(path) ? path : undefined;
}

export async function readAll(pictures: readonly Buffer[]): Promise<Readings[]> {
  const path = zxingReaderPath();
  const old = path === undefined ? undefined : await readWithZxingReader(path, pictures);
  const readings: Readings[] = [];
  for (const [at, picture] of pictures.entries()) {
    readings.push({
      zbar: await readAllWithZbar(picture),
      'zxing-wasm': await readAllWithZxing(picture, shownSymbologies, agreeing),
      ...(old && { 'zxing-cpp': old[at] ?? [] }),
    });
  }
  return readings;
}

/** All pictures in one go, as starting the program takes longer than reading one. */
async function readWithZxingReader(path: string, pictures: readonly Buffer[]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-lab-'));
  try {
    const files = pictures.map((_, at) => `${at}.jpeg`);
    await Promise.all(files.map((file, at) => writeFile(join(folder, file), pictures[at] ?? '')));
    // Where it looks at smaller copies too it falls over an assertion of its own (1.4.0).
    const args = ['-1', '-noscale', '-format', 'Code128,QRCode', ...files];
    const { stdout } = await promisify(execFile)(path, args, { cwd: folder });
    const found = pictures.map((): string[] => []);
    for (const [, at, text] of stdout.matchAll(/^(\d+)\.jpeg \w+ "(.*)"$/gm))
      found[Number(at)]?.push(text ?? '');
    return found;
  } catch {
    // It fails on all of them because of one picture. Each is read alone, so that only this one counts as not read.
    if (pictures.length <= 1) return [[]];
    const each = pictures.map((picture) => readWithZxingReader(path, [picture]));
    return (await Promise.all(each)).flat();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
