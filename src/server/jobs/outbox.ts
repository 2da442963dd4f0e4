import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { takeDueMails } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { mailTopic } from '#server/usecases/ground/queue-mail.ts';
import { mailsAtOnce } from '#server/vendors/mailer.ts';
import { noteOne } from './note-taken.ts';
import { NoticesInHand } from './notices-in-hand.ts';
import { judge, trySending } from './send-mail.ts';
import { withTimeout } from './with-timeout.ts';
import { startLoop, type WorkerLoop } from './worker-loop.ts';

/** Longer than the mailer may take, so that no second process sends the same mail meanwhile. */
const leaseMs = 120_000;
/** A new mail wakes the job at once. This pause is for mails that a dead process left behind. */
const lookAgainMs = 5_000;
/** How long stopping waits for mails that are being sent. */
const finishWithinMs = 5_000;

/** Notices come by the thousand: they leave two places to mails that somebody waits for. */
const noticesAtOnce = mailsAtOnce - 2;

/**
 * Sends the mails in the outbox, and keeps trying, until it is stopped. Stopping sends nothing new, waits a little for
 * running sends, and closes the mailer.
 */
export function startOutbox(context: Context): WorkerLoop {
  const sending = new Set<Promise<void>>();
  const places = () => Math.min(noticesAtOnce, mailsAtOnce - sending.size);
  const notices = new NoticesInHand(context, places, (retryMs) => loop.wake(retryMs));
  const loop = startLoop(context, {
    name: 'the outbox',
    job: 'outbox',
    topic: mailTopic,
    lookAgainMs,
    round: async ({ wake }) => {
      const urgent = mailsAtOnce - sending.size - notices.sending;
      const taken = await take(context, { urgent, notices: notices.room });
      for (const row of taken) {
        if (row.notice !== null) continue;
        const sent = deliver(context, row).then((retryMs) => {
          sending.delete(sent);
          // Either a place is free now, or this mail is due again later.
          wake(retryMs ?? 0);
        });
        sending.add(sent);
      }
      notices.goOn(taken.filter(({ notice }) => notice !== null));
      return false;
    },
  });
  return {
    wake: loop.wake,
    stop: async () => {
      await loop.stop();
      await withTimeout(finishWithinMs, Promise.all([...sending, notices.stop()]));
      for (const channel of [...context.channels, context.mailer]) channel.close();
    },
  };
}

async function take(
  { store, now }: Context,
  free: { readonly urgent: number; readonly notices: number },
): Promise<MailRow[]> {
  if (free.urgent <= 0 && free.notices <= 0) return [];
  return store.transact((tx) => takeDueMails(tx, { at: now(), leaseMs, ...free }));
}

/**
 * Tries a mail once that somebody waits for. Never throws: the result is in the outbox afterwards.
 * @returns after how many milliseconds it is due again; null: it is done
 */
async function deliver(context: Context, row: MailRow): Promise<number | null> {
  const { log, meters } = context;
  try {
    const [judged] = await judge(context, [row]);
    if (!judged) throw new Error('a mail was asked about and not judged');
    const end = await trySending(context, row, judged);
    if (end !== 'taken') return end;
    await noteOne(context, row);
    meters.mail('taken');
    return null;
  } catch (err) {
    // The database is away. The lease ends, and the mail is taken again.
    log.error({ err, mail: row.id }, 'the outbox failed');
    return lookAgainMs;
  }
}
