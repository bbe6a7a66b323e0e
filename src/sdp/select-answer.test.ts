import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AudioDescription, Codec } from './audio.ts';
import { dtmfFor } from './audio.ts';
import type { PayloadTables } from './negotiate.ts';
import { ownOffer } from './negotiate.ts';
import { selectAnswer } from './select-answer.ts';

/** `8 PCMA/8000`, `101 telephone-event/8000 0-15`. */
function codecs(...texts: string[]): Codec[] {
  return texts.map((text) => {
    const [number, encoding = '', parameters] = text.split(' ');
    return { payloadType: Number(number), encoding, parameters };
  });
}

function texts(list: readonly Codec[]): string[] {
  return list.map(({ payloadType, encoding, parameters }) =>
    [payloadType, encoding, parameters].filter((part) => part !== undefined).join(' '),
  );
}

function numbers(list: PayloadTables['send']): string[] {
  return list.map(({ number, encoding }) => `${number} ${encoding}`);
}

function description(...list: string[]): AudioDescription {
  const all = codecs(...list);
  const [first] = all;
  return {
    address: '192.0.2.1',
    port: 4000,
    codecs: all,
    dtmf: first && dtmfFor(first, all),
    ptimeMs: 20,
    direction: 'sendrecv',
    rtcpPort: undefined,
    mediaIndex: 0,
  };
}

function selected(offer: AudioDescription, answer: AudioDescription) {
  const result = selectAnswer(offer, answer);
  assert.ok(result.ok);
  return result.value;
}

const ZOIPER = [
  '106 opus/48000/2 minptime=20;useinbandfec=1',
  '9 G722/8000',
  '3 GSM/8000',
  '0 PCMU/8000',
  '8 PCMA/8000',
  '98 telephone-event/48000 0-16',
  '101 telephone-event/8000 0-16',
  '100 telephone-event/16000 0-16',
] as const;

