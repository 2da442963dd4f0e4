import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as program from './migrations/001-program.ts';
import * as members from './migrations/002-members.ts';
import * as redemptions from './migrations/003-redemptions.ts';
import * as signIns from './migrations/004-sign-ins.ts';
import * as tills from './migrations/005-tills.ts';
import * as redemptionIds from './migrations/006-redemption-ids.ts';
import * as waysAndEvents from './migrations/007-ways-and-events.ts';
import * as purchasesAndReturns from './migrations/008-purchases-and-returns.ts';
import * as membersAtTheTill from './migrations/009-members-at-the-till.ts';
import * as reservations from './migrations/010-reservations.ts';
import * as pools from './migrations/011-pools.ts';
import * as mint from './migrations/012-mint.ts';
import * as feedWebhooksWatch from './migrations/013-feed-webhooks-watch.ts';
import * as shortCodes from './migrations/014-short-codes.ts';
import * as passes from './migrations/015-passes.ts';
import * as memberNews from './migrations/020-member-news.ts';
import * as limits from './migrations/030-limits.ts';
import * as stockThatChanges from './migrations/040-stock-that-changes.ts';
import * as ends from './migrations/050-ends.ts';
import * as secretKey from './migrations/051-secret-key.ts';
import * as queuedTo from './migrations/052-queued-to.ts';
import * as balanceTold from './migrations/060-balance-told.ts';
import * as readBack from './migrations/061-read-back.ts';
import * as tipsAndRounding from './migrations/062-tips-and-rounding.ts';
import * as watch from './migrations/070-watch.ts';
import * as openReturns from './migrations/080-open-returns.ts';
import * as withdrawnCodes from './migrations/081-withdrawn-codes.ts';
import * as reportedAt from './migrations/082-reported-at.ts';
import * as undoneBy from './migrations/083-undone-by.ts';
import * as whatWasBought from './migrations/earning/090-what-was-bought.ts';
import * as receiptsOfAStore from './migrations/earning/091-receipts-of-a-store.ts';
import * as pendingPoints from './migrations/earning/092-pending-points.ts';
import * as datedPrograms from './migrations/earning/101-dated-programs.ts';
import * as waysToEarn from './migrations/earning/102-ways-to-earn.ts';
import * as notices from './migrations/earning/103-notices.ts';
import * as ratings from './migrations/earning/106-ratings.ts';
import * as tierNotices from './migrations/earning/107-tier-notices.ts';
import * as tierGrants from './migrations/earning/108-tier-grants.ts';
import * as missedLooks from './migrations/earning/110-missed-looks.ts';
import * as occasions from './migrations/earning/111-occasions.ts';
import * as cardRewards from './migrations/earning/114-card-rewards.ts';
import * as unclaimedSales from './migrations/earning/116-unclaimed-sales.ts';
import * as checkInCodes from './migrations/earning/120-check-in-codes.ts';
import * as opinions from './migrations/earning/136-opinions.ts';
import * as memberships from './migrations/earning/139-memberships.ts';
import * as programDrafts from './migrations/earning/150-program-drafts.ts';
import * as programInForce from './migrations/earning/172-program-in-force.ts';
import * as segmentsOfSales from './migrations/earning/189-segments-of-sales.ts';
import * as forgottenSegments from './migrations/earning/195-forgotten-segments.ts';
import * as scansToForget from './migrations/growth/100-scans-to-forget.ts';
import * as chain from './migrations/growth/104-chain.ts';
import * as countedLines from './migrations/growth/124-counted-lines.ts';
import * as slotAmounts from './migrations/growth/137-slot-amounts.ts';
import * as pointDays from './migrations/growth/170-point-days.ts';
import * as segmentSpans from './migrations/growth/188-segment-spans.ts';
import * as spansByMember from './migrations/growth/190-spans-by-member.ts';
import * as segmentTurns from './migrations/growth/198-segment-turns.ts';
import * as looseTurns from './migrations/growth/199-loose-turns.ts';
import * as addressesToForget from './migrations/growth/206-addresses-to-forget.ts';
import * as memberImports from './migrations/imports/158-member-imports.ts';
import * as pastPurchases from './migrations/imports/166-past-purchases.ts';
import * as pictures from './migrations/looks/105-pictures.ts';
import * as handOvers from './migrations/people/109-hand-overs.ts';
import * as turnedKey from './migrations/people/112-turned-key.ts';
import * as membersCopy from './migrations/people/113-members-copy.ts';
import * as facts from './migrations/people/115-facts.ts';
import * as frozen from './migrations/people/117-frozen.ts';
import * as firstProofs from './migrations/people/118-first-proofs.ts';
import * as newsletters from './migrations/people/119-newsletters.ts';
import * as messages from './migrations/people/121-messages.ts';
import * as erased from './migrations/people/122-erased.ts';
import * as membersLookups from './migrations/people/123-members-lookups.ts';
import * as memberActivity from './migrations/people/125-member-activity.ts';
import * as desk from './migrations/people/135-desk.ts';
import * as deadAddresses from './migrations/people/138-dead-addresses.ts';
import * as referrals from './migrations/people/145-referrals.ts';
import * as memberNames from './migrations/people/146-member-names.ts';
import * as externalIds from './migrations/people/147-external-ids.ts';
import * as memberWords from './migrations/people/148-member-words.ts';
import * as deskLists from './migrations/people/149-desk-lists.ts';
import * as adminScopes from './migrations/people/151-admin-scopes.ts';
import * as beginnings from './migrations/people/152-beginnings.ts';
import * as mailsNamed from './migrations/people/155-mails-named.ts';
import * as addressChanges from './migrations/people/156-address-changes.ts';
import * as merges from './migrations/people/159-merges.ts';
import * as reportedFacts from './migrations/people/162-reported-facts.ts';
import * as actSubjects from './migrations/people/183-act-subjects.ts';
import * as memberPins from './migrations/people/192-member-pins.ts';
import * as triedPins from './migrations/people/194-tried-pins.ts';
import * as mergeOffers from './migrations/people/196-merge-offers.ts';
import * as joiningGifts from './migrations/people/202-joining-gifts.ts';
import * as declinedMerges from './migrations/people/203-declined-merges.ts';
import type { Tables } from './schema.ts';
import { hasDone, stepsDone } from './steps-done.ts';
import { foreignDatabase, newerDatabase } from './storage-unavailable.ts';

