import { enrolLink, paths } from '#contract/paths.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { tillOf } from '#domain/program/program.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { firstLoading } from '#server/storage/program/programs.ts';
import { firstDeskLink } from '#server/usecases/desk/administrators.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';
import { livedDays, livedFrom, livingAddress, livingMembers } from './living-members.ts';
import {
  demonstrationAssociates,
  demonstrationOwner,
  demonstrationPlacement,
  demonstrationTillId,
} from './people.ts';

/** What a newcomer needs to walk from the poster to the till. */
export interface Demonstration {
  readonly posterUrl: string;
  readonly enrolmentUrl: string;
  readonly associate: { readonly name: string; readonly pin: string };
  readonly place: { readonly store: string; readonly till: string };
  /** The key for a POS that calls `/pos/v1`; only the first time. */
  readonly posKey: string | null;
  /** A one-time link to the desk; null: its owner has a passkey. */
  readonly deskUrl: string | null;
  readonly owner: string;
  /** A member whose wallet has months in it, by address; null: the demonstration is empty. */
  readonly member: string | null;
}

/**
 * Fills an empty database with the demonstration.
 * @param lived whether members have shopped there for months; if not, nobody has
 * @returns what to print; null when the database has a retailer's own program
 */
export async function setUpDemonstration(
  context: Context,
  { lived = false } = {},
): Promise<Demonstration | null> {
  const fresh = (await firstLoading(context.store.read)) === undefined;
  let posKey: string | null = null;
  if (fresh) {
    // Most starts find a database that is full, and do without what reads and loads a program.
    const [{ picturedDemonstration }, { loadProgram }] = await Promise.all([
      import('./program.ts'),
      import('#server/usecases/program/load-program.ts'),
    ]);
    const { program, pictures } = await picturedDemonstration(context.now());
    const from = livedFrom(context.now(), program);
    const first = lived ? { ...context, now: () => from } : context;
    const tills = await loadProgram(first, program, { pictures });
    posKey = tills.find((till) => till.tillId === demonstrationTillId)?.key ?? null;
    for (const associate of demonstrationAssociates) await putAssociate(context, associate);
    if (lived) await live(context, from);
  }
  const { program } = await readWork(context);
  const till = tillOf(program, demonstrationTillId);
  const associate = demonstrationAssociates.find((one) => one.storeId === till?.store.id);
  if (!till || !associate) return null;
  const token = await offerEnrolment(context, demonstrationTillId);
  const known = await memberIdByAddress(context.store.read, addressKey(livingAddress));
  return {
    posterUrl: context.publicUrl + paths.poster(demonstrationPlacement),
    enrolmentUrl: context.publicUrl + enrolLink(token),
    associate,
    place: { store: till.store.name, till: till.name },
    posKey,
    deskUrl: (await firstDeskLink(context, demonstrationOwner))?.url ?? null,
    owner: demonstrationOwner,
    member: known === undefined ? null : livingAddress,
  };
}

async function live(context: Context, from: number): Promise<void> {
  const { liveYear } = await import('./year/live-year.ts');
  await liveYear(context, { seed: 'living', from, days: livedDays, shoppers: livingMembers });
}
