import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pdfAddresses } from './pdf-address.ts';

const read = async (address: string): Promise<string> => (await fetch(address)).text();

test('a PDF has one address, which leads nowhere once its place is gone; those of another place stay', async () => {
  const [here, there] = [pdfAddresses(), pdfAddresses()];
  const [card, other] = [btoa('%PDF of a card'), btoa('%PDF of another')];
  const address = here.of(card);
  assert.equal(here.of(card), address);
  assert.equal(await read(address), '%PDF of a card');
  const stays = there.of(other);
  here.drop();
  await assert.rejects(read(address));
  assert.equal(await read(stays), '%PDF of another');
  assert.equal(await read(here.of(card)), '%PDF of a card');
  here.drop();
  there.drop();
});
