import type { SignInWaiting } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { addressKey, readEmailAddress } from '#domain/people/email-address.ts';
import { matchNumberFrom } from '#domain/people/sign-in.ts';
import { posterAt } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { SignInRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { addSignIn, moveSignIns, signInById } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { makeCode, makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { type Asker, heedAsk } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { signInMail } from '#server/words/mail/sign-in-mail.ts';
import { showWaiting } from './view-sign-in.ts';

export interface AskWish extends Asker {
  readonly email: string;
  readonly placement: string | null;
  readonly language: string;
  /** The secret that the asking browser has held so far, from its cookie; null: it holds none. */
  readonly heldSecret: string | null;
  /** "Safari on iPhone"; null when it can't be told. */
  readonly browser: string | null;
}

/** What the asking browser is shown, and the secret that it holds from now on. */
export interface AskedSignIn {
  readonly waiting: SignInWaiting;
  readonly browserSecret: string;
}

/**
 * Sends a mail with a link and a code. The answer is the same whether the address has joined or not. The browser gets
 * a new secret, so that one which somebody put into it beforehand, or read there, is worth nothing.
 * @throws Refused `address-invalid`, or as `heedAsk` does
 */
export async function askSignIn(context: Context, wish: AskWish): Promise<AskedSignIn> {
  const read = readEmailAddress(wish.email);
  if ('fault' in read) throw new Refused({ key: 'address-invalid', fault: read.fault });
  const id = makeId(context);
  const browserSecret = makeToken(context);
  await context.store.transact(async (tx) => {
    await heedAsk(tx, context, wish, addressKey(read.address));
    if (wish.heldSecret !== null) await renewSecret(tx, context, wish.heldSecret, browserSecret);
    await send(tx, context, wish, { id, address: read.address, browserSecret });
  });
  const row = await signInById(context.store.read, id);
  if (!row) throw new Error('a sign-in request vanished');
  return { waiting: showWaiting(context, row, false), browserSecret };
}

/** What this browser asked for before goes on in it. */
const renewSecret = (tx: Tx, { secrets }: Context, held: string, renewed: string): Promise<void> =>
  moveSignIns(tx, secrets.hash('browser', held), secrets.hash('browser', renewed));

async function send(
  tx: Tx,
  context: Context,
  wish: AskWish,
  { id, address, browserSecret }: { id: string; address: string; browserSecret: string },
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
    browser_hash: context.secrets.hash('browser', browserSecret),
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
