import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';

/**
 * An act of many transactions, which whoever may begin it also ends: it asks once whether they still may, and is not left
 * half done when they are signed out or lose the role meanwhile.
 * @throws Refused `desk-signed-out`, `desk-role`
 */
export async function wholeAct<T>(
  context: Context,
  act: (whole: Context) => Promise<T>,
): Promise<T> {
  await transact(context, async () => {});
  const { admit: _, ...whole } = context;
  return act(whole);
}
