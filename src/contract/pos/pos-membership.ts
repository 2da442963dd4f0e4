import Type, { type Static } from 'typebox';
import { Id, Instant, Money } from './pos-parts.ts';

/** Tiers that are paid for, as a POS, webhooks and an administrator's program read them. */
const open = { additionalProperties: true } as const;

const Until = { ...Instant, description: 'The first instant in which it is over.' };

export const PosMembershipSold = Type.Object(
  {
    membershipId: Type.String(),
    lineId: Type.String({ description: 'The line that it is.' }),
    tierId: Type.String(),
    tier: Type.String({ description: 'Its name, for the receipt.' }),
    from: Instant,
    until: Until,
    renews: Type.Boolean({ description: 'True: it adds on at the end of the one before.' }),
  },
  { description: 'A tier that was bought with the purchase.' },
);

export const PosMembershipBack = Type.Object(
  {
    membershipId: Type.String(),
    lineId: Type.String({ description: 'The line that it is.' }),
    tierId: Type.String(),
    refund: {
      ...Money,
      description:
        'What to pay back for the line by the program’s rule, without taxes. 0: nothing, or it was taken back before.',
    },
  },
  { description: 'A tier that the return took back.' },
);

export const PosMembershipNow = Type.Object(
  {
    membershipId: Type.String(),
    tierId: Type.String(),
    until: Until,
    left: Type.Boolean({ description: 'The member has chosen not to renew it.' }),
    refund: { ...Money, description: 'What would be paid back if it came back now.' },
    text: Type.String({ description: 'The same as a sentence, for the associate.' }),
  },
  { description: 'A tier that the member pays for and has now.' },
);

const term = { membershipId: Id, tierId: Id };
const minor = (description: string) => Type.Integer({ minimum: 0, description });
const money = { currency: Type.String({ description: 'ISO 4217.' }) };
const sold = Type.Object(
  {
    ...term,
    from: Instant,
    until: Until,
    ...money,
    paidMinor: minor('What was paid for it, without taxes.'),
    source: Type.String({ description: '`sale`, `api` or `support`.' }),
  },
  open,
);

/** The content of `data` of events about memberships. */
export const membershipEvents = {
  'membership.started': sold,
  'membership.renewed': sold,
  'membership.left': Type.Object(
    {
      tierId: Id,
      until: Until,
      leaves: Type.Boolean({ description: 'False: the member keeps it after all.' }),
    },
    open,
  ),
  'membership.refunded': Type.Object(
    {
      ...term,
      backAt: Instant,
      ...money,
      refundMinor: minor('What is to be paid back.'),
      paidMinor: minor('What had been paid.'),
    },
    open,
  ),
  'membership.ended': Type.Object({ ...term, until: Until }, open),
} as const;

export type PosMembershipSold = Static<typeof PosMembershipSold>;
export type PosMembershipBack = Static<typeof PosMembershipBack>;
export type PosMembershipNow = Static<typeof PosMembershipNow>;
