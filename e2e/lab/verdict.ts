import { readPass } from '#domain/scan/pass-payload.ts';
import { readScan } from '#domain/scan/scan-payload.ts';
import { type Judge, judges, type Readings, type Shown } from './judges.ts';

/** What became of one picture. */
export interface Verdict {
  /** The readers that found its text. */
  readonly by: readonly Judge[];
  /** What else somebody found. */
  readonly misread: readonly Misread[];
}

export interface Misread {
  readonly judge: Judge;
  readonly text: string;
  readonly digits: string;
  /** Our own check digits are right, so that a till would take it for another voucher or pass: what must never be. */
  readonly passesCheck: boolean;
}

export function verdictOn(readings: Readings, digits: string): Verdict {
  const misread = judges.flatMap((judge) =>
    (readings[judge] ?? [])
      .filter((text) => text !== digits)
      .map((text) => ({ judge, text, digits, passesCheck: isTaken(text) })),
  );
  return { by: judges.filter((judge) => readings[judge]?.includes(digits)), misread };
}

/** As a till reads what it is sent: by the check digits of a voucher code or of a pass. */
function isTaken(text: string): boolean {
  const pass = readPass(text);
  return pass === null ? readScan(text, []).readings.length > 0 : pass !== 'damaged';
}

/** Both pictures of one scene: the shopper who is not scanned with one shows the other. */
export type Verdicts = Readonly<Record<Shown, Verdict>>;

/** Two readers that agree: one alone may be better than a shop's. */
export const isRead = ({ by }: Verdict): boolean => by.length >= 2;

export const isEitherRead = (verdicts: Verdicts): boolean =>
  isRead(verdicts['code-128']) || isRead(verdicts.qr);
