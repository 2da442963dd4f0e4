import type { WorthFace } from '#contract/member.ts';
import type { IconName } from '#shopper/ui/icon.tsx';
import type { Page } from '#shopper/ui/page-context.tsx';

/** What is large on a reward's ticket: an amount, or a picture if there is no number. */
export function worthFace(
  { format }: Page,
  worth: WorthFace,
): { text: string } | { icon: IconName } {
  switch (worth.kind) {
    case 'amount-off':
      return { text: format.money(worth.amount) };
    case 'percent-off':
      return { text: format.percent(worth.percent) };
    case 'free-product':
      return { icon: 'rewards' };
    case 'perk':
      return { icon: 'star' };
  }
}
