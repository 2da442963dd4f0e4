import { memberApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { memberIdByNumber } from '#server/storage/people/members.ts';
import { Browser, type Seen } from '#server/tests/kit/browser.ts';
import { TestClock } from '#server/tests/kit/clock.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { mailReader, signIn } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { Agenda } from './agenda.ts';
import { Chance } from './chance.ts';
import { chooseDeed } from './choose-deed.ts';
import type { Deed } from './deed.ts';
import { fateOn, type Link, patienceMs } from './link.ts';
import { MemberBook } from './member-book.ts';
import { type Served, ServedDeeds } from './serve-deeds.ts';
import { SimulatedServer } from './simulated-server.ts';
import { SimulatedShopper } from './simulated-shopper.ts';

const second = 1_000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** What happened in a simulated shop. */
export interface Simulated extends Served {
  /** Days of virtual time. */
  readonly days: number;
  /** SHA-256 of who did what, when, and how it was answered: the same for a seed on every database. */
  readonly digest: string;
}

/** How large a simulated shop is. */
export interface SimulatedSize {
  readonly members: number;
  /** How much each member does. */
  readonly deeds: number;
}

/** The return window is short, so that points wait, come, and are taken while they wait. */
const programs: readonly Program[] = [
  testProgram,
  { ...testProgram, pending: { days: 3, tiers: 'at-once' } },
  { ...testProgram, pending: { days: 3, tiers: 'when-available' } },
];

/**
 * Lives in a shop for months of virtual time: phones with bad connections, tills that ask until they are answered, a
 * server that ends in the middle of transactions, is down for a while, and comes back, once with an older copy of its data.
 * @throws Error with the seed and what happened last, at the first point that is not where a naive reckoning has it
 */
export async function simulate(seed: number, size: SimulatedSize): Promise<Simulated> {
  const shop = await SimulatedShop.open(seed);
  try {
    return await shop.live(size);
  } catch (error) {
    throw new Error(`seed ${seed}\n${shop.served.lastLines()}`, { cause: error });
  } finally {
    await shop.end();
  }
}

class SimulatedShop {
  readonly served: ServedDeeds;
  readonly #chance: Chance;
  readonly #clock: TestClock;
  readonly #server: SimulatedServer;
  readonly #program: Program;
  readonly #keys: ReadonlyMap<string, string>;
  readonly #agenda = new Agenda();
  readonly #links: Readonly<Record<Deed['from'], Link>>;
  #made = 0;

  private constructor(
    server: SimulatedServer,
    world: {
      chance: Chance;
      clock: TestClock;
      program: Program;
      keys: ReadonlyMap<string, string>;
    },
  ) {
    const { chance, clock, program, keys } = world;
    this.#chance = chance;
    this.#clock = clock;
    this.#program = program;
    this.#server = server;
    this.#keys = keys;
    this.served = new ServedDeeds(server, { clock, chance });
    this.#links = {
      phone: { chance, losses: 20, doubles: 10, slowestMs: 4 * second },
      till: { chance, losses: 5, doubles: 5, slowestMs: second },
    };
  }

  static async open(seed: number): Promise<SimulatedShop> {
    const chance = new Chance(seed);
    const clock = new TestClock();
    const program = chance.of(programs);
    const server = await SimulatedServer.start(clock.now, `simulation ${seed}`);
    const tills = await loadProgram(server.context, program);
    const keys = new Map(tills.map(({ tillId, key }) => [tillId, key]));
    return new SimulatedShop(server, { chance, clock, program, keys });
  }

  end = (): Promise<void> => this.#server.end();

  async live({ members, deeds }: SimulatedSize): Promise<Simulated> {
    const beganAt = this.#clock.now();
    for (let n = 0; n < members; n += 1) await this.#join(`shopper-${n}@example.com`);
    await this.served.backUp();
    for (const shopper of this.served.shoppers) this.#planNext(shopper, deeds);
    this.#planLoss();
    for (let next = this.#agenda.next(); next; next = this.#agenda.next()) {
      // Two things never happen at one instant, so that the order of what is stored is that of its time.
      this.#clock.turnTo(Math.max(next.at, this.#clock.now() + 1));
      await next.act();
    }
    await this.served.close();
    const days = Math.round((this.#clock.now() - beganAt) / day);
    return { ...this.served.count, days, digest: this.served.digest() };
  }

  async #join(address: string): Promise<void> {
    this.#clock.turn(11 * minute); // A new window for the limits of asking.
    const phone = new Browser(this.#server.app);
    await signIn(phone, mailReader(this.#server.context), { address });
    const { body } = await phone.get(memberApi.profile);
    const memberId = await memberIdByNumber(this.#server.store.read, body.number);
    const book = new MemberBook(this.#program, this.#clock.now());
    const who = { address, book, number: body.number, memberId: memberId ?? '' };
    this.served.shoppers.push(new SimulatedShopper(who));
  }

  /** In half of the shops the disk is lost some time after it was copied. */
  #planLoss(): void {
    const copiedAt = this.#clock.now() + this.#chance.between(1, 20) * day;
    this.#agenda.plan(copiedAt, () => this.served.backUp());
    if (this.#chance.happens(0.5))
      this.#agenda.plan(copiedAt + this.#chance.between(1, 30) * day, () => this.served.restore());
  }

  #planNext(shopper: SimulatedShopper, left: number): void {
    if (left === 0) return;
    // Longer than any request is under way. Now and then nobody comes for months, and points end.
    const pause = this.#chance.happens(0.8)
      ? this.#chance.between(90 * second, 40 * minute)
      : this.#chance.between(1, 120) * day;
    this.#agenda.plan(this.#clock.now() + pause, async () => {
      if (!this.served.isDown) await shopper.comeIn(this.#server, this.#clock.now());
      const deed = chooseDeed({
        server: this.#server,
        chance: this.#chance,
        shopper,
        tillId: this.#chance.of([...this.#keys.keys()]),
        keys: this.#keys,
        clock: this.#clock,
        newId: () => this.#newId(),
      });
      await this.#ask(shopper, deed, () => this.#planNext(shopper, left - 1));
    });
  }

  /** Sends it until an answer comes. */
  async #ask(shopper: SimulatedShopper, deed: Deed, then: () => void): Promise<void> {
    let isAnswered = false;
    const learn = async (seen: Seen) => {
      if (isAnswered) return;
      isAnswered = true;
      deed.learn(seen);
      then();
    };
    const arrive = async (answeredAfter: number | null) => {
      if (!this.served.isDown && deed.from === 'phone')
        await shopper.comeIn(this.#server, this.#clock.now());
      const seen = await this.served.serve(shopper, deed);
      if (seen && answeredAfter !== null)
        this.#agenda.plan(this.#clock.now() + answeredAfter, () => learn(seen));
    };
    const attempt = async () => {
      if (isAnswered) return;
      const now = this.#clock.now();
      const { arrivesAfter, againAfter, answeredAfter } = fateOn(this.#links[deed.from]);
      for (const after of [arrivesAfter, againAfter])
        if (after !== null) this.#agenda.plan(now + after, () => arrive(answeredAfter));
      this.#agenda.plan(now + patienceMs, attempt);
    };
    await attempt();
  }

  #newId(): string {
    this.#made += 1;
    return `00000000-0000-4000-8000-${String(this.#made).padStart(12, '0')}`;
  }
}
