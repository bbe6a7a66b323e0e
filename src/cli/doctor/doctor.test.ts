import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk, HEALTHY_MACHINE } from '../../../testkit/cli-desk.ts';
import type { CertificateState } from '../../base/certificate.ts';
import { loadSettings } from '../../config/load-settings.ts';
import type { Ban, Extension } from '../../web/contract.ts';
import { type CheckId, examine as examineAll, type Finding } from './checks.ts';
import { EN_DOCTOR } from './en-doctor.ts';
import type { MachineFacts } from './machine-facts.ts';
import { NL_DOCTOR } from './nl-doctor.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
});

async function examine(machine: Partial<MachineFacts> = {}): Promise<{ code: number; ids: string[] }> {
  desk.replace = { examineMachine: async () => ({ ...HEALTHY_MACHINE, ...machine }) };
  const { code, json } = await desk.run('doctor --json');
  const { items } = json() as { items: (Omit<Finding, 'id'> & { code: string })[] };
  return { code, ids: items.filter(({ verdict }) => verdict !== 'good').map(({ code }) => code) };
}

const DAY_MS = 86_400_000;

function certificate(state: Partial<CertificateState>): CertificateState {
  return {
    source: 'files',
    fault: undefined,
    expiresAtMs: 90 * DAY_MS,
    names: ['tel.example.net'],
    ...state,
  };
}