describe('selectAnswer', () => {
  it("gives the offerer the answerer's choice under the offerer's numbers", () => {
    const result = selected(
      description('8 PCMA/8000', '0 PCMU/8000', '101 telephone-event/8000 0-16'),
      description('0 PCMU/8000', '8 PCMA/8000', '96 telephone-event/8000 0-15'),
    );
    assert.deepEqual(texts(result.codecs), ['0 PCMU/8000', '8 PCMA/8000', '101 telephone-event/8000 0-15']);
  });

  it("keeps each side's numbers in its tables", () => {
    const { towardsOfferer, towardsAnswerer } = selected(
      description('106 opus/48000/2', '101 telephone-event/8000'),
      description('96 opus/48000/2', '97 telephone-event/8000'),
    );
    const offererNumbers = ['106 opus/48000/2', '101 telephone-event/8000'];
    assert.deepEqual(numbers(towardsOfferer.receive), offererNumbers);
    assert.deepEqual(numbers(towardsOfferer.send), offererNumbers);
    assert.deepEqual(numbers(towardsAnswerer.send), ['96 opus/48000/2', '97 telephone-event/8000']);
    assert.deepEqual(numbers(towardsAnswerer.receive), [
      ...offererNumbers,
      '96 opus/48000/2',
      '97 telephone-event/8000',
    ]);
  });

  it("does not take an answerer's number for its own when it means something else in the offer", () => {
    const { towardsAnswerer } = selected(
      description('96 opus/48000/2', '8 PCMA/8000', '101 telephone-event/8000'),
      description('101 opus/48000/2', '96 telephone-event/8000'),
    );
    assert.deepEqual(numbers(towardsAnswerer.receive), ['96 opus/48000/2', '101 telephone-event/8000']);
    assert.deepEqual(numbers(towardsAnswerer.send), ['101 opus/48000/2', '96 telephone-event/8000']);
  });

  it('takes the telephone-event that goes with the chosen codec', () => {
    const answer = (first: string) =>
      description(first, '98 telephone-event/48000', '101 telephone-event/8000');
    assert.deepEqual(texts(selected(description(...ZOIPER), answer('8 PCMA/8000')).codecs), [
      '8 PCMA/8000',
      '101 telephone-event/8000',
    ]);
    const wideband = description('106 opus/48000/2', '98 telephone-event/48000');
    assert.deepEqual(texts(selected(wideband, answer('106 opus/48000/2')).codecs), [
      '106 opus/48000/2',
      '98 telephone-event/48000',
    ]);
  });

  it('leaves out what was not offered, and telephone-event that was answered alone', () => {
    const result = selected(
      description('8 PCMA/8000'),
      description('18 G729/8000', '8 PCMA/8000', '101 telephone-event/8000'),
    );
    assert.deepEqual(texts(result.codecs), ['8 PCMA/8000']);
    assert.deepEqual(numbers(result.towardsAnswerer.receive), ['8 PCMA/8000']);
  });

  it('gives each a codec of its own when they share none, as wide as the other has it where there is one', () => {
    const offer = description('96 opus/48000/2', '0 PCMU/8000', '97 telephone-event/48000');
    const narrow = selectAnswer(offer, description('8 PCMA/8000', '101 telephone-event/8000'), {
      offered: ownOffer(['PCMA/8000', 'G722/8000']),
    });
    assert.ok(narrow.ok && narrow.value.isTranscoded);
    assert.deepEqual(texts(narrow.value.codecs), ['0 PCMU/8000']);
    assert.deepEqual(numbers(narrow.value.towardsAnswerer.send), ['8 PCMA/8000', '101 telephone-event/8000']);
    const wide = selectAnswer(offer, description('9 G722/8000', '101 telephone-event/8000'), {
      offered: ownOffer(['PCMA/8000', 'G722/8000']),
    });
    assert.ok(wide.ok && wide.value.isTranscoded);
    assert.deepEqual(texts(wide.value.codecs), ['96 opus/48000/2', '97 telephone-event/48000']);
  });

  it('never transcodes when they share a codec, and says what is shared first', () => {
    const result = selectAnswer(description('8 PCMA/8000'), description('96 opus/48000/2', '8 PCMA/8000'), {
      offered: ownOffer(['PCMA/8000', 'opus/48000/2']),
    });
    assert.ok(result.ok && !result.value.isTranscoded);
    assert.deepEqual(texts(result.value.codecs), ['8 PCMA/8000']);
    assert.deepEqual(numbers(result.value.towardsAnswerer.send), ['8 PCMA/8000', '96 opus/48000/2']);
  });

  it('takes an answer with a codec that was not offered at its word', () => {
    const result = selected(
      description('8 PCMA/8000'),
      description('0 PCMU/8000', '101 telephone-event/8000'),
    );
    assert.ok(result.isTranscoded);
    assert.deepEqual(texts(result.codecs), ['8 PCMA/8000']);
    assert.deepEqual(numbers(result.towardsAnswerer.receive), ['0 PCMU/8000', '101 telephone-event/8000']);
  });

  it('takes keys from the sound of one for another who is told them otherwise', () => {
    const offer = description('8 PCMA/8000', '101 telephone-event/8000');
    const answer = description('8 PCMA/8000');
    const silent = selectAnswer(offer, answer);
    const told = selectAnswer(offer, answer, { tellsKeys: true });
    assert.ok(silent.ok && told.ok);
    assert.deepEqual(texts(silent.value.codecs), ['8 PCMA/8000']);
    assert.deepEqual(texts(told.value.codecs), ['8 PCMA/8000', '101 telephone-event/8000']);
  });

  it('fails when one of them has nothing we understand', () => {
    const strange = description('18 G729/8000', '101 telephone-event/8000');
    const usual = description('8 PCMA/8000', '101 telephone-event/8000');
    for (const [offer, answer] of [
      [strange, usual],
      [usual, strange],
    ] as const) {
      assert.deepEqual(selectAnswer(offer, answer), { ok: false, error: 'no-common-codec' });
    }
  });
});
