import { many } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtTurn, type Turning } from '#server/usecases/turning/look-at-turn.ts';
import { bad, type Finding, good, unsure } from './finding.ts';

const about = 'other key';
const command = 'npm run admin -- turn-secret-key';

/** What SECRET_KEY_ALSO is still needed for; nothing where it is not set. */
export async function lookAtOtherKey(context: Context): Promise<Finding[]> {
  const turning = await lookAtTurn(context);
  return turning ? [findingOf(turning, context.now())] : [];
}

function findingOf(turning: Turning, now: number): Finding {
  switch (turning.state) {
    case 'not-turned':
      return unsure(
        about,
        'SECRET_KEY_ALSO is accepted, and the database is under SECRET_KEY',
        'Every server has to accept both: then exchange the two, one server after the other.',
      );
    case 'to-turn':
      return bad(
        about,
        'the database is still under SECRET_KEY_ALSO',
        `Once every server has SECRET_KEY as its first: ${command}`,
      );
    case 'interrupted':
      return bad(about, 'turning the key was interrupted', `Say it again: ${command}`);
    case 'turned-away':
      return bad(
        about,
        'the database was turned away from SECRET_KEY, to SECRET_KEY_ALSO',
        'Exchange the two, here and wherever else they stand so.',
      );
    case 'lacks-before':
      return bad(
        about,
        'turning the key was interrupted, and the key that it began from is not set',
        `Set the key that the database is under as SECRET_KEY, that one as SECRET_KEY_ALSO, and say it again: ${command}`,
      );
    case 'unknown':
      return bad(about, 'the database is under neither of the two keys', 'Set them as they were.');
    case 'turned': {
      const { before, mintCodes, until } = turning;
      if (mintCodes > 0) {
        const found = `${many(mintCodes, 'code')} of discounts at vendors still under it`;
        return bad(about, found, `Say it again: ${command}`);
      }
      const late = [
        one('the keys of tills', before.posKeys),
        one('the devices of tills', before.devices),
        one('the PINs of', before.associates),
        one("the administrator's keys", before.adminKeys),
        ...(before.phones === 0 ? [] : [`${before.phones} signed-in phones`]),
      ].filter((part) => part !== '');
      const found =
        late.length === 0 ? 'nobody needs it any more' : `not used since: ${late.join('; ')}`;
      if (now < until) {
        return unsure(
          about,
          `vouchers and passes need it until ${textOf(until)}; ${found}`,
          'Leave SECRET_KEY_ALSO until then.',
        );
      }
      return late.length === 0
        ? good(about, `${found}: take SECRET_KEY_ALSO out`)
        : unsure(
            about,
            found,
            'Take SECRET_KEY_ALSO out when you like. Those named then need new ones: new-key, enrol, new-pin, api-key. Phones sign in again.',
          );
    }
  }
}

const listed = 3;

function one(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > listed ? ` and ${names.length - listed} more` : '';
  return `${what} ${names.slice(0, listed).join(', ')}${more}`;
}
