import { json } from '#contract/endpoint.ts';
import { Nothing } from '#contract/member-input.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import { type DeskMerge, type DeskMergePreview, EndMerge, WithOther } from './desk-merge.ts';

const may = <R extends DeskRight>(right: R) => ({ who: 'administrator', right }) as const;
const done = json<{ readonly done: true }>();

/** The lines of `desk-api.ts` for what support does to a membership as a whole. */
export const supportEndpoints = {
  freezeMember: { post: { ...may('freeze-member'), body: Nothing, answer: done } },
  thawMember: { post: { ...may('thaw-member'), body: Nothing, answer: done } },
  endMemberSessions: { post: { ...may('end-member-sessions'), body: Nothing, answer: done } },
  memberMerge: { get: { ...may('begin-merge'), answer: json<DeskMerge>() } },
  // A look that is counted, and no page of its own: it is asked for and not opened.
  previewMerge: {
    post: { ...may('begin-merge'), body: WithOther, answer: json<DeskMergePreview>() },
  },
  beginMerge: { post: { ...may('begin-merge'), body: WithOther, answer: done } },
  endMerge: { post: { ...may('begin-merge'), body: EndMerge, answer: done } },
  endMemberPin: { post: { ...may('end-member-pin'), body: Nothing, answer: done } },
} as const;
