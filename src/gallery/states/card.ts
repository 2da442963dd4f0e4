import type { Wallet } from '#contract/member.ts';
import type { Group } from '#gallery/state.ts';
import { voucher, wallet } from '#gallery/values/member.ts';
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
    return [
      turned('turned over'),
      turned('turned over, a voucher is open', { vouchers: [voucher(language)] }),
    ];
  },
};
