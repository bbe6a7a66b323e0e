import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeClock } from '../../testkit/fake-clock.ts';
import type { Fact } from '../base/journal.ts';
import { type InstructionCheck, judge, verdictOf } from './instruction-checks.ts';
import { PhoneObservations } from './phone-observations.ts';

type Registered = Extract<Fact, { kind: 'registered' }>;

class Bench {
  readonly clock = new FakeClock();
  readonly observations = new PhoneObservations(this.clock);

  register(phone: number, given: Partial<Registered> = {}): void {
    this.observations.hear({
      kind: 'registered',
      extension: '301',
      refresh: false,
      expiresS: 3600,
      askedS: 3600,
      phone,
      transport: 'udp',
      userAgent: `Brand ${phone}/1.2.3`,
      ...given,
    });
  }

  keepAlive(phone: number): void {
    this.observations.hear({ kind: 'keep-alive', extension: '301', phone });
  }

  fail(userAgent: string): void {
    const failed = { kind: 'authentication-failed', reason: 'wrong-password', counted: true } as const;
    this.observations.hear({ ...failed, extension: '301', userAgent });
  }

  describe(role: 'offer' | 'answer', codecs: string[], ptimeMs?: number): void {
    const about = { kind: 'media-described', call: 'c', extension: '301' } as const;
    this.observations.hear({ ...about, role, codecs, codec: codecs[0], ptimeMs });
  }

  verdict(check: InstructionCheck): string {
    return judge(check, this.observations.of('301')).verdict;
  }

  seen(check: InstructionCheck): string | null {
    return judge(check, this.observations.of('301')).seen;
  }
}

describe('encrypted sound', () => {
  const offer = (t: Bench, protection: 'none' | 'optional' | 'required'): void =>
    void t.observations.hear({ kind: 'protection-offered', extension: '301', protection });
  const on = { kind: 'srtp', mode: 'on' } as const;
  const off = { kind: 'srtp', mode: 'off' } as const;

  it('is judged by the last offer of the phone itself', () => {
    const t = new Bench();
    assert.deepEqual([t.verdict(on), t.verdict(off), t.seen(off)], ['unknown', 'unknown', null]);
    offer(t, 'required');
    assert.deepEqual([t.verdict(on), t.verdict(off), t.seen(off)], ['met', 'not-met', 'SRTP']);
    offer(t, 'optional');
    assert.deepEqual([t.verdict(on), t.verdict(off), t.seen(off)], ['met', 'not-met', 'SRTP + RTP']);
    offer(t, 'none');
    assert.deepEqual([t.verdict(on), t.verdict(off), t.seen(off)], ['not-met', 'met', 'RTP']);
  });
});

describe('the registration interval', () => {
  const check = { kind: 'registration-interval', atLeastS: 1800 } as const;

  it('is what every phone asks for', () => {
    const t = new Bench();
    assert.equal(t.verdict(check), 'unknown');
    t.register(1);
    assert.equal(t.verdict(check), 'met');
    t.register(2, { askedS: 600 });
    assert.equal(t.verdict(check), 'not-met');
    assert.equal(t.seen(check), '600 s');
    t.observations.hear({ kind: 'unregistered', extension: '301', phone: 2, cause: 'expired' });
    assert.equal(t.verdict(check), 'met');
  });

  it('left to us is an hour', () => {
    const t = new Bench();
    t.register(1, { askedS: undefined });
    assert.equal(t.seen(check), '3600 s');
  });

  it('is not kept by a phone that asks for long and comes back all the time', async () => {
    const t = new Bench();
    for (let minute = 0; minute < 90; minute += 1) {
      t.register(1);
      await t.clock.advance(60_000);
    }
    assert.equal(t.verdict(check), 'not-met');
    assert.match(t.seen(check) ?? '', /REGISTER\/h/);
  });
});

describe('transport, phones at once and user agent', () => {
  it('hold for every phone', () => {
    const t = new Bench();
    t.register(1, { transport: 'tcp' });
    assert.equal(t.verdict({ kind: 'transport', oneOf: ['tcp', 'tls'] }), 'met');
    assert.equal(t.verdict({ kind: 'contacts', atMost: 1 }), 'met');
    assert.equal(t.verdict({ kind: 'without-user-agent', product: 'brand 2' }), 'met');
    t.register(2);
    assert.equal(t.verdict({ kind: 'transport', oneOf: ['tcp', 'tls'] }), 'not-met');
    assert.equal(t.verdict({ kind: 'contacts', atMost: 1 }), 'not-met');
    assert.equal(t.verdict({ kind: 'without-user-agent', product: 'brand 2' }), 'not-met');
  });
});

