import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { putMember } from '#server/tests/kit/points.ts';
import type { Tx } from './store.ts';

let db: TestStore;
beforeEach(async () => {
  db = await openTestStore();
});
afterEach(() => db.close());

const ids = async (): Promise<string[]> => {
  const rows = await db.store.read.selectFrom('members').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
};

/** Resolves when the topic is told; listening begins at the call. */
const heard = (topic: string): Promise<void> =>
  new Promise((resolve) => {
    const stop = db.live.listen(topic, () => {
      stop();
      resolve();
    });
  });

test('work that throws takes its own changes back and nobody else’s', async () => {
  const outcomes = await Promise.allSettled(
    ['a', 'b', 'c', 'd'].map((id) =>
      db.store.transact(async (tx) => {
        await putMember(tx, id);
        if (id === 'b') throw new Error('no');
        if (id === 'c') await putMember(tx, id); // The database refuses the second.
        return id;
      }),
    ),
  );
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(await ids(), ['a', 'd']);
});

test('what work throws is thrown on as it is', async () => {
  const fault = new Error('mine');
  await assert.rejects(
    db.store.transact(async () => {
      throw fault;
    }),
    (thrown) => thrown === fault,
  );
});

test('a change is seen by reads as soon as it is answered, and not before', async () => {
  await db.store.transact(async (tx) => {
    await putMember(tx, 'a');
    assert.deepEqual(await ids(), []);
  });
  assert.deepEqual(await ids(), ['a']);
});

test('the read side can’t write', async () => {
  // As if a use-case had confused the two.
  const tx: Tx = { db: db.store.read, tell: () => {} };
  await assert.rejects(putMember(tx, 'a'), /read-?only/i);
  assert.deepEqual(await ids(), []);
});

test('a transaction inside another is refused instead of waiting for ever', async () => {
  await assert.rejects(
    db.store.transact(() => db.store.transact(async () => 1)),
    /inside another/,
  );
  assert.equal(await db.store.transact(async () => 2), 2);
});

test('work that pauses is not mixed with other work on the same member', async () => {
  await db.store.transact((tx) => putMember(tx, 'a'));
  const steps: string[] = [];
  const work = (name: string) =>
    db.store.transact(async (tx) => {
      await db.store.lockMember(tx, 'a');
      steps.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`${name} ends`);
    });
  await Promise.all([work('x'), work('y')]);
  const [first] = steps;
  const order = first === 'x begins' ? ['x', 'y'] : ['y', 'x'];
  assert.deepEqual(
    steps,
    order.flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test('who listens hears of a change after it can be read', async () => {
  const news = heard('member:a').then(ids);
  await db.store.transact(async (tx) => {
    tx.tell('member:a');
    await putMember(tx, 'a');
  });
  assert.deepEqual(await news, ['a']);
});

test('nothing is told of work that was taken back', async () => {
  const topics: string[] = [];
  db.live.listen('undone', () => topics.push('undone'));
  const after = heard('done');
  const undone = db.store.transact(async (tx) => {
    tx.tell('undone');
    throw new Error('no');
  });
  await assert.rejects(undone);
  // Topics are told in order, so when this one is heard the other would have been too.
  await db.store.transact(async (tx) => tx.tell('done'));
  await after;
  assert.deepEqual(topics, []);
});

test('who stopped listening hears nothing, and a listener that throws disturbs nobody', async () => {
  let calls = 0;
  db.live.listen('news', () => {
    throw new Error('a listener’s own mistake');
  });
  const stop = db.live.listen('news', () => {
    calls += 1;
  });
  const once = heard('news');
  await db.store.transact(async (tx) => tx.tell('news'));
  await once;
  stop();
  const twice = heard('news');
  await db.store.transact(async (tx) => tx.tell('news'));
  await twice;
  assert.equal(calls, 1);
});

test('a store that was closed finishes what it took and takes no more', async () => {
  const own = await openTestStore();
  const last = own.store.transact(async (tx) => {
    await putMember(tx, 'a');
    return 'kept';
  });
  const closing = own.close();
  assert.equal(await last, 'kept');
  await closing;
  await assert.rejects(own.store.transact(async () => 1));
});
