import { type Language, languages } from '#i18n/language.ts';

/** A button for each language under its own name, so that whoever is lost in one finds theirs again. */
export function LanguageChoice({
  label,
  current,
  look,
  onChoose,
}: {
  /** What is chosen, for who can't see it. */
  readonly label: string;
  readonly current: Language;
  /** The class of the buttons. */
  readonly look: string;
  readonly onChoose: (language: Language) => unknown;
}) {
  return (
    <fieldset className="languages">
      <legend className="heard">{label}</legend>
      {languages.map(({ language, name, direction }) => (
        <button
          key={language}
          type="button"
          className={look}
          lang={language}
          dir={direction}
          aria-pressed={language === current}
          onClick={() => onChoose(language)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
