import { paths } from '#contract/paths.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { readInvitationCode } from '#domain/people/invitation.ts';
import { matchNumberFrom } from '#domain/people/sign-in.ts';
import { posterAt } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import { goesOnAs, mergeByAddress } from '#server/storage/merges/merges.ts';
import { waitingFor } from '#server/storage/people/address-changes.ts';
import { memberById, memberIdByAddress } from '#server/storage/people/members.ts';
import { addSignIn, moveSignIns, signInById } from '#server/storage/people/sign-ins.ts';
import { takeBackAddress, tellOfAddress } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeCode, makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { type Asker, heedAsk } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { mergedMail } from '#server/words/mail/merged-mail.ts';
import { signInMail } from '#server/words/mail/sign-in-mail.ts';
import { showWaiting } from './view-sign-in.ts';

export interface AskWish extends Asker {
  readonly email: string;
  readonly placement: string | null;
  readonly language: string;
  /** The secret that the asking browser had until now, from its cookie; null: it has none. */
  readonly heldSecret: string | null;
  /** "Safari (iPhone)"; null when it can't be told. */
  readonly browser: string | null;
  /** The page that opens then, for a member who is signed in already; absent: the wallet. */
  readonly opens?: string;
  /** The code of the invitation that the browser came by; absent: none. */
  readonly invitation?: string | undefined;
}

/** What the asking browser is shown, and its new secret. */
export interface AskedSignIn {
  readonly waiting: SignInWaiting;
  readonly browserSecret: string;
}

/**
 * Sends a mail with a link and a code. The answer is the same whether the address has joined or not. The browser gets a
 * new secret, so one that somebody placed or read in it beforehand is useless.
 * @throws Refused `address-invalid`, or as `heedAsk` does
 */
export async function askSignIn(context: Context, wish: AskWish): Promise<AskedSignIn> {
  const read = readEmailAddress(wish.email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const id = makeId(context);
  const browserSecret = makeToken(context);
  await transact(context, async (work) => {
    await heedAsk(work, wish, addressKey(read.address));
    if (wish.heldSecret !== null) await renewSecret(work, wish.heldSecret, browserSecret);
    await send(work, wish, { id, address: read.address, browserSecret });
  });
  const row = await signInById(context.store.read, id);
  if (!row) throw new Error('a sign-in request vanished');
  return { waiting: showWaiting(context, row, false), browserSecret };
}

/** Requests that this browser made before continue under its new secret. */
const renewSecret = (work: Work, held: string, renewed: string): Promise<void> =>
  moveSignIns(
    work,
    work.context.secrets.hashes('browser', held),
    work.context.secrets.hash('browser', renewed),
  );

async function send(
  work: Work,
  wish: AskWish,
  { id, address, browserSecret }: { id: string; address: string; browserSecret: string },
): Promise<void> {
  const { program } = work;
  const token = makeToken(work.context);
  const code = makeCode(work.context);
  const found = wish.placement === null ? null : posterAt(program, wish.placement);
  const row: SignInRow = {
    id,
    address,
    address_key: addressKey(address),
    token_hash: work.context.secrets.hash('sign-in-link', token),
    code_hash: work.context.secrets.hash('sign-in-code', `${id}/${code}`),
    browser_hash: work.context.secrets.hash('browser', browserSecret),
    match_number: matchNumberFrom(work.context.randomBytes(4)),
    match_tried: 0,
    wrong_codes: 0,
    state: 'waiting',
    asked_at: work.at,
    store_id: found?.store.id ?? null,
    placement: found?.poster.placement ?? null,
    browser: wish.browser ?? '',
    language: wish.language,
    handed_by: null,
    opens: wish.opens ?? null,
    invitation: readInvitationCode(wish.invitation ?? ''),
  };
  await addSignIn(work, row);
  if ((await tellOfMove(work, row)) || (await tellOfMerge(work, row))) return;
  const linkUrl = work.context.publicUrl + paths.link(token);
  const mail = signInMail({
    to: address,
    program,
    language: wish.language,
    code,
    linkUrl,
    notMeUrl: `${linkUrl}#not-me`,
    store: found?.store.name ?? null,
    browser: wish.browser,
    askedAt: row.asked_at,
    publicUrl: work.context.publicUrl,
  });
  await queueMail(work, mail);
}

/**
 * Whoever asks for a code at an address that waits for its member is told of the change once more, and how to take it
 * back: nobody can join there, and the member may not have seen the first mail. The page says the same as to anybody.
 * @returns whether it was so
 */
async function tellOfMove(work: Work, { address, address_key }: SignInRow): Promise<boolean> {
  const change = await waitingFor(work.db, address_key, work.at);
  const member = change && (await memberById(work.db, change.member_id));
  if (!change || !member) return false;
  const takeBack = takeBackAddress(work, change);
  await tellOfAddress(work, member, { to: address, isNew: false, takeBack });
  return true;
}

/**
 * Whoever asks for a code at the address of a membership that was merged is told where its points are: a new membership
 * there would be an empty one. The page says the same as to anybody.
 * @returns whether it was so
 */
async function tellOfMerge(
  work: Work,
  { address, address_key, language }: SignInRow,
): Promise<boolean> {
  const { db, program } = work;
  const merge = await mergeByAddress(db, address_key);
  if (!merge || (await memberIdByAddress(db, address_key)) !== undefined) return false;
  const member = await memberById(db, await goesOnAs(db, merge.member_id));
  if (!member) return false;
  const { publicUrl } = work.context;
  const numbers = { number: member.number, merged: merge.number };
  const mail = mergedMail({ to: address, program, language, what: 'asked', publicUrl, ...numbers });
  await queueMail(work, mail);
  return true;
}
