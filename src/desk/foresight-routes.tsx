import type { ComponentType } from 'react';
import { Route } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { Later } from '#desk/ui/later.tsx';
import { loadFaultWords } from '#i18n/load-fault.ts';
import { loadForesightWords } from '#i18n/load-foresight.ts';

/** A page with the words that both share. */
function later(name: string, path: string, page: () => Promise<ComponentType>) {
  const load = async (language: Parameters<typeof loadForesightWords>[0]) => {
    const [loaded] = await Promise.all([
      page(),
      loadForesightWords(language),
      loadFaultWords(language),
    ]);
    return loaded;
  };
  return <Route path={path} element={<Later name={name} load={load} />} />;
}

/** The pages that say what a change would do, each a script of its own. */
export const foresightRoutes = (
  <>
    {later('rehearse', deskPlaces.rehearse, async () => {
      return (await import('#desk/foresight/rehearse.tsx')).Rehearse;
    })}
    {later('figures', deskPlaces.figures, async () => {
      return (await import('#desk/foresight/points-by-month.tsx')).PointsByMonth;
    })}
    {later('playground', deskPlaces.playground, async () => {
      return (await import('#desk/foresight/playground.tsx')).PlaygroundPage;
    })}
  </>
);
