import type { Move, Rehearsal } from '#contract/desk/desk-foresight.ts';
import type { Program } from '#domain/program/program.ts';
import type { Live } from '#server/storage/db/live.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import type { Channel, Mailer } from '#server/vendors/mailer.ts';
import type { OpenMinter } from '#server/vendors/mint/minter.ts';
import type { WebhookTargets } from '#server/vendors/webhook-post/target.ts';
import type { Meters } from './meters.ts';
import type { ProgramInForce } from './program-in-force.ts';
import type { Secrets } from './secrets.ts';

/**
 * The only way to the outside world: clock, random bytes, database, mail. `main` makes it; tests make their own from
 * plain values. Use-cases take it as their first argument.
 */
export interface Context {
  readonly store: Store;
  /** The version of Tillpass, such as `0.1.0`. */
  readonly version: string;
  /** Whether the store can write, as the last write showed; for health checks. */
  readonly canWrite: () => boolean;
  /** Whether its tables are there: false while a restore makes and fills them. */
  readonly hasTables: () => boolean;
  /** Takes what a request failed by, for `hasTables`. */
  readonly heard: (fault: unknown) => Promise<void>;
  readonly live: Live;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  /** Ways to members that are tried before mail, for messages that nobody waits for. */
  readonly channels: readonly Channel[];
  /** Reaches a vendor's POS with a retailer's key. */
  readonly openMinter: OpenMinter;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly log: Log;
  readonly meters: Meters;
  /** Where shoppers reach us: `https://host[:port]`, no slash at the end. */
  readonly publicUrl: string;
  /** Who acts, as the list of administrators' acts names them: `server`, `command line` or a key's name. */
  readonly actor: string;
  /** Whose desk it is, by id; absent: nobody is signed in at a desk. */
  readonly administratorId?: string;
  /**
   * Begins every transaction of whoever is signed in at a desk: their session may have ended, and their role changed,
   * since the request came. Throws a refusal.
   */
  readonly admit?: (tx: Tx) => Promise<void>;
  /** A program that is in force for who reads with this context, and for nobody else; absent: the one in force. */
  readonly drafted?: ProgramInForce;
  /** Who gets a mail when a pool's codes run low; null: nobody. */
  readonly operatorMail: string | null;
  /** Where mail can be read in development; null where mail is really sent. */
  readonly inboxUrl: string | null;
  /** Lives the past again under a program that is not loaded, in a thread of its own. */
  readonly rehearse: RehearsalInThread;
  /** Stands all members in the tiers of a program that is not loaded, in the same thread. */
  readonly tierMoves: TierMovesInThread;
  /** Where webhooks may be sent. `local` allows this machine and its network too, in development only. */
  readonly webhookTargets: WebhookTargets;
}

/**
 * Rehearses a program from an instant on (null: a year ago) until `at`, and tells how many members it has looked at.
 * It answers null when it was cancelled, and refuses a second one at the same time.
 */
export type RehearsalInThread = (
  wish: { readonly program: Program; readonly from: number | null },
  watch: {
    readonly at: number;
    readonly cancelled: AbortSignal;
    readonly reached: (members: number) => void;
  },
) => Promise<Rehearsal | null>;

/**
 * Who would go to another tier as a program begins (`dated` null: at `at`). It answers null when it was cancelled, which
 * a newer question of the same asker does too, and refuses one while a rehearsal or somebody else's question runs.
 */
export type TierMovesInThread = (
  wish: { readonly program: Program; readonly dated: number | null },
  watch: { readonly at: number; readonly cancelled: AbortSignal; readonly asker: string },
) => Promise<readonly Move[] | null>;

/** The part of a logger that use-cases may use. Never write an address, a code or a token with it. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}
