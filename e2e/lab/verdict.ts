import type { Symbology } from '../readers.ts';
import { type Judge, judges, type Readings } from './judges.ts';

/** What became of one picture. */
export interface Verdict {
  /** The readers that found its text. */
  readonly by: readonly Judge[];
  /** Texts that somebody found and that are not on the screen: what must never be. */
  readonly wrong: readonly string[];
}

export function verdictOn(readings: Readings, digits: string): Verdict {
  return {
    by: judges.filter((judge) => readings[judge]?.includes(digits)),
    wrong: judges.flatMap((judge) =>
      (readings[judge] ?? [])
        .filter((text) => text !== digits)
        .map((text) => `${judge} read ${text} for ${digits}`),
    ),
  };
}

/** Both pictures of one scene: the shopper who is not scanned with one shows the other. */
export type Verdicts = Readonly<Record<Symbology, Verdict>>;

/** Two readers that agree: one alone may be better than a shop's. */
export const isRead = ({ by }: Verdict): boolean => by.length >= 2;

export const isEitherRead = (verdicts: Verdicts): boolean =>
  isRead(verdicts['code-128']) || isRead(verdicts.qr);
