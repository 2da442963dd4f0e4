import Type from 'typebox';
import {
  tierDowngrades,
  tierMeasures,
  tierPeriods,
  tierReturns,
} from '#domain/program/tier-rule.ts';
import { closed, Whole } from './file-parts.ts';

/** How tiers are reached and kept, as a program's file says it; which of them go together, the domain knows. */
export const TierRules = Type.Object(
  {
    by: Type.Enum([...tierMeasures]),
    period: Type.Enum([...tierPeriods]),
    months: Type.Optional(Whole(1, 36)),
    downgrade: Type.Optional(Type.Enum([...tierDowngrades])),
    returns: Type.Optional(Type.Enum([...tierReturns])),
  },
  closed,
);
