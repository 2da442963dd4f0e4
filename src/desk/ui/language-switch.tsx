import { useWords } from '#desk/api/words.tsx';
import { LanguageChoice } from '#web/language-choice.tsx';

/** The language of the desk. */
export function LanguageSwitch() {
  const { t, language, change } = useWords();
  const said = { label: t('common.language'), current: language };
  return <LanguageChoice {...said} look="menu-item" onChoose={change} />;
}
