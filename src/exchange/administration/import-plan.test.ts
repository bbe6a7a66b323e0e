import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_NUMBER_PLAN } from '../../policy/numbering.ts';
import type { ExtensionRecord } from '../../store/records/records.ts';
import type { NewExtension } from '../console/extensions.ts';
import { type ImportSituation, rowsSince, versionOf, workOutImport } from './import-plan.ts';

const JAN: ExtensionRecord = {
  number: '301',
  callsign: 'PX0AAA',
  name: 'Jan',
  email: 'jan@example.net',
  ha1Md5: '',
  ha1Sha256: '',
  callerId: 'number-and-callsign',
  weakPassword: false,
  createdAtMs: 0,
};

function situation(
  known: readonly ExtensionRecord[] = [JAN],
  { update = true }: { readonly update?: boolean } = {},
): ImportSituation {
  const extensions = new Map(known.map((one) => [one.number, one]));
  return {
    extensions,
    conferences: new Set(['900']),
    numbers: DEFAULT_NUMBER_PLAN,
    update,
    isPasswordOf: (_record, password) => password === 'geheim1234',
  };
}

function planned(rows: readonly NewExtension[], given = situation()) {
  return workOutImport(rows, given).map(({ planned }) => planned);
}

const ROW = { number: '301', callsign: 'px0aaa', name: 'Jan' };

describe('what becomes of a row', () => {
  it('is a new extension when its number is free, or it asks for none', () => {
    const plan = planned([
      { callsign: 'PX0AAB', name: 'Piet' },
      { number: '100', callsign: 'PX0AAC', name: 'Kees', password: 'geheim1234' },
    ]);
    assert.deepEqual(
      plan.map(({ act, number, password }) => [act, number, password]),
      [
        ['create', '101', 'made'],
        ['create', '100', 'given'],
      ],
    );
  });

  it('is a change from what is there to what it says, and nothing of what it leaves empty', () => {
    const [changed, kept, emptied] = ['Johan', 'Jan', ''].map((name) => planned([{ ...ROW, name }])[0]);
    assert.deepEqual(changed?.changes, [{ field: 'name', before: 'Jan', after: 'Johan' }]);
    assert.deepEqual([changed?.act, changed?.password], ['change', 'kept']);
    assert.deepEqual([kept?.act, kept?.changes, kept?.email], ['keep', [], 'jan@example.net']);
    assert.deepEqual([emptied?.act, emptied?.name], ['keep', 'Jan']);
  });

  it('is a new password only when it is another one, and tells neither', () => {
    const [same] = planned([{ ...ROW, password: 'geheim1234' }]);
    const [other] = planned([{ ...ROW, password: 'anders1234' }]);
    assert.deepEqual([same?.act, same?.password], ['keep', 'kept']);
    assert.deepEqual([other?.act, other?.password], ['change', 'given']);
    assert.doesNotMatch(JSON.stringify(other), /anders/);
  });

  it('is a refusal when its number is taken and changes were not asked for', () => {
    const plan = planned([ROW, { ...ROW, number: '900' }], situation([JAN], { update: false }));
    assert.deepEqual(
      plan.map(({ refusal }) => refusal?.code),
      ['number-taken', 'number-taken'],
    );
  });

  it('is a refusal when a row before it has its number, which it tells', () => {
    const [, second] = planned([ROW, { ...ROW, name: 'Johan' }]);
    assert.deepEqual(
      [second?.refusal?.code, second?.refusal?.detail],
      ['number-taken', { number: '301', row: 1 }],
    );
  });

  it('is refused by the checks of a single extension', () => {
    const wrong: readonly [NewExtension, string][] = [
      [{ ...ROW, number: '1' }, 'number-invalid'],
      [{ ...ROW, callsign: '!!' }, 'callsign-invalid'],
      [{ ...ROW, name: 'x'.repeat(65) }, 'name-invalid'],
      [{ ...ROW, email: 'nobody' }, 'email-invalid'],
      [{ ...ROW, password: 'kort' }, 'password-weak'],
    ];
    assert.deepEqual(
      wrong.map(([row]) => planned([row])[0]?.refusal?.code),
      wrong.map(([, code]) => code),
    );
  });

  it('is a refusal for each row that finds no number free any more', () => {
    const plan = planned(Array.from({ length: 810 }, () => ({ callsign: 'PX0AAB', name: 'Piet' })));
    // 100 to 899, but for 112 and the one that is there.
    assert.equal(plan.filter(({ act }) => act === 'create').length, 798);
    assert.equal(plan.filter(({ refusal }) => refusal?.code === 'number-taken').length, 12);
  });
});

describe('the version of a plan', () => {
  const rows = [ROW, { number: '302', callsign: 'PX0AAB', name: 'Piet' }];

  it('is the same as long as the same would happen', () => {
    const plan = planned(rows);
    assert.deepEqual(rowsSince(versionOf(plan), planned(rows)), []);
  });

  it('tells the rows of which something else would become', () => {
    const version = versionOf(planned(rows));
    const renamed = planned(rows, situation([{ ...JAN, name: 'Johan' }]));
    const taken = planned(rows, situation([JAN, { ...JAN, number: '302' }]));
    assert.deepEqual(
      [renamed, taken].map((now) => rowsSince(version, now).map(({ row, refusal }) => [row, refusal.code])),
      [[[1, 'import-changed']], [[2, 'import-changed']]],
    );
  });

  it('fits no other file', () => {
    const version = versionOf(planned(rows));
    assert.equal(rowsSince(version, planned(rows.slice(0, 1))).length, 1);
    assert.equal(rowsSince('', planned(rows)).length, 2);
  });
});
