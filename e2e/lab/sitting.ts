import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { greyPixels } from '../readers.ts';
import { pick } from './chance.ts';
import type { Scene } from './envelope.ts';
import { readAll, type Shown } from './judges.ts';
import { photograph, type Screen } from './photograph.ts';
import type { Shot } from './screens.ts';
import { type Verdicts, verdictOn } from './verdict.ts';

/** A phone as it was in one engine and look, with the bars and with the QR code on its screen. */
export interface Phone {
  readonly shot: Shot;
  readonly screens: Readonly<Record<Shown, Screen>>;
}

export const shotsFile = 'shots.json';

/** Reads what `takeShots` left in a folder. */
export async function loadPhones(folder: string): Promise<Phone[]> {
  const shots = JSON.parse(await readFile(join(folder, shotsFile), 'utf8')) as Shot[]; // Written by `takeShots`.
  const phones: Phone[] = [];
  for (const shot of shots.filter(({ symbology }) => symbology === 'code-128')) {
    const qr = shots.find(
      ({ symbology, engine, look }) =>
        symbology === 'qr' &&
        engine === shot.engine &&
        JSON.stringify(look) === JSON.stringify(shot.look),
    );
    if (!qr) throw new Error(`${shot.file} has no QR code beside it`);
    const screens = { 'code-128': await screenOf(folder, shot), qr: await screenOf(folder, qr) };
    phones.push({ shot, screens });
  }
  return phones;
}

async function screenOf(folder: string, { file, symbol, module }: Shot): Promise<Screen> {
  return { grey: await greyPixels(join(folder, file)), symbol, module };
}

/** Photographs a phone in each scene, with the bars and with the QR code, and has all of it read. */
export async function sit(phones: readonly Phone[], scenes: readonly Scene[]): Promise<Verdicts[]> {
  const sitters = scenes.map(({ chance }) => pick(chance, phones));
  const pictures: Buffer[] = [];
  for (const [at, scene] of scenes.entries()) {
    const screens = sitters[at]?.screens;
    if (!screens) throw new Error('a scene without a phone');
    pictures.push(await photograph(screens['code-128'], scene));
    pictures.push(await photograph(screens.qr, scene));
  }
  const readings = await readAll(pictures);
  return sitters.map(({ shot }, at) => ({
    'code-128': verdictOn(readings[2 * at] ?? {}, shot.digits),
    qr: verdictOn(readings[2 * at + 1] ?? {}, shot.digits),
  }));
}
