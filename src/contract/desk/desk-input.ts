import Type, { type Static } from 'typebox';
import { CallerId } from '#contract/member-input.ts';
import { allDeskRights, deskRoles } from '#domain/desk/desk-role.ts';
import { adjustmentAtMost, whyAtMost } from '#domain/points/adjustment.ts';

/** What the desk's pages may send. Its forms check the same schemas before they send. */
const closed = { additionalProperties: false } as const;

const Token = Type.String({ minLength: 20, maxLength: 100, pattern: '^[\\w-]+$' });
/** Base64url, as WebAuthn's JSON has bytes. */
const Bytes = (most: number) =>
  Type.String({ minLength: 1, maxLength: most, pattern: '^[\\w-]+$' });
const Name = Type.String({ maxLength: 300 });
const Role = Type.Enum([...deskRoles]);

const MadePasskey = Type.Object(
  {
    id: Bytes(1_400),
    response: Type.Object(
      {
        clientDataJSON: Bytes(8_000),
        attestationObject: Bytes(40_000),
        transports: Type.Array(Type.String({ maxLength: 32 }), { maxItems: 10 }),
      },
      closed,
    ),
  },
  closed,
);

export const ShownPasskey = Type.Object(
  {
    id: Bytes(1_400),
    response: Type.Object(
      {
        clientDataJSON: Bytes(8_000),
        authenticatorData: Bytes(8_000),
        signature: Bytes(8_000),
      },
      closed,
    ),
  },
  closed,
);

export const OfLink = Type.Object({ token: Token }, closed);
/** `name`: what the first owner is called; who was invited has the name of the invitation. */
export const AskFirstPasskey = Type.Object({ token: Token, name: Type.Optional(Name) }, closed);
export const EnterByLink = Type.Object(
  { token: Token, name: Type.Optional(Name), passkey: MadePasskey },
  closed,
);
export const AddPasskey = Type.Object({ passkey: MadePasskey }, closed);
export const SignInAtDesk = Type.Object({ passkey: ShownPasskey }, closed);
/** `subject`: an id of ours, or a passkey's, which its maker makes as long as it likes. */
export const AskProof = Type.Object(
  { right: Type.Enum([...allDeskRights]), subject: Type.String({ maxLength: 1_400 }) },
  closed,
);
export const InviteAdministrator = Type.Object({ name: Name, role: Role }, closed);
/** `from`: what the page showed, so that nobody changes what somebody else has changed meanwhile. */
export const ChangeRole = Type.Object({ from: Role, to: Role }, closed);

/** Why support gives or takes points, as the member reads it. */
const Why = Type.String({ minLength: 1, maxLength: whyAtMost });

export const AdjustPoints = Type.Object(
  {
    id: CallerId,
    points: Type.Integer({ minimum: -adjustmentAtMost, maximum: adjustmentAtMost }),
    why: Why,
    whyAr: Type.Optional(Why),
  },
  closed,
);
export const Apologise = Type.Object(
  {
    id: CallerId,
    points: Type.Integer({ minimum: 1, maximum: adjustmentAtMost }),
    why: Why,
    whyAr: Type.Optional(Why),
    ruleId: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);

/** `why`: for the record, and in the member's copy. */
export const UndoVoucher = Type.Object(
  { redemptionId: Type.String({ minLength: 1, maxLength: 64 }), why: Why },
  closed,
);
/** `number`: the membership number, typed again, so that nobody else is erased by a slip. */
export const EraseMember = Type.Object(
  { number: Type.String({ minLength: 1, maxLength: 40 }) },
  closed,
);

const Before = Type.Optional(Type.String({ maxLength: 80, pattern: '^[\\w.-]+$' }));
export const ListActs = Type.Object({ before: Before }, closed);
export const FindMembers = Type.Object(
  {
    find: Type.String({ maxLength: 200 }),
    after: Type.Optional(Type.String({ maxLength: 600, pattern: '^[\\w-]+$' })),
  },
  closed,
);
/** `margin`: what is left to the shop of a sale, per cent. `liability`: what points may be worth, minor units. */
export const AuditWith = Type.Object(
  {
    margin: Type.Optional(Type.String({ pattern: '^([1-9][0-9]?|100)$' })),
    liability: Type.Optional(Type.String({ pattern: '^[0-9]{1,14}$' })),
  },
  closed,
);
/** `store`: an id; absent: of all stores. */
export const PostersOf = Type.Object(
  {
    size: Type.Optional(Type.Enum(['a4', 'a6', 'shelf'])),
    language: Type.Optional(Type.String({ maxLength: 8 })),
    store: Type.Optional(Type.String({ maxLength: 32 })),
    /** Of so many sheets; absent: the first. */
    page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
  },
  closed,
);
/** The number of an entry. */
export const OlderEntries = Type.Object(
  { before: Type.Optional(Type.String({ pattern: '^[0-9]{1,9}$' })) },
  closed,
);

export type FindMembers = Static<typeof FindMembers>;
export type UndoVoucher = Static<typeof UndoVoucher>;
export type EraseMember = Static<typeof EraseMember>;
export type AdjustPoints = Static<typeof AdjustPoints>;
export type Apologise = Static<typeof Apologise>;
/** `atOnce`: the old key ends, because others have seen it. */
export const GiveTillKey = Type.Object({ atOnce: Type.Boolean() }, closed);
/** `replaces`: the devices that are the till end when the link is used. */
export const EnrolTill = Type.Object({ replaces: Type.Boolean() }, closed);
export const AddAssociate = Type.Object({ name: Name }, closed);

export type DeskRegistration = Static<typeof MadePasskey>;
export type DeskAssertion = Static<typeof ShownPasskey>;
