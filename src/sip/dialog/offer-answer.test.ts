import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OfferAnswer } from './offer-answer.ts';

type Event = Parameters<OfferAnswer['note']>[0];

function after(...events: readonly Event[]): OfferAnswer {
  const offerAnswer = new OfferAnswer();
  for (const event of events) offerAnswer.note(event);
  return offerAnswer;
}

describe('OfferAnswer', () => {
  it('begins with nothing, and nothing can be changed yet', () => {
    const blank = after();
    assert.ok(blank.isBlank && !blank.isAgreed);
    assert.equal(blank.refusal, 500);
  });

  it('is agreed once an offer has its answer, whoever made it', () => {
    for (const events of [
      ['offer sent', 'answer received'],
      ['offer received', 'answer sent'],
    ] as const) {
      const agreed = after(...events);
      assert.ok(agreed.isAgreed);
      assert.equal(agreed.refusal, undefined);
    }
  });

  it('refuses an offer that crosses ours with 491, and a second one before our answer with 500', () => {
    assert.equal(after('offer sent').refusal, 491);
    assert.equal(after('offer received').refusal, 500);
    assert.equal(after('offer sent', 'answer received', 'offer sent').refusal, 491);
    assert.equal(after('offer sent', 'answer received', 'offer received').refusal, 500);
  });

  it('keeps what was agreed when a later offer is refused', () => {
    assert.ok(after('offer sent', 'answer received', 'offer sent', 'withdrawn').isAgreed);
    assert.ok(after('offer sent', 'answer received', 'offer received', 'withdrawn').isAgreed);
    assert.ok(after('offer sent', 'withdrawn').isBlank);
    assert.ok(after('offer received', 'withdrawn').isBlank);
  });

  it('knows who owes the answer', () => {
    assert.ok(after('offer sent').theyOweAnswer && !after('offer sent').weOweAnswer);
    assert.ok(after('offer received').weOweAnswer && !after('offer received').theyOweAnswer);
  });

  it('ignores what cannot happen', () => {
    assert.ok(after('answer sent').isBlank);
    assert.ok(after('offer sent', 'offer sent', 'answer received', 'answer received').isAgreed);
    assert.ok(after('offer sent', 'answer sent').theyOweAnswer);
  });
});
