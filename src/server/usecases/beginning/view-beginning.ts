import type { DeskBeginning, Rehearsal } from '#contract/desk/desk-begin.ts';
import { paths } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import type { BeginningRow } from '#server/storage/db/schema-desk.ts';
import { beginningRow } from '#server/storage/desk/beginnings.ts';
import { severalMembers, someMember } from '#server/storage/people/members.ts';
import { hasSold } from '#server/storage/purchases/store-purchases.ts';
import { liveAssociates } from '#server/storage/till/associates.ts';
import { devicesOfTill } from '#server/storage/till/tills.ts';
import { usesInStore } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { templateProgram, viewRewards } from './own-rewards.ts';
import { answersOf, doneSteps } from './save-step.ts';
import { type BrowserPlace, withSuggestedPlace } from './suggest-place.ts';
import { viewEarning } from './view-earning.ts';

/**
 * Whether the shop is being set up at the desk: it has not been to the end of it, no other program was loaded, and nobody
 * has joined but the person of the rehearsal.
 */
export async function isBeginning({
  db,
  version,
}: Pick<ReadWork, 'db' | 'version'>): Promise<boolean> {
  const row = await beginningRow(db);
  return row !== undefined && isOpen(db, row, version);
}

const isOpen = async (db: ReadWork['db'], row: BeginningRow, version: number): Promise<boolean> =>
  row.ended_at === null && row.program_version === version && !(await severalMembers(db));

/** How far the beginning is. @throws Refused `not-found` where the shop did not begin at the desk */
export async function viewBeginning(context: Context, place: BrowserPlace): Promise<DeskBeginning> {
  const work = await readWork(context);
  const { db, program, version } = work;
  const row = await beginningRow(db);
  const [store] = program.stores;
  if (!row || !store) throw new Refused({ key: 'not-found' });
  const suggested = await withSuggestedPlace(db, doneSteps(row), answersOf(row), place);
  const { purchaseMinor, logo, rewards: _, ...answers } = suggested;
  const [poster] = store.posters;
  return {
    revision: row.revision,
    done: doneSteps(row),
    isOpen: await isOpen(db, row, version),
    answers: {
      ...answers,
      logoHash: logo?.hash ?? null,
      purchase: writeDecimal(purchaseMinor, minorDigits(answers.currency)),
    },
    earning: viewEarning(templateProgram(suggested)),
    rewards: viewRewards(suggested),
    storeId: store.id,
    tillId: store.tills[0]?.id ?? '',
    associates: (await liveAssociates(db))
      .filter(({ store_id }) => store_id === store.id)
      .map(({ name }) => name),
    posterUrl: poster ? context.publicUrl + paths.poster(poster.placement) : null,
    inboxUrl: context.inboxUrl,
    rehearsal: await rehearsalOf(work, store, row.began_at),
  };
}

/** What of the rehearsal can be seen from here. */
async function rehearsalOf(
  { db }: ReadWork,
  store: { readonly id: string; readonly tills: readonly { readonly id: string }[] },
  since: number,
): Promise<Rehearsal> {
  const devices = await Promise.all(store.tills.map(({ id }) => devicesOfTill(db, id)));
  // Also a use in the millisecond of the beginning.
  const [use] = await usesInStore(db, { storeId: store.id, since: since - 1, limit: 1 });
  return {
    till: devices.some((of) => of.length > 0),
    joined: await someMember(db),
    earned: await hasSold(db, { storeId: store.id, since }),
    used: use !== undefined,
    undone: use?.state === 'reversed',
  };
}
