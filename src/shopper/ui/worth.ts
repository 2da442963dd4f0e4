import type { WorthFace } from '#contract/member.ts';
import type { Page } from '#shopper/ui/page-context.tsx';

/** The amount that a reward takes off; null: its worth is no number. */
export function figureOf({ format }: Page, worth: WorthFace): string | null {
  if (worth.kind === 'amount-off') return format.money(worth.amount);
  return worth.kind === 'percent-off' ? format.percent(worth.percent) : null;
}
