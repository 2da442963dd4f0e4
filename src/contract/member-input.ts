import Type, { type Static } from 'typebox';
import { pages } from './pages.ts';

/**
 * What a member's pages may send, with limits. Forms and scripts send the same fields. Unknown fields are refused,
 * because a misspelt one must not be lost silently.
 */
const closed = { additionalProperties: false } as const;

/** An id that the caller made and stored before sending, so that a retry is the same request. */
export const CallerId = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'A UUID in lower case, made by the caller.',
});

/** Loose on purpose: the domain has a sentence for each fault of an address. */
/** Any text: somebody who waits for a mail asks for another, and reads that it was sent; absent: the first. */
const again = Type.Optional(Type.String({ maxLength: 8 }));

export const AskSignIn = Type.Object(
  {
    email: Type.String({ maxLength: 1000 }),
    placement: Type.Optional(Type.String({ maxLength: 16 })),
    /** The code of an invitation; any other text is none. */
    invitation: Type.Optional(Type.String({ maxLength: 16 })),
    again,
  },
  closed,
);

/** From a member who is signed in: the address is theirs. */
export const AskAgain = Type.Object({ again }, closed);

export const EnterCode = Type.Object({ code: Type.String({ maxLength: 64 }) }, closed);
export const LinkToken = Type.Object({ token: Type.String({ maxLength: 64 }) }, closed);
export const MatchLink = Type.Object(
  { token: Type.String({ maxLength: 64 }), number: Type.String({ maxLength: 16 }) },
  closed,
);
/** The addresses of a member's pages, of which one is handed over. */
const memberPage = Object.values(pages)
  .filter(({ who }) => who === 'member')
  .map(({ pattern }) => pattern.replace(/:\w+/g, '[\\w%.~-]+'))
  .join('|');
export const BeginHandOver = Type.Object(
  { opens: Type.String({ pattern: `^(${memberPage})$`, maxLength: 200 }) },
  closed,
);
export const MatchNumber = Type.Object({ number: Type.String({ maxLength: 16 }) }, closed);
export const NotMe = Type.Object(
  {
    token: Type.String({ maxLength: 64 }),
    confirm: Type.Optional(Type.String({ maxLength: 8 })),
  },
  closed,
);
/** A box that must be ticked: where a mail scanner may press buttons, and before what can't be undone. */
export const Confirm = Type.Object(
  { confirm: Type.Optional(Type.String({ maxLength: 8 })) },
  closed,
);
export const IssueVoucher = Type.Object(
  {
    id: CallerId,
    rewardId: Type.String({ minLength: 1, maxLength: 64 }),
    /** The price on the member's page; absent: an older page, which does not send it. */
    points: Type.Optional(Type.String({ maxLength: 8 })),
    /** What the prices of a range gave on the member's page; absent or empty: an older page. */
    terms: Type.Optional(Type.String({ maxLength: 64 })),
    /** The shop that the member chose, if the barcode is made for one shop; absent or empty: the shop of the poster. */
    storeId: Type.Optional(Type.String({ maxLength: 64 })),
    /** Any text: keep a shop's own code ready for hours, for a place without signal; absent or empty: for minutes. */
    ready: Type.Optional(Type.String({ maxLength: 8 })),
  },
  closed,
);
/** A step of changing the address: where the code goes, or the code; neither forgets what was asked for. */
export const ChangeAddress = Type.Object(
  {
    email: Type.Optional(Type.String({ maxLength: 1000 })),
    code: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);
/** A step of merging two memberships: prove one's own mailbox, say the other address, type its code, say yes, take back what support has begun; none of them forgets what was asked. */
export const MergeMembership = Type.Object(
  {
    own: Type.Optional(Type.String({ maxLength: 8 })),
    email: Type.Optional(Type.String({ maxLength: 1000 })),
    code: Type.Optional(Type.String({ maxLength: 64 })),
    merge: Type.Optional(Type.String({ maxLength: 8 })),
    /** Which merge the member's page showed (`MergeOfferSeen.name`): no other one is taken back. */
    decline: Type.Optional(Type.String({ maxLength: 32 })),
    confirm: Type.Optional(Type.String({ maxLength: 8 })),
  },
  closed,
);
/** A step of the page of a member's PIN: prove one's own mailbox, the PIN that is chosen, or end the one there is. */
export const ChangePin = Type.Object(
  {
    own: Type.Optional(Type.String({ maxLength: 8 })),
    pin: Type.Optional(Type.String({ maxLength: 64 })),
    end: Type.Optional(Type.String({ maxLength: 8 })),
  },
  closed,
);
export const ChangeProfile = Type.Object({ firstName: Type.String({ maxLength: 60 }) }, closed);
/** Numbers as a form sends them; an empty month forgets the birthday, an empty day keeps only the month. */
export const ChangeBirthday = Type.Object(
  { month: Type.String({ maxLength: 4 }), day: Type.String({ maxLength: 4 }) },
  closed,
);
/** Whether the member wants the newsletter; a form's button says it. */
export const ChooseNewsletter = Type.Object({ wanted: Type.Enum(['yes', 'no']) }, closed);
/** Whether a member leaves a tier that they pay for at its end, or keeps it after all; a form's button says it. */
export const ChooseMembership = Type.Object(
  { tierId: Type.String({ maxLength: 32 }), leaves: Type.Enum(['yes', 'no']) },
  closed,
);
/** The answer to a survey, as its button says it. */
export const AnswerSurvey = Type.Object(
  {
    survey: Type.String({ maxLength: 32 }),
    version: Type.String({ pattern: '^[1-9]\\d{0,6}$' }),
    answer: Type.String({ maxLength: 32 }),
  },
  closed,
);
export const ChooseLanguage = Type.Object(
  { language: Type.String({ maxLength: 8 }), back: Type.Optional(Type.String({ maxLength: 200 })) },
  closed,
);
export const ClaimPurchase = Type.Object(
  {
    storeId: Type.String({ maxLength: 64 }),
    /** Loose on purpose: one sentence says what can't be read. */
    receiptNumber: Type.String({ maxLength: 64 }),
    amount: Type.String({ maxLength: 32 }),
    day: Type.String({ maxLength: 32 }),
  },
  closed,
);
export const Nothing = Type.Object({}, closed);

export type AskSignIn = Static<typeof AskSignIn>;
export type EnterCode = Static<typeof EnterCode>;
export type LinkToken = Static<typeof LinkToken>;
export type MatchLink = Static<typeof MatchLink>;
export type NotMe = Static<typeof NotMe>;
export type Confirm = Static<typeof Confirm>;
export type IssueVoucher = Static<typeof IssueVoucher>;
export type ClaimPurchase = Static<typeof ClaimPurchase>;
export type ChangeAddress = Static<typeof ChangeAddress>;
export type MergeMembership = Static<typeof MergeMembership>;
export type ChangePin = Static<typeof ChangePin>;
export type ChangeProfile = Static<typeof ChangeProfile>;
export type ChooseLanguage = Static<typeof ChooseLanguage>;
