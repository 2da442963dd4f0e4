import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { toSpend } from '#domain/points/debt.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import type { TestClock } from '#server/tests/kit/clock.ts';
import { tellEverybody } from '#server/tests/kit/points.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import type { Chance } from './chance.ts';
import type { Deed } from './deed.ts';
import type { CrashPoint, SimulatedServer } from './simulated-server.ts';
import type { SimulatedShopper } from './simulated-shopper.ts';

/** In a hundred requests so many end the process, and so often points end. */
const [crashes, ends] = [5, 25];
const longestDownMs = 90_000;

/** Where somebody's book was when the data were copied. */
interface Mark {
  readonly shopper: SimulatedShopper;
  readonly length: number;
}

/** What the server did, and how often. */
export interface Served {
  readonly requests: number;
  readonly crashes: number;
  readonly restores: number;
}

/** Lets the server do what is asked of it, ends it now and then, and compares it with the naive reckoning each time. */
export class ServedDeeds {
  readonly #server: SimulatedServer;
  readonly #clock: TestClock;
  readonly #chance: Chance;
  readonly #digest = createHash('sha256');
  readonly #lines: string[] = [];
  readonly shoppers: SimulatedShopper[] = [];
  readonly #count = { requests: 0, crashes: 0, restores: 0 };
  #downUntil = 0;
  #backedUp: readonly Mark[] = [];

  constructor(server: SimulatedServer, { clock, chance }: { clock: TestClock; chance: Chance }) {
    this.#server = server;
    this.#clock = clock;
    this.#chance = chance;
  }

  get count(): Served {
    return this.#count;
  }

  get isDown(): boolean {
    return this.#clock.now() < this.#downUntil;
  }

  /** What happened last, for whoever has to find out why it went wrong. */
  lastLines = (): string => this.#lines.slice(-30).join('\n');

  digest = (): string => this.#digest.digest('hex');

  /** @returns the answer; null where the server is down or ends before it answers */
  async serve(shopper: SimulatedShopper, deed: Deed): Promise<Seen | null> {
    if (this.isDown) return null;
    this.#count.requests += 1;
    if (this.#chance.happens(ends / 100)) await this.endPoints();
    await tellEverybody({ store: this.#server.store });
    const seen = await this.#answer(shopper, deed);
    await this.#compare(shopper);
    return seen;
  }

  async #answer(shopper: SimulatedShopper, deed: Deed): Promise<Seen | null> {
    const [at, { book }] = [this.#clock.now(), shopper];
    const point = this.#chance.of<CrashPoint>(['before-commit', 'after-commit']);
    const answer = await this.#server.crashingAt(
      this.#chance.happens(crashes / 100) ? point : null,
      deed.send,
    );
    this.#note(`${shopper.address} ${deed.what}: ${answer?.status ?? point}`);
    const isStored = !answer && (await deed.isStored());
    if (!answer) await this.#comeBack();
    if (answer) assert.ok(answer.status < 500, answer.text);
    if (answer?.status === 401) shopper.leave();
    else if (deed.id && book.isDone(deed.id))
      assert.ok(!answer || answer.status === 200, answer?.text ?? '');
    else if (answer || isStored) {
      await deed.reckon(book, { at, seen: answer });
      if (deed.id && (isStored || answer?.status === 200)) book.finish(deed.id);
    }
    return answer?.status === 401 ? null : answer;
  }

  /** Nobody is answered until the process is back. */
  async #comeBack(): Promise<void> {
    this.#count.crashes += 1;
    await this.#server.restart();
    this.#downUntil = this.#clock.now() + this.#chance.between(200, longestDownMs);
  }

  /** The clock's job; it is done again from its beginning where the process ends in it. */
  async endPoints(): Promise<void> {
    await tellEverybody({ store: this.#server.store });
    const at = this.#clock.now();
    const point = this.#chance.happens(crashes / 100)
      ? this.#chance.of<CrashPoint>(['before-commit', 'after-commit'])
      : null;
    const job = async () => {
      while ((await expireDue(this.#server.context)) > 0) {}
      return 'done';
    };
    if ((await this.#server.crashingAt(point, job)) === null) {
      this.#count.crashes += 1;
      await this.#server.restart();
      await job();
    }
    for (const { book } of this.shoppers) book.tick(at);
    this.#note('ends');
  }

  async backUp(): Promise<void> {
    await this.#server.backUp();
    this.#backedUp = this.shoppers.map((shopper) => ({ shopper, length: shopper.book.length }));
    this.#note('backup');
  }

  /** What happened since the backup is lost, as a lost disk loses it, and everything is as it was then. */
  async restore(): Promise<void> {
    this.#count.restores += 1;
    await this.#server.restore();
    for (const { shopper, length } of this.#backedUp) {
      shopper.book.goBackTo(length);
      // Its session may be newer than the copy, and so may the key of its passes.
      shopper.leave();
    }
    this.#note('restore');
    for (const shopper of this.shoppers) await this.#compare(shopper);
  }

  /** Compares everything once more, at the end. */
  async close(): Promise<void> {
    await this.endPoints();
    for (const shopper of this.shoppers) await this.#compare(shopper);
    assert.deepEqual(await verifyBooks(this.#server.context), []);
  }

  async #compare({ memberId, book, address }: SimulatedShopper): Promise<void> {
    const at = this.#clock.now();
    const holding = await holdingOf(this.#server.store.read, memberId);
    assert.equal(toSpend(holding, at), book.model.spendable(at), `what ${address} may spend`);
  }

  #note(what: string): void {
    const line = `${new Date(this.#clock.now()).toISOString()} ${what}`;
    this.#lines.push(line);
    this.#digest.update(`${line}\n`);
  }
}
