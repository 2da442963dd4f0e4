import type { Picture } from '#domain/program/picture.ts';
import type { Finish } from '#domain/program/tier.ts';
import type { Money } from '#domain/values/money.ts';

/** What a member can do to earn, in their language. */
export interface EarningPage {
  readonly at: number;
  readonly ways: readonly EarningWay[];
  /** The store whose poster was scanned lately and where a visit gives points today; absent: none. */
  readonly checkIn?: { readonly store: string };
  /** The member's own invitation; absent: the program has none just then, or a document of an older version. */
  readonly invite?: Invite;
  /** What the form for a forgotten scan needs; absent: the program has none, or a document of an older version. */
  readonly claim?: ClaimForm;
}

/** How a member invites others, all of it in their language. */
export interface Invite {
  readonly name: string;
  readonly gives: string;
  /** When it counts, and what friends see of the member. */
  readonly says: readonly string[];
  readonly link: string;
  /** Its QR code with the white around it: so many modules across, and the black ones as the data of an SVG's path. */
  readonly drawing: { readonly across: number; readonly path: string };
  /** How many friends came, and what is missing. */
  readonly friends: string;
  /** What is sent with the link. */
  readonly text: string;
  readonly words: Readonly<Record<'share' | 'copy' | 'copied' | 'code', string>>;
}

/** A visit that was confirmed. */
export interface CheckedIn {
  readonly points: number;
}

export interface ClaimForm {
  readonly stores: readonly { readonly id: string; readonly name: string }[];
  /** For how many days after it a purchase can be claimed. */
  readonly days: number;
  /** The first and the last day that can be claimed, as a field for dates has them. */
  readonly from: string;
  readonly until: string;
}

/** A purchase that was claimed. */
export interface Claimed {
  readonly points: number;
}

export interface EarningWay {
  readonly id: string;
  readonly name: string;
  /** What it gives. */
  readonly gives: string;
  /** When, where and how often; may be empty. */
  readonly asks: readonly string[];
  /** Where the member can do what it asks; absent: nowhere here. */
  readonly to?: { readonly path: string; readonly text: string };
  /** How far the member is with a card of stamps or a goal; absent: it is neither. */
  readonly progress?: { readonly text: string; readonly have: number; readonly of: number };
  /** The member has had it as often as they may for now, and from when it gives again; absent: it can give now. */
  readonly again?: string;
}

/** What is held of a member, in their language. */
export interface HeldPage {
  /** Whether somebody has just signed in here, so that a copy may be taken. */
  readonly fresh: boolean;
  /** Why neither a copy nor leaving nor thawing is to be had for now; absent: they are. */
  readonly waits?: string;
  /** Since when nothing of the membership can be spent; absent: it is not frozen. */
  readonly frozenAt?: number;
  /** What freezing and leaving do, and the sentence to say yes to. */
  readonly about: { readonly freeze: string; readonly leave: string; readonly confirm: string };
  readonly subjects: readonly {
    readonly id: string;
    readonly name: string;
    readonly says: string;
  }[];
}

/** The data of a member's profile page; instants are epoch milliseconds. */
export interface Profile {
  readonly firstName: string | null;
  readonly address: string;
  readonly number: string;
  readonly joinedAt: number;
  readonly devices: readonly Device[];
  /** The program gives for a name, so the page says what it is for; absent: it gives nothing. */
  readonly asksName?: true;
  /** What they told of their birthday, and how months are called; absent: the program does not ask. */
  readonly birthday?: {
    readonly month: number | null;
    readonly day: number | null;
    readonly months: readonly string[];
  };
  /** Absent: the program does not ask. */
  readonly newsletter?: NewsletterChoice;
  /** Tiers that they pay for and have now; absent: none. */
  readonly memberships?: readonly MembershipPanel[];
  /** Where they choose what they are told; absent in a document of an older version. */
  readonly messages?: PageLink;
  /** Where they change their address; absent in a document of an older version. */
  readonly changeAddress?: PageLink;
  /** How accessible the pages are, and whom to tell; absent in a document of an older version. */
  readonly accessibility?: PageLink;
  /** Where they merge another membership of theirs; absent in a document of an older version. */
  readonly merge?: PageLink;
  /** Where they choose a PIN for tills; absent in a document of an older version. */
  readonly pin?: PageLink;
  /** What is asked before this device signs out; absent in a document of an older version. */
  readonly signOut?: SignOutAsked;
}

