import type { Versioned } from '#contract/page.ts';
import type { Profile } from '#contract/profile.ts';
import { everything } from '#i18n/everything.ts';
import { monthNames } from '#i18n/month-name.ts';
import { dayMs, galleryNow, memberNumber, shop } from './shop.ts';

const say = everything('en');

export const profile = (more: Partial<Profile> = {}): Versioned<Profile> => ({
  news: 1,
  firstName: 'Ann',
  address: 'ann@shop.example',
  number: memberNumber,
  joinedAt: galleryNow - 90 * dayMs,
  birthday: { month: 12, day: null, months: monthNames('en') },
  messages: { path: '/messages', text: say('message.title') },
  changeAddress: { path: '/address', text: say('address.change') },
  accessibility: { path: '/accessibility', text: say('accessibility.title') },
  signOut: {
    sure: say('rights.sign-out-sure'),
    says: [say('rights.sign-out-stays'), say('rights.sign-out-goes')],
    open: say('rights.sign-out-open'),
    yes: say('rights.sign-out-yes'),
    no: say('rights.sign-out-no'),
  },
  newsletter: {
    state: 'none',
    wording: say('newsletter.wording', { program: shop.name }),
  },
  devices: [
    device('d1', 'Safari (iPhone)', true),
    device('d2', 'Firefox (Windows)', false),
    device('d3', null, false),
  ],
  ...more,
});

const device = (id: string, browser: string | null, current: boolean) => ({
  id,
  browser,
  current,
  store: current ? 'Main St.' : null,
  seenAt: galleryNow - 3 * dayMs,
  since: galleryNow - 30 * dayMs,
});
