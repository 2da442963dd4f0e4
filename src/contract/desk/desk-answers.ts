import type { DeskRight, DeskRole } from '#domain/desk/desk-role.ts';
import type { AdminAct } from '#domain/people/admin-act.ts';

/** What the desk's pages get. Instants are epoch milliseconds. */

/** What WebAuthn's `navigator.credentials` is asked with, as its JSON; the library that made it reads it. */
export type PasskeyOptions = Readonly<Record<string, unknown>>;

/** Who is signed in at the desk, and the shop. */
export interface DeskMe {
  readonly id: string;
  readonly name: string;
  readonly role: DeskRole;
  readonly rights: readonly DeskRight[];
  readonly program: {
    readonly name: string;
    readonly mark: string;
    readonly timeZone: string;
    readonly currency: string;
  };
  /** Whether the shop is still being set up at the desk. */
  readonly begins: boolean;
  /** Whether anybody has joined. */
  readonly hasMembers: boolean;
  /** When the session ends at the latest. */
  readonly until: number;
}

/** Whom a one-time link is for. */
export interface DeskLinkFace {
  readonly name: string;
  readonly role: DeskRole;
  readonly shop: string;
  /** Whether they have had a passkey before: it makes a new one, and the old ones end. */
  readonly recovers: boolean;
  /** Whether they say what they are called: nobody invited the first owner. */
  readonly saysName: boolean;
}

export interface PasskeyView {
  readonly id: string;
  readonly browser: string;
  readonly createdAt: number;
  readonly usedAt: number;
  /** Whether this session began with it. */
  readonly here: boolean;
}

export interface OwnPasskeys {
  readonly passkeys: readonly PasskeyView[];
  readonly sessions: readonly {
    readonly id: string;
    readonly browser: string;
    readonly createdAt: number;
    readonly seenAt: number;
    readonly here: boolean;
  }[];
}

export interface AdministratorView {
  readonly id: string;
  readonly name: string;
  readonly role: DeskRole;
  readonly me: boolean;
  /** How many passkeys; 0: invited, and the link was not used. */
  readonly passkeys: number;
  /** When one of them was last used; null: never. */
  readonly usedAt: number | null;
}

/** A link that works once, shown once. */
export interface OneTimeLink {
  readonly url: string;
  readonly until: number;
}

type Value = string | number | boolean | null;

/** An act as the page "What was done" shows it. */
export interface ActView {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  /** When this administrator was invited, where several had the name; null: the name says who it was. */
  readonly actorSince: number | null;
  /** The same of the administrator that the act is about. */
  readonly aboutSince: number | null;
  /** `unknown`: a later version of the server wrote it. */
  readonly act: AdminAct | 'unknown';
  readonly store: string | null;
  /** Null: about no member, or the reader may not see members. */
  readonly member: { readonly id: string; readonly number: string } | null;
  readonly details: Readonly<Record<string, Value>>;
  readonly changes: Readonly<Record<string, readonly [from: Value, to: Value]>>;
  /** The act that it takes back. */
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  /** Whether the reader may take it back now. */
  readonly undoable: boolean;
}

/** A page of a list; `next` goes on where it ended. */
export interface PageOf<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** Something that an administrator should look at. */
export type Attention =
  | { readonly what: 'one-owner' }
  /** `inboxUrl`: where mail can be read, at the server's own machine. */
  | { readonly what: 'no-mail'; readonly inboxUrl: string }
  | { readonly what: 'unused-link'; readonly name: string }
  | { readonly what: 'watch'; readonly count: number; readonly more: boolean }
  | { readonly what: 'till-without-key'; readonly store: string; readonly till: string }
  | { readonly what: 'store-without-associate'; readonly store: string };

export interface DeskHome {
  /** The version of Tillpass that answers. */
  readonly version: string;
  readonly attention: readonly Attention[];
  readonly stores: number;
  readonly tills: number;
  readonly rewards: number;
  readonly programVersion: number;
  readonly programSince: number;
}
