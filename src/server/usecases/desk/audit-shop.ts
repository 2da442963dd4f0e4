import type { AuditLine, DeskAudit } from '#contract/desk/desk-audit.ts';
import { audit, usualMarginPercent } from '#domain/desk/audit/audit.ts';
import type {
  AuditedAdministrator,
  AuditedAssociate,
  AuditedPool,
  AuditFacts,
} from '#domain/desk/audit/facts.ts';
import type { AuditFinding } from '#domain/desk/audit/finding.ts';
import { isLow } from '#domain/pool/pool.ts';
import { liveAdministrators } from '#server/storage/desk/administrators.ts';
import { beginningRow } from '#server/storage/desk/beginnings.ts';
import { passkeysOf } from '#server/storage/desk/passkeys.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import { mintConnectionOf } from '#server/storage/mint/mint-connections.ts';
import { allPools, freeCodes, lowMarksOf, scopeOf } from '#server/storage/pools/pools.ts';
import { liveAssociates } from '#server/storage/till/associates.ts';
import { liveDevices, tillsWithKey } from '#server/storage/till/tills.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import { isSameText, templateNames } from '#server/usecases/beginning/own-rewards.ts';
import { answersOf, doneSteps } from '#server/usecases/beginning/save-step.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { outstandingPoints } from './view-figures.ts';

/** A chain without posters is one thing to mend: nobody reads a line for each of its stores. */
const listedOfAKind = 10;

/**
 * What a careful colleague would point at in the program in force and what stands beside it. No table that grows with
 * members is read.
 */
export async function auditShop(
  context: Context,
  { marginPercent = usualMarginPercent, liabilityAtMost = null }: AuditWish = {},
): Promise<DeskAudit> {
  const work = await readWork(context);
  const wish = { marginPercent, liabilityAtMost };
  const found = audit(work.program, await factsOf(context, work, wish));
  return { ...wish, findings: someOfEachKind(found) };
}

/** What is in no program, and whoever looks says. */
export interface AuditWish {
  /** What is left to the shop of a sale, per cent. */
  readonly marginPercent?: number | undefined;
  /** What the points of members may be worth together, minor units; null: nobody says. */
  readonly liabilityAtMost?: number | null;
}

async function factsOf(
  { inboxUrl, operatorMail, publicUrl }: Context,
  work: ReadWork,
  wish: Pick<AuditFacts, 'marginPercent' | 'liabilityAtMost'>,
): Promise<AuditFacts> {
  const { db, program, at } = work;
  const stocked = program.rewards.filter(({ stock }) => stock !== undefined);
  const [devices, webhooks] = [await liveDevices(db), await webhookEndpoints(db)];
  return {
    at,
    ...wish,
    outstanding: await outstandingPoints(db),
    publicUrl,
    stockLeft: await stockLeft(
      db,
      stocked.map(({ id }) => id),
    ),
    notLookedAt: await notLookedAt(work),
    tillsWithKey: await tillsWithKey(db),
    tillsWithDevice: new Set(devices.map((device) => device.till_id)),
    associates: await associatesByStore(work),
    pools: await poolsOf(work),
    connectedStores: await connectedStores(work),
    administrators: await administratorsOf(work),
    sendsMail: inboxUrl === null,
    tellsOperator: operatorMail !== null,
    stoppedWebhooks: webhooks
      .filter(({ disabled_at }) => disabled_at !== null)
      // What stands behind the host may be a secret.
      .map(({ url }) => new URL(url).host),
  };
}

/** The template's rewards of a shop that began at the desk and did not say that it gives them. */
async function notLookedAt({ db, program }: ReadWork): Promise<ReadonlySet<string>> {
  const row = await beginningRow(db);
  if (!row || doneSteps(row).includes('rewards')) return new Set();
  const names = templateNames(answersOf(row));
  const same = program.rewards.filter(({ id, name }) => {
    const given = names.get(id);
    return given !== undefined && isSameText(given, name);
  });
  return new Set(same.map(({ id }) => id));
}

async function associatesByStore({ db }: ReadWork) {
  const people = new Map<string, AuditedAssociate[]>();
  for (const { store_id, name, locked_until } of await liveAssociates(db)) {
    const there = people.get(store_id) ?? [];
    people.set(store_id, [...there, { name, lockedUntil: locked_until }]);
  }
  return people;
}

async function poolsOf({ db }: ReadWork): Promise<AuditedPool[]> {
  const pools = await allPools(db);
  const left = await freeCodes(
    db,
    pools.map(({ id }) => id),
  );
  return pools.map((pool) => {
    const free = left.get(pool.id) ?? 0;
    return { ...scopeOf(pool), free, isLow: isLow(free, lowMarksOf(pool)) };
  });
}

async function connectedStores({ db, program }: ReadWork): Promise<ReadonlySet<string>> {
  const connected = new Set<string>();
  for (const { id, way } of program.stores)
    if (way === 'mint' && (await mintConnectionOf(db, id))) connected.add(id);
  return connected;
}

async function administratorsOf({ db }: ReadWork): Promise<AuditedAdministrator[]> {
  const people: AuditedAdministrator[] = [];
  for (const { id, name, role } of await liveAdministrators(db))
    people.push({ name, role, passkeys: (await passkeysOf(db, id)).length });
  return people;
}

/** The first of each kind; the last that is listed says how many come after it. */
function someOfEachKind(findings: readonly AuditFinding[]): AuditLine[] {
  const kinds = Map.groupBy(findings, ({ key }) => key);
  return [...kinds.values()].flatMap((ofKind) =>
    ofKind.slice(0, listedOfAKind).map((finding, index) => ({
      ...finding,
      more: index === listedOfAKind - 1 ? ofKind.length - listedOfAKind : 0,
    })),
  );
}
