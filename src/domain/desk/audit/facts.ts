import type { DeskRole } from '#domain/desk/desk-role.ts';

/** What stands beside a program: what was counted, enrolled, connected and set up. */
export interface AuditFacts {
  readonly at: number;
  /** What is left to the shop of what is paid, per cent from 1 to 100. */
  readonly marginPercent: number;
  /** What members had when the last day was added up; null: none was yet. */
  readonly outstanding: number | null;
  /** What the points of members may be worth together, minor units; null: nobody has said. */
  readonly liabilityAtMost: number | null;
  /** How many are left of each reward that has a stock, by its id. */
  readonly stockLeft: ReadonlyMap<string, number>;
  /** Rewards that are as a template has them and at which the shop has not looked, by their ids. */
  readonly notLookedAt: ReadonlySet<string>;
  readonly tillsWithKey: ReadonlySet<string>;
  readonly tillsWithDevice: ReadonlySet<string>;
  /** Who may sign in at the tills of a store, by its id. */
  readonly associates: ReadonlyMap<string, readonly AuditedAssociate[]>;
  readonly pools: readonly AuditedPool[];
  /** Stores in whose POS discounts can be made. */
  readonly connectedStores: ReadonlySet<string>;
  readonly administrators: readonly AuditedAdministrator[];
  /** Whether mails leave this server. */
  readonly sendsMail: boolean;
  /** Whether anybody is written to when codes run low. */
  readonly tellsOperator: boolean;
  /** Where shoppers reach the server. */
  readonly publicUrl: string;
  /** Addresses that get no events any more. */
  readonly stoppedWebhooks: readonly string[];
}

export interface AuditedAssociate {
  readonly name: string;
  /** Wrong PINs have locked them out until then. */
  readonly lockedUntil: number;
}

export interface AuditedPool {
  readonly rewardId: string;
  /** Null: of all stores without one of their own. */
  readonly storeId: string | null;
  readonly free: number;
  readonly isLow: boolean;
}

export interface AuditedAdministrator {
  readonly name: string;
  readonly role: DeskRole;
  readonly passkeys: number;
}
