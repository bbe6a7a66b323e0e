import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UsrpPacket, writeUsrpUnkey, writeUsrpVoice } from '../../rtp/usrp.ts';
import { RadioReceiver } from './radio-receiver.ts';

/** A receiver, and what it plays: of each frame its first sample, by which the packet it came in is known. */
class Rig {
  readonly receiver = new RadioReceiver();
  readonly played: number[] = [];
  readonly #packet = new UsrpPacket();
  readonly #frame = new Int16Array(160);

  voice(sequence: number, mark: number): void {
    this.#insert(writeUsrpVoice(sequence, new Int16Array(160).fill(mark)));
  }

  unkey(sequence: number): void {
    this.#insert(writeUsrpUnkey(sequence));
  }

  /** As DVSwitch writes what is no voice. */
  beside(type: number, sequence: number): void {
    const bytes = Buffer.alloc(352);
    bytes.set(writeUsrpUnkey(sequence));
    bytes[20] = type;
    this.#insert(bytes);
  }

  /** As DVSwitch tells who begins to talk. */
  introduce(callsign: string, sequence: number): void {
    const bytes = Buffer.alloc(352);
    bytes.set(writeUsrpUnkey(sequence));
    bytes[20] = 2;
    bytes[32] = 8;
    bytes.write(callsign, 46, 'latin1');
    this.#insert(bytes);
  }

  #insert(bytes: Uint8Array): void {
    assert.ok(this.#packet.read(bytes));
    this.receiver.insert(this.#packet);
  }

  tick(frames = 1): void {
    for (let i = 0; i < frames; i++)
      if (this.receiver.take(this.#frame)) this.played.push(this.#frame[0] ?? 0);
  }

  /** So many frames, one packet each, numbered by `sequenceOf` and marked 1, 2, 3 … */
  transmit(count: number, sequenceOf: (index: number) => number): void {
    for (let i = 0; i < count; i++) {
      this.voice(sequenceOf(i), i + 1);
      this.tick();
    }
  }
}

function marks(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

describe('what a radio receives is heard whole', () => {
  for (const [how, sequenceOf] of [
    ['that counts on', (i: number) => 41 + i],
    ['that begins with nought', (i: number) => i],
    [
      'whose count goes from 65,535 to 0 in the middle of a word (DVSwitch)',
      (i: number) => (65_500 + i) & 0xffff,
    ],
    ['whose count goes from 32,768 to 0 (SvxLink)', (i: number) => (32_740 + i) % 32_769],
    ['whose count takes all 32 bits', (i: number) => (0xffff_ffe0 + i) >>> 0],
    ['that falls back to a smaller number', (i: number) => (i < 40 ? 70_000 + i : 4_464 + i)],
    ['that does not count', () => 0],
  ] as const) {
    it(`of a peer ${how}`, () => {
      const rig = new Rig();
      rig.transmit(100, sequenceOf);
      rig.unkey(sequenceOf(100));
      rig.tick(10);
      assert.deepEqual(rig.played, marks(100));
      assert.deepEqual(rig.receiver.counts, { received: 100, lost: 0 });
      assert.equal(rig.receiver.isReceiving, false);
    });
  }

  it('of a peer whose packets come twice', () => {
    const rig = new Rig();
    for (const mark of marks(50)) {
      rig.voice(100 + mark, mark);
      rig.voice(100 + mark, mark);
      rig.tick();
    }
    rig.unkey(151);
    rig.unkey(151);
    rig.tick(10);
    assert.deepEqual(rig.played, marks(50));
    assert.deepEqual(rig.receiver.counts, { received: 50, lost: 0 });
  });

  it('of a peer that begins to count anew after it has forgotten to end', () => {
    const rig = new Rig();
    rig.transmit(30, (i) => 500 + i);
    rig.tick(20);
    rig.transmit(30, (i) => 1 + i);
    rig.unkey(31);
    rig.tick(10);
    assert.deepEqual(rig.played, [...marks(30), ...marks(30)]);
  });
});

describe('what a radio sends besides sound', () => {
  it('neither keys nor unkeys, and is no loss where it has a number', () => {
    const rig = new Rig();
    rig.beside(2, 7);
    rig.tick();
    assert.equal(rig.receiver.isReceiving, false);
    rig.transmit(20, (i) => 8 + i);
    for (const [i, type] of [1, 2, 3, 4].entries()) rig.beside(type, 28 + i);
    rig.transmit(20, (i) => 32 + i);
    assert.equal(rig.receiver.isReceiving, true);
    assert.deepEqual(rig.receiver.counts, { received: 40, lost: 0 });
    assert.equal(rig.receiver.heard, 45);
  });

  it('does not keep a transmission going whose end was lost', () => {
    const rig = new Rig();
    rig.transmit(20, (i) => 8 + i);
    for (let i = 0; i < 40; i++) {
      rig.beside(3, 28 + i);
      rig.tick();
    }
    assert.equal(rig.receiver.isReceiving, false);
  });
});

describe('who talks on a radio', () => {
  it('is known while he does, and not of the one behind him who is not introduced', () => {
    const rig = new Rig();
    rig.introduce('PX0AAA', 1);
    assert.equal(rig.receiver.talker, undefined);
    rig.transmit(200, (i) => 2 + i);
    assert.equal(rig.receiver.talker, 'PX0AAA');
    rig.introduce('PX0AAB', 202);
    rig.transmit(10, (i) => 203 + i);
    assert.equal(rig.receiver.talker, 'PX0AAB');
    rig.unkey(213);
    rig.tick(60);
    rig.transmit(10, (i) => 214 + i);
    assert.equal(rig.receiver.talker, undefined);
  });

  it('is forgotten when he was introduced and says nothing', () => {
    const rig = new Rig();
    rig.introduce('PX0AAA', 1);
    rig.tick(60);
    rig.transmit(10, (i) => 2 + i);
    assert.equal(rig.receiver.talker, undefined);
  });
});

describe('what was overtaken on its way', () => {
  it('does not key again behind the end', () => {
    const rig = new Rig();
    rig.transmit(20, (i) => 100 + i);
    rig.unkey(121);
    rig.voice(120, 99);
    rig.tick(10);
    assert.equal(rig.receiver.isReceiving, false);
    assert.equal(rig.played.includes(99), false);
  });

  it('does not cut off the next, when it is an end', () => {
    const rig = new Rig();
    rig.transmit(20, (i) => 100 + i);
    rig.voice(121, 77);
    rig.unkey(120);
    assert.equal(rig.receiver.isReceiving, true);
    rig.tick(8);
    assert.equal(rig.played.at(-1), 77);
    assert.equal(rig.receiver.isReceiving, true);
  });

  it('is counted as lost once, and not played late', () => {
    const rig = new Rig();
    rig.transmit(10, (i) => 100 + i);
    rig.voice(112, 12);
    rig.voice(111, 11);
    rig.tick(8);
    assert.deepEqual(rig.played, [...marks(10), 12]);
    assert.deepEqual(rig.receiver.counts, { received: 11, lost: 2 });
  });
});

it('what comes faster than it is played is left out, the oldest first', () => {
  const rig = new Rig();
  for (const mark of marks(25)) rig.voice(mark, mark);
  rig.tick(30);
  assert.deepEqual(rig.played, marks(25).slice(15));
});
