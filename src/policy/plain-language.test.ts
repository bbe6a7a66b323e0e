import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeReadability } from './plain-language.ts';

const LONG = `${'woord '.repeat(23).trim()}.`;

describe('how a text reads', () => {
  it('is told in words of a sentence', () => {
    assert.deepEqual(judgeReadability(['Dit is kort. Dit is ook niet lang.', 'Kop'], 'nl'), {
      sentences: 3,
      words: 9,
      average: 3,
      hints: [],
    });
    assert.deepEqual(judgeReadability(['', '***'], 'en'), { sentences: 0, words: 0, average: 0, hints: [] });
  });

  it('is hard with long sentences', () => {
    const { average, hints } = judgeReadability([LONG], 'nl');
    assert.equal(average, 23);
    assert.deepEqual(hints, [
      { kind: 'long-sentence', quote: LONG, value: 23 },
      { kind: 'average', quote: '', value: 23 },
    ]);
  });

  it('is hard with long words, which Dutch has longer ones of', () => {
    const word = 'verantwoordelijkheid';
    assert.deepEqual(judgeReadability([`De ${word}.`], 'nl').hints, []);
    assert.deepEqual(judgeReadability(['De aansprakelijkheidsverzekering.'], 'nl').hints, [
      { kind: 'long-word', quote: 'aansprakelijkheidsverzekering', value: 29 },
    ]);
    assert.deepEqual(judgeReadability(['Our responsibilities.'], 'en').hints, [
      { kind: 'long-word', quote: 'responsibilities', value: 16 },
    ]);
  });

  it('is hard with words of offices, once each, and names an easier one', () => {
    assert.deepEqual(judgeReadability(['Indien je belt. En indien niet. Je extentie.'], 'nl').hints, [
      { kind: 'hard-word', quote: 'Indien', better: 'als' },
      { kind: 'hard-word', quote: 'extentie', better: 'extensie' },
    ]);
    assert.deepEqual(judgeReadability(['You shall hereby call.'], 'en').hints, [
      { kind: 'hard-word', quote: 'shall', better: 'must' },
      { kind: 'hard-word', quote: 'hereby' },
    ]);
  });

  it('is not hard for a word that JavaScript has a use for', () => {
    assert.deepEqual(judgeReadability(['De constructor bouwt een antenne.'], 'nl').hints, []);
  });

  it('takes no address for a word, and tells no more than one can mend', () => {
    const address = 'https://club.example/een-heel-erg-lang-adres-van-een-pagina';
    assert.deepEqual(judgeReadability([`Kijk op ${address}.`], 'nl').hints, []);
    const many = Array.from({ length: 100 }, (_, i) => `${LONG.slice(0, -1)} ${i}.`);
    assert.ok(judgeReadability(many, 'nl').hints.length <= 32);
    const [hint] = judgeReadability([`${'x'.repeat(5_000)}.`], 'nl').hints;
    assert.equal(hint?.quote.length, 200);
  });
});
