import { Readable } from 'node:stream';
import type { SettlementReport, UploadReport } from '#contract/admin/admin-answers.ts';
import type { PoolScope } from '#domain/pool/pool.ts';
import { plainFormat, type TillFileFormat } from '#domain/pool/till-file.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { type LoadWish, loadCodes } from '#server/usecases/pools/load-codes.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';
import { poolProgram } from './pool-program.ts';

/** A server with stores whose tills only know pool codes. */
export async function startWithPools(): Promise<Tillpass> {
  const t = await startTillpass();
  await loadProgram(t.context, poolProgram);
  for (const storeId of ['kiosk', 'mall']) {
    await putAssociate(t.context, { storeId, name: `Sam of ${storeId}`, pin: t.pin });
  }
  return t;
}

/** The same with codes: for coffee in each of the two stores, for cake in both. */
export async function startWithCodes(): Promise<Tillpass> {
  const t = await startWithPools();
  await load(t, { rewardId: 'coffee', storeId: 'kiosk' }, lines(...codes(40, 0, 'K')));
  await load(t, { rewardId: 'coffee', storeId: 'mall' }, lines(...codes(5, 0, 'M')));
  await load(t, { rewardId: 'cake', storeId: null }, lines(...codes(20, 0, 'ALL')));
  return t;
}

/** A file as it is read: in pieces that may end anywhere. */
const file = (text: string | Uint8Array): AsyncIterable<Uint8Array> => {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 997) pieces.push(bytes.subarray(at, at + 997));
  return Readable.from(pieces);
};

export const lines = (...of: readonly string[]): string => of.map((one) => `${one}\n`).join('');

/** Codes as a till may have them: with letters, a sign and leading zeros. */
export const codes = (count: number, from = 0, series = 'SAVE'): string[] =>
  Array.from({ length: count }, (_, n) => `${series}-${String(from + n).padStart(6, '0')}`);

export const load = (
  t: Tillpass,
  scope: PoolScope,
  text: string | Uint8Array,
  more: Partial<LoadWish> = {},
): Promise<UploadReport> =>
  loadCodes(
    t.context,
    {
      scope,
      symbology: null,
      lowMark: null,
      column: null,
      separator: null,
      allOrNothing: false,
      ...more,
    },
    () => file(text),
  );

export const settleWith = (
  t: Tillpass,
  storeId: string,
  text: string,
  { until = null, ...format }: { until?: number | null } & Partial<TillFileFormat> = {},
): Promise<SettlementReport> =>
  settle(t.context, { storeId, until, format: { ...plainFormat, ...format } }, file(text));

/** How often each outcome came; outcomes that did not come are left out. */
export const outcomes = ({ counts }: SettlementReport): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

let people = 0;

/** A new member at a store's poster who has picked a reward, and its code. */
export async function holder(t: Tillpass, rewardId: string, placement: string) {
  people += 1;
  const phone = await t.joined(`holder-${people}@example.com`, placement);
  return { phone, ...(await issued(phone, rewardId)) };
}
