import { json } from '#contract/endpoint.ts';
import { Nothing } from '#contract/member-input.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';

const may = <R extends DeskRight>(right: R) => ({ who: 'administrator', right }) as const;
const done = json<{ readonly done: true }>();

/** The lines of `desk-api.ts` for what support does to a membership as a whole. */
export const supportEndpoints = {
  freezeMember: { post: { ...may('freeze-member'), body: Nothing, answer: done } },
  thawMember: { post: { ...may('thaw-member'), body: Nothing, answer: done } },
  endMemberSessions: { post: { ...may('end-member-sessions'), body: Nothing, answer: done } },
  endMemberPin: { post: { ...may('end-member-pin'), body: Nothing, answer: done } },
} as const;
