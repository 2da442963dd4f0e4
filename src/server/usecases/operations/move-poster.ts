import type { FileValue } from '#contract/desk/desk-program.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { isMapping } from '#server/usecases/editing/yaml-content.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct, type Undoing } from '#server/usecases/ground/record-act.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { changeFile, listIn, withEntries } from './change-file.ts';

/**
 * A poster hangs in another store from now on. Its code stays good as it is printed: whoever scans it is in the new store,
 * who has scanned it keeps what they took.
 * @param onto what held when the page was read
 * @throws Refused `not-found`, `store-unknown`, `desk-program-changed`
 */
export async function movePoster(
  context: Context,
  placement: string,
  {
    onto,
    storeId,
    undoing,
  }: { readonly onto: string; readonly storeId: string; readonly undoing?: Undoing },
): Promise<void> {
  const work = await readWork(context);
  const from = work.program.stores.find(({ posters }) =>
    posters.some((one) => one.placement === placement),
  );
  if (!from) throw new Refused({ key: 'not-found' });
  if (!storeOf(work.program, storeId)) throw new Refused({ key: 'store-unknown', store: storeId });
  if (from.id === storeId) return;
  await changeFile(work, {
    onto,
    change: (content) => {
      const isIt = (one: FileValue) => isMapping(one) && one.placement === placement;
      const moved = listIn(content, 'stores').flatMap((one) =>
        isMapping(one) ? listIn(one, 'posters').filter(isIt) : [],
      );
      return withEntries(content, 'stores', (store) => {
        const others = listIn(store, 'posters').filter((one) => !isIt(one));
        return { ...store, posters: store.id === storeId ? [...others, ...moved] : others };
      });
    },
    note: async (loading) => {
      await undoing?.check(loading);
      await recordAct(loading, {
        act: 'poster-moved',
        storeId,
        details: { placement },
        changes: { storeId: [from.id, storeId] },
        ...(undoing && { undoes: undoing.actId }),
      });
    },
  });
}
