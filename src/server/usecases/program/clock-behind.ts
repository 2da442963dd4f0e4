import { firstLoading } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** Whether our clock says a time before the first program, so that nothing can be dated. */
export async function isClockBehind({
  store,
  now,
}: Pick<Context, 'store' | 'now'>): Promise<boolean> {
  const first = await firstLoading(store.read);
  return first !== undefined && first.beginsAt > now();
}
