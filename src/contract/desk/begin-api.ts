import { json } from '#contract/endpoint.ts';
import {
  AskBeginning,
  BeginLook,
  BeginPlace,
  BeginRewards,
  BeginStore,
  BeginTemplate,
  type DeskBeginning,
  lookBytesAtMost,
  SayDone,
  type TemplateNumbers,
} from './desk-begin.ts';

/** The endpoints of a shop that begins, under the names of their addresses in `desk-paths.ts`. */

const may = { who: 'administrator', right: 'begin-shop' } as const;
const done = json<{ readonly done: true }>();

export const beginningEndpoints = {
  beginning: {
    get: { ...may, query: AskBeginning, answer: json<DeskBeginning>() },
  },
  beginTemplates: {
    get: {
      ...may,
      query: AskBeginning,
      answer: json<readonly TemplateNumbers[]>(),
    },
  },
  beginTemplate: { post: { ...may, body: BeginTemplate, answer: done } },
  beginLook: {
    post: {
      ...may,
      body: BeginLook,
      answer: done,
      route: { schema: { body: BeginLook }, bodyLimit: lookBytesAtMost },
    },
  },
  beginPlace: { post: { ...may, body: BeginPlace, answer: done } },
  beginRewards: { post: { ...may, body: BeginRewards, answer: done } },
  beginStore: { post: { ...may, body: BeginStore, answer: done } },
  beginDone: { post: { ...may, body: SayDone, answer: done } },
} as const;
