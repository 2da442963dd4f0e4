import type { ComponentType } from 'react';
import { Route } from 'react-router';
import { deskPlaces } from '#desk/api/places.ts';
import { Later } from '#desk/ui/later.tsx';
import sheet from './foresight/figures.css?url';

/** A page with the words that all of them share. */
function later(name: string, path: string, load: () => Promise<ComponentType>) {
  return (
    <Route
      path={path}
      element={<Later name={name} words={['foresight', 'fault']} sheet={sheet} load={load} />}
    />
  );
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
