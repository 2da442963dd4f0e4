import type { Move } from '#contract/desk/desk-foresight.ts';

const sampled = 5;

/** Counts members by the tiers between which they move. */
export class Moves {
  readonly #moves = new Map<
    string,
    { from: string; to: string; members: number; sample: string[] }
  >();

  add(from: string, to: string, number: string): void {
    if (from === to) return;
    const key = `${from} ${to}`;
    const move = this.#moves.get(key) ?? { from, to, members: 0, sample: [] };
    this.#moves.set(key, move);
    move.members += 1;
    if (move.sample.length < sampled) move.sample.push(number);
  }

  list(): Move[] {
    return [...this.#moves.values()].sort((a, b) => b.members - a.members);
  }
}
