import {
  type Act,
  type ActKind,
  type Finding,
  type Surroundings,
  unusualTimes,
  type WatchRule,
} from './watch.ts';

const sameMemberAtMost = 3;
const typedInARow = 3;
/** With fewer codes a share says nothing; three typed codes in a row are noted anyway. */
const typedShareFrom = 10;
/** People forget to scan, but seldom so many at one till in one shift. */
const claimsAtMost = 5;
/** So few friends become customers at one till in one shift, whoever invited them. */
const friendsAtMost = 5;
const lateFromMs = 30 * 60_000;

/** Everything that the rules find in one act. */
export function findingsOf(act: Act, around: Surroundings): readonly Finding[] {
  const found = rules.map((rule) => rule(act, around)).filter((one) => one !== null);
  return found.filter(({ rule }) => !(counting.has(rule) && around.noted.has(rule)));
}

/** Rules that look at several acts together. */
const counting: ReadonlySet<WatchRule> = new Set([
  'same-member',
  'typed-in-a-row',
  'typed-often',
  'many-reversals',
  'points-undone',
  'many-purchases',
  'member-by-hand',
  'many-adjustments',
  'many-claims',
  'many-friends',
  'many-look-ups',
  'unusual-day',
]);

type Rule = (act: Act, around: Surroundings) => Finding | null;

const rules: readonly Rule[] = [
  ownAccount,
  sameMember,
  rowOfTyped,
  shareOfTyped,
  reversedLate,
  reversedAfterClosing,
  manyReversals,
  pointsUndone,
  largePurchase,
  manyPurchases,
  memberByHand,
  sameReceipt,
  manyAdjustments,
  ownClaim,
  manyClaims,
  ownFriend,
  manyFriends,
  manyLookUps,
  lockedAgain,
  tillGuessed,
  unusualDay,
];

const isOwn = ({ actor, memberId }: Act, { ownMemberId }: Surroundings): boolean =>
  actor.kind === 'associate' && memberId !== null && memberId === ownMemberId;

function ownAccount(act: Act, around: Surroundings): Finding | null {
  const noAct = act.kind === 'claim' || act.kind === 'friend';
  return !noAct && isOwn(act, around) ? { rule: 'own-account' } : null;
}

/** Who works in a store sees receipts that shoppers leave there. */
function ownClaim(act: Act, around: Surroundings): Finding | null {
  return act.kind === 'claim' && isOwn(act, around) ? { rule: 'own-claim' } : null;
}

/** Somebody at a till may hand receipts on, to one member or to many. */
function manyClaims({ kind }: Act, { acts }: Surroundings): Finding | null {
  if (kind !== 'claim') return null;
  const count = ofKind(acts, 'claim').length;
  return count > claimsAtMost ? { rule: 'many-claims', count } : null;
}

/** Who works in a store can make up friends, and type their purchases. */
function ownFriend(act: Act, around: Surroundings): Finding | null {
  return act.kind === 'friend' && isOwn(act, around) ? { rule: 'own-friend' } : null;
}

function manyFriends({ kind }: Act, { acts }: Surroundings): Finding | null {
  if (kind !== 'friend') return null;
  const count = ofKind(acts, 'friend').length;
  return count > friendsAtMost ? { rule: 'many-friends', count } : null;
}

function sameMember(act: Act, { acts }: Surroundings): Finding | null {
  if (act.kind !== 'redemption') return null;
  const count = ofKind(acts, 'redemption').filter((one) => one.memberId === act.memberId).length;
  return count > sameMemberAtMost ? { rule: 'same-member', count } : null;
}

function rowOfTyped(act: Act, { acts }: Surroundings): Finding | null {
  if (act.entered !== 'typed') return null;
  const last = ofKind(acts, 'redemption').slice(-typedInARow);
  const all = last.length === typedInARow && last.every(({ entered }) => entered === 'typed');
  return all ? { rule: 'typed-in-a-row', count: last.length } : null;
}

function shareOfTyped(act: Act, { acts }: Surroundings): Finding | null {
  if (act.entered !== 'typed') return null;
  const all = ofKind(acts, 'redemption');
  const typed = all.filter(({ entered }) => entered === 'typed').length;
  return all.length >= typedShareFrom && typed * 2 > all.length
    ? { rule: 'typed-often', typed, of: all.length }
    : null;
}

/**
 * An associate undoes their own redemption long after it: the shopper has gone, and the points go back to somebody who
 * had the reward.
 */
