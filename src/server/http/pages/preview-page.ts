import type { FastifyReply } from 'fastify';
import type { PageState } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import type { Language } from '#i18n/language.ts';
import type { AtDesk } from '#server/usecases/desk/desk-session.ts';
import {
  type Drafted,
  walletOfInvented,
  walletOfMember,
} from '#server/usecases/desk/preview-draft.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { viewVisit } from '#server/usecases/wallet/view-visit.ts';
import type { Pages, Query } from './page-writer.ts';

/** Who looks at the draft's page, and how. */
export interface Look {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  /** A member's number; absent: somebody who is invented, with `points`. Null: a stranger at the door. */
  readonly member?: string | undefined;
  readonly points: number | null;
  /** Who sits at the desk. */
  readonly me: AtDesk;
}

/** What the frame may do: show, and nothing else. The styles are the page's own, in another theme. */
const policy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** A shopper's page under a draft, without scripts, for a frame of the desk. */
export async function writePreview(
  pages: Pages,
  reply: FastifyReply,
  drafted: Drafted,
  look: Look,
): Promise<FastifyReply> {
  const { context, program } = drafted;
  const { language } = look;
  const queries = await queriesOf(drafted, look);
  const visit = await viewVisit(context, {
    signedIn: queries.length > 0,
    placement: null,
    invitation: null,
    language,
  });
  const state: PageState = {
    language,
    at: context.now(),
    refusal: null,
    form: null,
    done: null,
    failure: null,
    queries: [{ key: ['visit'], data: visit }, ...queries],
    formIds: [makeId(context), makeId(context)],
  };
  const url = queries.length > 0 ? paths.wallet : paths.home;
  const { markup, title } = await pages.render({ url, state });
  const styles = queries.length > 0 ? 'member' : 'anyone';
  const { html } = pages.shopper({ language, title, markup, state: {}, program, styles });
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'no-store',
    })
    .send(inTheme(withoutScripts(html), look.theme));
}

async function queriesOf(drafted: Drafted, look: Look): Promise<readonly Query[]> {
  const { me, member: number, points, language } = look;
  if (number !== undefined)
    return [{ key: ['wallet'], data: await walletOfMember(drafted, me, { number, language }) }];
  if (points === null) return [];
  return [{ key: ['wallet'], data: await walletOfInvented(drafted, points, language) }];
}

/** The policy forbids scripts and what is linked, such as scripts ahead; without them the browser need not say so. */
function withoutScripts(html: string): string {
  const [first = '', ...scripts] = html.split('<script');
  const end = '</script>';
  const rest = first + scripts.map((one) => one.slice(one.indexOf(end) + end.length)).join('');
  const [head = '', ...links] = rest.split('<link');
  return head + links.map((one) => one.slice(tagEnd(one))).join('');
}

/** Where a tag ends that text begins in: a `>` in quotes is part of a value. */
function tagEnd(text: string): number {
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    if (text[at] === '>' && !quoted) return at + 1;
  }
  return text.length;
}

/** The system's theme is not the one that somebody wants to see: the sheet is told that it is. */
function inTheme(html: string, theme: Look['theme']): string {
  const asked = ['prefers-color-scheme:dark', 'prefers-color-scheme: dark'];
  const answer = theme === 'dark' ? 'min-width:0px' : 'max-width:0px';
  const told = asked.reduce((text, one) => text.replaceAll(one, answer), html);
  return told.replace('</head>', `<style>:root{color-scheme:${theme}}</style></head>`);
}
