import { Route, Routes } from 'react-router';
import type { DeskMe } from '#contract/desk/desk-answers.ts';
import { Acts } from '#desk/acts/acts.tsx';
import { MeContext } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { Home } from '#desk/home/home.tsx';
import { Members } from '#desk/members/members.tsx';
import { Administrators } from '#desk/people/administrators.tsx';
import { Own } from '#desk/people/own.tsx';
import { StorePage } from '#desk/stores/store.tsx';
import { Stores } from '#desk/stores/stores.tsx';
import { Frame } from '#desk/ui/frame.tsx';
import { Later } from '#desk/ui/later.tsx';
import { Nothing } from '#desk/ui/nothing.tsx';
import beginSheet from './begin/steps.css?url';
import { foresightRoutes } from './foresight-routes.tsx';
import memberSheet from './members/member-page.css?url';
import { operationsRoutes } from './operations-routes.tsx';
import programSheet from './program/program.css?url';

const loadAudit = async () => (await import('#desk/audit/audit-page.tsx')).AuditPage;
const loadMember = async () => (await import('#desk/members/member.tsx')).Member;
const loadMerge = async () => (await import('#desk/members/merge-page.tsx')).MergePage;
const loadBegin = async () => (await import('#desk/begin/begin-page.tsx')).BeginPage;
const loadProgram = async () => (await import('#desk/program/program-pages.tsx')).ProgramPages;

/** Which page an address shows. Only here do the places of the desk meet. */
export function Pages({ me }: { me: DeskMe }) {
  return (
    <MeContext value={me}>
      <Frame>
        <Routes>
          <Route path={deskPlaces.home} element={<Home />} />
          <Route path={deskPlaces.administrators} element={<Administrators />} />
          <Route path={deskPlaces.members} element={<Members />} />
          <Route
            path={deskPlaces.member}
            element={
              <Later name="member" words={['support']} sheet={memberSheet} load={loadMember} />
            }
          />
          <Route
            path={deskPlaces.memberMerge}
            element={
              <Later name="merge" words={['support']} sheet={memberSheet} load={loadMerge} />
            }
          />
          <Route path={deskPlaces.stores} element={<Stores />} />
          <Route path={deskPlaces.store} element={<StorePage />} />
          <Route
            path={deskPlaces.begin}
            element={<Later name="begin" words={['begin']} sheet={beginSheet} load={loadBegin} />}
          />
          <Route
            path={deskPlaces.programPages}
            element={
              <Later
                name="program"
                words={['program', 'fault']}
                sheet={programSheet}
                load={loadProgram}
              />
            }
          />
          <Route
            path={deskPlaces.audit}
            element={<Later name="audit" words={['audit']} load={loadAudit} />}
          />
          <Route path={deskPlaces.acts} element={<Acts />} />
          <Route path={deskPlaces.own} element={<Own />} />
          {foresightRoutes}
          {operationsRoutes}
          <Route path="*" element={<Nothing />} />
        </Routes>
      </Frame>
    </MeContext>
  );
}