function reversedLate({ kind, at, actor, redeemedAt, redeemedBy }: Act): Finding | null {
  if (kind !== 'reversal' || redeemedAt === null || redeemedBy !== actor.id) return null;
  const later = at - redeemedAt;
  return later > lateFromMs ? { rule: 'reversed-late', minutes: Math.floor(later / 60_000) } : null;
}

function reversedAfterClosing({ kind, actor }: Act, { storeOpen }: Surroundings): Finding | null {
  const here = kind === 'reversal' && actor.kind === 'associate';
  return here && !storeOpen ? { rule: 'reversed-after-closing' } : null;
}

function manyReversals(act: Act, { acts, limits }: Surroundings): Finding | null {
  if (act.kind !== 'reversal' || act.actor.kind !== 'associate') return null;
  const count = ofKind(acts, 'reversal').length;
  return count >= limits.undone.count ? { rule: 'many-reversals', count } : null;
}

function pointsUndone(act: Act, { acts, limits }: Surroundings): Finding | null {
  if (act.kind !== 'reversal' || act.actor.kind !== 'associate') return null;
  const points = pointsIn(ofKind(acts, 'reversal'));
  return points > limits.undone.points ? { rule: 'points-undone', points } : null;
}

/** An associate typed it. A POS reports what its own till has sold. */
const isByHand = ({ kind, actor }: Act): boolean =>
  kind === 'purchase' && actor.kind === 'associate';

function largePurchase(act: Act, { limits }: Surroundings): Finding | null {
  const minor = act.minor ?? 0;
  return isByHand(act) && minor > limits.purchaseMinor ? { rule: 'large-purchase', minor } : null;
}

function manyPurchases(act: Act, { acts, limits }: Surroundings): Finding | null {
  if (!isByHand(act)) return null;
  const all = ofKind(acts, 'purchase');
  const minor = all.reduce((sum, one) => sum + (one.minor ?? 0), 0);
  const many = all.length > limits.purchases.count || minor > limits.purchases.minor;
  return many ? { rule: 'many-purchases', count: all.length, minor } : null;
}

function memberByHand(act: Act, { memberByHand: all, limits }: Surroundings): Finding | null {
  if (!isByHand(act)) return null;
  const many = all.count > limits.member.count || all.minor > limits.member.minor;
  return many ? { rule: 'member-by-hand', ...all } : null;
}

function sameReceipt(act: Act, { sameReceiptAt }: Surroundings): Finding | null {
  return isByHand(act) && sameReceiptAt !== null
    ? { rule: 'same-receipt', tillId: sameReceiptAt }
    : null;
}

function manyAdjustments(act: Act, { acts, limits }: Surroundings): Finding | null {
  if (act.kind !== 'adjustment') return null;
  const all = ofKind(acts, 'adjustment');
  const points = pointsIn(all);
  const many = all.length > limits.adjusted.count || points > limits.adjusted.points;
  return many ? { rule: 'many-adjustments', count: all.length, points } : null;
}

function manyLookUps({ kind, actor }: Act, { acts, limits }: Surroundings): Finding | null {
  if (kind !== 'look-up' || actor.kind !== 'associate') return null;
  const count = ofKind(acts, 'look-up').length;
  return count > limits.lookUps ? { rule: 'many-look-ups', count } : null;
}

/** One lock can be a bad morning; a second one in the same shift is somebody trying. */
function lockedAgain({ kind }: Act, { acts }: Surroundings): Finding | null {
  const count = ofKind(acts, 'lock').length;
  return kind === 'lock' && count > 1 ? { rule: 'locked-again', count } : null;
}

function tillGuessed({ kind }: Act): Finding | null {
  return kind === 'guesses' ? { rule: 'till-guessed' } : null;
}

/** A key does much more than on its busiest day, or does something for the first time. */
function unusualDay({ kind }: Act, { days, limits }: Surroundings): Finding | null {
  if (!days) return null;
  if (kind !== 'purchase' && kind !== 'return' && kind !== 'redemption' && kind !== 'reversal') {
    return null;
  }
  const { today, usual } = days;
  // A point is worth about one minor unit, so the same floor fits both.
  const over = (now: number, before: number, floor: number) =>
    now > floor && now > before * unusualTimes;
  const unusual =
    over(today.count, usual.count, limits.pos.count) ||
    over(today.sum, usual.sum, limits.pos.minor);
  return unusual ? { rule: 'unusual-day', what: kind, today, usual } : null;
}

const ofKind = (acts: readonly Act[], kind: ActKind): readonly Act[] =>
  acts.filter((one) => one.kind === kind);

const pointsIn = (acts: readonly Act[]): number =>
  acts.reduce((sum, { points }) => sum + Math.abs(points ?? 0), 0);
