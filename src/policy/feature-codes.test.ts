import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeatureCode, featureCodeOf } from './feature-codes.ts';

const forward = (
  when: 'always' | 'busy' | 'no-answer',
  to: string | undefined,
  more: { ringS?: number } = {},
): FeatureCode => ({ kind: 'forward', when, to, ...more });

const CODES: readonly (readonly [dialled: string, code: FeatureCode])[] = [
  ['*78', { kind: 'do-not-disturb', on: true }],
  ['*79', { kind: 'do-not-disturb', on: false }],
  ['*72301', forward('always', '301')],
  ['*72301#', forward('always', '301')],
  ['*72*43', forward('always', '*43')],
  ['*73', forward('always', undefined)],
  ['*90301', forward('busy', '301')],
  ['*91', forward('busy', undefined)],
  ['*92900', forward('no-answer', '900')],
  ['*93', forward('no-answer', undefined)],
  ['*21*301#', forward('always', '301')],
  ['**21*301#', forward('always', '301')],
  ['*21*301', forward('always', '301')],
  ['#21#', forward('always', undefined)],
  ['##21#', forward('always', undefined)],
  ['*67*301#', forward('busy', '301')],
  ['#67#', forward('busy', undefined)],
  ['*61*301#', forward('no-answer', '301')],
  ['**61*301*15#', forward('no-answer', '301', { ringS: 15 })],
  ['##61#', forward('no-answer', undefined)],
  ['*8', { kind: 'pick-up', number: undefined }],
  ['*8301', { kind: 'pick-up', number: '301' }],
  ['**301', { kind: 'pick-up', number: '301' }],
];

for (const [dialled, code] of CODES) {
  test(`${dialled} is understood`, () => assert.deepEqual(featureCodeOf(dialled), code));
}

for (const dialled of [
  '',
  '301',
  '112',
  '*43',
  '*97',
  '*72',
  '*90',
  '*92',
  '*721',
  '*72123456789',
  '*8 1',
  '*81',
  '**',
  '**1',
  '*',
  '#',
  '*21*301*15#',
  '*22*301#',
  '#22#',
  '*61*301*150#',
  '*61**43#x',
]) {
  test(`${JSON.stringify(dialled)} is no code`, () => assert.equal(featureCodeOf(dialled), undefined));
}
