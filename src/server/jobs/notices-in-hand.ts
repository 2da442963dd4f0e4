import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { giveMailsBack } from '#server/storage/people/mails.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { TakenNotes } from './note-taken.ts';
import { type Judged, judge, trySending } from './send-mail.ts';

/** So many are taken at once, because to take one costs as much as to take many. */
const inHandAtMost = 32;
/** More are taken when so few are left. */
const moreBelow = 8;
/** What the rules said of a notice is good for so long. */
const judgedForMs = 1_000;
/** One that waits longer for its place is left to whoever takes it after its lease, which must not end while it is sent. */
const waitsAtMostMs = 45_000;
/** How long no more are taken after the rules could not be asked. */
const restsForMs = 5_000;

interface Held {
  readonly row: MailRow;
  readonly takenAt: number;
}

interface Asked {
  readonly at: number;
  readonly ids: ReadonlySet<string>;
  /** Those whose place waits for the answer. */
  readonly awaited: MailRow[];
  /** Null: the rules could not be asked, and the notices are given back. */
  readonly judged: Promise<ReadonlyMap<string, Judged> | null>;
}

/** The notices that this process has taken: some are being sent, the others wait for their place. */
export class NoticesInHand {
  readonly #context: Context;
  readonly #places: () => number;
  readonly #free: (retryMs: number) => void;
  readonly #notes: TakenNotes;
  #waiting: Held[] = [];
  readonly #sending = new Set<Promise<void>>();
  #asked: Asked | null = null;
  #restsUntil = Number.NEGATIVE_INFINITY;

  /**
   * @param places how many may be sent at once now
   * @param free is called when more may be taken, or one is due again after so many milliseconds
   */
  constructor(context: Context, places: () => number, free: (retryMs: number) => void) {
    this.#context = context;
    this.#places = places;
    this.#free = free;
    this.#notes = new TakenNotes(context);
  }

  /** How many more may be taken. */
  get room(): number {
    if (performance.now() < this.#restsUntil) return 0;
    return this.#waiting.length < moreBelow ? inHandAtMost - this.#waiting.length : 0;
  }

  /** How many are being sent. */
  get sending(): number {
    return this.#sending.size;
  }

  /** Sends these too, and goes on where places are free again. */
  goOn(rows: readonly MailRow[]): void {
    const takenAt = performance.now();
    for (const row of rows) this.#waiting.push({ row, takenAt });
    for (let free = this.#places() - this.#sending.size; free > 0; free -= 1) {
      const held = this.#waiting.shift();
      if (!held) return;
      const place: Promise<void> = this.#send(held).finally(() => this.#sending.delete(place));
      this.#sending.add(place);
    }
  }

  /** Sends nothing more: what waits is due at once, unless somebody else has it since. Resolves when what is being sent has ended. */
  async stop(): Promise<void> {
    await this.#giveBack(this.#takeWaiting(), 0);
    await Promise.all(this.#sending);
    await this.#notes.idle();
  }

  #takeWaiting = (): MailRow[] => this.#waiting.splice(0).map(({ row }) => row);

  /** They are due after so many milliseconds. Never throws: else they are due when their lease ends. */
  async #giveBack(rows: readonly MailRow[], afterMs: number): Promise<void> {
    if (rows.length === 0) return;
    const { store, now, log } = this.#context;
    try {
      await store.transact((tx) => giveMailsBack(tx, rows, now() + afterMs));
    } catch (err) {
      log.error({ err }, 'the outbox could not give back its mails');
    }
  }

  /** One place: sends one after another until none waits, or others need the place. */
  async #send(first: Held): Promise<void> {
    for (let held: Held | undefined = first; held; ) {
      if (performance.now() - held.takenAt < waitsAtMostMs) await this.#sendOne(held.row);
      const isFree = this.#sending.size <= this.#places();
      held = isFree ? this.#waiting.shift() : undefined;
      if (this.#waiting.length < moreBelow) this.#free(0);
    }
  }

  /** Never throws: the result is in the outbox afterwards. */
  async #sendOne(row: MailRow): Promise<void> {
    const { log, meters } = this.#context;
    const failed = (err: unknown) => {
      // The database is away. The lease ends, and the mail is taken again.
      log.error({ err, mail: row.id }, 'the outbox failed');
    };
    try {
      const judged = await this.#judged(row);
      if (judged === null) return;
      const end = await trySending(this.#context, row, judged);
      if (end === 'taken') {
        this.#notes.note(row).then(() => meters.mail('taken'), failed);
        await this.#notes.room();
      } else if (end !== null) this.#free(end);
    } catch (err) {
      failed(err);
    }
  }

  /** Null: the rules could not be asked, and the notice is given back. */
  async #judged(row: MailRow): Promise<Judged | null> {
    const isFresh = this.#asked && performance.now() - this.#asked.at < judgedForMs;
    if (!isFresh || !this.#asked?.ids.has(row.id)) this.#asked = this.#ask(row);
    this.#asked.awaited.push(row);
    const all = await this.#asked.judged;
    if (all === null) return null;
    const judged = all.get(row.id);
    if (!judged) throw new Error('a mail was asked about and not judged');
    return judged;
  }

  /** Asks about all in hand at once. */
  #ask(first: MailRow): Asked {
    const rows = [first, ...this.#waiting.map((held) => held.row)];
    const awaited: MailRow[] = [];
    const judged = judge(this.#context, rows).then(
      (all) => new Map(all.map((one, index) => [rows[index]?.id ?? '', one])),
      (err) => this.#rest(awaited, err),
    );
    return { at: performance.now(), ids: new Set(rows.map(({ id }) => id)), awaited, judged };
  }

  /** All in hand would fail as these did: they are given back together, and later more are taken. */
  async #rest(awaited: readonly MailRow[], err: unknown): Promise<null> {
    this.#restsUntil = performance.now() + restsForMs;
    this.#asked = null;
    const rows = [...awaited, ...this.#takeWaiting()];
    const { log } = this.#context;
    log.error({ err, mails: rows.length }, 'the outbox could not ask about its mails');
    await this.#giveBack(rows, restsForMs);
    this.#free(restsForMs);
    return null;
  }
}
