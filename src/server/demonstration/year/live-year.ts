import { checkInRules } from '#domain/earning/check-in.ts';
import { newsletterRules } from '#domain/earning/occasion.ts';
import { addressKey } from '#domain/people/email-address.ts';
import { storeOf } from '#domain/program/program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginDue, readWork, transact } from '#server/usecases/ground/work.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import { checkIn, showCheckInCode } from '#server/usecases/occasions/check-in.ts';
import { wantNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { joinOrFind } from '#server/usecases/sign-in/join.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { actAt, clockAt } from './act-at.ts';
import { Chance } from './chance.ts';
import { invitationFor } from './invitation-for.ts';
import type { Shopper } from './shopper.ts';
import { type Living, Visit } from './visit.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
/** So many visits run side by side: the one writer commits them together, and PostgreSQL has connections for them. */
const atOnce = 8;

interface YearWish {
  /** The same seed makes the same year. */
  readonly seed: string;
  /** The midnight with which it begins, epoch milliseconds. */
  readonly from: number;
  readonly days: number;
  readonly shoppers: readonly Shopper[];
  /** Called after each day. */
  readonly told?: (day: number) => void;
}

/**
 * Lives through days of a shop by the product's own use-cases, in a time of its own: people join, buy, bring back, take
 * rewards and use them; tills report late and twice; each morning the clock does what is due. A member makes one visit a
 * day at most, so visits of a day may run side by side and nothing depends on their order.
 * @returns how many acts it took
 */
export async function liveYear(context: Context, wish: YearWish): Promise<number> {
  const { seed, from, days, shoppers } = wish;
  const living = new Map<Shopper, Living>();
  /** Who joined on an earlier day, in the order of the shoppers. */
  const settled: Living[] = [];
  let acts = 0;
  for (let day = 0; day < days; day += 1) {
    const morning = from + day * dayMs + 6 * hourMs;
    await tick(clockAt(context, morning, `${seed} clock ${day}`));
    const comes = shoppers.filter((one) => {
      const chance = new Chance(`${seed} ${one.address} ${day}`);
      return one.joins === day || (one.joins < day && chance.below(30) < one.visitsAMonth);
    });
    for (let first = 0; first < comes.length; first += atOnce) {
      const group = comes.slice(first, first + atOnce);
      const done = group.map(async (shopper) => {
        const name = `${seed} ${shopper.address} day ${day}`;
        const at = morning + (2 + new Chance(name).below(11)) * hourMs;
        const known = living.get(shopper) ?? (await join(context, shopper, { at, name, settled }));
        living.set(shopper, known);
        return new Visit(context, name, known, at).run();
      });
      for (const count of await Promise.all(done)) acts += count;
      for (const shopper of group) {
        const name = `${seed} ${shopper.address} day ${day} checks in`;
        const known = living.get(shopper);
        // One after the other: a till shows one code at a time.
        if (known && new Chance(name).oneIn(4)) {
          acts += await comeBy(context, known, { at: morning + 14 * hourMs, name });
        }
      }
    }
    for (const one of comes) {
      const joined = one.joins === day ? living.get(one) : undefined;
      if (joined) settled.push(joined);
    }
    wish.told?.(day);
  }
  await tick(clockAt(context, from + days * dayMs, `${seed} clock end`));
  return acts;
}

/**
 * A look into the shop without buying: an associate shows the code, and the member types it.
 * @returns how many acts it took; 0: their shop has no rule for visits
 */
async function comeBy(
  context: Context,
  { memberId, shopper: { storeId } }: Living,
  { at, name }: { at: number; name: string },
): Promise<number> {
  const till = actAt(context, at, `${name} till`);
  const { program } = await readWork(till);
  const [shows] = storeOf(program, storeId)?.tills ?? [];
  if (!shows || checkInRules(program, storeId).length === 0) return 0;
  const associate = { tillId: shows.id, storeId, associateId: 'associate' };
  const { code } = await showCheckInCode(till, associate);
  await checkIn(actAt(context, at, name), { memberId, storeId, code });
  return 2;
}

/** What the clock does in the night, of everything that is due. */
async function tick(context: Context): Promise<void> {
  await beginDue(context);
  while ((await expireDue(context)) > 0) {}
  while ((await celebrateDue(context)) > 0) {}
  await rewardInviters(context);
}

/** The first proof of an address, as when a code is typed, and what they tell in their profile. */
async function join(
  context: Context,
  shopper: Shopper,
  { at, name, settled }: { at: number; name: string; settled: readonly Living[] },
): Promise<Living> {
  const { address, language, firstName, birthday, storeId } = shopper;
  const invitation = await invitationFor(context, settled, { at, name });
  const joining = actAt(context, at, `${name} joins`);
  const row = {
    address,
    address_key: addressKey(address),
    language,
    store_id: storeId,
    invitation,
  };
  const memberId = await transact(joining, (work) => joinOrFind(work, row));
  await changeFirstName(joining, { memberId, placement: null }, { firstName, language });
  if (birthday)
    await changeBirthday(joining, { memberId, placement: null }, { birthday, language });
  const asked = newsletterRules((await readWork(joining)).program).length > 0;
  if (asked && new Chance(`${name} reads`).oneIn(3))
    await wantNewsletter(joining, { memberId, language, place: null });
  return { shopper, memberId, joinedAt: at, visits: 0, last: null };
}
