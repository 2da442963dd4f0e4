import { signInMs } from '#domain/people/sign-in.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { markMailFailed, postponeMail } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  type Dispatch,
  dispatchesOf,
  noteEnd,
  type Opened,
  withhold,
} from '#server/usecases/ground/dispatch-message.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { noteRefusedMail } from '#server/usecases/rights/note-returned-mail.ts';
import { type Mail, MailNotTaken } from '#server/vendors/mailer.ts';

/** Pauses between tries. The last one repeats until the mail is not worth sending any more. */
const retryAfterMs = [1_000, 5_000, 30_000, 60_000] as const;
const worthMs = signInMs;

/** A mail of the outbox, and what to do with it now. */
export type Judged = { readonly mail: Mail; readonly dispatch: Dispatch } | MailNotTaken;

/** Opens mails and asks the rules about each. @returns in their order; a fault: it was sealed under a key that is lost */
export async function judge(context: Context, rows: readonly MailRow[]): Promise<Judged[]> {
  const readable = rows.flatMap((row) => openedOf(context, row) ?? []);
  const dispatches = await dispatchesOf(context, readable);
  const found = new Map(readable.map(({ row, mail }, index) => [row.id, { mail, index }]));
  return rows.map((row) => {
    const one = found.get(row.id);
    const dispatch = dispatches[one?.index ?? -1];
    if (one && dispatch) return { mail: one.mail, dispatch };
    return new MailNotTaken('sealed under another key', true);
  });
}

function openedOf(context: Context, row: MailRow): Opened | null {
  try {
    return { row, mail: openMail(context, row) };
  } catch {
    return null;
  }
}

/**
 * Tries one mail once. What became of it is in the outbox afterwards, if it was not taken.
 * @returns `taken`, which the caller has to note, or after how many milliseconds it is due again; null: it is done
 */
export async function trySending(
  context: Context,
  row: MailRow,
  judged: Judged,
): Promise<'taken' | number | null> {
  if (judged instanceof MailNotTaken) return notTaken(context, row, judged);
  const { mail, dispatch } = judged;
  if (dispatch.do === 'withhold') {
    await withhold(context, row, dispatch.why);
    context.meters.mail('withheld');
    return null;
  }
  if (dispatch.do === 'wait') {
    await context.store.transact((tx) => postponeMail(tx, row.id, dispatch.until));
    return dispatch.until - context.now();
  }
  try {
    await dispatch.channel.send(mail, row.id);
    return 'taken';
  } catch (error) {
    const fault =
      error instanceof MailNotTaken ? error : new MailNotTaken('the mailer broke', false);
    return notTaken(context, row, fault);
  }
}

/** @returns after how many milliseconds it is due again; null: it was given up */
async function notTaken(
  context: Context,
  row: MailRow,
  fault: MailNotTaken,
): Promise<number | null> {
  const { store, log, meters, now } = context;
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
}

const givenUp = (context: Context, row: MailRow, why: string): Promise<void> =>
  transact(context, async (work) => {
    await markMailFailed(work, row.id, work.at, why);
    await noteEnd(work, row, 'failed');
  });
