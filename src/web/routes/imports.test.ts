import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import type { ImportPlan } from '../contract/imports.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  const jan = { number: '301', callsign: 'PX0AAA', name: 'Jan', email: 'jan@example.net' };
  assert.ok((await desk.console.extensions.add(jan)).ok);
});

async function ask(body: object) {
  const answer = await desk.api.inject({ method: 'POST', url: '/api/v1/extensions/import', payload: body });
  return { status: answer.statusCode, body: answer.json(), text: answer.body };
}

async function look(body: object): Promise<ImportPlan> {
  const answer = await ask({ ...body, dryRun: true });
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

const CSV = [
  'number,callsign,name,email,password',
  '301,PX0AAA,Johan,,',
  '',
  '302,PX0AAB,Piet,,geheim1234',
  '303,!!,Kees,,',
  '301,PX0AAA,Jan,,',
].join('\n');

describe('a look at an import', () => {
  it('tells of each row what would become of it, at which line and why not in which column', async () => {
    const { totals, items, next } = await look({ csv: CSV, update: true });
    assert.deepEqual(totals, { rows: 4, create: 1, change: 1, keep: 0, refuse: 2 });
    assert.deepEqual(
      items.map(({ row, line, act, number, refusal }) => [row, line, act, number, refusal?.column ?? null]),
      [
        [1, 2, 'change', '301', null],
        [2, 4, 'create', '302', null],
        [3, 5, 'refuse', '303', 'callsign'],
        [4, 6, 'refuse', '301', 'number'],
      ],
    );
    assert.deepEqual(items[0]?.changes, [{ field: 'name', before: 'Jan', after: 'Johan' }]);
    assert.equal(next, null);
  });

  it('changes nothing and says no password', async () => {
    const answer = await ask({ csv: CSV, update: true, dryRun: true });
    assert.doesNotMatch(answer.text, /geheim/);
    assert.deepEqual(
      desk.console.extensions.list().map(({ number, name }) => [number, name]),
      [['301', 'Jan']],
    );
  });

  it('comes in parts, of one kind when asked, and counts them all', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) =>
      index % 10 === 0 ? `${10_000 + index},PX0AAB,` : `${10_000 + index},PX0AAB,Piet`,
    );
    const csv = `number,callsign,name\n${rows.join('\n')}`;
    const first = await look({ csv, tell: { act: 'refuse', limit: 300 } });
    assert.deepEqual(first.totals, { rows: 5_000, create: 4_500, change: 0, keep: 0, refuse: 500 });
    assert.equal(first.items.length, 300);
    const rest = await look({ csv, tell: { act: 'refuse', limit: 300, after: first.next ?? 0 } });
    assert.deepEqual([rest.items.length, rest.next], [200, null]);
    assert.equal(rest.items[0]?.row, (first.items.at(-1)?.row ?? 0) + 10);
    assert.equal(rest.version, first.version);
  });
});

describe('an import', () => {
  const csv =
    'number,callsign,name,password\n301,PX0AAA,Johan,\n302,PX0AAB,Piet,geheim1234\n301x,PX0AAC,Kim,';
  const good = csv.replace('301x', '303');

  it('does what was looked at, and gives passwords to who has a new one', async () => {
    const { version } = await look({ csv: good, update: true });
    const { status, body } = await ask({ csv: good, update: true, version });
    assert.equal(status, 201);
    assert.deepEqual(
      body.items.map(({ number, name }: { number: string; name: string }) => [number, name]),
      [
        ['302', 'Piet'],
        ['303', 'Kim'],
      ],
    );
    assert.deepEqual(
      body.changed.map(({ number, email }: { number: string; email: string }) => [number, email]),
      [['301', 'jan@example.net']],
    );
    const again = await ask({ csv: good, update: true });
    assert.deepEqual([again.body.items, again.body.changed, again.body.kept], [[], [], 3]);
  });

  it('refuses as a whole when something became another case, and names the lines', async () => {
    const { version } = await look({ csv: good, update: true });
    assert.ok((await desk.console.extensions.add({ number: '303', callsign: 'PX0AAD', name: 'Wim' })).ok);
    const { status, body } = await ask({ csv: good, update: true, version });
    assert.deepEqual([status, body.code], [409, 'import-changed']);
    assert.deepEqual(
      body.errors.map(({ line, values }: { line: number; values: object }) => [line, values]),
      [[4, { row: 3, number: '303' }]],
    );
    assert.deepEqual(
      desk.console.extensions.list().map(({ number, name }) => [number, name]),
      [
        ['301', 'Jan'],
        ['303', 'Wim'],
      ],
    );
  });

  it('refuses rows of numbers that are there unless they may change them', async () => {
    const { status, body } = await ask({ csv: good });
    assert.deepEqual([status, body.code, body.values], [422, 'rows-refused', { refused: 1, rows: 3 }]);
  });

  it('is one row of the audit log that names them all, and no person', async () => {
    await ask({ csv: good, update: true });
    const listed = await desk.console.audit.list({ limit: 1 });
    assert.ok(listed.ok);
    const [row] = listed.value;
    assert.equal(row?.action, 'extension.import');
    assert.deepEqual(row?.detail, { numbers: ['302', '303'], changed: ['301'] });
  });
});
