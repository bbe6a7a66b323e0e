import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  const rows = ['301', '302', '303'].map((number) => ({ number, callsign: 'PX0AAA', name: 'Jan' }));
  assert.ok((await desk.console.extensions.import(rows)).ok);
});

async function ask(method: 'PATCH' | 'POST', path: string, payload: object) {
  const answer = await desk.api.inject({ method, url: `/api/v1/extensions${path}`, payload });
  return { status: answer.statusCode, body: answer.json() };
}

const numbers = () => desk.console.extensions.list().map(({ number }) => number);

describe('several extensions in one request', () => {
  it('get the same limits, keep what is left out, and those that are gone are told', async () => {
    assert.ok((await desk.console.limits.set('301', { contacts: 3 })).ok);
    const body = { extensions: ['301', '399', '302', '301'], limits: { calls: 2 } };
    const answer = await ask('PATCH', '/limits', body);
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.done, ['301', '302']);
    assert.deepEqual(
      answer.body.refused.map(({ extension, code }: { extension: string; code: string }) => [
        extension,
        code,
      ]),
      [['399', 'not-found']],
    );
    const shown = desk.console.limits.show('301');
    assert.deepEqual(shown.ok && [shown.value.own.calls, shown.value.own.contacts], [2, 3]);
  });

  it('are removed, when they are as many as was said', async () => {
    const extensions = ['301', '302', '302'];
    const wrong = await ask('POST', '/removal', { extensions, count: 3 });
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'confirmation-wrong']);
    assert.deepEqual(numbers(), ['301', '302', '303']);
    const right = await ask('POST', '/removal', { extensions, count: 2 });
    assert.deepEqual(right.body, { done: ['301', '302'], refused: [] });
    assert.deepEqual(numbers(), ['303']);
  });

  it('are each in the audit log', async () => {
    await ask('POST', '/removal', { extensions: ['301', '302'], count: 2 });
    const rows = await desk.console.audit.list({ limit: 2 });
    assert.deepEqual(
      rows.ok && rows.value.map(({ action, target }) => [action, target]),
      ['302', '301'].map((number) => ['extension.remove', number]),
    );
  });

  it('are five hundred at most', async () => {
    const extensions = Array.from({ length: 501 }, (_, n) => String(1_000 + n));
    assert.equal((await ask('PATCH', '/limits', { extensions, limits: { calls: 2 } })).status, 400);
    assert.equal((await ask('POST', '/removal', { extensions: [], count: 0 })).status, 400);
  });
});
