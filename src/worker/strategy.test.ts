import assert from 'node:assert/strict';
import { test } from 'node:test';
import { api } from '#contract/links.ts';
import {
  enrolLink,
  memberApi,
  messagesPage,
  paths,
  systemApi,
  tillPages,
} from '#contract/paths.ts';
import { changeBy, isVoucher, strategyOf } from './strategy.ts';

test('a member’s own pages open from what is kept', () => {
  const own = [paths.wallet, paths.rewards, paths.history, paths.profile, paths.redemption('r1')];
  for (const path of own) assert.equal(strategyOf(path), 'stale-while-revalidate', path);
});

test('a poster asks the server first, in whatever case it was typed', () => {
  for (const path of [paths.home, paths.poster('MAIN1'), '/p/main1'])
    assert.equal(strategyOf(path), 'network-first', path);
});

test('ways in, and pages that start something, are never kept', () => {
  for (const path of [paths.signIn, paths.waiting('s1'), paths.reward('coffee'), messagesPage])
    assert.equal(strategyOf(path), 'network-only', path);
});

test('tills, APIs, links in mails and the system’s addresses are left alone', () => {
  const others = [
    tillPages.till,
    enrolLink('t'),
    paths.link('secret'),
    '/pos/v1/redemptions',
    systemApi.inbox,
    systemApi.health,
    systemApi.ready,
    memberApi.wallet,
    '/admin',
    '/wallet/else',
  ];
  for (const path of others) assert.equal(strategyOf(path), 'untouched', path);
});

test('only a voucher’s page is a voucher', () => {
  assert.ok(isVoucher(paths.redemption('r1')));
  assert.ok(!isVoucher(paths.wallet));
  assert.ok(!isVoucher(api.redemption('r1')));
});

test('who comes or goes is noticed by where the form is sent', () => {
  assert.equal(changeBy(memberApi.signOut), 'signs-out');
  assert.equal(changeBy(api.code('s1')), 'signs-in');
  assert.equal(changeBy(api.enter('s1')), 'signs-in');
  assert.equal(changeBy(memberApi.linkEnter), 'signs-in');
  assert.equal(changeBy(memberApi.language), 'speaks-otherwise');
  for (const path of [memberApi.redemptions, api.cancel('r1'), memberApi.signIns])
    assert.equal(changeBy(path), 'none', path);
});