/** In the order of their names. A migration that has shipped is never edited; another one follows it. */
const migrations: Record<string, Migration> = {
  '001-program': program,
  '002-members': members,
  '003-redemptions': redemptions,
  '004-sign-ins': signIns,
  '005-tills': tills,
  '006-redemption-ids': redemptionIds,
  '007-ways-and-events': waysAndEvents,
  '008-purchases-and-returns': purchasesAndReturns,
  '009-members-at-the-till': membersAtTheTill,
  '010-reservations': reservations,
  '011-pools': pools,
  '012-mint': mint,
  '013-feed-webhooks-watch': feedWebhooksWatch,
  '014-short-codes': shortCodes,
  '015-passes': passes,
  '020-member-news': memberNews,
  '030-limits': limits,
  '040-stock-that-changes': stockThatChanges,
  '050-ends': ends,
  '051-secret-key': secretKey,
  '052-queued-to': queuedTo,
  '060-balance-told': balanceTold,
  '061-read-back': readBack,
  '062-tips-and-rounding': tipsAndRounding,
  '070-watch': watch,
  '080-open-returns': openReturns,
  '081-withdrawn-codes': withdrawnCodes,
  '082-reported-at': reportedAt,
  '083-undone-by': undoneBy,
  '090-what-was-bought': whatWasBought,
  '091-receipts-of-a-store': receiptsOfAStore,
  '092-pending-points': pendingPoints,
  '100-scans-to-forget': scansToForget,
  '101-dated-programs': datedPrograms,
  '102-ways-to-earn': waysToEarn,
  '103-notices': notices,
  '104-chain': chain,
  '105-pictures': pictures,
  '106-ratings': ratings,
  '107-tier-notices': tierNotices,
  '108-tier-grants': tierGrants,
  '109-hand-overs': handOvers,
  '110-missed-looks': missedLooks,
  '111-occasions': occasions,
  '112-turned-key': turnedKey,
  '113-members-copy': membersCopy,
  '114-card-rewards': cardRewards,
  '115-facts': facts,
  '116-unclaimed-sales': unclaimedSales,
  '117-frozen': frozen,
  '118-first-proofs': firstProofs,
  '119-newsletters': newsletters,
  '120-check-in-codes': checkInCodes,
  '121-messages': messages,
  '122-erased': erased,
  '123-members-lookups': membersLookups,
  '124-counted-lines': countedLines,
  '125-member-activity': memberActivity,
  '135-desk': desk,
  '136-opinions': opinions,
  '137-slot-amounts': slotAmounts,
  '138-dead-addresses': deadAddresses,
  '139-memberships': memberships,
  '145-referrals': referrals,
  '146-member-names': memberNames,
  '147-external-ids': externalIds,
  '158-member-imports': memberImports,
  '166-past-purchases': pastPurchases,
  '148-member-words': memberWords,
  '149-desk-lists': deskLists,
  '150-program-drafts': programDrafts,
  '151-admin-scopes': adminScopes,
  '152-beginnings': beginnings,
  '155-mails-named': mailsNamed,
  '156-address-changes': addressChanges,
  '159-merges': merges,
  '162-reported-facts': reportedFacts,
  '170-point-days': pointDays,
  '172-program-in-force': programInForce,
  '183-act-subjects': actSubjects,
  '188-segment-spans': segmentSpans,
  '189-segments-of-sales': segmentsOfSales,
  '190-spans-by-member': spansByMember,
  '192-member-pins': memberPins,
  '194-tried-pins': triedPins,
  '195-forgotten-segments': forgottenSegments,
  '196-merge-offers': mergeOffers,
  '198-segment-turns': segmentTurns,
  '199-loose-turns': looseTurns,
  '202-joining-gifts': joiningGifts,
  '203-declined-merges': declinedMerges,
  '206-addresses-to-forget': addressesToForget,
};

