import { useLocation } from 'react-router';
import { api } from '#contract/links.ts';
import { languages } from '#i18n/language.ts';
import { useVisit } from '#shopper/api/queries.ts';
import { leave } from '#shopper/api/session.ts';
import { ActionForm } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** The other languages that the shop has words in, each by its own name. Choosing one loads the page again. */
export function LanguageSwitch() {
  const page = usePage();
  const { pathname } = useLocation();
  const spoken = useVisit()?.program.languages;
  return languages
    .filter(({ language }) => language !== page.language && spoken?.includes(language) !== false)
    .map(({ language, name }) => (
      <ActionForm
        key={language}
        action={api.language}
        fields={{ language, back: pathname }}
        className="language"
        // The kept pages are in the old language, so they are deleted.
        onAnswer={() => leave(pathname)}
        // Shows no failure without signal, because the page's notice says it.
        onSilence={(kind) => kind !== 'broken'}
      >
        {() => (
          <button type="submit" lang={language} className="button plain">
            {name}
          </button>
        )}
      </ActionForm>
    ));
}