describe('firmware', () => {
  const verdictFor = (userAgent: string, atLeast: string) => {
    const t = new Bench();
    t.register(1, { userAgent });
    return t.verdict({ kind: 'firmware', product: 'SIP-T46S', atLeast });
  };

  it('is compared number by number', () => {
    assert.equal(verdictFor('Yealink SIP-T46S 66.86.0.15', '66.86.0.15'), 'met');
    assert.equal(verdictFor('Yealink SIP-T46S 66.86.0.9', '66.86.0.15'), 'not-met');
    assert.equal(verdictFor('Yealink SIP-T46S 66.100', '66.86.0.15'), 'met');
    assert.equal(verdictFor('Yealink SIP-T46S', '66.86.0.15'), 'not-met');
  });

  it('says nothing of other phones', () => {
    assert.equal(verdictFor('Snom D715/10.1', '66.86.0.15'), 'unknown');
  });
});

describe('the order of codecs', () => {
  const check = { kind: 'codec-order', first: ['G722/8000', 'PCMA/8000'] } as const;

  it('is read from offers only', () => {
    const t = new Bench();
    t.describe('answer', ['PCMA/8000']);
    assert.equal(t.verdict(check), 'unknown');
    t.describe('offer', ['PCMA/8000', 'G722/8000']);
    assert.equal(t.verdict(check), 'not-met');
    t.describe('offer', ['g722/8000', 'PCMA/8000', 'PCMU/8000']);
    assert.equal(t.verdict(check), 'met');
  });
});

describe('the packet length', () => {
  it('is 20 ms when the phone does not say', () => {
    const t = new Bench();
    assert.equal(t.verdict({ kind: 'ptime', ms: 20 }), 'unknown');
    t.describe('answer', ['PCMA/8000']);
    assert.equal(t.verdict({ kind: 'ptime', ms: 20 }), 'met');
    t.describe('offer', ['PCMA/8000'], 10);
    assert.equal(t.verdict({ kind: 'ptime', ms: 20 }), 'not-met');
  });
});

describe('keep-alive', () => {
  const check = { kind: 'keep-alive', atLeastS: 15, atMostS: 40 } as const;

  async function keepAliveEvery(t: Bench, ms: number): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      t.keepAlive(1);
      await t.clock.advance(ms);
    }
  }

  it('is neither too often nor too rare', async () => {
    const t = new Bench();
    t.register(1);
    assert.equal(t.verdict(check), 'unknown');
    await keepAliveEvery(t, 5_000);
    assert.equal(t.seen(check), '5 s');
    await keepAliveEvery(t, 30_000);
    assert.equal(t.verdict(check), 'met');
    await keepAliveEvery(t, 60_000);
    assert.equal(t.verdict(check), 'not-met');
  });

  it('that never comes is seen after a while, and so is one that stops', async () => {
    const t = new Bench();
    t.register(1);
    await t.clock.advance(100_000);
    assert.equal(t.verdict(check), 'not-met');
    assert.equal(t.verdict({ kind: 'keep-alive', atLeastS: 15 }), 'met');
    await keepAliveEvery(t, 20_000);
    assert.equal(t.verdict(check), 'met');
    await t.clock.advance(100_000);
    assert.equal(t.verdict(check), 'not-met');
  });
});

describe('wrong passwords', () => {
  const check = { kind: 'no-retry-loop', withinMinutes: 60 } as const;

  it('count when a phone of this extension tries them, not a stranger', async () => {
    const t = new Bench();
    t.register(1);
    for (let turn = 0; turn < 10; turn += 1) t.fail('stranger');
    assert.equal(t.verdict(check), 'met');
    for (let turn = 0; turn < 3; turn += 1) t.fail('Brand 1/1.2.3');
    assert.equal(t.verdict(check), 'not-met');
    await t.clock.advance(66 * 60_000);
    assert.equal(t.verdict(check), 'met');
  });
});

describe('several checks', () => {
  const finding = (verdict: 'met' | 'not-met' | 'unknown') =>
    ({ check: 'ptime', verdict, seen: null }) as const;

  it('are met together, and one that is not tells most', () => {
    assert.equal(verdictOf([finding('met'), finding('met')]), 'met');
    assert.equal(verdictOf([finding('met'), finding('unknown')]), 'unknown');
    assert.equal(verdictOf([finding('unknown'), finding('not-met')]), 'not-met');
    assert.equal(verdictOf([]), 'unknown');
  });
});