describe('doctor', () => {
  it('has a line for every check and exit 0 when all is well', async () => {
    const out = await desk.good('doctor');
    assert.match(out, /^Controle van tel\.example\.net · 19 punten\n Machine\n {2}✓ /);
    assert.match(out, /Klaar: 19 goed, 0 let op, 0 fout\n$/);
  });

  it('ends with 3 when something wants attention, and with 1 when something is wrong', async () => {
    assert.deepEqual(await examine({ receiveBufferBytes: 212_992 }), { code: 3, ids: ['HC-NET-006'] });
    const faults = { receiveBufferBytes: 212_992, database: 'broken' } as const;
    assert.deepEqual(await examine(faults), { code: 1, ids: ['HC-SYS-007', 'HC-NET-006'] });
  });

  const ailments: readonly [Partial<MachineFacts>, string, code: number][] = [
    [{ platform: 'darwin-arm64' }, 'HC-SYS-001', 3],
    [{ availableMemoryBytes: 50 * 2 ** 20 }, 'HC-SYS-002', 1],
    [{ freeDiskBytes: 400 * 2 ** 20 }, 'HC-SYS-003', 3],
    [{ freeFilesPercent: 0 }, 'HC-SYS-004', 1],
    [{ folder: 'not-writable' }, 'HC-SYS-005', 1],
    [{ folder: 'open-to-others' }, 'HC-SYS-005', 3],
    [{ filesOpenToOthers: ['hamvoip.db'] }, 'HC-SYS-006', 1],
    [{ journalBytes: 2 ** 27 }, 'HC-SYS-008', 3],
    [{ openFilesLimit: 1_024 }, 'HC-SYS-009', 3],
    [{ portsInUse: ['UDP 5060'] }, 'HC-NET-001', 1],
    [{ rewritesSip: true }, 'HC-NET-005', 1],
    [{ isBridged: true }, 'HC-NET-007', 3],
    [{ certificate: certificate({ expiresAtMs: 20 * DAY_MS }) }, 'HC-TLS-001', 3],
    [{ certificate: certificate({ expiresAtMs: 6 * DAY_MS }) }, 'HC-TLS-001', 1],
    [{ certificate: certificate({ fault: 'expired' }) }, 'HC-TLS-001', 1],
    [{ certificate: certificate({ fault: 'unreadable', expiresAtMs: undefined }) }, 'HC-TLS-001', 1],
  ];
  for (const [machine, id, code] of ailments) {
    it(`finds ${id} in ${JSON.stringify(machine)}`, async () => {
      assert.deepEqual(await examine(machine), { code, ids: [id] });
    });
  }

  for (const [names, ids] of [
    [['tel.example.org'], []],
    [['*.example.org', 'other.example.net'], []],
    [['example.org', '*.tel.example.org'], ['HC-TLS-002']],
  ] as const) {
    it(`says ${ids.length === 0 ? 'nothing' : 'that it is another one'} of a certificate for ${names}`, async () => {
      desk.replace = {
        examineMachine: async () => ({ ...HEALTHY_MACHINE, certificate: certificate({ names }) }),
      };
      const { items } = (await desk.run('doctor --json --domain tel.example.org')).json() as {
        items: { code: string; verdict: string }[];
      };
      assert.deepEqual(
        items.filter(({ verdict }) => verdict !== 'good').map(({ code }) => code),
        ids,
      );
    });
  }

  it('leaves out what the machine does not tell', async () => {
    const found = await examine({ availableMemoryBytes: undefined, openFilesLimit: undefined });
    assert.deepEqual(found, { code: 0, ids: [] });
  });

  it('finds a ban after attempts with an extension there is', () => {
    const loaded = loadSettings({ flags: {}, environment: {}, readFile: () => undefined });
    assert.ok(loaded.ok);
    const extension = { number: '301', weakPassword: false } as Extension;
    const ban = { lastUsername: '301' } as Ban;
    const stranger = { lastUsername: 'admin' } as Ban;
    const { settings } = loaded.value;
    const rest = { machine: HEALTHY_MACHINE, settings, extensions: [extension], whitelist: [] };
    const found = (bans: readonly Ban[]) => examineAll({ ...rest, bans }).find(({ id }) => id === 'BAN-002');
    assert.deepEqual(found([ban, stranger, ban]), {
      id: 'BAN-002',
      verdict: 'attention',
      values: { extensions: '301' },
    });
    assert.equal(found([stranger])?.verdict, 'good');
  });

  it('finds weak passwords, wide whitelist entries and another ban rule', async () => {
    await desk.good('extension add 301 --callsign px0aaa --name Jan');
    await desk.run('extension add 302 --callsign px0aab --name Piet --password short --weak');
    await desk.run('whitelist add 192.0.0.0/18 --for 301');
    const ban = {
      addressKey: '203.0.113.5',
      cause: 'failures',
      attempts: 3,
      lastUsername: '301',
      lastUserAgent: null,
    } as const;
    const sinceMs = desk.clock.wallTime();
    await desk.store.putBan({ ...ban, sinceMs, untilMs: sinceMs + 3_600_000 });
    desk.environment = { HAMVOIP_BAN: '5/300/60', HAMVOIP_METRICS: '0.0.0.0:9464' };
    const { code, ids } = await examine();
    assert.equal(code, 3);
    assert.deepEqual(ids, ['HC-PRV-001', 'HC-SIP-004', 'HC-BAN-001', 'HC-BAN-003']);
  });

  it('explains what is wrong in at most 80 columns', async () => {
    const portsInUse = ['UDP 5060', 'TCP 5060', 'TCP 8080'];
    desk.replace = { examineMachine: async () => ({ ...HEALTHY_MACHINE, portsInUse }) };
    const { out, code } = await desk.run('doctor --lang en');
    assert.equal(code, 1);
    assert.match(
      out,
      /✕ HC-NET-001 {2}Another program uses UDP 5060, TCP 5060, TCP 8080\n {6}Effect +The exchange/,
    );
    for (const line of out.split('\n')) assert.ok([...line].length <= 80, line);
  });
});

describe('the words of the checks', () => {
  it('are there in both languages, without a hole', () => {
    const values = { platform: 'x', mb: 1, percent: 1, reason: 'missing', files: 'x', ports: 'x', kb: 1 };
    const more = { endpoint: 'x', extensions: 'x', attempts: 3, window: 300, ban: 3600, entries: 'x' };
    const tls = { days: 1, fault: 'expired', domain: 'x' };
    for (const { checks } of [NL_DOCTOR, EN_DOCTOR]) {
      for (const id of Object.keys(checks) as CheckId[]) {
        const { good, what, why, todo } = checks[id];
        for (const text of [
          good({ ...values, ...more, ...tls }),
          what({ ...values, ...more, ...tls }),
          why,
          todo({ ...values, ...more, ...tls }),
        ]) {
          assert.ok(text.length > 0 && !text.includes('undefined'), `${id}: ${text}`);
        }
      }
    }
  });
});
