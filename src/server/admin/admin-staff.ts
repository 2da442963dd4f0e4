import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { asLine } from '#domain/values/visible.ts';
import type { AssociateRow } from '#server/storage/db/schema-till.ts';
import { associatesOf, shiftsOf } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { NameTaken, putAssociate } from '#server/usecases/till/add-associate.ts';
import {
  dismissAssociate,
  endOwnAddress,
  keepOwnAddress,
  renewPin,
} from '#server/usecases/till/end-associate.ts';
import { readArgs } from './admin-args.ts';
import {
  AdminFault,
  type Commands,
  knownStore,
  onceKnownStore,
  readName,
  unknown,
} from './admin-command.ts';
import { localText } from './admin-time.ts';

/** The associates, from the first PIN to the last day. `docs/support.md` walks through it. */
export const staffCommands = {
  associate: add,
  associates: list,
  'new-pin': async (context, [storeId = '', ...names]) => {
    const associate = await knownAssociate(context, storeId, names);
    const pin = await renewPin(context, associate);
    return [
      `${associate.name} signs in with PIN ${pin} from now on; the old one is worth nothing.`,
    ];
  },
  dismiss: async (context, [storeId = '', ...names]) => {
    const associate = await knownAssociate(context, storeId, names);
    const ended = await dismissAssociate(context, associate);
    const shifts = ended === 0 ? '' : ` ${ended} open ${ended === 1 ? 'shift' : 'shifts'} ended.`;
    return [`${associate.name} can sign in no more.${shifts}`];
  },
  'own-address': async (context, [storeId = '', ...words]) => {
    const associate = await knownAssociate(context, storeId, words.slice(0, -1));
    await keepOwnAddress(context, associate, addressKeyOf(words.at(-1) ?? ''));
    const { program } = await readWork(context);
    const store = storeNameOf(program, storeId);
    return [`${associate.name} of ${store} is known by that address.`];
  },
  'end-own-address': async (context, [storeId = '', ...names]) => {
    const associate = await knownAssociate(context, storeId, names);
    const had = await endOwnAddress(context, associate);
    return [
      had
        ? `The address of ${associate.name} is deleted: serving themselves is not seen any more.`
        : `No address of ${associate.name} is kept.`,
    ];
  },
} satisfies Commands;

async function add(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, ['email']);
  const [storeId = '', ...names] = words;
  const store = await knownStore(context, storeId);
  const name = readName(names);
  const own = options.email === undefined ? {} : { addressKey: addressKeyOf(options.email) };
  try {
    const pin = await putAssociate(context, { storeId, name, ...own });
    return [`${name} of ${store.name} signs in with PIN ${pin}`];
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    throw new AdminFault(
      `${store.name} has an associate ${error.message} already. Another PIN: npm run admin -- new-pin ${storeId} ${error.message}. Somebody else: add a letter of the surname.`,
    );
  }
}

async function list(context: Context, [storeId]: readonly string[]): Promise<readonly string[]> {
  const { program } = await readWork(context);
  const stores = storeId === undefined ? program.stores : [await onceKnownStore(context, storeId)];
  const lines: string[] = [];
  for (const store of stores) {
    for (const associate of await associatesOf(context.store.read, store.id)) {
      lines.push(`${store.id}  ${associate.name}: ${await standing(context, program, associate)}`);
    }
  }
  return lines.length > 0
    ? lines
    : ['There is no associate yet: npm run admin -- associate STORE NAME'];
}

async function standing(context: Context, program: Program, { id, locked_until }: AssociateRow) {
  const now = context.now();
  const [last] = await shiftsOf(context.store.read, id, 1);
  const say = (at: number) => localText(at, program.timeZone);
  const onShift = last?.ended_at === null && last.started_at + shiftMs > now;
  const shift = last
    ? `${onShift ? 'on shift since' : 'last shift'} ${say(last.started_at)}`
    : 'never signed in';
  return locked_until > now ? `${shift}; locked by wrong PINs until ${say(locked_until)}` : shift;
}

/** The associate with this name, as on the till page; also in a store that has left the program. @throws AdminFault */
async function knownAssociate(
  context: Context,
  storeId: string,
  names: readonly string[],
): Promise<AssociateRow> {
  const associates = await associatesOf(context.store.read, storeId);
  if (associates.length === 0) await onceKnownStore(context, storeId);
  const name = readName(names);
  const named = associates.filter((one) => asLine(one.name) === name);
  const [associate, another] = named;
  if (another) throw new AdminFault(`${named.length} associates are called ${name}.`);
  if (associate) return associate;
  throw unknown(
    'associate',
    name,
    associates.map((one) => one.name),
  );
}

/** @throws AdminFault when it is no e-mail address */
function addressKeyOf(typed: string): string {
  const found = readEmailAddress(typed);
  if ('address' in found) return addressKey(found.address);
  throw new AdminFault(`"${typed}" is no e-mail address.`);
}
