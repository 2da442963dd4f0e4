import type { Refusal } from '#domain/refusal.ts';
import { refusalSentence, whyLabel } from '#i18n/refusal.ts';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';
import type { Failure } from '#web/failure.ts';

/** Why something can't be had, and what to do. */
export const refusalText = ({ t, format }: Pick<Page, 't' | 'format'>, refusal: Refusal): string =>
  refusalSentence(t, speaker(format), refusal);

/** What went wrong, in words. */
export function failureText({ t, format }: Page, failure: Failure): string {
  switch (failure.kind) {
    case 'refused':
      return refusalText({ t, format }, failure.refusal);
    case 'unreached':
      return t('offline.action');
    case 'not-ours':
      return t('offline.portal');
    case 'broken':
      return t('refusal.other');
  }
}

/** The few words on a reward that can't be had. */
export const why = ({ t, format }: Page, refusal: Refusal): string =>
  whyLabel(t, speaker(format), refusal);

// The server sends tiers by name, so a page needs no list of them.
const speaker = (format: Page['format']) => ({ format, tierName: (name: string) => name });

type NoticeProps = {
  failure: Failure | null;
  id?: string /** This refusal is no error: the wish has to wait. */;
  calm?: boolean;
};

/** Shows what went wrong; a screen reader says it too. */
export function Notice({ failure, id, calm = false }: NoticeProps) {
  const page = usePage();
  return (
    <p className={calm ? 'notice calm' : 'notice'} role="alert" id={id} hidden={!failure}>
      {failure && failureText(page, failure)}
    </p>
  );
}
