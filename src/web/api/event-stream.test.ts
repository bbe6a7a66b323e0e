import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { FanOutJournal } from '../../base/journal.ts';
import { holdsScope, type TokenScope } from '../../policy/token-scopes.ts';
import type { EventSink } from './event-sink.ts';
import { EventStream } from './event-stream.ts';

class Reader implements EventSink {
  text = '';
  ended = false;
  keepsUp = true;
  scopes: TokenScope[] = ['admin'];
  mayHear(scope: TokenScope): boolean {
    return holdsScope(this.scopes, scope);
  }
  write(text: string): boolean {
    this.text += text;
    return this.keepsUp;
  }
  end(): void {
    this.ended = true;
  }
  get names(): string[] {
    return [...this.text.matchAll(/^event: (.*)$/gm)].map(([, name = '']) => name);
  }
  get lastId(): string {
    return [...this.text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '';
  }
}

let clock: FakeClock;
let journal: FanOutJournal;
let stream: EventStream;

beforeEach(() => {
  clock = new FakeClock();
  journal = new FanOutJournal();
  stream = new EventStream({ journal, clock, callsignOf: () => 'PX0AAA' });
});

function connect(lastEventId?: string, scopes: TokenScope[] = ['admin']): Reader {
  const reader = new Reader();
  reader.scopes = scopes;
  stream.add(reader, lastEventId);
  return reader;
}

function ringing(call: string): void {
  journal.record({ kind: 'call-ringing', call });
}

describe('the stream of events', () => {
  it('tells who talks to those who may see people, and keeps nothing of it', () => {
    const may = connect(undefined, ['people']);
    const mayNot = connect(undefined, ['read']);
    const place = { conference: '900', extension: '301' };
    journal.record({ kind: 'conference-talking', ...place, talking: true, talkedMs: 12_340 });
    journal.record({ kind: 'conference-hand', ...place, raised: true });
    journal.record({ kind: 'conference-state', conference: '900', locked: true, muted: false });
    assert.deepEqual(may.names, ['conference.talking', 'conference.hand', 'conference.state']);
    assert.deepEqual(mayNot.names, ['conference.state']);
    assert.match(may.text, /\n\nevent: conference\.talking\ndata: \{.*"callsign":"PX0AAA","talking":true/);
    assert.doesNotMatch(mayNot.text, /PX0AAA|301/);
    const [, start = ''] = /id: (\w+)-1/.exec(may.text) ?? [];
    assert.deepEqual(connect(`${start}-0`).names, ['conference.hand', 'conference.state']);
  });

  it('tells what happens under names that stay', () => {
    const reader = connect();
    journal.record({ kind: 'call-began', call: 'c1', from: '301', to: '302' });
    journal.record({ kind: 'call-answered', call: 'c1', setupMs: 1_250 });
    journal.record({ kind: 'call-ended', call: 'c1', result: 'answered', durationMs: 60_000 });
    journal.record({ kind: 'conference-joined', conference: '900', extension: '301', participants: 2 });
    journal.record({ kind: 'banned', extension: '301', cause: 'failures', untilMs: 0 });
    journal.record({ kind: 'unbanned', cause: 'administrator' });
    assert.deepEqual(reader.names, [
      'call.started',
      'call.answered',
      'call.ended',
      'conference.joined',
      'ban.created',
      'ban.lifted',
    ]);
    assert.match(
      reader.text,
      /event: call\.started\ndata: \{"at":"2026-01-01T00:00:00\.000Z","call":"c1","from":"301","to":"302"\}\n\n/,
    );
  });

  it('keeps inside what is not for others', () => {
    const reader = connect();
    journal.record({ kind: 'sip-request', method: 'INVITE', status: 200 });
    journal.record({ kind: 'handler-exception', where: 'x', error: new Error('inside') });
    assert.deepEqual(reader.names, []);
  });

  it('tells of bans and suspensions only who may see those, missed ones too', () => {
    const reader = connect(undefined, ['read']);
    ringing('a');
    const seen = reader.lastId;
    journal.record({ kind: 'banned', extension: '301', cause: 'manual', untilMs: 0 });
    journal.record({
      kind: 'suspension-began',
      suspension: 's1',
      scope: ['301'],
      what: ['call'],
      untilMs: null,
    });
    ringing('b');
    assert.deepEqual(reader.names, ['call.ringing', 'call.ringing']);
    assert.deepEqual(connect(seen, ['read']).names, ['call.ringing']);
    assert.deepEqual(connect(seen, ['read', 'suspend']).names, ['suspension.started', 'call.ringing']);
  });

  it('gives again what a reader missed', () => {
    const reader = connect();
    for (const call of ['a', 'b', 'c']) ringing(call);
    stream.remove(reader);
    for (const call of ['d', 'e']) ringing(call);
    const again = connect(reader.lastId);
    assert.deepEqual(
      [...again.text.matchAll(/"call":"(.)"/g)].map(([, call]) => call),
      ['d', 'e'],
    );
    ringing('f');
    assert.match(again.text, /"call":"f"/);
    assert.deepEqual(connect(again.lastId).names, []);
  });

  const lost: readonly [string, (seen: string) => string][] = [
    ['an id of before a restart', () => 'older-3'],
    ['an id that is none', () => 'nonsense'],
    ['an id of the future', (seen) => `${seen.split('-')[0]}-999999`],
  ];
  for (const [what, idOf] of lost) {
    it(`has a reader with ${what} read the state anew`, () => {
      const reader = connect();
      ringing('a');
      assert.deepEqual(connect(idOf(reader.lastId)).names, ['stream.reset']);
    });
  }

  it('has a reader who missed more than is kept read the state anew', () => {
    const reader = connect();
    ringing('first');
    const seen = reader.lastId;
    for (let n = 0; n < 1_000; n += 1) ringing(`c${n}`);
    assert.equal(connect(seen).names.length, 1_000);
    ringing('one more');
    assert.deepEqual(connect(seen).names, ['stream.reset']);
  });

  it('ends a reader who does not keep up, and nobody else', () => {
    const slow = connect();
    const quick = connect();
    slow.keepsUp = false;
    ringing('a');
    ringing('b');
    assert.equal(slow.ended, true);
    assert.deepEqual([quick.ended, quick.names.length, stream.readers], [false, 2, 1]);
  });

  it('beats while somebody reads, and leaves no timer', async () => {
    assert.equal(clock.pendingTimers, 0);
    const reader = connect();
    await clock.advance(31_000);
    assert.equal(reader.text.match(/^: $/gm)?.length, 2);
    stream.remove(reader);
    assert.equal(clock.pendingTimers, 0);
  });

  it('has room for a hundred readers, and ends them all when it closes', () => {
    const readers = Array.from({ length: 100 }, () => connect());
    assert.equal(stream.full, true);
    stream.close();
    assert.deepEqual([stream.full, readers.every(({ ended }) => ended)], [false, true]);
    ringing('a');
    assert.deepEqual([readers[0]?.names, clock.pendingTimers], [[], 0]);
  });
});
