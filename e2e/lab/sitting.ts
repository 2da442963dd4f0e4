import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { greyPixels } from '../readers.ts';
import { pick } from './chance.ts';
import type { Scene } from './envelope.ts';
import { readAll, type Shown } from './judges.ts';
import { photograph, type Screen } from './photograph.ts';
import type { Shot } from './screens.ts';
import { type Verdicts, verdictOn } from './verdict.ts';

/** A screen, and what it says. */
export interface Legible extends Screen {
  readonly digits: string;
}

/** A phone as it was in one engine and look, with the bars and with the QR code on its screen. */
export type Phone = Readonly<Record<Shown, Legible>>;

export const shotsFile = 'shots.json';

/** Reads what `takeShots` left in a folder. */
export async function loadPhones(folder: string): Promise<Phone[]> {
  const shots = JSON.parse(await readFile(join(folder, shotsFile), 'utf8')) as Shot[]; // Written by `takeShots`.
  const phones: Phone[] = [];
  for (const shot of shots.filter(({ symbology }) => symbology === 'code-128')) {
    const qr = shots.find(
      ({ symbology, engine, kind, look }) =>
        symbology === 'qr' &&
        engine === shot.engine &&
        kind === shot.kind &&
        JSON.stringify(look) === JSON.stringify(shot.look),
    );
    if (!qr) throw new Error(`${shot.file} has no QR code beside it`);
    phones.push({ 'code-128': await screenOf(folder, shot), qr: await screenOf(folder, qr) });
  }
  return phones;
}

async function screenOf(
  folder: string,
  { file, symbol, module, modules, digits }: Shot,
): Promise<Legible> {
  return { grey: await greyPixels(join(folder, file)), symbol, module, modules, digits };
}

/** Photographs a phone in each scene, with the bars and with the QR code, and has all of it read. */
export async function sit(phones: readonly Phone[], scenes: readonly Scene[]): Promise<Verdicts[]> {
  const sitters = scenes.map(({ chance }) => pick(chance, phones));
  const pictures: Buffer[] = [];
  for (const [at, scene] of scenes.entries()) {
    const phone = sitters[at];
    if (!phone) throw new Error('a scene without a phone');
    pictures.push(await photograph(phone['code-128'], scene));
    pictures.push(await photograph(phone.qr, scene));
  }
  const readings = await readAll(pictures);
  return sitters.map((phone, at) => ({
    'code-128': verdictOn(readings[2 * at] ?? {}, phone['code-128'].digits),
    qr: verdictOn(readings[2 * at + 1] ?? {}, phone.qr.digits),
  }));
}
