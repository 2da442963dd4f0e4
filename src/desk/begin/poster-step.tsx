import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { NotReached } from '#desk/ui/one-time-link.tsx';
import { languages } from '#i18n/language.ts';
import { SayDoneButton } from './say-done.tsx';
import type { StepProps } from './step.ts';

/** The sheet of A4 that hangs at the till, in each of the shop's languages. */
export function PosterStep(props: StepProps) {
  const { t, beginning } = props;
  const { storeId, answers } = beginning;
  return (
    <>
      <p className="soft">{t('begin.poster-hint')}</p>
      <NotReached />
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
