import type { OneTimeLink } from '#contract/desk/desk-answers.ts';
import type { NewPin, NewTillKey } from '#contract/desk/desk-stores.ts';
import { enrolLink } from '#contract/paths.ts';
import { nameFault } from '#domain/desk/administrator-name.ts';
import { storeOf, tillOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { asLine } from '#domain/values/visible.ts';
import type { AssociateRow } from '#server/storage/db/schema-till.ts';
import { associateById } from '#server/storage/till/associates.ts';
import { liveDevices } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { renewTillKey } from '#server/usecases/program/till-key.ts';
import { NameTaken, putAssociate } from '#server/usecases/till/add-associate.ts';
import { dismissAssociate, renewPin } from '#server/usecases/till/end-associate.ts';
import { endDevice } from '#server/usecases/till/end-device.ts';
import { endTillKey } from '#server/usecases/till/end-key.ts';
import { enrolmentMs, offerEnrolment } from '#server/usecases/till/till-device.ts';

/** A one-time link that makes a device a till. @throws Refused `not-found` */
export async function enrolAtDesk(
  context: Context,
  tillId: string,
  { replaces }: { readonly replaces: boolean },
): Promise<OneTimeLink> {
  await keyedTill(context, tillId);
  const until = context.now() + enrolmentMs;
  const token = await offerEnrolment(context, tillId, { replaces });
  return { url: context.publicUrl + enrolLink(token), until };
}

/** A device can do nothing from now on. Ended before, it stays so. */
export async function endDeviceAtDesk(context: Context, deviceId: string): Promise<void> {
  const device = (await liveDevices(context.store.read)).find(({ id }) => id === deviceId);
  if (!device) throw new Refused({ key: 'not-found' });
  await endDevice(context, device);
}

/** A new key for a till's POS. @throws Refused `not-found` */
export async function giveKeyAtDesk(
  context: Context,
  tillId: string,
  { atOnce }: { readonly atOnce: boolean },
): Promise<NewTillKey> {
  return renewTillKey(context, await keyedTill(context, tillId), { atOnce });
}

/** No key of the till is good any more. @throws Refused `not-found` */
export async function endKeyAtDesk(context: Context, tillId: string): Promise<void> {
  await endTillKey(context, await keyedTill(context, tillId));
}

/** @throws Refused `not-found`, `desk-name`, `desk-associate-taken` */
export async function addAssociateAtDesk(
  context: Context,
  storeId: string,
  typed: string,
): Promise<NewPin> {
  const { program } = await readWork(context);
  if (!storeOf(program, storeId)) throw new Refused({ key: 'not-found' });
  const name = asLine(typed);
  const fault = nameFault(name);
  if (fault) throw new Refused({ key: 'desk-name', fault });
  try {
    return { pin: await putAssociate(context, { storeId, name }) };
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    throw new Refused({ key: 'desk-associate-taken', name: error.message });
  }
}

/** @throws Refused `not-found` for who has left */
export async function renewPinAtDesk(context: Context, associateId: string): Promise<NewPin> {
  return { pin: await renewPin(context, await present(context, associateId)) };
}

/** @throws Refused `not-found` for who has left */
export async function dismissAtDesk(context: Context, associateId: string): Promise<void> {
  await dismissAssociate(context, await present(context, associateId));
}

async function keyedTill(context: Context, tillId: string) {
  const { program } = await readWork(context);
  const till = tillOf(program, tillId);
  if (!till) throw new Refused({ key: 'not-found' });
  return { tillId, storeId: till.store.id };
}

async function present(context: Context, associateId: string): Promise<AssociateRow> {
  const row = await associateById(context.store.read, associateId);
  if (!row || row.revoked_at !== null) throw new Refused({ key: 'not-found' });
  return row;
}
