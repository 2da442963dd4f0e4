import { useWords } from '#desk/api/words.tsx';
import { languages } from '#i18n/language.ts';

/** The language of the desk. Each has its own name, so that it can be found again. */
export function LanguageSwitch() {
  const { t, language: current, change } = useWords();
  return (
    <fieldset className="languages">
      <legend className="heard">{t('common.language')}</legend>
      {languages.map(({ language, name, direction }) => (
        <button
          key={language}
          type="button"
          className="menu-item"
          lang={language}
          dir={direction}
          aria-pressed={language === current}
          onClick={() => change(language)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
