import Type, { type Static } from 'typebox';
import { expiryEnds } from '#domain/program/expiry.ts';
import { mintVendors, ways } from '#domain/program/way.ts';
import { symbologies } from '#domain/scan/scanner-profile.ts';
import { CompanyInFile } from './program/company.ts';
import { EarningRules } from './program/earning-rules.ts';
import {
  Amount,
  BesideFile,
  closed,
  Id,
  Line,
  list,
  Matching,
  Rate,
  TimeOfDay,
  Whole,
  Words,
} from './program/file-parts.ts';
import { Messages } from './program/messages.ts';
import { NamedFacts } from './program/named-facts.ts';
import { PaidMemberships } from './program/paid-membership.ts';
import { Rewards } from './program/rewards.ts';
import { Segments } from './program/segments.ts';
import { TierRules } from './program/tier-rules.ts';

/**
 * The file in which a retailer writes a program (docs/program.md). People write it: amounts are in major units, and
 * unknown keys are refused, because a misspelt one must not be lost silently. Every value arrives as the text in the
 * file, so 12.50 is never a float. The sentences here follow a place such as "tiers[1].from", as in "must be an amount
 * such as 500 or 12.50".
 */
const Color = Matching(
  7,
  'a colour such as "#1d6b52", in quotes (a bare # begins a comment)',
  (text) => /^#[0-9a-fA-F]{6}$/.test(text),
);

/** The end of a poster's address. The QR code is in alphanumeric mode, which has no small letters. */
const Placement = Matching(12, 'a placement: capitals and digits', (text) =>
  /^[A-Z0-9]+$/.test(text),
);

/** What is put around a code: a few visible characters that every keyboard has. */
const Around = Matching(8, 'at most 8 letters, digits or signs of ASCII', (text) =>
  /^[\x21-\x7e]*$/.test(text),
);

const Scanner = Type.Object(
  {
    symbology: Type.Enum([...symbologies]),
    prefix: Type.Optional(Around),
    suffix: Type.Optional(Around),
    'digits-only': Type.Optional(Type.Enum(['true', 'false'])),
  },
  closed,
);

/** A drawing of one colour, which is drawn in whatever ink fits. */
const LogoPath = Type.Object(
  {
    'view-box': Matching(40, 'four numbers such as 0 0 24 24', (text) =>
      /^-?\d+(\.\d+)?( -?\d+(\.\d+)?){3}$/.test(text),
    ),
    path: Matching(1500, 'SVG path data: letters of commands, numbers, commas', (text) =>
      /^[Mm][MmLlHhVvCcSsQqTtAaZz0-9 ,.\-\n]*$/.test(text),
    ),
  },
  closed,
);

const countAndSum = Type.Object({ number: Whole(1, 1_000_000), sum: Amount }, closed);
const countAndPoints = Type.Object(
  { number: Whole(1, 1_000_000), points: Whole(1, 100_000_000) },
  closed,
);

export const ProgramFile = Type.Object(
  {
    name: Line(40),
    company: Type.Optional(CompanyInFile),
    brand: Type.Object(
      {
        color: Color,
        mark: Line(2),
        logo: Type.Optional(Type.Union([BesideFile, LogoPath])),
        cover: Type.Optional(BesideFile),
      },
      closed,
    ),
    currency: Matching(3, 'a currency of ISO 4217 such as EUR', (text) => /^[A-Z]{3}$/.test(text)),
    'time-zone': Line(64),
    'points-per-unit': Rate(1000, 4),
    'points-last-months': Whole(1, 120),
    'forget-after-months': Type.Optional(Whole(12, 120)),
    expiry: Type.Optional(
      Type.Object(
        {
          ends: Type.Optional(Type.Enum([...expiryEnds])),
          'notice-days': Type.Optional(Whole(1, 30)),
          'reinstate-days': Type.Optional(Whole(0, 365)),
        },
        closed,
      ),
    ),
    'welcome-points': Whole(0, 100_000),
    'late-sales-days': Type.Optional(Whole(1, 366)),
    'multiplied-at-most': Type.Optional(Rate(100, 2)),
    earning: Type.Optional(EarningRules),
    pending: Type.Optional(
      Type.Object(
        {
          days: Whole(1, 120),
          tiers: Type.Optional(Type.Enum(['at-once', 'when-available'])),
        },
        closed,
      ),
    ),
    claims: Type.Optional(Type.Object({ days: Whole(1, 60) }, closed)),
    'voucher-minutes': Whole(1, 240),
    'live-vouchers-at-most': Whole(1, 10),
    'ready-hours': Type.Optional(Whole(1, 72)),
    returns: Type.Optional(Type.Enum(['same-store', 'any-store'])),
    'excluded-tenders': Type.Optional(list(Id, 0, 20)),
    'watch-purchases-above': Type.Optional(Amount),
    'second-person-above': Type.Optional(Amount),
    'second-person-undone': Type.Optional(countAndPoints),
    watch: Type.Optional(
      Type.Object(
        {
          purchases: Type.Optional(countAndSum),
          member: Type.Optional(countAndSum),
          undone: Type.Optional(countAndPoints),
          adjusted: Type.Optional(countAndPoints),
          'look-ups': Type.Optional(Whole(1, 100_000)),
          pos: Type.Optional(countAndSum),
        },
        closed,
      ),
    ),
    facts: Type.Optional(NamedFacts),
    segments: Type.Optional(Segments),
    messages: Type.Optional(Messages),
    'tier-rule': Type.Optional(TierRules),
    'paid-membership': Type.Optional(PaidMemberships),
    tiers: list(
      Type.Object(
        {
          id: Id,
          name: Words(20),
          from: Type.Optional(Amount),
          keep: Type.Optional(Amount),
          'by-invitation': Type.Optional(Type.Enum(['true', 'false'])),
          rate: Rate(20, 2),
          color: Color,
          picture: Type.Optional(BesideFile),
          perks: list(Words(80), 0, 8),
        },
        closed,
      ),
      1,
      8,
    ),
    rewards: Rewards,
    stores: list(
      Type.Object(
        {
          id: Id,
          name: Line(40),
          posters: list(Type.Object({ placement: Placement, place: Words(60) }, closed), 0, 50),
          tills: list(Type.Object({ id: Id, name: Line(20) }, closed), 1, 60),
          way: Type.Optional(Type.Enum([...ways])),
          mint: Type.Optional(Type.Enum([...mintVendors])),
          scanner: Type.Optional(Scanner),
          hours: Type.Optional(Type.Object({ opens: TimeOfDay, closes: TimeOfDay }, closed)),
        },
        closed,
      ),
      1,
      2000,
    ),
  },
  closed,
);

export type ProgramFile = Static<typeof ProgramFile>;
