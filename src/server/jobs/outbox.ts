import { signInMs } from '#domain/people/sign-in.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import {
  markMailFailed,
  markMailSent,
  postponeMail,
  takeDueMails,
} from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dispatchOf, noteEnd, withhold } from '#server/usecases/ground/dispatch-message.ts';
import { mailTopic, openMail } from '#server/usecases/ground/queue-mail.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { noteMailTaken } from '#server/usecases/points/notices.ts';
import { noteRefusedMail } from '#server/usecases/rights/note-returned-mail.ts';
import { noteTierMailTaken } from '#server/usecases/standing/tell-tier.ts';
import { type Mail, MailNotTaken, mailsAtOnce } from '#server/vendors/mailer.ts';
import { withTimeout } from './with-timeout.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** Pauses between tries. The last one repeats until the mail is not worth sending any more. */
const retryAfterMs = [1_000, 5_000, 30_000, 60_000] as const;
const worthMs = signInMs;
/** Longer than the mailer may take, so that no second process sends the same mail meanwhile. */
const leaseMs = 120_000;
/** A new mail wakes the job at once. This pause is for mails that a dead process left behind. */
const lookAgainMs = 5_000;
/** How long stopping waits for mails that are being sent. */
const finishWithinMs = 5_000;

/** Notices come by the thousand: they leave two places to mails that somebody waits for. */
const noticesAtOnce = mailsAtOnce - 2;

/** What is on record besides its member's log when a message was taken, in the same transaction. */
const onTaken: Partial<Record<MessageKind, (work: Work, row: MailRow) => Promise<void>>> = {
  expiry: noteMailTaken,
  tier: noteTierMailTaken,
};

/**
 * Sends the mails in the outbox, and keeps trying, until it is stopped. Stopping sends nothing new, waits a little for
 * running sends, and closes the mailer.
 */
export function startOutbox(context: Context): WorkerLoop {
  const sending = new Set<Promise<void>>();
  let notices = 0;
  const loop = startLoop(context, {
    name: 'the outbox',
    job: 'outbox',
    topic: mailTopic,
    lookAgainMs,
    round: async ({ wake }) => {
      const free = { limit: mailsAtOnce - sending.size, notices: noticesAtOnce - notices };
      for (const row of await take(context, free)) {
        const counts = row.notice === null ? 0 : 1;
        notices += counts;
        const sent = deliver(context, row).then((retryMs) => {
          sending.delete(sent);
          notices -= counts;
          // Either a place is free now, or this mail is due again later.
          wake(retryMs ?? 0);
        });
        sending.add(sent);
      }
      return false;
    },
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await withTimeout(finishWithinMs, Promise.all(sending));
      for (const channel of [...context.channels, context.mailer]) channel.close();
    },
  };
}

async function take(
  { store, now }: Context,
  free: { limit: number; notices: number },
): Promise<MailRow[]> {
  if (free.limit <= 0) return [];
  return store.transact((tx) => takeDueMails(tx, { at: now(), leaseMs, ...free }));
}

/**
 * Tries one mail once. Never throws: the result is in the outbox afterwards.
 * @returns after how many milliseconds it is due again; null: it is done
 */
async function deliver(context: Context, row: MailRow): Promise<number | null> {
  const { store, log, meters, now } = context;
  try {
    const fault = await send(context, row);
    if (fault instanceof Kept) return fault.retryMs;
    if (fault === null) {
      await taken(context, row);
      meters.mail('taken');
      return null;
    }
    const said = { mail: row.id, attempt: row.attempts, reason: fault.message };
    const retryMs = retryAfterMs[Math.min(row.attempts, retryAfterMs.length) - 1] ?? 0;
    if (fault.forGood || now() + retryMs >= (row.worth_until ?? row.created_at + worthMs)) {
      await givenUp(context, row, fault.message);
      if (fault.isDead) await noteRefusedMail(context, row);
      meters.mail('given-up');
      log.error(said, 'a mail was given up');
      return null;
    }
    await store.transact((tx) => postponeMail(tx, row.id, now() + retryMs, fault.message));
    meters.mail('postponed');
    log.warn({ ...said, retryMs }, 'a mail was not taken');
    return retryMs;
  } catch (err) {
    // The database is away. The lease ends, and the mail is taken again.
    log.error({ err, mail: row.id }, 'the outbox failed');
    return lookAgainMs;
  }
}

function taken(context: Context, row: MailRow): Promise<void> {
  return transact(context, async (work) => {
    if (row.notice !== null) await onTaken[row.notice]?.(work, row);
    // The member first, then the mail, then its message: the order in which a member's rows are deleted.
    await markMailSent(work, row.id, work.at);
    await noteEnd(work, row, 'sent');
  });
}

const givenUp = (context: Context, row: MailRow, why: string): Promise<void> =>
  transact(context, async (work) => {
    await markMailFailed(work, row.id, work.at, why);
    await noteEnd(work, row, 'failed');
  });

/** A message that the rules keep here: for good, or until it is due again after so many milliseconds. */
class Kept {
  readonly retryMs: number | null;
  constructor(retryMs: number | null) {
    this.retryMs = retryMs;
  }
}

async function send(context: Context, row: MailRow): Promise<MailNotTaken | Kept | null> {
  let mail: Mail;
  try {
    mail = openMail(context, row);
  } catch {
    return new MailNotTaken('sealed under another key', true);
  }
  const next = await dispatchOf(context, row, mail);
  if (next.do === 'withhold') {
    await withhold(context, row, next.why);
    context.meters.mail('withheld');
    return new Kept(null);
  }
  if (next.do === 'wait') {
    await context.store.transact((tx) => postponeMail(tx, row.id, next.until));
    return new Kept(next.until - context.now());
  }
  try {
    await next.channel.send(mail, row.id);
    return null;
  } catch (error) {
    return error instanceof MailNotTaken ? error : new MailNotTaken('the mailer broke', false);
  }
}
