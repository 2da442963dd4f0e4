import { deskPages } from '#contract/desk/desk-paths.ts';

const below = (rest: string): string => `${deskPages.desk}/${rest}`;

/** The parts of a program, in their order. */
export const programParts = [
  'rewards',
  'earning',
  'segments',
  'tiers',
  'points',
  'stores',
  'brand',
  'yaml',
] as const;
export type ProgramPart = (typeof programParts)[number];

/** Those of a draft's page: what is in force is not put in force again. */
export const draftParts = [...programParts, 'put'] as const;
export type DraftPart = (typeof draftParts)[number];

/** What a link to a part of the program in force carries along when it is to begin a draft there. */
export const beginsDraft = 'begins-draft';

/** The addresses of the desk's pages, for its own router; the server answers each with the same document. */
export const deskPlaces = {
  home: deskPages.desk,
  administrators: below('administrators'),
  acts: below('done'),
  own: below('passkeys'),
  audit: below('audit'),
  figures: below('figures'),
  rehearse: below('rehearse'),
  playground: below('playground'),
  begin: below('begin'),
  program: below('program'),
  programPages: below('program/*'),
  partOf: (part: ProgramPart) => below(`program/now/${part}`),
  draftOf: (id: string, part: DraftPart) =>
    below(`program/drafts/${encodeURIComponent(id)}/${part}`),
  stores: below('stores'),
  store: below('stores/:storeId'),
  storeOf: (id: string) => below(`stores/${encodeURIComponent(id)}`),
  operations: below('operations'),
  webhooks: below('webhooks'),
  webhook: below('webhooks/:endpointId'),
  webhookOf: (id: string) => below(`webhooks/${encodeURIComponent(id)}`),
  watch: below('watch'),
  pools: below('codes'),
  loadCodes: below('codes/load'),
  settle: below('codes/settle'),
  rewards: below('rewards'),
  closeStore: below('stores/:storeId/close'),
  closeStoreOf: (id: string) => below(`stores/${encodeURIComponent(id)}/close`),
  ways: below('ways'),
  connections: below('connections'),
  mails: below('mails'),
  members: below('members'),
  member: below('members/:memberId'),
  memberOf: (id: string) => below(`members/${encodeURIComponent(id)}`),
  memberMerge: below('members/:memberId/merge'),
  memberMergeOf: (id: string) => below(`members/${encodeURIComponent(id)}/merge`),
} as const;
