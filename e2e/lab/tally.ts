import { table } from '../bench/report.ts';
import { type Name, names, type Scene } from './envelope.ts';
import { type Judge, judges, type Shown, shownSymbologies } from './judges.ts';
import { isEitherRead, isRead, type Misread, type Verdicts } from './verdict.ts';

/** How many scenes were read, and by whom. */
export class Tally {
  scenes = 0;
  either = 0;
  readonly read: Record<Shown, number> = { 'code-128': 0, qr: 0 };
  readonly by = new Map<`${Judge} ${Shown}`, number>();
  readonly misread: Misread[] = [];

  add(verdicts: Verdicts): void {
    this.scenes += 1;
    if (isEitherRead(verdicts)) this.either += 1;
    for (const symbology of shownSymbologies) {
      const verdict = verdicts[symbology];
      if (isRead(verdict)) this.read[symbology] += 1;
      for (const judge of verdict.by) {
        const key = `${judge} ${symbology}` as const;
        this.by.set(key, (this.by.get(key) ?? 0) + 1);
      }
      this.misread.push(...verdict.misread);
    }
  }
}

/** Misreadings that a till would take for another voucher or pass. */
export const wrong = ({ misread }: Tally): Misread[] =>
  misread.filter(({ passesCheck }) => passesCheck);

/** Per cent of a tally's scenes, to a tenth, and never 100 when one is missing. */
export const share = ({ scenes }: Tally, count: number): string =>
  scenes === 0 ? '' : (Math.floor((count * 1000) / scenes) / 10).toFixed(1);

/** Tallies for each degradation that led, and for all. */
export class Tallies {
  readonly all = new Tally();
  readonly led = new Map<Name, Tally>(names.map((name) => [name, new Tally()]));

  add({ lead }: Scene, verdicts: Verdicts): void {
    this.all.add(verdicts);
    this.led.get(lead)?.add(verdicts);
  }
}

const symbols = { 'code-128': 'bars', qr: 'QR' } as const;
const readers = judges.flatMap((judge) =>
  shownSymbologies.map((symbology) => ({ judge, symbology })),
);

export const readerHeads = readers.map(({ judge, symbology }) => `${judge} ${symbols[symbology]}`);

/** What each reader read of each symbol. */
export const readerShares = (tally: Tally): string[] =>
  readers.map(({ judge, symbology }) => share(tally, tally.by.get(`${judge} ${symbology}`) ?? 0));

export function talliesTable({ all, led }: Tallies): string {
  const row = (name: string, tally: Tally) => [
    name,
    String(tally.scenes),
    ...[tally.either, tally.read['code-128'], tally.read.qr].map((count) => share(tally, count)),
    String(tally.misread.length),
    String(wrong(tally).length),
    ...readerShares(tally),
  ];
  const heads = ['led by', 'scenes', 'either', 'bars', 'QR', 'misread', 'wrong', ...readerHeads];
  const rows = [...led].map(([name, tally]) => row(name, tally));
  return table(heads, [...rows, row('all', all)]);
}
