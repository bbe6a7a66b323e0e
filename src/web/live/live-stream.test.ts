import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { FakeClock } from '../../../testkit/fake-clock.ts';
import { FanOutJournal } from '../../base/journal.ts';
import { holdsScope, type TokenScope } from '../../policy/token-scopes.ts';
import type { EventSink } from '../api/event-sink.ts';
import { LivePart } from './live-part.ts';
import { LiveStream, type Watcher } from './live-stream.ts';

class Reader implements EventSink {
  text = '';
  ended = false;
  isWelcome = true;
  readonly scopes: readonly TokenScope[];
  constructor(scopes: readonly TokenScope[]) {
    this.scopes = scopes;
  }
  write(text: string): boolean {
    if (this.isWelcome) this.text += text;
    return this.isWelcome;
  }
  mayHear(scope: TokenScope): boolean {
    return holdsScope(this.scopes, scope);
  }
  end(): void {
    this.ended = true;
  }
  /** Of the parts that came since the last time, without beats. */
  take(): string[] {
    const heard = [...this.text.matchAll(/^event: (?!beat)(\w+)\ndata: (.*)$/gm)];
    this.text = '';
    return heard.map(([, name, data]) => `${name} ${data}`);
  }
}

let clock: FakeClock;
let journal: FanOutJournal;
let stream: LiveStream;
/** What there is to see, and how often it was looked at. */
let calls: number;
let reads: number;
let shared: LivePart;

beforeEach(() => {
  clock = new FakeClock();
  journal = new FanOutJournal();
  stream = new LiveStream({ journal, clock });
  calls = 0;
  reads = 0;
  shared = new LivePart('calls', () => {
    reads += 1;
    return calls;
  });
});

function look(parts: readonly LivePart[], holder = 'a', scopes: readonly TokenScope[] = []) {
  const reader = new Reader(scopes);
  const watcher: Watcher = { sink: reader, holder, parts };
  stream.add(watcher);
  return { reader, watcher };
}

function ring(): void {
  calls += 1;
  journal.record({ kind: 'call-ringing', call: String(calls) });
}

describe('the stream of what goes on', () => {
  it('gives everything to who comes, and then what changed', async () => {
    const { reader } = look([shared]);
    assert.match(reader.text, /^retry: 3000\n\nevent: beat\ndata: \{"at":"2026-01-01T00:00:00.000Z"\}/);
    assert.deepEqual(reader.take(), ['calls 0']);
    ring();
    assert.deepEqual(reader.take(), []);
    await clock.advance(200);
    assert.deepEqual(reader.take(), ['calls 1']);
  });

  it('reads a part once for all who look, at most once a second, and never for nobody', async () => {
    ring();
    await clock.advance(10_000);
    assert.deepEqual([reads, clock.pendingTimers], [0, 0]);
    const readers = Array.from({ length: 10 }, (_, n) => look([shared], `session ${n}`).reader);
    assert.equal(reads, 1);
    for (let n = 0; n < 40; n += 1) {
      ring();
      await clock.advance(100);
    }
    await clock.advance(1_000);
    assert.ok(reads <= 7, `${reads} reads in five seconds`);
    for (const reader of readers) assert.equal(reader.take().at(-1), `calls ${calls}`);
  });

  it('says nothing when nothing looks different', async () => {
    const { reader } = look([shared]);
    reader.take();
    journal.record({ kind: 'call-ringing', call: 'x' });
    await clock.advance(2_000);
    assert.deepEqual(reader.take(), []);
    assert.equal(reads, 2);
  });

  it('tells what a beat later would be too late to tell, and that it is alive', async () => {
    const { reader } = look([shared]);
    reader.take();
    calls = 7;
    await clock.advance(6_000);
    assert.match(reader.text, /event: beat/);
    assert.deepEqual(reader.take(), ['calls 7']);
  });

  it('looks at what is one holder’s own only after facts about him', async () => {
    const own = (extension: string) => {
      let seen = 0;
      return new LivePart('own', () => (seen += 1), { extension });
    };
    const jan = look([own('301')], 'jan').reader;
    const piet = look([own('302')], 'piet').reader;
    jan.take();
    piet.take();
    journal.record({ kind: 'phone-silent', extension: '301', phone: 1 });
    await clock.advance(1_000);
    assert.deepEqual([jan.take(), piet.take()], [['own 2'], []]);
    journal.record({ kind: 'unbanned', cause: 'expired' });
    await clock.advance(1_000);
    assert.deepEqual([jan.take(), piet.take()], [['own 3'], ['own 2']]);
  });

  it('keeps parts from who may not see them', async () => {
    const people = new LivePart('people', () => ['PX0AAA', calls], { scope: 'people' });
    const { reader } = look([people, shared], 'a', ['read']);
    ring();
    await clock.advance(1_000);
    assert.deepEqual(reader.take(), ['calls 0', 'calls 1']);
  });

  it('goes on with a part when somebody leaves who could not see it', async () => {
    const people = new LivePart('people', () => calls, { scope: 'people' });
    const { reader } = look([people], 'a', ['people']);
    const { watcher: stranger } = look([people, shared], 'b', ['read']);
    stream.remove(stranger);
    reader.take();
    ring();
    await clock.advance(1_000);
    assert.deepEqual(reader.take(), ['people 1']);
  });

  it('ends within a second of a suspension for who may look no longer, and within a beat otherwise', async () => {
    const cut = look([shared], 'a').reader;
    cut.isWelcome = false;
    journal.record({ kind: 'suspension-began', suspension: 's', scope: 'all', what: [], untilMs: null });
    await clock.advance(1_000);
    assert.equal(cut.ended, true);
    const late = look([shared], 'b').reader;
    late.isWelcome = false;
    await clock.advance(5_000);
    assert.deepEqual([late.ended, stream.watchers, clock.pendingTimers], [true, 0, 0]);
  });

  it('has room for four of one session, and 200 in all', () => {
    for (let n = 0; n < 4; n += 1) look([shared], 'a');
    assert.equal(stream.hasRoomFor('a'), false);
    for (let n = 4; n < 200; n += 1) look([shared], `other ${n}`);
    assert.equal(stream.hasRoomFor('new'), false);
  });

  it('rests when the last one has gone, and when it is closed', async () => {
    const { watcher } = look([shared]);
    ring();
    stream.remove(watcher);
    stream.remove(watcher);
    assert.equal(clock.pendingTimers, 0);
    const { reader } = look([shared]);
    stream.close();
    ring();
    assert.deepEqual([reader.ended, clock.pendingTimers, stream.watchers], [true, 0, 0]);
  });
});
