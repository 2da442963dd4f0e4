/** The kinds of events that integrators get. A kind that has shipped never changes its meaning. */
export const eventKinds = [
  'member.joined',
  'member.merged',
  'newsletter.chosen',
  'points.adjusted',
  'points.available',
  'points.waiting',
  'points.reinstated',
  'points.awarded',
  'points.award-taken',
  'points.given',
  'tier.changed',
  'membership.started',
  'membership.renewed',
  'membership.left',
  'membership.refunded',
  'membership.ended',
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

/**
 * Events that no till may read, not even of its own store: somebody who is watched, or who guesses, could read about it
 * there.
 */
export const notForTills: readonly EventKind[] = [
  'pass.guessed',
  'till.guessed',
  'member.looked-up',
  'associate.locked',
  'watch.noted',
];

type Told = string | number | boolean | null;

/** One thing that happened. `data` carries ids, points and places, never an address, a code or a token. */
export interface ProgramEvent {
  readonly kind: EventKind;
  readonly memberId: string | null;
  /** The store; null: none, as when the clock ends a voucher. */
  readonly storeId: string | null;
  readonly data: Readonly<Record<string, Told | readonly Readonly<Record<string, Told>>[]>>;
}
