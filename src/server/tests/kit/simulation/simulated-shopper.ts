import { memberApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { type PassPhone, passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { mailReader, signIn } from '#server/tests/kit/tillpass.ts';
import type { MemberBook } from './member-book.ts';
import type { SimulatedServer } from './simulated-server.ts';

/** A session and a key for passes last for days, so that a phone asks for them again after one. */
const dayMs = 24 * 60 * 60_000;

/** A member with a phone, what it knows, and what their points should be. */
export class SimulatedShopper {
  readonly address: string;
  readonly book: MemberBook;
  readonly number: string;
  readonly memberId: string;
  /** What the phone has shown and a till has given, and what was bought, each by its id or receipt number. */
  readonly vouchers: { readonly id: string; readonly code: string }[] = [];
  readonly given: { readonly id: string; readonly tillId: string }[] = [];
  readonly receipts: { readonly tillId: string; readonly receiptNumber: string }[] = [];
  #cookies: ReadonlyMap<string, string> | null = null;
  #passes: PassPhone | null = null;
  #seenAt = 0;

  constructor(who: { address: string; book: MemberBook; number: string; memberId: string }) {
    this.address = who.address;
    this.book = who.book;
    this.number = who.number;
    this.memberId = who.memberId;
  }

  /** The phone's browser as it is at this moment, towards whatever server is up. */
  browser({ app }: SimulatedServer): Browser {
    const browser = new Browser(app);
    for (const [name, value] of this.#cookies ?? []) browser.cookies.set(name, value);
    return browser;
  }

  /** Signs in where no session is left, and gets the key of the day's passes. */
  async comeIn(server: SimulatedServer, at: number): Promise<void> {
    const isSameDay = at < this.#seenAt + dayMs;
    this.#seenAt = at;
    if (this.#cookies && isSameDay) return;
    const browser = this.browser(server);
    if ((await browser.get(memberApi.profile)).status !== 200)
      await signIn(browser, mailReader(server.context), { address: this.address });
    // The program's order, which is the order of the slots.
    this.#passes = await passPhone(
      browser,
      (rewardId) => 1 + testProgram.rewards.findIndex(({ id }) => id === rewardId),
    );
    this.#cookies = browser.cookies;
  }

  /** The session has ended. */
  leave(): void {
    this.#cookies = null;
  }

  /** The pass that the phone draws at this moment, without asking anybody. */
  drawPass(rewardId: string, at: number): string {
    if (!this.#passes) throw new Error('this phone has never been signed in');
    return this.#passes.show(rewardId, at);
  }
}
