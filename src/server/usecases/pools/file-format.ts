import { plainFormat, type TillFileFormat } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';
import { dateFormatFault } from '#domain/values/date-format.ts';
import { putFileFormat, settlementStore } from '#server/storage/pools/settlements.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { refuseUnsettleable } from './pools-of-store.ts';

/**
 * @param kept the stored format, for what is not given
 * @throws Refused `request-invalid` when times can't be read with it
 */
export function fileFormat(
  said: Partial<TillFileFormat>,
  kept: TillFileFormat = plainFormat,
): TillFileFormat {
  const format = { ...kept, ...said };
  const detail = dateFormatFault(format.dates);
  if (detail !== null) throw new Refused({ key: 'request-invalid', pointer: '/dates', detail });
  return format;
}

/** The format of a store's files: as stored, except for what is given now. */
export async function formatOfStore(
  context: Context,
  storeId: string,
  said: Partial<TillFileFormat>,
): Promise<TillFileFormat> {
  const kept = (await settlementStore(context.store.read, storeId))?.format ?? null;
  return fileFormat(said, kept === null ? plainFormat : (JSON.parse(kept) as TillFileFormat)); // We wrote it.
}

/** Stores the format of a store's files, for every later settlement. @throws Refused `store-unknown` */
export async function keepFileFormat(
  context: Context,
  storeId: string,
  format: TillFileFormat,
): Promise<void> {
  await refuseUnsettleable(await readWork(context), storeId);
  await transact(context, (work) => putFileFormat(work, storeId, JSON.stringify(format)));
}
