import type { Program } from '#domain/program/program.ts';
import type { GoodsBack } from '#domain/purchase/return.ts';
import { NaiveMember } from '#server/tests/kit/model/naive-member.ts';
import type { Bought, Held } from '#server/tests/kit/model/naive-records.ts';
import { receiptOf, type Sale } from '#server/tests/kit/model/sale.ts';

/** A member's points as a naive reckoning has them, which can go back to an earlier moment as the database can. */
export class MemberBook {
  readonly #program: Program;
  readonly #joinedAt: number;
  /** All that happened, in order, to do it again up to a moment. */
  #happened: ((book: MemberBook) => void)[] = [];
  model: NaiveMember;
  readonly held = new Map<string, Held>();
  readonly bought = new Map<string, Bought>();
  /** The requests that were carried out: asked again, they change nothing. */
  readonly #done = new Set<string>();

  constructor(program: Program, joinedAt: number) {
    this.#program = program;
    this.#joinedAt = joinedAt;
    this.model = new NaiveMember(program, joinedAt);
  }

  get length(): number {
    return this.#happened.length;
  }

  /** Forgets all that happened since. */
  goBackTo(length: number): void {
    const kept = this.#happened.slice(0, length);
    this.#happened = [];
    this.model = new NaiveMember(this.#program, this.#joinedAt);
    this.held.clear();
    this.bought.clear();
    this.#done.clear();
    for (const one of kept) one(this);
    this.#happened = kept;
  }

  isDone = (request: string): boolean => this.#done.has(request);

  /** Notes that a request was carried out. */
  finish(request: string): void {
    this.#note((book) => book.#done.add(request));
  }

  tick(at: number): void {
    this.#note((book) => book.model.tick(at));
  }

  /** @returns the id of the voucher that is the answer; null when it is refused */
  issue(wish: { id: string; rewardId: string }, at: number): string | null {
    const cost = this.#costOf(wish.rewardId);
    return this.#note((book) => {
      const id = book.model.issue({ ...wish, cost }, at);
      return book.#keep(id);
    });
  }

  cancel(id: string, at: number): boolean {
    return this.#onHeld(id, (book, held) => book.model.cancel(held, at));
  }

  /** @param stead the id of the voucher that is issued in its stead where it has ended */
  redeem(id: string, stead: string, at: number): boolean {
    return this.#onHeld(id, (book, held) => {
      const isGiven = book.model.redeem(held, stead, at);
      book.#keep(stead);
      return isGiven;
    });
  }

  pass(wish: { id: string; rewardId: string; shownAt: number }, at: number): boolean {
    const cost = this.#costOf(wish.rewardId);
    return this.#note((book) => {
      const isGiven = book.model.pass({ ...wish, cost }, at, wish.shownAt);
      book.#keep(wish.id);
      return isGiven;
    });
  }

  reverse(id: string, at: number): boolean {
    return this.#onHeld(id, (book, held) => book.model.reverse(held, at));
  }

  /** @returns the points that it earned */
  purchase({ id, receiptNumber, sale }: Reported, at: number): number {
    return this.#note((book) => {
      const bought = book.model.purchase(receiptOf(id, sale), at);
      book.bought.set(receiptNumber, bought);
      return bought.earned;
    });
  }

  /** @returns the points that it took and gave back; null when it is refused */
  return(
    receiptNumber: string,
    back: GoodsBack,
    at: number,
  ): { taken: number; back: number } | null {
    return this.#note((book) => {
      const bought = book.bought.get(receiptNumber);
      return bought ? book.model.return(bought, back, at) : null;
    });
  }

  #onHeld(id: string, change: (book: MemberBook, held: Held) => boolean): boolean {
    return this.#note((book) => {
      const held = book.held.get(id);
      return held ? change(book, held) : false;
    });
  }

  #keep(id: string | null): string | null {
    const held = this.model.vouchers.find((one) => one.id === id);
    if (held) this.held.set(held.id, held);
    return id;
  }

  #note<T>(happens: (book: MemberBook) => T): T {
    this.#happened.push(happens);
    return happens(this);
  }

  readonly #costOf = (rewardId: string): number =>
    this.#program.rewards.find(({ id }) => id === rewardId)?.points ?? 0;
}

interface Reported {
  readonly id: string;
  readonly receiptNumber: string;
  readonly sale: Sale;
}
