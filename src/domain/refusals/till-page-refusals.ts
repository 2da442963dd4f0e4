import type { Money } from '#domain/values/money.ts';

/** Why the till page can't be used, or wants a second person. */
export type TillPageRefusal =
  | { key: 'enrolment-spent' }
  | { key: 'device-unknown' }
  | { key: 'pin-wrong'; left: number }
  | { key: 'pin-locked'; until: number }
  | { key: 'shift-ended' }
  /** By hand, for one member within a shift: above this amount a second associate must agree. */
  | { key: 'second-person-needed'; money: Money }
  | { key: 'second-person-undo'; count: number; points: number }
  | { key: 'reason-required' }
  | { key: 'other-store'; store: string };

export const tillPageRefusals: Record<TillPageRefusal['key'], true> = {
  'enrolment-spent': true,
  'device-unknown': true,
  'pin-wrong': true,
  'pin-locked': true,
  'shift-ended': true,
  'second-person-needed': true,
  'second-person-undo': true,
  'reason-required': true,
  'other-store': true,
};
