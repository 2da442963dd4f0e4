import type { SignInWaiting } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { signInLimits } from '#domain/limit.ts';
import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { matchNumberFrom } from '#domain/people/sign-in.ts';
import { posterAt } from '#domain/program/program.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { addSignIn, signInById } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { makeCode, makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { signInMail } from '#server/words/mail/sign-in-mail.ts';
import { showWaiting } from './view-sign-in.ts';

export interface AskWish {
  readonly email: string;
  readonly placement: string | null;
  readonly language: string;
  /** The secret that only the asking browser holds, from its cookie. */
  readonly browserSecret: string;
  /** "Safari on iPhone"; null when it can't be told. */
  readonly browser: string | null;
  readonly networkAddress: string;
}

/**
 * Sends a mail with a link and a code. The answer is the same whether the address has joined or not.
 * @throws Refused `address-invalid` or `too-many-requests`
 */
export async function askSignIn(context: Context, wish: AskWish): Promise<SignInWaiting> {
  const read = readEmailAddress(wish.email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const id = makeId(context);
  await context.store.transact(async (tx) => {
    await heedLimits(tx, context, wish, read.address);
    await send(tx, context, wish, { id, address: read.address });
  });
  const row = await signInById(context.store.read, id);
  if (!row) throw new Error('a sign-in request vanished');
  return showWaiting(context, row, false);
}

async function heedLimits(tx: Tx, context: Context, wish: AskWish, address: string): Promise<void> {
  const { secrets } = context;
  const at = context.now();
  const keys = [
    [signInLimits.perAddress, addressKey(address)],
    [signInLimits.perBrowser, wish.browserSecret],
    [signInLimits.perNetwork, wish.networkAddress],
    [signInLimits.inTotal, 'all'],
  ] as const;
  // Counted under a keyed hash: who asked from where is nobody's business afterwards.
  for (const [limit, key] of keys) {
    refuseWhen(await countAgainst(tx, limit, secrets.hash('limit', key), at));
  }
}

async function send(
  tx: Tx,
  context: Context,
  wish: AskWish,
  { id, address }: { id: string; address: string },
): Promise<void> {
  const { program } = await currentProgram(tx.db);
  const token = makeToken(context);
  const code = makeCode(context);
  const found = wish.placement === null ? null : posterAt(program, wish.placement);
  const row: SignInRow = {
    id,
    address,
    address_key: addressKey(address),
    token_hash: context.secrets.hash('sign-in-link', token),
    code_hash: context.secrets.hash('sign-in-code', `${id}/${code}`),
    browser_hash: context.secrets.hash('browser', wish.browserSecret),
    match_number: matchNumberFrom(context.randomBytes(1)[0] ?? 0),
    match_tried: 0,
    wrong_codes: 0,
    state: 'waiting',
    asked_at: context.now(),
    store_id: found?.store.id ?? null,
    placement: found?.poster.placement ?? null,
    browser: wish.browser ?? '',
    language: wish.language,
  };
  await addSignIn(tx, row);
  const linkUrl = context.publicUrl + paths.link(token);
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
    publicUrl: context.publicUrl,
  });
  await queueMail(tx, context, mail);
}
