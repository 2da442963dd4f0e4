import { type Cookie, request } from '@playwright/test';
import { api, memberApi, paths } from '#contract/paths.ts';
import { newAddress } from '../people.ts';
import type { Server } from '../tillpass.ts';

/** A live voucher of a member of its own, and the cookies of that member's phone. */
export interface LabVoucher {
  readonly path: string;
  readonly digits: string;
  readonly cookies: Cookie[];
}

/** Joins and takes a reward without a browser, as its pages would ask for it. */
export async function issueVoucher(server: Server): Promise<LabVoucher> {
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
    const id = crypto.randomUUID();
    await send(memberApi.redemptions, { id, rewardId: 'coffee' });
    const voucher = await (await phone.get(api.redemption(id))).json();
    const { cookies } = await phone.storageState();
    return { path: paths.redemption(id), digits: voucher.code, cookies };
  } finally {
    await phone.dispose();
  }
}
