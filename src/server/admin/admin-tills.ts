import { enrolLink } from '#contract/paths.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { type Program, type Store, tillOf } from '#domain/program/program.ts';
import { qrFor } from '#server/start/terminal.ts';
import type { TillDeviceRow } from '#server/storage/db/schema-till.ts';
import { associateById, openShiftOn } from '#server/storage/till/associates.ts';
import { liveDevices } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { renewTillKey } from '#server/usecases/program/till-key.ts';
import { endDevice, endEnrolments } from '#server/usecases/till/end-device.ts';
import { endTillKey } from '#server/usecases/till/end-key.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';
import { readArgs } from './admin-args.ts';
import {
  type Commands,
  knownByBeginning,
  knownStore,
  knownTill,
  onceKnownStore,
  onceKnownTill,
} from './admin-command.ts';
import { localText } from './admin-time.ts';
import { enrolmentSheet, type Offer } from './enrolment-sheet.ts';

/** The tills' devices and keys: how each begins, who has one, and how it ends. */
export const tillCommands = {
  enrol,
  devices,
  'end-device': async (context, [id = '']) => {
    const found = knownByBeginning('device', id, await liveDevices(context.store.read));
    await endDevice(context, found);
    return [`${found.browser || 'A device'} is ${found.till_id} no more.`];
  },
  'end-links': async (context, [tillId]) => {
    const { program } = await readWork(context);
    if (tillId !== undefined) await onceKnownTill(context, tillId);
    const here = program.stores.flatMap((store) => store.tills.map((till) => till.id));
    // A till that has left may come back, and its link would be good again.
    const all = [...here, ...Object.keys(program.gone?.tills ?? {})];
    const ended = await endEnrolments(context, tillId === undefined ? all : [tillId]);
    return [
      ended === 1
        ? 'One link is worth nothing any more.'
        : `${ended} links are worth nothing any more.`,
    ];
  },
  key: async (context, args) => {
    const { words, options } = readArgs(args, [], ['at-once']);
    const [tillId = ''] = words;
    const till = { tillId, storeId: await knownTill(context, tillId) };
    const { key, oldUntil } = await renewTillKey(context, till, {
      atOnce: options['at-once'] === true,
    });
    const { program } = await readWork(context);
    const old =
      oldUntil === null
        ? 'No other key of that till is good.'
        : `The old one is good until ${localText(oldUntil, program.timeZone)}; to end it now: key ${tillId} --at-once`;
    return [`POS key of ${tillId}: ${key}`, old];
  },
  'end-key': async (context, [tillId = '']) => {
    const storeId = await onceKnownTill(context, tillId);
    const released = await endTillKey(context, { tillId, storeId });
    return [
      `No key of ${tillId} is good any more. A new one: npm run admin -- key ${tillId}`,
      ...(released === 0 ? [] : [`Vouchers that it held and others can redeem now: ${released}`]),
    ];
  },
} satisfies Commands;

async function enrol(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [], ['replace', 'all', 'sheet']);
  const replaces = options.replace === true;
  const { program } = await readWork(context);
  const tills = await wantedTills(context, program, words, options.all === true);
  const offers: Offer[] = [];
  for (const { id, name, store } of tills) {
    const token = await offerEnrolment(context, id, { replaces });
    const url = context.publicUrl + enrolLink(token);
    offers.push({ tillId: id, till: name, store: store.name, url });
  }
  if (options.sheet === true) return [await enrolmentSheet(program.name, offers)];
  const before = await liveDevices(context.store.read);
  return [
    `Open ${offers.length === 1 ? 'this on the device' : 'each on its device'}, within 24 hours:`,
    ...offers.flatMap(({ tillId, till, store, url }) => {
      const qr = qrFor(process.stdout, url);
      const others = before.filter((device) => device.till_id === tillId);
      return [
        ...(options.all === true ? [`${tillId} (${till}, ${store})`] : []),
        url,
        ...(qr === null ? [] : [qr]),
        ...others.map((device) => besides(device, replaces)),
      ];
    }),
  ];
}

/** One till by its id, or all tills of the program or of a store. */
async function wantedTills(
  context: Context,
  program: Program,
  [word]: readonly string[],
  all: boolean,
): Promise<{ id: string; name: string; store: Store }[]> {
  const tillsOf = (store: Store) => store.tills.map((till) => ({ ...till, store }));
  if (!all) {
    const id = word ?? '';
    await knownTill(context, id);
    return program.stores.flatMap(tillsOf).filter((till) => till.id === id);
  }
  const stores = word === undefined ? program.stores : [await knownStore(context, word)];
  return stores.flatMap(tillsOf);
}

const besides = ({ id, browser, till_id }: TillDeviceRow, replaces: boolean): string =>
  replaces
    ? `${browser || 'A device'} is ${till_id} until then.`
    : `${browser || 'A device'} is ${till_id} too, and stays so. To end it: npm run admin -- end-device ${short(id)}`;

async function devices(context: Context, [storeId]: readonly string[]): Promise<readonly string[]> {
  const { program } = await readWork(context);
  if (storeId !== undefined) await onceKnownStore(context, storeId);
  const all = await liveDevices(context.store.read);
  const wanted = all.filter((one) => storeId === undefined || storeIdOf(program, one) === storeId);
  if (wanted.length === 0) return ['No device is a till yet: npm run admin -- enrol TILL'];
  return Promise.all(wanted.map((device) => describe(context, program, device)));
}

const storeIdOf = (program: Program, { till_id, store_id }: TillDeviceRow): string =>
  tillOf(program, till_id)?.store.id ?? store_id;

async function describe(
  context: Context,
  program: Program,
  device: TillDeviceRow,
): Promise<string> {
  const { id, till_id, browser, enrolled_at } = device;
  const till = tillOf(program, till_id);
  const place = till ? `${till.name}, ${till.store.name}` : 'no longer in the program';
  const since = localText(enrolled_at, program.timeZone);
  const who = await signedIn(context, id);
  return `${short(id)}  ${till_id} (${place}): ${browser || 'a device'}, since ${since}; ${who}`;
}

async function signedIn({ store, now }: Context, deviceId: string): Promise<string> {
  const shift = await openShiftOn(store.read, deviceId);
  if (!shift || shift.started_at + shiftMs <= now()) return 'nobody is signed in';
  const associate = await associateById(store.read, shift.associate_id);
  return `${associate?.name ?? shift.associate_id} is signed in`;
}

/** Enough of an id to recognise it in a list and to type it. */
const short = (id: string): string => id.slice(0, 8);
