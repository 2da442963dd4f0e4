import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SaveDraft } from '#contract/desk/desk-program.ts';

/** What is typed and not saved: of the forms, or of the file. `revision`: the draft that it was typed into. */
export type Unsaved = Pick<SaveDraft, 'revision' | 'content' | 'text'>;

const keyOf = (draftId: string) => ['unsaved', draftId] as const;

/**
 * Keeps what is typed in this tab's memory, so that who leaves the page finds it again. It is among what was read, which
 * is forgotten when somebody else signs in.
 * @param unsaved null: nothing is left
 */
export function keepUnsaved(client: QueryClient, draftId: string, unsaved: Unsaved | null): void {
  client.setQueryDefaults(['unsaved'], { gcTime: Number.POSITIVE_INFINITY });
  client.setQueryData(keyOf(draftId), unsaved);
}

export const keptUnsaved = (client: QueryClient, draftId: string): Unsaved | null =>
  client.getQueryData<Unsaved | null>(keyOf(draftId)) ?? null;

/**
 * What is left when something was saved: whatever was typed while it was on its way, on top of what was saved.
 * @param sent what was unsaved when it was sent
 */
export function leftUnsaved(
  now: Unsaved | null,
  sent: Unsaved | null,
  revision: number,
): Unsaved | null {
  return now === null || now === sent ? null : { ...now, revision };
}

/** The part of a draft's page to show: one that has what is typed, of the forms or of the file. */
export function partWith(unsaved: Unsaved | null, asked: string): string {
  if (!unsaved || asked === 'put') return asked;
  if (unsaved.text !== undefined) return 'yaml';
  return asked === 'yaml' ? 'rewards' : asked;
}

/** What is typed into a draft. `latest`: the same as at this instant, for what goes on after an answer. */
export function useUnsaved(draftId: string) {
  const client = useQueryClient();
  const [unsaved, setUnsaved] = useState(() => keptUnsaved(client, draftId));
  const latest = useRef(unsaved);
  const note = (next: Unsaved | null) => {
    latest.current = next;
    keepUnsaved(client, draftId, next);
    setUnsaved(next);
  };
  return { unsaved, latest, note };
}
