import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import type { QueryData } from '#contract/page.ts';
import { keyOf } from '#shopper/api/query-keys.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { SignInAgain } from './sign-in-again.tsx';

/** Freezing, which is done at once, and thawing, for which somebody must have just signed in. */
export function Freeze({ held }: { readonly held: QueryData['held'] }) {
  const { t, format } = usePage();
  const client = useQueryClient();
  const { frozenAt, fresh, waits } = held;
  const isFrozen = frozenAt !== undefined;
  if (isFrozen && (waits || !fresh)) {
    return (
      <section>
        <h2>{t('freeze.title')}</h2>
        <p role="status">{t('freeze.on', { time: format.dateTime(frozenAt) })}</p>
        {waits ? <p>{waits}</p> : <SignInAgain why={t('refusal.sign-in-again')} />}
      </section>
    );
  }
  return (
    <section>
      <h2>{t('freeze.title')}</h2>
      <ActionForm
        key={String(isFrozen)}
        action={isFrozen ? api.thaw : api.freeze}
        className="panel stack"
        onAnswer={(next) => client.setQueryData(keyOf('held'), next)}
      >
        {({ busy }) => (
          <>
            <p role="status">
              {isFrozen ? t('freeze.on', { time: format.dateTime(frozenAt) }) : held.about.freeze}
            </p>
            <SubmitButton busy={busy} kind={isFrozen ? 'main' : 'quiet'}>
              {t(isFrozen ? 'freeze.thaw' : 'freeze.send')}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </section>
  );
}
