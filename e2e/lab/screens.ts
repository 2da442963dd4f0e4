import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { makeCertificate } from '../certificate.ts';
import { openNetwork } from '../network.ts';
import { readAllWithZxing } from '../readers.ts';
import { startServer } from '../tillpass.ts';
import { can, type Engine, type Eye, type Look, openEye } from './eyes.ts';
import { type Shown, shownSymbologies } from './judges.ts';
import type { Box } from './light.ts';
import { type HeldOut, holdOut, type Kind, kinds } from './shown.ts';

/** A screenshot of the part of a page that has the symbol on it. */
export interface Shot {
  readonly engine: Engine;
  readonly look: Look;
  readonly kind: Kind;
  readonly symbology: Shown;
  readonly digits: string;
  readonly file: string;
  /** In pixels of the picture. */
  readonly symbol: Box;
  /** Of the bars, also where the QR code is shown: its pixels, and how many there are across. */
  readonly module: number;
  readonly modules: number;
}

/** What is around the symbol in the picture, in pixels of CSS: the digits, and nearer than on any phone its edge. */
const around = { beside: 24, aboveAndBelow: 48 };
/** Modules of each symbol, with its quiet zone. */
export const modulesAcross = { voucher: 121, pass: 176, QR: 29 } as const;

/** Takes the real pages' pictures in every engine that is here and every look that it can have. */
export async function takeShots(
  folder: string,
  engines: readonly Engine[],
  looks: readonly Look[],
  tell: (text: string) => void,
): Promise<Shot[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const server = await startServer();
  const network = await openNetwork(server.url, await makeCertificate());
  try {
    const shots: Shot[] = [];
    for (const look of looks) {
      const here = engines.filter((engine) => can(engine, look));
      for (const kind of kinds) {
        const held = await holdOut(server, kind);
        const taken = here.map(async (engine) => {
          const eye = await openEye(engine, look, held, network.url);
          try {
            await eye.open((engine === 'webkit' ? network.url : server.url) + held.path);
            return await bothSymbols(eye, { engine, look, held, folder });
          } finally {
            await eye.close();
          }
        });
        shots.push(...(await Promise.all(taken)).flat());
      }
      tell(`${look.width} wide, ratio ${look.ratio}, ${look.theme}: ${here.join(', ')}`);
    }
    return shots;
  } finally {
    await network.close();
    await server.remove();
  }
}

interface Sitting {
  readonly engine: Engine;
  readonly look: Look;
  readonly held: HeldOut;
  readonly folder: string;
}

async function bothSymbols(eye: Eye, { engine, look, held, folder }: Sitting): Promise<Shot[]> {
  const { kind } = held;
  const bars = await boxOf(eye, '.barcode-bars');
  const modules = modulesAcross[kind];
  const module = (bars.width * look.ratio) / modules;
  const shots: Shot[] = [];
  for (const symbology of shownSymbologies) {
    if (symbology === 'qr') await eye.run(showQrHere);
    const box = symbology === 'qr' ? await boxOf(eye, '.barcode-qr') : bars;
    const { cut, symbol, digits } = await takeUntilRead(eye, box, look.ratio, held);
    const file = `${kind}-${engine}-${look.width}-${look.ratio}-${look.theme}-${symbology}.png`;
    await writeFile(join(folder, file), cut);
    shots.push({ engine, look, kind, symbology, digits, file, symbol, module, modules });
  }
  return shots;
}

/** An engine on a busy machine may hand out what it painted before; what can never be read is a fault to be seen. */
async function takeUntilRead(eye: Eye, box: Box, ratio: number, held: HeldOut) {
  for (let patience = 20; ; patience--) {
    const digits = held.digits ?? (await eye.run(digitsHere));
    const taken = await cutOut(await eye.picture(), box, ratio);
    const found = await readAllWithZxing(taken.cut, shownSymbologies);
    if (found.includes(digits)) return { ...taken, digits };
    if (patience === 0) throw new Error(`an untouched screenshot is not read: found ${found}`);
  }
}

/** Where a symbol is, in pixels of CSS, once the card has been fitted to the display's pixels; without a size while it is hidden. */
export async function boxOf(eye: Eye, selector: string): Promise<Box> {
  const box = await eye.run(boxHere, selector);
  if (!box) throw new Error('the barcode did not come');
  return box;
}

async function cutOut(picture: Buffer, box: Box, ratio: number) {
  const { width, height } = await sharp(picture).metadata();
  const left = Math.max(0, Math.round((box.left - around.beside) * ratio));
  const top = Math.max(0, Math.round((box.top - around.aboveAndBelow) * ratio));
  const right = Math.round((box.left + box.width + around.beside) * ratio);
  const bottom = Math.round((box.top + box.height + around.aboveAndBelow) * ratio);
  const cut = await sharp(picture)
    .extract({
      left,
      top,
      width: Math.min(width, right) - left,
      height: Math.min(height, bottom) - top,
    })
    .flatten({ background: '#fff' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  const symbol = {
    left: box.left * ratio - left,
    top: box.top * ratio - top,
    width: box.width * ratio,
    height: box.height * ratio,
  };
  return { cut, symbol };
}

/** Runs in the page, so it can use nothing from this file. */
async function boxHere(selector: string): Promise<Box | null> {
  const giveUp = performance.now() + 20_000;
  while (performance.now() < giveUp) {
    const box = document.querySelector(`.barcode-card[style] ${selector}`)?.getBoundingClientRect();
    if (box) return { left: box.left, top: box.top, width: box.width, height: box.height };
    await new Promise((later) => setTimeout(later, 20));
  }
  return null;
}

/** Runs in the page: what stands under the symbol. */
function digitsHere(): string {
  const digits = document.querySelector('.barcode-digits [aria-hidden]');
  return (digits?.textContent ?? '').replace(/\D/g, '');
}

/** Runs in the page, so it can use nothing from this file. */
function showQrHere(): void {
  document.querySelector<HTMLInputElement>('input[name=symbol][value=qr]')?.click();
}
