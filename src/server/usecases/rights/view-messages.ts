import { consentsAsked } from '#domain/messages/consents-asked.ts';
import { type DeadAddress, type MessageConsent, messageRules } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { Refused } from '#domain/refusal.ts';
import type { MessageRow } from '#server/storage/db/schema-messages.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { memberById } from '#server/storage/people/members.ts';
import { consentsOf, latestMessages } from '#server/storage/people/messages.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { wantedBy } from './end-messages.ts';

/** How many messages the page shows; the member's copy has all. */
const shown = 50;

/** What a member is told: what comes, and what was sent. */
export interface OwnMessages {
  readonly address: string;
  /** Mail to the address comes back, so nothing is mailed. */
  readonly dead: DeadAddress | null;
  readonly wanted: readonly MessageKind[];
  /** Those that can come: the member has agreed to what they need, or the profile asks for it. */
  readonly offered: readonly MessageKind[];
  /** What they have agreed to, of all that a message may need. */
  readonly consents: readonly MessageConsent[];
  /** The latest first, without their text, which is kept for a day only. */
  readonly log: readonly Pick<MessageRow, 'id' | 'kind' | 'channel' | 'state' | 'why' | 'at'>[];
  readonly timeZone: string;
  /** There are older ones. */
  readonly more: boolean;
}

/** @throws Refused `signed-out` when the member has left */
export async function viewMessages(context: Context, memberId: string): Promise<OwnMessages> {
  const { db, program } = await readWork(context);
  const member = await memberById(db, memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  const consents = await consentsOf(db, memberId);
  const given = new Set([...consents, ...consentsAsked(program)]);
  const rows = await latestMessages(db, memberId, shown + 1);
  return {
    address: member.address,
    dead: await deadnessOf(db, memberId),
    consents,
    timeZone: program.timeZone,
    wanted: await wantedBy({ db, program }, memberId),
    offered: messageKinds.filter((kind) => {
      const { consent } = messageRules[kind];
      return consent === null || given.has(consent);
    }),
    log: rows.slice(0, shown),
    more: rows.length > shown,
  };
}
