import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LiveExtension, LiveRoom } from '../../src/web/contract/live.ts';
import type { Call } from '../../src/web/contract.ts';
import { lineOf } from './call-lines.ts';
import { layOutRing } from './ring-layout.ts';

const NOW_MS = Date.UTC(2026, 0, 1, 12);
type Leg = Call['legs'][number];

function heard(extension: string, lossPercent = 0, farLossPercent: number | null = null): Leg {
  const quality = { lossPercent, farLossPercent, jitterMs: 3, roundTripMs: 20, score: 4.3 };
  return { extension, codec: 'PCMA', quality };
}

function call(id: string, from: string, to: string, more: Partial<Call> = {}): Call {
  const at = new Date(NOW_MS - 60_000).toISOString();
  const legs = [heard(from), heard(to)];
  const places = { id, from, to, reached: to, legs, transcoded: false };
  return { ...places, state: 'answered', startedAt: at, answeredAt: at, ...more };
}

function extensions(from: number, to: number): LiveExtension[] {
  return Array.from({ length: to - from + 1 }, (_, n) => ({
    number: String(from + n),
    callsign: 'PX0AAA',
    state: 'in-call',
  }));
}

function room(number: string, ...people: string[]): LiveRoom {
  const person = { callsign: 'PX0AAA', inside: true, moderator: false, muted: false, talking: false };
  return {
    number,
    name: 'Ronde',
    protected: false,
    locked: false,
    people: people.map((extension) => ({
      ...person,
      id: `c${extension}`,
      extension,
      talkedSeconds: 0,
      handRaisedAt: null,
      joinedAt: null,
    })),
  };
}

function layOut(calls: readonly Call[], rooms: readonly LiveRoom[] = [], all = extensions(300, 347)) {
  return layOutRing({ extensions: all, calls, rooms, nowMs: NOW_MS });
}

describe('the line of a call', () => {
  it('tells what is heard of it', () => {
    const silent: Leg = { extension: '302', codec: 'PCMA', quality: null };
    const justNow = new Date(NOW_MS - 5_000).toISOString();
    const lines = [
      call('a', '301', '302', { state: 'ringing', answeredAt: null }),
      call('a', '301', '302'),
      call('a', '301', '302', { legs: [heard('301', 2.5), heard('302')] }),
      call('a', '301', '302', { legs: [heard('301', 0, 9), heard('302')] }),
      call('a', '301', '302', { legs: [heard('301'), silent] }),
      call('a', '301', '302', { legs: [heard('301'), silent], answeredAt: justNow }),
      call('a', '301', '9043', { legs: [heard('301')] }),
    ].map((one) => lineOf(one, NOW_MS));
    assert.deepEqual(lines, ['ringing', 'good', 'lossy', 'lossy', 'one-way', 'good', 'good']);
  });
});

describe('the call picture', () => {
  it('shows who does something, and nobody else', () => {
    const { nodes, lines, hubs } = layOut([call('a', '301', '318'), call('b', '302', '9043')]);
    assert.deepEqual(
      nodes.map(({ label, state }) => [label, state]),
      [
        ['301', 'in-call'],
        ['302', 'in-call'],
        ['318', 'in-call'],
        ['9043', null],
      ],
    );
    assert.deepEqual([lines.length, hubs.length], [2, 0]);
  });

  it('leaves an extension where it is while others come and go', () => {
    const place = (calls: readonly Call[]) => layOut(calls).nodes.find(({ label }) => label === '330');
    const alone = place([call('a', '330', '318')]);
    const amongOthers = place([call('a', '330', '318'), call('b', '301', '345'), call('c', '310', '322')]);
    assert.deepEqual(amongOthers, alone);
  });

  it('keeps neighbours apart, however many there are', () => {
    for (const last of [305, 340, 359]) {
      const all = extensions(300, last);
      const calls = all.slice(1).map(({ number }) => call(`c${number}`, '300', number));
      const { nodes } = layOut(calls, [], all);
      for (const [index, node] of nodes.entries()) {
        const next = nodes[(index + 1) % nodes.length] ?? node;
        assert.ok(Math.hypot(node.x - next.x, node.y - next.y) > 20, `${node.label} and ${next.label}`);
      }
    }
  });

  it('draws a bridge as a hub with a spoke for each, and no arc for the call into it', () => {
    const calls = [
      call('c301', '301', '900', { legs: [heard('301', 8)] }),
      call('c302', '302', '900', { legs: [heard('302')] }),
    ];
    const { hubs, lines, nodes } = layOut(calls, [room('900', '301', '302'), room('901')]);
    assert.deepEqual(hubs, [{ x: 0, y: -0, number: '900', people: 2 }]);
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['301', '302'],
    );
    assert.deepEqual(
      lines.map(({ isSpoke, kind }) => [isSpoke, kind]),
      [
        [true, 'lossy'],
        [true, 'good'],
      ],
    );
  });

  it('puts more than sixty together by hundreds, and shows the worst of what is heard', () => {
    const calls = extensions(300, 340).map(({ number }, n) =>
      call(number, number, String(400 + n), n === 7 ? { legs: [heard(number, 9), heard('400')] } : {}),
    );
    const { isGrouped, nodes, lines } = layOut(calls, [], [...extensions(300, 340), ...extensions(400, 440)]);
    assert.equal(isGrouped, true);
    assert.deepEqual(
      nodes.map(({ label }) => label),
      ['3xx', '4xx'],
    );
    assert.deepEqual(
      lines.map(({ calls: n, kind }) => [n, kind]),
      [[41, 'lossy']],
    );
  });
});
