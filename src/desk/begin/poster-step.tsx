import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { Copy } from '#desk/ui/copy.tsx';
import { Note } from '#desk/ui/note.tsx';
import { languages } from '#i18n/language.ts';
import { SayDoneButton } from './say-done.tsx';
import type { BeginWords, StepProps } from './step.ts';

/** The sheet of A4 that hangs at the till, in each of the shop's languages. */
export function PosterStep(props: StepProps) {
  const { t, beginning } = props;
  const { storeId, answers, isReached, posterUrl } = beginning;
  return (
    <>
      <p className="soft">{t('begin.poster-hint')}</p>
      {!isReached && <NotReached t={t} posterUrl={posterUrl} />}
      <div className="row">
        {languages
          .filter(({ language }) => language === 'en' || answers.languages.includes(language))
          .map(({ language, name }) => (
            <a
              key={language}
              className="button"
              target="_blank"
              rel="noreferrer"
              href={deskList(deskLinks.posters, { language, store: storeId })}
            >
              {t('begin.poster-open', { language: name })}
            </a>
          ))}
      </div>
      <SayDoneButton {...props} step="poster" />
    </>
  );
}

/** The audit says the same: a poster of an address that no phone opens leads nowhere. */
function NotReached({
  t,
  posterUrl,
}: {
  readonly t: BeginWords;
  readonly posterUrl: string | null;
}) {
  const address = new URL(posterUrl ?? location.href).origin;
  return (
    <>
      <Note bad>{t('begin.poster-local', { address })}</Note>
      <div>
        <Copy text={t('begin.poster-ask', { address })} label={t('begin.poster-copy')} />
      </div>
    </>
  );
}
