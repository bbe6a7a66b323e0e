import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import type { Fact, RouterSign } from '../base/journal.ts';
import { PhoneObservations } from './phone-observations.ts';
import { type PhoneToTalkTo, phonesToTalkTo } from './phones-to-talk-to.ts';

const clock = new FakeClock();

function ranked(...facts: readonly Fact[]): readonly PhoneToTalkTo[] {
  const observations = new PhoneObservations(clock);
  for (const fact of facts) observations.hear(fact);
  return phonesToTalkTo(observations.all());
}

function registered(extension: string, phone: number): Fact {
  const given = {
    refresh: true,
    expiresS: 3600,
    askedS: 3600,
    transport: 'udp',
    userAgent: 'Brand',
  } as const;
  return { kind: 'registered', extension, phone, ...given };
}

function times(count: number, fact: Fact): Fact[] {
  return Array.from({ length: count }, () => fact);
}

const LOOPING: Fact = {
  kind: 'authentication-failed',
  reason: 'wrong-password',
  counted: true,
  extension: '301',
  userAgent: 'Brand',
};

test('a well-behaved phone is not in the list', () => {
  assert.deepEqual(ranked(registered('301', 1), registered('302', 2)), []);
});

test('the worse it is, the higher it stands', () => {
  const list = ranked(...times(30, registered('301', 1)), ...times(120, registered('302', 2)));
  assert.deepEqual(
    list.map(({ extension }) => extension),
    ['302', '301'],
  );
  assert.deepEqual(list[0]?.complaints[0], {
    kind: 'registers-too-often',
    seen: 120,
    usual: 12,
    weight: 86,
    template: 'registration-interval',
  });
});

test('a phone whose router meddles is in the list until it stops', () => {
  const meddling = (signs: readonly RouterSign[]): Fact => ({
    kind: 'router-signs',
    extension: '301',
    phone: 1,
    signs,
  });
  const facts = [
    registered('301', 1),
    meddling(['via-rewritten']),
    meddling(['via-rewritten', 'length-wrong']),
  ];
  assert.deepEqual(ranked(...facts)[0]?.complaints, [
    { kind: 'router-meddles', seen: 2, usual: 0, weight: 60, template: 'router' },
  ]);
  assert.deepEqual(ranked(...facts, meddling([])), []);
});

test('everything about a phone is told, the heaviest first', () => {
  const [phone] = ranked(
    ...[1, 2, 3, 4].map((name) => registered('301', name)),
    ...times(6, LOOPING),
    {
      kind: 'media-described',
      call: 'c',
      extension: '301',
      role: 'offer',
      codecs: [],
      codec: undefined,
      ptimeMs: 10,
    },
    {
      kind: 'media-measured',
      call: 'c',
      extension: '301',
      overMs: 5000,
      bytesIn: 100_000,
      bytesOut: 100_000,
      packetsReceived: 500,
      packetsLost: 0,
      jitterMs: 1,
      roundTripMs: null,
      packetsSent: 500,
      farLost: null,
    },
  );
  assert.deepEqual(
    phone?.complaints.map(({ kind, seen }) => [kind, seen]),
    [
      ['wrong-password', 6],
      ['small-packets', 10],
      ['much-bandwidth', 320],
      ['many-phones', 4],
    ].sort(byWeightOf(phone)),
  );
  assert.deepEqual(phone?.userAgents, ['Brand']);
});

test('a phone that many strangers guess at is not to blame', () => {
  const guess = { ...LOOPING, userAgent: 'guesser' };
  assert.deepEqual(ranked(registered('301', 1), ...times(100, guess)), []);
});

test('what was held against one extension is not held against the next of that number', () => {
  const observations = new PhoneObservations(clock);
  for (const fact of times(100, registered('301', 1))) observations.hear(fact);
  observations.forget('301');
  assert.deepEqual(phonesToTalkTo(observations.all()), []);
});

function byWeightOf(phone: PhoneToTalkTo | undefined) {
  const weight = (kind: unknown): number =>
    phone?.complaints.find((complaint) => complaint.kind === kind)?.weight ?? 0;
  return (a: readonly unknown[], b: readonly unknown[]): number => weight(b[0]) - weight(a[0]);
}
