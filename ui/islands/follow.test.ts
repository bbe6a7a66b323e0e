import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, type TestContext } from 'node:test';
import { follow } from './follow.ts';

/** What a browser has for streams, as far as it is used. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  readonly url: string;
  readyState = 1;
  onerror: (() => void) | null = null;
  constructor(url: string) {
    super();
    this.url = url;
    opened.push(this);
  }
  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
  say(name: string, data: unknown): void {
    this.dispatchEvent(Object.assign(new Event(name), { data: JSON.stringify(data) }));
  }
  refuse(): void {
    this.readyState = FakeSource.CLOSED;
    this.onerror?.();
  }
}

let opened: FakeSource[];
let asked: string[];
let answer: { readonly status: number; readonly body?: object } | undefined;
let page: EventTarget & { hidden: boolean };
let heard: object[];
let refusals: number;
let leave: () => void;
const before = {
  EventSource: globalThis.EventSource,
  fetch: globalThis.fetch,
  document: globalThis.document,
};

function begin({ mock }: TestContext): void {
  mock.timers.enable({ apis: ['setInterval', 'Date'] });
  leave = follow(
    { stream: '/stream', once: '/once', parts: ['calls'] },
    { hear: (parts) => heard.push(parts), refuse: () => (refusals += 1) },
  );
}

/** Answers that are on their way arrive. */
async function settle(): Promise<void> {
  for (let n = 0; n < 5; n += 1) await Promise.resolve();
}

beforeEach(() => {
  opened = [];
  asked = [];
  heard = [];
  refusals = 0;
  answer = undefined;
  page = Object.assign(new EventTarget(), { hidden: false });
  Object.assign(globalThis, {
    EventSource: FakeSource,
    document: page,
    fetch: async (url: string) => {
      asked.push(url);
      if (answer === undefined) throw new TypeError('no connection');
      const { status, body } = answer;
      return { ok: status === 200, status, json: async () => body };
    },
  });
});
afterEach(() => {
  leave();
  Object.assign(globalThis, before);
});

describe('a page that follows what goes on', () => {
  it('hears the parts and the beats of the stream, and asks for nothing', async (context) => {
    begin(context);
    for (let n = 0; n < 10; n += 1) {
      opened[0]?.say('beat', { at: 'now' });
      context.mock.timers.tick(5_000);
    }
    opened[0]?.say('calls', [1, 2]);
    assert.deepEqual([heard[0], heard.at(-1), asked], [{ at: 'now' }, { calls: [1, 2] }, []]);
  });

  it('asks instead when the stream is refused, and tries the stream again', async (context) => {
    begin(context);
    answer = { status: 200, body: { at: 'now', calls: [] } };
    opened[0]?.refuse();
    await settle();
    assert.deepEqual([asked.length, heard], [1, [{ at: 'now', calls: [] }]]);
    for (let n = 0; n < 6; n += 1) {
      context.mock.timers.tick(5_000);
      await settle();
    }
    assert.ok(asked.length >= 3, `${asked.length} questions`);
    assert.equal(opened.length, 2);
  });

  it('asks when the stream is open and nothing comes through it', async (context) => {
    begin(context);
    answer = { status: 200, body: { calls: [3] } };
    context.mock.timers.tick(10_000);
    await settle();
    assert.deepEqual([asked, heard], [['/once'], [{ calls: [3] }]]);
  });

  it('tells a refusal from an exchange that is not there', async (context) => {
    begin(context);
    opened[0]?.refuse();
    await settle();
    assert.deepEqual([asked.length, refusals], [1, 0]);
    answer = { status: 401 };
    context.mock.timers.tick(10_000);
    await settle();
    assert.equal(refusals, 1);
  });

  it('rests while nobody looks, and comes back with all of it', (context) => {
    begin(context);
    page.hidden = true;
    page.dispatchEvent(new Event('visibilitychange'));
    assert.equal(opened[0]?.readyState, FakeSource.CLOSED);
    context.mock.timers.tick(60_000);
    assert.deepEqual([opened.length, asked.length], [1, 0]);
    page.hidden = false;
    page.dispatchEvent(new Event('visibilitychange'));
    assert.equal(opened.length, 2);
  });

  it('stops when it is left', (context) => {
    begin(context);
    leave();
    context.mock.timers.tick(60_000);
    assert.deepEqual([opened.length, opened[0]?.readyState, asked.length], [1, FakeSource.CLOSED, 0]);
  });
});
