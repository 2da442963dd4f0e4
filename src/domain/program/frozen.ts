import type { Refusal } from '#domain/refusal.ts';

/**
 * Why nothing of a membership can be spent at a time; null: it was not frozen then. A till that was offline reports a
 * use later: what was given before the freeze was given.
 */
export const frozenRefusal = (frozenAt: number | null, at: number): Refusal | null =>
  frozenAt !== null && at >= frozenAt ? { key: 'frozen' } : null;

/** For so long a link in a mail freezes: as long as somebody may take to read their mail. */
export const freezeLinkMs = 30 * 24 * 60 * 60_000;
