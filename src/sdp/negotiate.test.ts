import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AudioDescription, Codec } from './audio.ts';
import { dtmfFor } from './audio.ts';
import type { PayloadTables } from './negotiate.ts';
import {
  acceptAnswer,
  answerDirection,
  answerLocally,
  offerable,
  ownOffer,
  reverseDirection,
  withCodecs,
} from './negotiate.ts';

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

describe('offerable', () => {
  it('passes known codecs on under their numbers, telephone-event at one rate', () => {
    assert.deepEqual(texts(offerable(codecs(...ZOIPER))), [
      '106 opus/48000/2 minptime=20;useinbandfec=1',
      '9 G722/8000',
      '0 PCMU/8000',
      '8 PCMA/8000',
      '101 telephone-event/8000 0-16',
    ]);
    assert.deepEqual(texts(offerable(codecs('96 opus/48000/2', '98 telephone-event/48000'))), [
      '96 opus/48000/2',
      '98 telephone-event/48000',
    ]);
    assert.deepEqual(texts(offerable(codecs('8 PCMA/8000', '98 telephone-event/48000'))), ['8 PCMA/8000']);
  });

  it('lets no text of the phone through an fmtp line', () => {
    const list = codecs(
      '96 opus/48000/2 stereo=1;x-host=192.0.2.1;maxplaybackrate=abc',
      '8 PCMA/8000 secret',
      '101 telephone-event/8000 0-15,phone',
    );
    assert.deepEqual(texts(offerable(list)), [
      '96 opus/48000/2 stereo=1',
      '8 PCMA/8000',
      '101 telephone-event/8000',
    ]);
  });

  it('passes one of each codec on', () => {
    assert.deepEqual(texts(offerable(codecs('96 opus/48000/2', '97 opus/48000/2', '8 PCMA/8000'))), [
      '96 opus/48000/2',
      '8 PCMA/8000',
    ]);
  });

  it('is empty when nothing is known', () => {
    assert.deepEqual(offerable(codecs('18 G729/8000')), []);
  });
});

describe('answerLocally', () => {
  const SUPPORTED = ['PCMA/8000', 'PCMU/8000', 'G722/8000'];

  it('answers with the first codec of the phone that is supported, and its telephone-event', () => {
    const answer = answerLocally(description(...ZOIPER), SUPPORTED);
    assert.ok(answer.ok);
    assert.deepEqual(texts(answer.value.codecs), ['9 G722/8000', '101 telephone-event/8000 0-16']);
    assert.equal(answer.value.dtmf?.payloadType, 101);
    assert.deepEqual(numbers(answer.value.tables.receive), ['9 G722/8000', '101 telephone-event/8000']);
    assert.deepEqual(answer.value.tables.send, answer.value.tables.receive);
  });

  it('answers without telephone-event when none was offered', () => {
    const answer = answerLocally(description('0 PCMU/8000'), SUPPORTED);
    assert.ok(answer.ok);
    assert.deepEqual(texts(answer.value.codecs), ['0 PCMU/8000']);
    assert.equal(answer.value.dtmf, undefined);
  });

  it('fails when nothing is common', () => {
    const answer = answerLocally(description('18 G729/8000', '101 telephone-event/8000'), SUPPORTED);
    assert.deepEqual(answer, { ok: false, error: 'no-common-codec' });
  });
});

describe('ownOffer and acceptAnswer', () => {
  it('offers what is supported and understands the answer', () => {
    const offered = ownOffer(['PCMU/8000', 'PCMA/8000']);
    assert.deepEqual(texts(offered), ['8 PCMA/8000', '0 PCMU/8000', '101 telephone-event/8000 0-15']);
    const accepted = acceptAnswer(offered, description('0 PCMU/8000', '110 telephone-event/8000'));
    assert.ok(accepted.ok);
    assert.deepEqual(numbers(accepted.value.tables.send), ['0 PCMU/8000', '110 telephone-event/8000']);
    assert.equal(accepted.value.dtmf?.payloadType, 101);
  });
});

describe('withCodecs', () => {
  it('adds what is missing under numbers nobody has, and keys but once', () => {
    const offer = codecs('96 PCMA/8000', '97 telephone-event/8000');
    assert.deepEqual(texts(withCodecs(offer, ownOffer(['PCMA/8000', 'opus/48000/2']))), [
      '96 PCMA/8000',
      '98 opus/48000/2',
      '97 telephone-event/8000',
    ]);
    assert.deepEqual(texts(withCodecs(codecs('8 PCMA/8000'), ownOffer([]))), [
      '8 PCMA/8000',
      '101 telephone-event/8000 0-15',
    ]);
  });
});

describe('directions', () => {
  it('reverse', () => {
    assert.deepEqual((['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const).map(reverseDirection), [
      'sendrecv',
      'recvonly',
      'sendonly',
      'inactive',
    ]);
  });

  it('answer what was offered, no more than is wanted', () => {
    assert.equal(answerDirection('sendrecv'), 'sendrecv');
    assert.equal(answerDirection('sendonly'), 'recvonly');
    assert.equal(answerDirection('recvonly'), 'sendonly');
    assert.equal(answerDirection('inactive'), 'inactive');
    assert.equal(answerDirection('sendrecv', 'sendonly'), 'sendonly');
    assert.equal(answerDirection('sendonly', 'sendonly'), 'inactive');
  });
});