/** The question before a device forgets its member, in the reader's words. */
export interface SignOutAsked {
  readonly sure: string;
  /** What stays, and what this device deletes. */
  readonly says: readonly string[];
  /** What becomes of a barcode that is open. */
  readonly open: string;
  readonly yes: string;
  readonly no: string;
}

/** A page that the server draws, so that the browser goes there itself, and what the link says. */
export interface PageLink {
  readonly path: string;
  readonly text: string;
}

/** A tier that a member pays for, in sentences of their language. */
export interface MembershipPanel {
  readonly tierId: string;
  readonly title: string;
  /** Until when it is theirs. */
  readonly until: string;
  /** What it has given beside what was paid, and which part of it, from 0 to 1. */
  readonly gave: string;
  readonly part: number;
  /** What that is made of; may be empty. */
  readonly parts: readonly string[];
  /** How it is counted. */
  readonly counted: string;
  /** What the member can choose: to leave, after the rules were said; or to keep it after all. */
  readonly choice: {
    readonly leaves: boolean;
    /** What opens the choice; absent: it is open. */
    readonly open?: string;
    readonly says: readonly string[];
    readonly button: string;
  };
}

/** How a member stands to the newsletter. */
export interface NewsletterChoice {
  /** `asked`: a code that was mailed to them must confirm it. */
  readonly state: 'none' | 'asked' | 'given';
  /** What they agree to, word for word as it is kept. */
  readonly wording: string;
}

export interface Device {
  readonly id: string;
  /** A browser's name, such as "Safari (iPhone)"; null when it can't be told. */
  readonly browser: string | null;
  readonly current: boolean;
  /** The store whose poster it scanned last; null: none; absent in a document of an older version. */
  readonly store?: string | null;
  readonly seenAt: number;
  readonly since: number;
}

/** A tier as a member sees it. */
export interface TierFace {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** What the card is made of; absent in a document of an older version. */
  readonly finish?: Finish;
  /** Points for one major unit of currency, such as 1.25. */
  readonly pointsPerUnit: number;
  readonly perks: readonly string[];
}

/** The next higher tier, and how far it is. */
export interface NextTier {
  readonly name: string;
  /** Null: the program does not count by spend. */
  readonly missing: Money | null;
  /** In words, and which part of the way is done, where the program has a rule of tiers. */
  readonly said?: { readonly text: string; readonly part: number };
}

/** Every tier, and how the member stands to it; instants are epoch milliseconds. */
export interface Ladder {
  readonly at: number;
  /** What counts today. */
  readonly spent: Money;
  /** Purchases count from this time on. */
  readonly since: number;
  /** When the first of it stops counting; null: nothing counts. */
  readonly fadesAt: number | null;
  /** What counts, and until when, in words, where the program has a rule of tiers. */
  readonly said?: { readonly spent: string; readonly hint: string | null };
  /** From the lowest to the highest. */
  readonly rungs: readonly Rung[];
}

export interface Rung extends TierFace {
  /** The spend from which on it is held. */
  readonly from: Money;
  /** True for the one that the member has. */
  readonly held: boolean;
  readonly picture?: Picture;
  /** How much is missing; null: nothing. */
  readonly missing: Money | null;
  /** Until when the spend reaches for it if nothing more is bought; null: it is not reached, or for good. */
  readonly until: number | null;
  /** All of that in words, and which part of the way is done, where the program has a rule of tiers; null: it is reached. */
  readonly said?: {
    readonly from: string;
    readonly standing: string;
    readonly part: number | null;
  };
}
