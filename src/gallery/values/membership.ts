import type { MembershipPanel } from '#contract/profile.ts';
import { amountOff } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { dayMs, galleryNow, shop } from './shop.ts';

/** A tier that is paid for, in the sentences that the server says. */
export function membership(language: Language, how: 'running' | 'left'): MembershipPanel {
  const say = everything(language);
  const format = formatOf(language, shop.timeZone);
  const date = format.date(galleryNow + 200 * dayMs);
  const money = (minor: number) => format.money(amountOff(minor, shop));
  const tier = 'Plus';
  return {
    tierId: 'plus',
    title: say('membership.title', { tier }),
    until: say('membership.until', { tier, date }),
    gave: `${say('membership.gave', { total: money(4_123), paid: money(6_900) })} ${say('membership.to-go', { amount: money(2_777) })}`,
    part: 4_123 / 6_900,
    parts: [
      say('membership.in-rewards', { amount: money(1_500) }),
      say('membership.in-shipping', { amount: money(1_470) }),
      say('membership.in-points', { amount: money(1_153) }),
    ],
    counted: say('membership.counted', { tier }),
    choice:
      how === 'left'
        ? {
            leaves: false,
            says: [say('membership.left', { date })],
            button: say('membership.undo'),
          }
        : {
            leaves: true,
            open: say('membership.leave'),
            says: [
              say('membership.leave-says', { tier, date }),
              say('membership.refund-pro-rata'),
              say('membership.refund-today', { amount: money(3_781) }),
            ],
            button: say('membership.leave-confirm', { date }),
          },
  };
}
