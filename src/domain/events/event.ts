/** What integrators are told of. A kind that has shipped never changes its meaning. */
export const eventKinds = [
  'member.joined',
  'points.adjusted',
  'points.available',
  'purchase.reported',
  'purchase.returned',
  'return.waiting',
  'return.refused',
  'redemption.issued',
  'redemption.reserved',
  'redemption.released',
  'redemption.redeemed',
  'redemption.reversed',
  'redemption.cancelled',
  'redemption.expired',
  'pool.low',
  'pool.settled',
  'mint.failed',
  'pass.guessed',
  'till.guessed',
  'member.looked-up',
  'associate.locked',
  'watch.noted',
] as const;

export type EventKind = (typeof eventKinds)[number];

export const isEventKind = (text: string): text is EventKind =>
  eventKinds.some((kind) => kind === text);

/** What a till is never told, its own store's or not: who is watched, or guesses, would read it there. */
export const notForTills: readonly EventKind[] = [
  'pass.guessed',
  'till.guessed',
  'member.looked-up',
  'associate.locked',
  'watch.noted',
];

/** One thing that happened. `data` carries ids, points and places, never an address, a code or a token. */
export interface ProgramEvent {
  readonly kind: EventKind;
  readonly memberId: string | null;
  /** Where it happened; null: at no store, as when the clock ends a voucher. */
  readonly storeId: string | null;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
}
