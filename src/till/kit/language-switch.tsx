import { useWords } from '#till/kit/words.tsx';
import { LanguageChoice } from '#web/language-choice.tsx';

/** The device's language. */
export function LanguageSwitch() {
  const { t, language, change } = useWords();
  const said = { label: t('common.language'), current: language };
  return <LanguageChoice {...said} look="button button-quiet" onChoose={change} />;
}
