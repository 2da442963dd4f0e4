import type { Visit } from '#contract/member.ts';
import { invitationLink } from '#contract/paths.ts';
import type { EarningWay, Invite } from '#contract/profile.ts';
import { progressTo } from '#domain/earning/award.ts';
import { referralRuleAt } from '#domain/earning/referral.ts';
import { textIn } from '#domain/program/text.ts';
import { outline } from '#domain/values/outline.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage } from '#i18n/language.ts';
import { friendsStanding, referralOf } from '#server/storage/people/invitations.ts';
import { memberById } from '#server/storage/people/members.ts';
import { awardsOf } from '#server/storage/purchases/awards.ts';
import { countedBy } from '#server/storage/purchases/counted-lines.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { openInvitation } from '#server/usecases/sign-in/invited.ts';
import { matrixOf } from '#server/vendors/symbols/matrix.ts';
import { showWay } from './show-ways.ts';

/** Modules of white around a QR code, by its standard. */
const quiet = 4;

const wordsIn = (language: string) => everything(isLanguage(language) ? language : 'en');

/** What somebody reads who followed an invitation: who gives what, and for what, before they type anything. */
export async function showInvitation(
  work: ReadWork,
  typed: string,
  language: string,
): Promise<NonNullable<Visit['invitation']>> {
  const t = wordsIn(language);
  const found = await openInvitation(work, typed);
  const [tier] = work.program.tiers;
  if (!found || !tier) return { code: '', says: [t('invite.over')] };
  const { code, inviter, rule } = found;
  const name = inviter.first_name;
  const { points: friend, inviterPoints, purchases: count, withinDays: days } = rule;
  const { asks } = showWay(rule, { program: work.program, tier, language });
  const says = [
    name === null ? t('invite.somebody') : t('invite.from', { name }),
    t('invite.both', { friend, inviter: inviterPoints }),
    [t('invite.you-after', { count, days }), ...asks].join(' '),
    t('invite.new-only'),
  ];
  return { code, says };
}

/** The member's own invitation, with how far their friends are; nothing where the program has no rule for it now. */
export async function showInvite(
  work: ReadWork,
  memberId: string,
  { code, language }: { readonly code: string | null; readonly language: string },
): Promise<Invite | undefined> {
  const { program, at, context, db } = work;
  const rule = referralRuleAt(program, at);
  const [tier] = program.tiers;
  if (!rule || code === null || !tier) return undefined;
  const t = wordsIn(language);
  const { points: friend, inviterPoints: inviter, purchases: count, withinDays: days } = rule;
  const name = (await memberById(db, memberId))?.first_name ?? null;
  const { asks } = showWay(rule, { program, tier, language });
  const often = rule.limits.perMember;
  const link = context.publicUrl + invitationLink(code);
  return {
    name: textIn(rule.name, language),
    gives: t('invite.gives', { friend, inviter }),
    says: [
      [
        t('invite.friend-after', { count, days }),
        ...asks,
        ...(often ? [t(`invite.limit-${often.every}`, { count: often.count })] : []),
      ].join(' '),
      t('invite.who'),
      name === null ? t('invite.nameless') : t('invite.named', { name }),
    ],
    link,
    drawing: await drawn(link),
    friends: friendsSaid(t, await friendsStanding(db, memberId, at)),
    text: t('invite.text', { program: program.name, friend }),
    words: {
      share: t('invite.share'),
      copy: t('invite.copy'),
      copied: t('invite.copied'),
      code: t('invite.code'),
    },
  };
}

/** Drawn here, so that no phone loads what draws it. */
async function drawn(link: string): Promise<Invite['drawing']> {
  const rows = await matrixOf('qr', link.toUpperCase());
  return { across: rows.length + 2 * quiet, path: outline(rows, { left: quiet, top: quiet }) };
}

function friendsSaid(
  t: ReturnType<typeof wordsIn>,
  { joined, rewarded, open }: Readonly<Record<'joined' | 'rewarded' | 'open', number>>,
): string {
  if (joined === 0) return t('invite.nobody');
  return [
    t('invite.joined', { count: joined }),
    ...(rewarded > 0 ? [t('invite.rewarded', { count: rewarded })] : []),
    ...(open > 0 ? [t('invite.open', { count: open })] : []),
  ].join(' ');
}

/** How far a member is who was invited, until they have what it gives or their days are over; undefined: nothing to say. */
export async function showInvited(
  { db, program, at }: ReadWork,
  memberId: string,
  language: string,
): Promise<EarningWay | undefined> {
  const invited = await referralOf(db, memberId);
  const rule = program.earning?.find(({ id }) => id === invited?.rule_id);
  if (!invited || rule?.kind !== 'referral' || invited.ends_at <= at) return undefined;
  const awards = (await awardsOf(db, [memberId], [rule.id])).get(rule.id) ?? [];
  if (awards.some(({ back_at, friend_id }) => back_at === null && friend_id === null)) return;
  const counted = (await countedBy(db, [memberId], [rule.id])).get(rule.id) ?? [];
  const t = wordsIn(language);
  const format = formatOf(isLanguage(language) ? language : 'en', program.timeZone);
  const progress = progressTo(rule, counted, 0);
  return {
    id: rule.id,
    name: textIn(rule.name, language),
    gives: t('earning.points', { points: rule.points }),
    // `ends_at` is the first instant after it.
    asks: [t('invite.until', { date: format.date(invited.ends_at - 1) })],
    progress: { ...progress, text: t('invite.bought', progress) },
  };
}
