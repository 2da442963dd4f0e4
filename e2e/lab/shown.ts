import { type Cookie, request } from '@playwright/test';
import { api } from '#contract/links.ts';
import { memberApi, passHash, paths } from '#contract/paths.ts';
import { newAddress } from '../people.ts';
import type { Server } from '../tillpass.ts';

/** What a phone holds out: a code that the server made, or what it makes by itself without signal. */
export const kinds = ['voucher', 'pass'] as const;
export type Kind = (typeof kinds)[number];

/** Something to scan of a member of its own, and the cookies of that member's phone. */
export interface HeldOut {
  readonly kind: Kind;
  readonly path: string;
  /** Null: the phone makes others every half minute. */
  readonly digits: string | null;
  readonly cookies: Cookie[];
}

const rewardId = 'coffee';

/** Joins and takes a reward, or has only the means to, without a browser, as its pages would ask for it. */
export async function holdOut(server: Server, kind: Kind): Promise<HeldOut> {
  const phone = await request.newContext({ baseURL: server.url });
  try {
    const send = async (path: string, data: object) => {
      const answer = await phone.post(path, { data });
      if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
      return answer.json();
    };
    const email = newAddress();
    const { id: signInId } = await send(memberApi.signIns, { email, placement: 'M1' });
    const { code } = await server.mailTo(email);
    await send(api.code(signInId), { code });
    const { cookies } = await phone.storageState();
    if (kind === 'pass')
      return { kind, path: paths.reward(rewardId) + passHash, digits: null, cookies };
    const id = crypto.randomUUID();
    await send(memberApi.redemptions, { id, rewardId });
    const voucher = await (await phone.get(api.redemption(id))).json();
    return { kind, path: paths.redemption(id), digits: voucher.code, cookies };
  } finally {
    await phone.dispose();
  }
}
