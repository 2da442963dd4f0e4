import { fillOf } from '#domain/program/brand-colour.ts';

/** Shows a document in a colour before it is saved, as the brand's own sheet will. What is no `#rrggbb` changes nothing. */
export function dress({ style }: HTMLElement, color: string): void {
  const plain = color.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(plain)) return;
  const { ground, ink, away } = fillOf(plain);
  style.setProperty('--brand', plain);
  style.setProperty('--fill', ground);
  style.setProperty('--on-fill', ink);
  style.setProperty('--away', away);
}
