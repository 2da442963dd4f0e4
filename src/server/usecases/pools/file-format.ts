import { plainFormat, type TillFileFormat } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';
import { isDateFormat } from '#domain/values/date-format.ts';
import { putFileFormat } from '#server/storage/pools/settlements.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { refuseUnsettleable } from './pools-of-store.ts';

/** What is not said is as in `plainFormat`. @throws Refused `request-invalid` when times can't be read so */
export function fileFormat(said: Partial<TillFileFormat>): TillFileFormat {
  const format = { ...plainFormat, ...said };
  if (!isDateFormat(format.dates)) {
    const detail = 'needs yyyy or yy, mm and dd, as in "dd.mm.yyyy hh:mi:ss", or is "iso"';
    throw new Refused({ key: 'request-invalid', pointer: '/dates', detail });
  }
  return format;
}

/** Keeps how a store's files are written, for every later settlement. @throws Refused `store-unknown` */
export async function keepFileFormat(
  context: Context,
  storeId: string,
  format: TillFileFormat,
): Promise<void> {
  const { program } = await currentProgram(context.store.read);
  await refuseUnsettleable(context, program, storeId);
  await context.store.transact((tx) => putFileFormat(tx, storeId, JSON.stringify(format)));
}
