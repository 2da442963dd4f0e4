import type { TillDevice } from '#contract/till.ts';
import { checkInRules } from '#domain/earning/check-in.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { tillOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { rewardArt } from '#server/drawings/reward-art.ts';
import type { TillDeviceRow } from '#server/storage/db/schema-till.ts';
import { associateById, associatesOf, shiftByToken } from '#server/storage/till/associates.ts';
import {
  addDevice,
  addEnrolment,
  deviceByToken,
  rekeyDevice,
  spendEnrolment,
} from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { noteIfWritable } from '#server/usecases/ground/note-if-writable.ts';
import { noteSecurity, secretKeyId } from '#server/usecases/ground/note-security.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { endDevicesOfTill } from './end-device.ts';

/** A device that an administrator enrolled, and the associate who is signed in on it now. */
export interface AtTill {
  readonly deviceId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly shift: {
    readonly associateId: string;
    readonly name: string;
    readonly startedAt: number;
  } | null;
}

/** How long a one-time link is good. */
export const enrolmentMs = 24 * 60 * 60_000;

/**
 * Makes a one-time link that makes a device a till.
 * @param replaces whether the till's other devices end when the link is used
 * @returns the token of the link
 */
export async function offerEnrolment(
  context: Context,
  tillId: string,
  { replaces = false }: { replaces?: boolean } = {},
): Promise<string> {
  const token = makeToken(context);
  await transact(context, async (work) => {
    await addEnrolment(work, {
      token_hash: context.secrets.hash('enrolment', token),
      till_id: tillId,
      expires_at: work.at + enrolmentMs,
      used_at: null,
      replaces: replaces ? 1 : 0,
    });
    await recordAct(work, { act: 'enrolment-offered', details: { tillId, replaces } });
  });
  return token;
}

/**
 * Uses a one-time link.
 * @returns the value of the device's cookie
 * @throws Refused `enrolment-spent`
 */
export function enrolDevice(
  context: Context,
  wish: { token: string; browser: string | null },
): Promise<string> {
  return transact(context, async (work) => {
    const { at } = work;
    const hashes = context.secrets.hashes('enrolment', wish.token);
    const offer = await spendEnrolment(work, hashes, at);
    const { program } = work;
    const till = offer && tillOf(program, offer.till_id);
    if (!till) throw new Refused({ key: 'enrolment-spent' });
    const tillId = offer.till_id;
    if (offer.replaces === 1) await endDevicesOfTill(work, tillId);
    const token = makeToken(context);
    await addDevice(work, {
      id: makeId(context),
      store_id: till.store.id,
      till_id: tillId,
      token_hash: context.secrets.hash('till-device', token),
      enrolled_at: at,
      browser: wish.browser ?? '',
      revoked_at: null,
      keyed_at: at,
    });
    return token;
  });
}

/** The device and the shift that the cookies stand for. @throws Refused `device-unknown` */
export async function recogniseTill(
  context: Context,
  cookies: { device: string | undefined; shift: string | undefined },
): Promise<AtTill> {
  const { db, program } = await readWork(context);
  const device = cookies.device
    ? await deviceByToken(db, context.secrets.hashes('till-device', cookies.device))
    : undefined;
  // A till that moved acts for its new store. One that has left the program acts for none.
  const till = device && tillOf(program, device.till_id);
  if (!till) {
    // A browser without the cookie is a visitor. One with a cookie that opens nothing had a till once, or found a
    // cookie.
    if (cookies.device) {
      const hash = context.secrets.hash('till-device', cookies.device);
      noteSecurity(context, 'device-unknown', { device: secretKeyId(hash) });
    }
    throw new Refused({ key: 'device-unknown' });
  }
  if (cookies.device) await rekey(context, device, cookies.device);
  return {
    deviceId: device.id,
    storeId: till.store.id,
    tillId: device.till_id,
    shift: await shiftOf(context, device, till.store.id, cookies.shift),
  };
}

/** Stores the hash of a cookie under the SECRET_KEY of now, and when, if that was not done since the key was turned. */
async function rekey(context: Context, device: TillDeviceRow, token: string): Promise<void> {
  const since = await underMyKeySince(context);
  if (since === null) return;
  const token_hash = context.secrets.hash('till-device', token);
  if (token_hash === device.token_hash && (device.keyed_at ?? 0) >= since) return;
  await noteIfWritable(context, () =>
    transact(context, (work) => rekeyDevice(work, device.id, { token_hash, keyed_at: work.at })),
  );
}

/** What the till page shows before anything is scanned. */
export async function viewDevice(context: Context, at: AtTill): Promise<TillDevice> {
  const { db, program } = await readWork(context);
  const till = tillOf(program, at.tillId);
  if (!till) throw new Refused({ key: 'device-unknown' });
  const { color, mark, logo = null } = program.brand;
  const associates = await associatesOf(db, till.store.id);
  return {
    program: {
      name: program.name,
      color,
      mark,
      timeZone: program.timeZone,
      currency: program.currency,
      logo,
      art: Object.fromEntries(program.rewards.map((reward) => [reward.id, rewardArt(reward)])),
    },
    store: { id: till.store.id, name: till.store.name },
    till: { id: at.tillId, name: till.name },
    scanner: till.store.scanner ?? plainProfile,
    associates: associates.map(({ id, name }) => ({ id, name })),
    ...(checkInRules(program, till.store.id).length > 0 && { checkIn: true as const }),
    shift: at.shift,
  };
}

async function shiftOf(
  context: Context,
  device: TillDeviceRow,
  storeId: string,
  token: string | undefined,
): Promise<AtTill['shift']> {
  if (!token) return null;
  const db = context.store.read;
  const row = await shiftByToken(db, context.secrets.hashes('shift', token));
  if (!row || row.device_id !== device.id || row.started_at + shiftMs <= context.now()) return null;
  const associate = await associateById(db, row.associate_id);
  if (!associate || associate.revoked_at !== null || associate.store_id !== storeId) return null;
  return { associateId: associate.id, name: associate.name, startedAt: row.started_at };
}
