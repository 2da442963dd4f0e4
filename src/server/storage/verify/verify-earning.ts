import { lineBack } from '#domain/earning/earned-line.ts';
import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { Returned, Sold } from '#domain/purchase/return.ts';
import type { OccasionRow } from '#server/storage/db/schema-occasions.ts';
import type {
  AwardRow,
  PurchaseRatingRow,
  PurchaseRow,
  ReturnRow,
} from '#server/storage/db/schema-purchases.ts';
import type { KeptLine } from '#server/storage/purchases/earned-lines.ts';

/** A purchase with everything that came back of it. */
export interface PurchaseRecord {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnRow[];
  /** How often, and by how much, it was rated anew. */
  readonly ratings: readonly PurchaseRatingRow[];
  readonly sold: Sold;
  readonly returned: Returned;
  /** What each rule made of it. */
  readonly lines: readonly KeptLine[];
}

/** Checks that the rules' lines make up what a purchase earned, and that its returns took of each what is due. */
export function lineFaults({
  row,
  returns,
  ratings,
  sold,
  returned,
  lines,
}: PurchaseRecord): string[] {
  // What was sold is read only where something of it came back.
  const back = (line: KeptLine, amount: number) =>
    returns.length === 0 ? 0 : lineBack(sold, returned, line, amount);
  const sum = (of: readonly { readonly points: number }[]) =>
    of.reduce((total, { points }) => total + points, 0);
  return [
    ...differs(`the rules' lines of purchase ${row.id} are`, sum(lines), row.points),
    ...differs(
      `the returns of purchase ${row.id} took`,
      sum(returns) + ratings.reduce((total, { back }) => total + back, 0),
      lines.reduce((total, line) => total + back(line, line.points), 0),
    ),
    // A purchase from before lines were kept says nothing of what is back.
    ...lines
      .filter(({ kept }) => kept)
      .flatMap((line) => {
        const what = `of rule ${line.rule} in purchase ${row.id}`;
        return [
          ...differs(`${what} points back`, line.pointsBack, back(line, line.points)),
          ...differs(`${what} counted back`, line.countedBack, back(line, line.counted)),
        ];
      }),
  ];
}

/** Checks that each award is in the ledger once, and taken back if it says so. */
export function awardFaults(
  entries: readonly LedgerEntry[],
  awards: readonly AwardRow[],
): string[] {
  const pointsOf = new Map(entries.map((entry) => [entry.cause, entry.points]));
  return awards.flatMap(({ rule_id, number, points, back_at, lapsed }) => {
    const given = pointsOf.get(cause.award(rule_id, number)) ?? 0;
    const taken = -(pointsOf.get(cause.awardBack(rule_id, number)) ?? 0);
    const what = `award ${number} of rule ${rule_id}`;
    return [
      ...differs(`${what} gave`, points, given),
      ...differs(`${what} took back`, back_at === null ? 0 : points - lapsed, taken),
    ];
  });
}

/** Checks that what a rule gave for each occasion is in the ledger, and nothing else is there. */
export function occasionFaults(
  entries: readonly LedgerEntry[],
  occasions: readonly OccasionRow[],
): string[] {
  const own = entries.filter((entry) => cause.isOccasion(entry.cause) && entry.kind === 'accrual');
  const given = new Map(own.map((entry) => [entry.cause, entry.points]));
  const said = new Map(
    occasions.map((row) => [cause.occasion(row.kind, row.rule_id, row.occasion), row.points]),
  );
  return [...new Set([...given.keys(), ...said.keys()])].flatMap((one) =>
    differs(`${one} gave`, said.get(one) ?? 0, given.get(one) ?? 0),
  );
}

/** What a member's answers and reviews say that they gave. */
export type Opinions = Readonly<
  Record<'survey' | 'review', readonly { readonly points: number }[]>
>;

/** Checks that what answers and reviews say they gave is what rules of their kinds gave. */
export function opinionFaults(
  occasions: readonly OccasionRow[],
  opinions: Opinions | null,
): string[] {
  if (!opinions) return [];
  const sum = (of: readonly { readonly points: number }[]) =>
    of.reduce((total, { points }) => total + points, 0);
  return (['survey', 'review'] as const).flatMap((kind) =>
    differs(
      `what members said, of kind ${kind}, gave`,
      sum(opinions[kind]),
      sum(occasions.filter((one) => one.kind === kind)),
    ),
  );
}

export const differs = (what: string, said: number, should: number): string[] =>
  said === should ? [] : [`${what} ${said}, should be ${should}`];
