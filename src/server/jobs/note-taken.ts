import { setImmediate as letOthers } from 'node:timers/promises';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { markMailsSent } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteEnds } from '#server/usecases/ground/dispatch-message.ts';
import { atOnceIn } from '#server/usecases/ground/in-groups.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { noteMailsTaken } from '#server/usecases/points/notices.ts';
import { noteTierMailTaken } from '#server/usecases/standing/tell-tier.ts';

/**
 * In one transaction; so many more may be taken meanwhile. Who goes on after a process has died sends again what was not noted,
 * under the ids that they had, so they are few.
 */
const notedAtOnce = 12;

interface Waiting {
  readonly row: MailRow;
  readonly noted: PromiseWithResolvers<void>;
}

/** Notes mails that were taken: at once, and those that are taken meanwhile in the next transaction, together. */
export class TakenNotes {
  readonly #context: Context;
  #waiting: Waiting[] = [];
  #unnoted = 0;
  #active = 0;
  readonly #running = new Set<Promise<void>>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** @throws Error when it can't be noted */
  note(row: MailRow): Promise<void> {
    const noted = Promise.withResolvers<void>();
    this.#waiting.push({ row, noted });
    this.#unnoted += 1;
    if (this.#active < atOnceIn(this.#context)) {
      this.#active += 1;
      const drain: Promise<void> = this.#drain().finally(() => this.#running.delete(drain));
      this.#running.add(drain);
    }
    return noted.promise;
  }

  /** Resolves when another one may be taken. */
  async room(): Promise<void> {
    const most = notedAtOnce * atOnceIn(this.#context);
    while (this.#unnoted >= most) await Promise.race(this.#running);
  }

  /** Resolves when all are noted, or can't be. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #drain(): Promise<void> {
    // What is taken in this turn of the event loop gathers first.
    await letOthers();
    for (let some = this.#next(); some.length > 0; some = this.#next()) {
      await this.#note(some);
      this.#unnoted -= some.length;
    }
    // In the same turn in which nothing waited any more, so that whoever comes next begins anew.
    this.#active -= 1;
  }

  #next(): Waiting[] {
    return this.#waiting.splice(0, notedAtOnce);
  }

  async #note(some: readonly Waiting[]): Promise<void> {
    const left = new Set(some);
    try {
      const noted = await noteFree(
        this.#context,
        some.map(({ row }) => row),
      );
      for (const one of some) {
        if (!noted.has(one.row.id)) continue;
        left.delete(one);
        one.noted.resolve();
      }
    } catch {
      // One that can't be noted keeps back no other: each is tried alone.
    }
    for (const { row, noted } of left)
      await noteOne(this.#context, row).then(noted.resolve, noted.reject);
  }
}

/** Notes those whose members nobody else has locked. @returns their ids */
const noteFree = (context: Context, rows: readonly MailRow[]): Promise<ReadonlySet<string>> =>
  transact(context, async (work) => {
    const members = [...new Set(rows.flatMap(({ member_id }) => member_id ?? []))];
    const held = new Set(await work.lockFree(members));
    const free = rows.filter(({ member_id }) => member_id === null || held.has(member_id));
    await noteTaken(work, free);
    return new Set(free.map(({ id }) => id));
  });

/** Notes one alone. */
export const noteOne = (context: Context, row: MailRow): Promise<void> =>
  transact(context, async (work) => {
    if (row.member_id !== null) await work.lockMember(row.member_id);
    await noteTaken(work, [row]);
  });

/** The caller has locked the members. */
async function noteTaken(work: Work, rows: readonly MailRow[]): Promise<void> {
  if (rows.length === 0) return;
  // What is on record besides its member's log when a message was taken.
  const ofKind = Map.groupBy(rows, ({ notice }) => notice);
  await noteMailsTaken(work, ofKind.get('expiry') ?? []);
  for (const row of ofKind.get('tier') ?? []) await noteTierMailTaken(work, row);
  // The member first, then the mail, then its message: the order in which a member's rows are deleted.
  await markMailsSent(
    work,
    rows.map(({ id }) => id),
    work.at,
  );
  await noteEnds(work, rows, 'sent');
}
