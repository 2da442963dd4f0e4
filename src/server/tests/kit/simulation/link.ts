import type { Chance } from './chance.ts';

/** What becomes of one request on its way. Milliseconds after it was sent, and after it was answered. */
export interface Fate {
  /** Null: it never arrives. */
  readonly arrivesAfter: number | null;
  /** Null: the answer is lost. */
  readonly answeredAfter: number | null;
  /** A second time, as a proxy or a nervous finger sends it; null: once. */
  readonly againAfter: number | null;
}

/** A connection, from that of a till to that of a phone in a cellar. */
export interface Link {
  readonly chance: Chance;
  /** How many of a hundred requests, and of a hundred answers, are lost. */
  readonly losses: number;
  /** How many of a hundred arrive twice. */
  readonly doubles: number;
  readonly slowestMs: number;
}

/** After so long without an answer, whoever asked asks again. */
export const patienceMs = 10_000;

export function fateOn({ chance, losses, doubles, slowestMs }: Link): Fate {
  const way = () => (chance.happens(losses / 100) ? null : chance.between(5, slowestMs));
  return {
    arrivesAfter: way(),
    answeredAfter: way(),
    againAfter: chance.happens(doubles / 100) ? chance.between(1, slowestMs) : null,
  };
}
