import { table } from '../bench/report.ts';
import type { Symbology } from '../readers.ts';
import { type Name, names, type Scene } from './envelope.ts';
import { type Judge, judges } from './judges.ts';
import { isEitherRead, isRead, type Verdicts } from './verdict.ts';

/** How many scenes were read, and by whom. */
export class Tally {
  scenes = 0;
  either = 0;
  readonly read: Record<Symbology, number> = { 'code-128': 0, qr: 0 };
  readonly by = new Map<`${Judge} ${Symbology}`, number>();
  readonly wrong: string[] = [];

  add(verdicts: Verdicts): void {
    this.scenes += 1;
    if (isEitherRead(verdicts)) this.either += 1;
    for (const symbology of ['code-128', 'qr'] as const) {
      const verdict = verdicts[symbology];
      if (isRead(verdict)) this.read[symbology] += 1;
      for (const judge of verdict.by) {
        const key = `${judge} ${symbology}` as const;
        this.by.set(key, (this.by.get(key) ?? 0) + 1);
      }
      this.wrong.push(...verdict.wrong);
    }
  }

  /** Per cent of the scenes, to a tenth, and never 100 when one is missing. */
  share(count: number): string {
    const tenths = Math.floor((count / this.scenes) * 1000) / 10;
    return this.scenes === 0 ? '' : tenths.toFixed(1);
  }
}

/** Tallies for each degradation that led, and for all. */
export class Tallies {
  readonly all = new Tally();
  readonly led = new Map<Name, Tally>(names.map((name) => [name, new Tally()]));

  add({ lead }: Scene, verdicts: Verdicts): void {
    this.all.add(verdicts);
    this.led.get(lead)?.add(verdicts);
  }
}

const columns = judges.flatMap((judge) => [`${judge} bars`, `${judge} QR`]);
export const tallyHeads = ['scenes', 'bars or QR', 'bars', 'QR', 'wrong', ...columns];

export function tallyRow(tally: Tally): string[] {
  const each = judges.flatMap((judge) =>
    (['code-128', 'qr'] as const).map((symbology) =>
      tally.share(tally.by.get(`${judge} ${symbology}`) ?? 0),
    ),
  );
  return [
    String(tally.scenes),
    tally.share(tally.either),
    tally.share(tally.read['code-128']),
    tally.share(tally.read.qr),
    String(tally.wrong.length),
    ...each,
  ];
}

export function talliesTable({ all, led }: Tallies): string {
  const rows = [...led].map(([name, tally]) => [name, ...tallyRow(tally)]);
  return table(['led by', ...tallyHeads], [...rows, ['all', ...tallyRow(all)]]);
}
