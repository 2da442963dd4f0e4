import type { Wallet } from '#contract/member.ts';
import type { Group } from '#gallery/state.ts';
import { ladder, voucher, wallet } from '#gallery/values/member.ts';
import { shopperSheet } from './sheets.ts';
import { shopperState } from './shopper.tsx';

/** The other sides of the member's card. */
export const cards: Group = {
  name: 'card',
  sheet: shopperSheet,
  states: (sight) => {
    const { language } = sight;
    const turned = (name: string, more: Partial<Wallet> = {}) =>
      shopperState(name, sight, {
        url: '/scan',
        queries: [{ key: ['wallet'], data: wallet(language, more) }],
      });
    const steps = (name: string, spentMinor: number) =>
      shopperState(name, sight, {
        url: '/tiers',
        queries: [{ key: ['ladder'], data: ladder(language, spentMinor) }],
      });
    return [
      turned('turned over'),
      turned('turned over, a voucher is open', { vouchers: [voucher(language)] }),
      steps('the ladder from its first rung', 0),
      steps('the ladder from its second', 90_000),
      steps('the ladder from its last', 130_000),
    ];
  },
};
