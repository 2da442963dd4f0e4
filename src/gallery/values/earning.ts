import type { Versioned } from '#contract/page.ts';
import type { EarningPage } from '#contract/profile.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { dayMs, galleryNow, shop } from './shop.ts';

const friend = 60;
const inviter = 90;
const count = 2;
const days = 60;

/** A card of stamps, a goal and a way that was had today, in the sentences that the server says. */
export function earning(
  language: Language,
  more: Partial<EarningPage> = {},
): Versioned<EarningPage> {
  const say = everything(language);
  const format = formatOf(language, shop.timeZone);
  const money = (minor: number) => format.money({ minor, currency: shop.currency });
  const stamps = { have: 3, of: 10 };
  return {
    at: galleryNow,
    news: 0,
    ways: [
      {
        id: 'purchase',
        name: say('earning.usual'),
        gives: say('earning.per-unit', { rate: 1.25, money: money(100) }),
        asks: [],
      },
      {
        id: 'card',
        name: 'Every tenth coffee',
        gives: say('earning.card', { points: 60, count: stamps.of }),
        asks: [say('earning.card-pieces')],
        progress: { ...stamps, text: say('earning.stamps', stamps) },
      },
      {
        id: 'month',
        name: 'Spend €60 this month',
        gives: say('earning.points', { points: 40 }),
        asks: [],
        progress: {
          have: 4_250,
          of: 6_000,
          text: say('earning.spent', { have: money(4_250), of: money(6_000) }),
        },
      },
      {
        id: 'visit',
        name: 'Good to see you',
        gives: say('earning.points', { points: 5 }),
        asks: [say('earning.check-in')],
        again: say('refusal.limit-reached', { date: format.date(galleryNow + dayMs) }),
      },
    ],
    ...more,
  };
}

/** How a member invites. @param drawing the code of the link */
export function invite(
  language: Language,
  drawing: NonNullable<EarningPage['invite']>['drawing'],
): NonNullable<EarningPage['invite']> {
  const say = everything(language);
  return {
    name: 'Bring a friend',
    gives: say('invite.gives', { friend, inviter }),
    says: [
      `${say('invite.friend-after', { count, days })} ${say('invite.limit-month', { count: 5 })}`,
      say('invite.who'),
      say('invite.named', { name: 'Ada' }),
    ],
    link: 'https://points.shop.example/I/7KQ2M9XW4T',
    drawing,
    friends: `${say('invite.joined', { count: 3 })} ${say('invite.open', { count: 1 })} ${say('invite.rewarded', { count })}`,
    text: say('invite.text', { program: shop.name, friend }),
    words: {
      share: say('invite.share'),
      copy: say('invite.copy'),
      copied: say('invite.copied'),
      code: say('invite.code'),
    },
  };
}

/** What somebody reads who followed a friend's link. */
export function invitedBy(language: Language): { readonly code: string; readonly says: string[] } {
  const say = everything(language);
  return {
    code: '7KQ2M9XW4T',
    says: [
      say('invite.from', { name: 'Ada' }),
      say('invite.both', { friend, inviter }),
      say('invite.you-after', { count, days }),
      say('invite.new-only'),
    ],
  };
}
