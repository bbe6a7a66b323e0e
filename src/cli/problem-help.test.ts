import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DOCTOR_CODES } from '../web/contract/health.ts';
import { ERROR_STATUS } from '../web/contract.ts';
import { PROBLEM_HELP } from './problem-help.ts';
import { EN } from './words/en.ts';
import { NL } from './words/nl.ts';

const CODES = new Set(PROBLEM_HELP.map(({ code }) => code));

describe('the help for a problem', () => {
  it('is there for every code of the API, the command line and the doctor', () => {
    const shown = [
      ...Object.keys(ERROR_STATUS),
      ...Object.keys(EN.failures),
      ...Object.keys(EN.doctor.checks).map((id) => `HC-${id}`),
      ...Object.values(DOCTOR_CODES),
    ];
    assert.deepEqual(
      shown.filter((code) => !CODES.has(code)),
      [],
    );
    assert.equal(CODES.size, PROBLEM_HELP.length);
    assert.equal(Object.keys(NL.doctor.checks).length, Object.keys(EN.doctor.checks).length);
  });

  it('says what, why and what to do, in both languages, without a value that is missing', () => {
    for (const { code, nl, en } of PROBLEM_HELP) {
      for (const [language, text] of [
        ['nl', nl],
        ['en', en],
      ] as const) {
        for (const part of ['what', 'why', 'todo'] as const) {
          const said = text[part];
          assert.ok(said.length > 3, `${code} ${language} ${part}`);
          assert.doesNotMatch(said, /undefined|NaN|\[object| {2}|\.\.$/, `${code} ${language}: ${said}`);
        }
      }
      assert.notDeepEqual(nl, en, code);
    }
  });
});
