import { say, table } from '../bench/report.ts';
import { moduleMmAtLeast } from '../symbol-pixels.ts';
import { startServer } from '../tillpass.ts';
import { openEye } from './eyes.ts';
import { boxOf, modulesAcross } from './screens.ts';
import { type HeldOut, holdOut, kinds } from './shown.ts';

interface Model {
  readonly name: string;
  /** The screen's width in pixels of CSS, their ratio to its own, and its own pixels to an inch. */
  readonly width: number;
  readonly ratio: number;
  readonly ppi: number;
}

/** Phones that are or were common, the smallest among them, and what is smaller still. */
const models: readonly Model[] = [
  { name: 'Galaxy A (6.5″, 720 × 1600)', width: 360, ratio: 2, ppi: 270 },
  { name: 'Galaxy S (6.2″, 1080 × 2340)', width: 360, ratio: 3, ppi: 416 },
  { name: 'Galaxy A5x (6.5″, 1080 × 2340)', width: 384, ratio: 2.8125, ppi: 396 },
  { name: 'Pixel 4a (5.8″, 1080 × 2340)', width: 393, ratio: 2.75, ppi: 443 },
  { name: 'Pixel 8 (6.2″, 1080 × 2400)', width: 412, ratio: 2.625, ppi: 428 },
  { name: 'iPhone SE, 1st (4″)', width: 320, ratio: 2, ppi: 326 },
  { name: 'iPhone SE, 2nd and 3rd (4.7″)', width: 375, ratio: 2, ppi: 326 },
  { name: 'iPhone 13 mini (5.4″)', width: 375, ratio: 3, ppi: 476 },
  { name: 'iPhone XR, 11 (6.1″)', width: 414, ratio: 2, ppi: 326 },
  { name: 'iPhone 15, 16 (6.1″)', width: 393, ratio: 3, ppi: 460 },
  { name: 'iPhone 16 Pro Max (6.9″)', width: 440, ratio: 3, ppi: 460 },
  { name: 'Galaxy Fold, outer (4.6″)', width: 280, ratio: 3, ppi: 399 },
  { name: 'cheap Android of 2015 (4″, 480 × 800)', width: 320, ratio: 1.5, ppi: 233 },
  { name: 'Jelly 2 (3″, 480 × 854)', width: 320, ratio: 1.5, ppi: 326 },
  { name: 'a 240-pixel screen (2.8″)', width: 240, ratio: 1, ppi: 143 },
];

const inchMm = 25.4;

/** How wide a module of a voucher's bars and of a pass's is on each phone, measured on the real pages. */
export async function measureWidths(): Promise<void> {
  const server = await startServer();
  try {
    const rows: string[][] = [];
    const heads = ['phone', 'CSS width × ratio', 'ppi'];
    for (const kind of kinds) {
      heads.push(`${kind}: shows`, 'pixels', 'mm', '');
      const held = await holdOut(server, kind);
      for (const [at, model] of models.entries()) {
        const { name, width, ratio, ppi } = model;
        rows[at] ??= [name, `${width} × ${ratio}`, String(ppi)];
        rows[at].push(...(await measure(model, held, server.url)));
      }
    }
    say(`\nModule width, of bars at least ${moduleMmAtLeast} mm:\n`);
    say(table(heads, rows));
  } finally {
    await server.remove();
  }
}

async function measure(
  { width, ratio, ppi }: Model,
  held: HeldOut,
  serverUrl: string,
): Promise<string[]> {
  const eye = await openEye('chromium', { width, ratio, theme: 'light' }, held, '');
  try {
    await eye.open(serverUrl + held.path);
    // A screen too small for bars shows the QR code first.
    const bars = await boxOf(eye, '.barcode-bars');
    const shown = bars.width > 0 ? 'bars' : 'QR';
    const { width: across } = shown === 'bars' ? bars : await boxOf(eye, '.barcode-qr');
    const module = (across * ratio) / modulesAcross[shown === 'bars' ? held.kind : shown];
    const mm = (module / ppi) * inchMm;
    const verdict = mm < moduleMmAtLeast ? 'too small' : 'wide enough';
    return [shown, module.toFixed(0), mm.toFixed(2), verdict];
  } finally {
    await eye.close();
  }
}
