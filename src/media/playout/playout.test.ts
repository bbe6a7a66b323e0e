import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../testkit/seeded-random.ts';
import { amplitudeOf, encodeG711, sine } from '../../../testkit/tone.ts';
import { ALAW } from '../../rtp/g711.ts';
import { RtpPacket, writeRtpHeader } from '../../rtp/packet.ts';
import { Concealment } from './concealment.ts';
import { Playout } from './playout.ts';

interface Arrival {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

const SEQUENCE = 65_500;
const TIMESTAMP = 0xffffff00;

/** Packets of a tone as a phone sends them, one every ptime. */
function packets(count: number, options: { ptimeMs?: number; hz?: number; clock?: number } = {}): Arrival[] {
  const { ptimeMs = 20, hz = 400, clock = 1 } = options;
  const samples = ptimeMs * 8;
  return Array.from({ length: count }, (_, index) => {
    const bytes = new Uint8Array(12 + samples);
    const timestamp = (TIMESTAMP + index * samples) >>> 0;
    writeRtpHeader(bytes, 0, index === 0, 8, (SEQUENCE + index) & 0xffff, timestamp, 1);
    bytes.set(encodeG711('PCMA', sine(hz, hz === 0 ? 0 : 8000, index * samples, samples)), 12);
    return { atMs: 3 + index * ptimeMs * clock, bytes };
  });
}

function newPlayout(recovers = false): Playout {
  const concealment = new Concealment(8_000);
  return new Playout(
    {
      decode: ({ bytes, length }, samples) => ALAW.decode(bytes, 0, length, samples, 0),
      conceal: (samples, from, to) => concealment.fill(samples, from, to),
      came: (samples, from, to) => concealment.came(samples, from, to),
      recovers,
    },
    { sampleRate: 8_000, clockRate: 8_000 },
  );
}

function play(arrivals: readonly Arrival[], untilMs: number, recovers?: boolean) {
  const playout = newPlayout(recovers);
  const queue = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const window = new RtpPacket();
  const heard: Int16Array[] = [];
  const sounding: boolean[] = [];
  let next = 0;
  for (let nowMs = 20; nowMs <= untilMs; nowMs += 20) {
    for (let arrival = queue[next]; arrival && arrival.atMs <= nowMs; arrival = queue[++next]) {
      assert.ok(window.read(arrival.bytes));
      playout.insert(window, arrival.atMs);
    }
    const frame = new Int16Array(160);
    sounding.push(playout.take(frame, nowMs));
    heard.push(frame);
  }
  return { playout, heard, sounding, samples: join(heard) };
}

function join(frames: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(frames.length * 160);
  frames.forEach((frame, index) => {
    samples.set(frame, index * 160);
  });
  return samples;
}

/** How much of the sound is that of an unbroken tone: 1 when nothing is missing, twice or faded. */
function purity(samples: Int16Array, hz = 400): number {
  return amplitudeOf(samples, hz) / 8000;
}

test('what arrives in time is played without a gap after 40 ms at most', () => {
  const { sounding, samples, playout } = play(packets(100), 1000);
  assert.ok(sounding.indexOf(true) <= 2);
  assert.equal(playout.concealedMs, 0);
  assert.ok(purity(samples.subarray(480)) > 0.98);
});

test('on a clean line sound waits 10 to 30 ms, whenever it began', () => {
  for (let early = 1; early <= 20; early += 1) {
    const sent = packets(20, { hz: 0 }).map(({ atMs, bytes }) => ({ atMs: atMs + 17 - early, bytes }));
    const { sounding } = play(sent, 300);
    const waitedMs = 20 * (1 + sounding.indexOf(true)) - (20 - early);
    assert.ok(waitedMs >= 10 && waitedMs < 30, `${early} ms before a frame: ${waitedMs} ms`);
  }
});

test('what is lost does not make the delay longer, what is late does', () => {
  const sent = packets(45);
  const lost = sent.filter((_, index) => index % 10 !== 9);
  assert.equal(play(lost, 900).playout.delay.targetMs, 30);
  const late = sent.map((arrival, index) => ({ ...arrival, atMs: arrival.atMs + (index === 20 ? 25 : 0) }));
  assert.equal(play(late, 900).playout.delay.targetMs, 40);
});

test('a pause does not make the delay longer', () => {
  const sent = packets(45).filter((_, index) => index < 10 || index >= 30);
  assert.equal(play(sent, 900).playout.delay.targetMs, 30);
});

test('where a packet can be had from the one behind it, loss makes the delay as long as that takes', () => {
  const sent = packets(45).filter((_, index) => index % 10 !== 9);
  const { playout } = play(sent, 900, true);
  assert.ok(playout.delay.targetMs > 30);
});

test('what is lost is had whole from the packet behind it, though frames end in the middle of it', () => {
  const asked: [samples: number, timestamp: number | undefined][] = [];
  const playout = new Playout(
    {
      decode: ({ bytes, length }, samples) => ALAW.decode(bytes, 0, length, samples, 0),
      conceal: (samples, from, to, next) => {
        asked.push([to - from, next?.timestamp]);
        samples.set(sine(400, 8000, 30 * 240, 240), from);
      },
      came: () => {},
      recovers: true,
    },
    { sampleRate: 8_000, clockRate: 8_000 },
  );
  // So that the packet behind it is there in time.
  playout.delay.targetMs = 100;
  const window = new RtpPacket();
  const heard: Int16Array[] = [];
  const sent = packets(60, { ptimeMs: 30 }).filter((_, index) => index !== 30);
  for (let nowMs = 20; nowMs <= 1700; nowMs += 20) {
    for (const { atMs, bytes } of sent.filter(({ atMs }) => atMs > nowMs - 20 && atMs <= nowMs)) {
      assert.ok(window.read(bytes));
      playout.insert(window, atMs + 40);
    }
    const frame = new Int16Array(160);
    playout.take(frame, nowMs + 40);
    heard.push(frame);
  }
  assert.deepEqual(asked, [[240, (TIMESTAMP + 31 * 240) >>> 0]]);
  assert.equal(playout.concealedMs, 30);
  assert.ok(purity(join(heard).subarray(1600)) > 0.98, `${purity(join(heard).subarray(1600))}`);
});

test('reordered packets are played in order', () => {
  const sent = packets(100).map((arrival, index) => ({
    ...arrival,
    atMs: arrival.atMs + (index % 4 === 1 ? 25 : 0),
  }));
  const { samples, playout } = play(sent, 1900);
  assert.ok(playout.concealedMs <= 40);
  assert.ok(purity(samples.subarray(1600)) > 0.95);
});

test('jitter within the delay is not heard, and the delay grows with it', () => {
  const random = seededRandom(3);
  const sent = packets(500).map((arrival) => ({ ...arrival, atMs: arrival.atMs + random.integer(60) }));
  const { samples, playout } = play(sent, 9900);
  assert.ok(playout.delay.targetMs > 60 && playout.delay.targetMs <= 200);
  // 200 ms until the delay has grown.
  const late = samples.subarray(5 * 8000);
  assert.ok(purity(late.subarray(0, 8000)) > 0.9, `${purity(late.subarray(0, 8000))}`);
});

test('a lost packet is filled, and the tone goes on where it belongs', () => {
  const sent = packets(200).filter((_, index) => index % 20 !== 10);
  const { samples, playout } = play(sent, 3900);
  assert.equal(playout.concealedMs, 20 * 10);
  assert.ok(purity(samples.subarray(1600)) > 0.95);
});

test('a burst of loss fades out and the tone comes back', () => {
  const sent = packets(200).filter((_, index) => index < 80 || index >= 100);
  const { samples, heard, sounding } = play(sent, 3900);
  assert.ok(purity(samples.subarray(110 * 160)) > 0.97);
  const quiet = heard.slice(88, 98);
  assert.ok(quiet.every((frame) => frame.every((sample) => sample === 0)));
  assert.ok(sounding.slice(88, 98).every((sound) => !sound));
});

test('late and repeated packets are dropped', () => {
  const sent = packets(100);
  const again = sent.map((arrival) => ({ ...arrival, atMs: arrival.atMs + 150 }));
  const { samples, playout } = play([...sent, ...again], 1900);
  assert.ok(playout.late >= 80);
  assert.ok(purity(samples.subarray(480)) > 0.98);
});

test('packets of 10, 30 and 60 ms are played as well', () => {
  for (const ptimeMs of [10, 30, 60]) {
    const { samples } = play(packets(6000 / ptimeMs, { ptimeMs }), 5800);
    assert.ok(purity(samples.subarray(8000)) > 0.97, `${ptimeMs} ms: ${purity(samples.subarray(8000))}`);
  }
});

test('a phone whose clock runs fast or slow keeps its delay in the silences', () => {
  for (const clock of [0.995, 1.005]) {
    const silent = packets(6000, { hz: 0, clock });
    const { playout } = play(silent, 115_000);
    assert.ok(playout.late === 0);
    assert.ok(playout.concealedMs < 200, `clock ${clock}: ${playout.concealedMs} ms concealed`);
  }
});

test('after a stall of the network the delay does not stay', () => {
  const sent = packets(500).map((arrival, index) => ({
    ...arrival,
    atMs: index >= 100 && index < 150 ? 3000 + index / 100 : arrival.atMs,
  }));
  const { heard, sounding } = play(sent, 10_200);
  // The last packet arrives at 9983 ms: nothing sounds more than 300 ms later.
  assert.ok(sounding.lastIndexOf(true) * 20 < 10_200);
  assert.equal(sounding.at(-1), false);
  assert.ok(amplitudeOf(join(heard.slice(200, 480)), 400) > 5000);
});

test('a new source is played from its beginning', () => {
  const playout = newPlayout();
  const window = new RtpPacket();
  const [first, second] = packets(2);
  assert.ok(first && second);
  window.read(first.bytes);
  playout.insert(window, 0);
  window.read(second.bytes);
  playout.insert(window, 20);
  const frame = new Int16Array(160);
  assert.equal(playout.take(frame, 20), true);
  playout.reset();
  assert.equal(playout.take(frame, 40), false);
});

for (const ppm of [200, -200]) {
  test(`a phone whose clock is ${ppm} ppm off is followed for ten minutes without a click`, () => {
    const minutes = 10;
    const clock = 1 - ppm / 1e6;
    const { playout, samples, sounding } = play(
      packets(50 * 60 * minutes + 100, { hz: 440, clock }),
      60_000 * minutes,
    );
    const begun = sounding.indexOf(true) * 160;
    // All but the tone: as a share of it, frame by frame. A-law alone leaves a fiftieth.
    const coefficient = 2 * Math.cos((2 * Math.PI * 440) / 8000);
    let worst = 0;
    for (let at = begun + 160; at + 160 < samples.length - 800; at += 160) {
      let rest = 0;
      for (let i = at; i < at + 160; i++) {
        const [before, now, next] = [samples[i - 1] ?? 0, samples[i] ?? 0, samples[i + 1] ?? 0];
        rest += (next - coefficient * now + before) ** 2;
      }
      worst = Math.max(worst, Math.sqrt(rest / 160) / 8000);
    }
    assert.ok(worst < 0.06, `${worst}`);
    assert.equal(playout.concealedMs, 0);
    assert.equal(playout.late, 0);
    assert.ok(sounding.slice(sounding.indexOf(true), -20).every(Boolean));
    assert.ok(playout.delay.targetMs <= 60, `${playout.delay.targetMs} ms`);
  });
}
