import { Route, Routes } from 'react-router';
import { DraftPage } from './draft.tsx';
import { InForce } from './in-force.tsx';
import { Program } from './program.tsx';

/** The pages of the program. They stay while the language changes, and with them what is typed and not saved. */
export function ProgramPages() {
  return (
    <Routes>
      <Route path="drafts/:draftId/:part?" element={<DraftPage />} />
      <Route path="now/:part" element={<InForce />} />
      <Route path="*" element={<Program />} />
    </Routes>
  );
}
