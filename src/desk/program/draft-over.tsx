import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useMay } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useLeadOn } from '#desk/api/use-lead-on.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { useProgramWords } from './editing.ts';
import { keepUnsaved, keptUnsaved } from './unsaved.ts';

/** Whether the server says that the draft was put in force or discarded. */
export function isOver(error: unknown): boolean {
  const failure = error === null ? null : failureOf(error);
  return failure?.kind === 'refused' && failure.refusal.key === 'desk-draft-over';
}

/** A draft that ended while its page was open: who ended it, and the ways on. What was typed goes into a new one. */
export function DraftOver({
  draftId,
  name,
  error,
}: {
  readonly draftId: string;
  readonly name: string | undefined;
  readonly error: unknown;
}) {
  const { t } = useProgramWords();
  const sentence = useSentence();
  const may = useMay();
  const leadOn = useLeadOn();
  const client = useQueryClient();
  const [unsaved] = useState(() => keptUnsaved(client, draftId));
  const again = useAction(async () => {
    const begun = await send(deskLinks.beginDraft, { name: name ?? t('desk.program.title') });
    if (unsaved) {
      const { content, text } = unsaved;
      await send(deskLinks.draft(begun.id), {
        revision: begun.revision,
        ...(content && { content }),
        ...(text !== undefined && { text }),
      });
      keepUnsaved(client, draftId, null);
    }
    leadOn(deskPlaces.draftOf(begun.id, partOf(unsaved)));
  });
  return (
    <Page title={name ?? t('desk.program.title')}>
      <section className="panel">
        <p>{sentence(error)}</p>
        {unsaved && <p>{t('desk.program.over-unsaved')}</p>}
        <Fault error={again.error} />
        <div className="row">
          {may('edit-program') && (
            <button
              type="button"
              className="button"
              aria-disabled={again.busy}
              onClick={() => again.run()}
            >
              {t(unsaved ? 'desk.program.over-again' : 'desk.program.begin')}
            </button>
          )}
          <Link className="button quiet" to={deskPlaces.program}>
            {t('desk.program.over-program')}
          </Link>
        </div>
      </section>
    </Page>
  );
}

/** The part that shows what was typed. */
const partOf = (unsaved: ReturnType<typeof keptUnsaved>) =>
  unsaved?.text === undefined ? 'rewards' : 'yaml';
