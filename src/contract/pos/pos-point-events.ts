import Type from 'typebox';
import { Id, Instant, Nullable } from './pos-parts.ts';

/** The content of `data` of events about a member's points and tier. */
const open = { additionalProperties: true } as const;

export const Points = Type.Integer({ minimum: 0 });
export const Rule = Type.String({ description: 'The id of a rule of the program.' });
/** What a rule that counts over several purchases gave: a full card, a goal that was reached. */
const award = {
  rule: Rule,
  number: Type.Integer({ minimum: 1, description: 'The member’s awards of this rule, counted.' }),
  points: Points,
  redemptionId: Type.Optional({
    ...Id,
    description: 'The voucher, where a full card gives one in place of points.',
  }),
};

export const pointEvents = {
  'points.adjusted': Type.Object(
    {
      adjustmentId: Id,
      points: Type.Integer({ description: 'Given by support; below zero: taken.' }),
      by: Type.String({ description: '`command line`, or the name of an administrator’s key.' }),
    },
    open,
  ),
  'points.available': Type.Object(
    {
      points: Type.Integer({ description: 'That were pending, and can be spent from now on.' }),
      purchaseId: Nullable(Id),
    },
    open,
  ),
  'points.waiting': Type.Object({ points: Points }, open),
  'points.reinstated': Type.Object({ points: Points, until: Instant }, open),
  'points.awarded': Type.Object(
    {
      ...award,
      purchaseId: Id,
      referral: Type.Optional(
        Type.Literal(true, {
          description: 'The purchase is of a friend whom the member invited; absent: it is theirs.',
        }),
      ),
    },
    open,
  ),
  'points.award-taken': Type.Object({ ...award, returnId: Id }, open),
  'points.given': Type.Object(
    {
      rule: Rule,
      kind: Type.String({ description: 'The kind of the rule, such as `joining`.' }),
      points: Points,
      adjustmentId: Type.Optional(Id),
      by: Type.Optional(
        Type.String({
          description: 'Who decided it, as in `points.adjusted`; absent: the rule gave by itself.',
        }),
      ),
    },
    open,
  ),
  'newsletter.chosen': Type.Object(
    {
      wanted: Type.Boolean({ description: 'False: taken back, from now on.' }),
      language: Type.String({ description: 'In which they read what they agreed to.' }),
    },
    open,
  ),
  'tier.changed': Type.Object(
    {
      from: Id,
      to: Id,
      higher: Type.Boolean(),
      told: Type.Boolean({
        description:
          'Whether the member was told before: by a mail that was taken, or in the wallet.',
      }),
    },
    open,
  ),
} as const;