/** The last step of this version. */
export const newestStep: string = Object.keys(migrations).sort().at(-1) ?? '';

/**
 * Brings the tables to where this version wants them. Servers that start together do it once.
 * @param upTo the last step to do, for a copy of a database that has not done them all; absent: every step
 * @throws StorageUnavailable when a newer version or another program has been here; nothing is changed then
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations know no schema but the one they make.
export async function migrate(db: Kysely<any>, upTo?: string): Promise<void> {
  if (upTo === undefined && (await hasDone(db, migrations))) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // A step that landed after a higher one has not been done where that one has been: it is done now.
    allowUnorderedMigrations: true,
  });
  const { error } = await (upTo === undefined
    ? migrator.migrateToLatest()
    : migrator.migrateTo(upTo));
  if (!error) return;
  // Without the list there is no step; what went wrong before says more.
  const steps = await stepsDone(db).catch(() => []);
  const unknown = steps.find((name) => !Object.hasOwn(migrations, name));
  if (unknown !== undefined) throw newerDatabase(unknown, error);
  const isForeign =
    steps.length === 0 && error instanceof Error && /already exists/.test(error.message);
  throw isForeign ? foreignDatabase(error) : error;
}

/**
 * The last step that a database has done.
 * @throws StorageUnavailable when a newer version has been here
 */
export async function lastStep(db: Kysely<Tables>): Promise<string> {
  const [name = ''] = await stepsDone(db).catch(() => []);
  if (Object.hasOwn(migrations, name)) return name;
  throw newerDatabase(name, undefined);
}
